package dev.neurac.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Prints what was measured, beside what is aimed at: the tables of {@code RESULTS.md}. */
final class Report {

  /**
   * The Java versions that were measured.
   *
   * @param newer the one that counts
   * @param older the one beside it, or the same
   */
  record Javas(int newer, int older) {

    List<Integer> all() {
      return Stream.of(newer, older).distinct().toList();
    }
  }

  private Report() {}

  /**
   * Prints the tables.
   *
   * @param args a folder of figures, the newer Java version, the older one
   */
  public static void main(String[] args) throws IOException {
    Figures figures = Figures.read(Path.of(args[0]));
    Javas javas = new Javas(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    new PrintStream(System.out, true, StandardCharsets.UTF_8).print(text(figures, javas));
  }

  private static Markdown text(Figures figures, Javas javas) {
    Markdown out = new Markdown();
    ProductTables products = new ProductTables(figures, javas, out);
    WorkTables works = new WorkTables(figures, javas, products, out);
    ProcessTables processes = new ProcessTables(figures, javas, out);
    out.paragraph(
        """
        Every figure is the median of the iterations of all rounds; the middle half of them spans %.0f %% of it,
        typically. What falls short of its target is in bold. *Of the limit* is the time that the arithmetic alone
        takes at the best matrix rate of this run (%s GFLOP/s on one thread, %s on two), as a part of our time.\
        """,
        100 * figures.typicalSpread(),
        Markdown.rate(products.best(1)),
        Markdown.rate(products.best(2)));
    works.againstOthers("One thread", 1);
    works.againstOthers("Two threads, ours and theirs", 2);
    works.twoThreads();
    works.adam();
    products.againstMkl();
    products.withoutVectorModule();
    products.twins();
    processes.processes();
    processes.allocation();
    return out;
  }
}
