package dev.neurac.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The command line around an example. */
@Command(sortOptions = false)
abstract class Example implements Callable<Integer> {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Say this, and end.")
  private boolean help;

  private PrintStream out;

  /** Does what the example shows, and says so. */
  abstract void run(PrintStream out) throws IOException;

  @Override
  public final Integer call() throws IOException {
    run(out);
    return ExitCode.OK;
  }

  /** What the {@code main} of an example does. */
  static void main(Example example, String... args) {
    int code = execute(example, System.out, System.err, args);
    if (code != ExitCode.OK) { // Maven has more to do after an example that ends well.
      System.exit(code);
    }
  }

  /** Runs an example; returns the exit code, which is 0 only if all went well. */
  static int execute(Example example, PrintStream out, PrintStream err, String... args) {
    example.out = out;
    return new CommandLine(example)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(Example::explain)
        .execute(args);
  }

  /** A file that is missing or wrong is said in a line; a stack trace would only hide it. */
  private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof IOException || e instanceof IllegalArgumentException) {
      command.getErr().println(e.getMessage());
      return ExitCode.SOFTWARE;
    }
    throw e;
  }
}
