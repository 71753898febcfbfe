package dev.neurac.processor.diagnostic;

import java.util.ArrayList;
import java.util.List;

/** Collects all that is wrong with one model. */
public final class Diagnostics {

  private final List<Diagnostic> all = new ArrayList<>();

  /** Notes a diagnostic without a trace. */
  public void report(Problem problem, Origin origin, String found, String advice) {
    report(problem, origin, found, List.of(), advice);
  }

  /** Notes a diagnostic. */
  public void report(
      Problem problem, Origin origin, String found, List<String> trace, String advice) {
    all.add(new Diagnostic(problem, origin, found, trace, advice));
  }

  /** Returns whether something keeps the model from being compiled. */
  public boolean hasErrors() {
    return all.stream().anyMatch(diagnostic -> !diagnostic.problem().isWarning());
  }

  /** Returns what is wrong, in the order in which it was found. */
  public List<Diagnostic> all() {
    return List.copyOf(all);
  }
}
