package dev.neurac.processor.diagnostic;

import java.util.List;

/**
 * One thing that is wrong.
 *
 * @param found what was found and what was expected, in the user's words
 * @param trace lines that show where in the network; may be empty
 * @param advice what to do
 */
public record Diagnostic(
    Problem problem, Origin origin, String found, List<String> trace, String advice) {

  public Diagnostic {
    trace = List.copyOf(trace);
  }

  /** Returns the message as compilers print it. */
  public String text() {
    StringBuilder text = new StringBuilder("[").append(problem.id()).append("] ").append(found);
    trace.forEach(line -> text.append('\n').append(line));
    return text.append("\n  ").append(advice).toString();
  }
}
