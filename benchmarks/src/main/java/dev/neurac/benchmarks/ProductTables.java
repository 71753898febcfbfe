package dev.neurac.benchmarks;

import static dev.neurac.benchmarks.Markdown.atLeast;
import static dev.neurac.benchmarks.Markdown.rate;
import static dev.neurac.benchmarks.Markdown.target;

import dev.neurac.benchmarks.Report.Javas;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The tables of matrix products, as rates: floating-point operations in a nanosecond. */
final class ProductTables {

  private static final String SMALL = "64-784-128";
  private static final String WIDE = "512-784-128";
  private static final String LARGE = "1024-1024-1024";

  private final Figures figures;
  private final Javas javas;
  private final Markdown out;

  ProductTables(Figures figures, Javas javas, Markdown out) {
    this.figures = figures;
    this.javas = javas;
    this.out = out;
  }

  void againstMkl() {
    out.title("Matrix products, one thread, GFLOP/s");
    out.header(
        "m-k-n",
        "ours",
        "MKL",
        "ours/MKL",
        "target",
        "OpenBLAS",
        "ours on Java " + javas.older(),
        "ours/MKL");
    againstMkl(SMALL, 0);
    againstMkl(WIDE, 0.88);
    againstMkl(LARGE, 0.8);
  }

  /** A row; 0 for no target. */
  private void againstMkl(String shape, double target) {
    OptionalDouble newer = ours(shape, "best", javas.newer());
    OptionalDouble older = ours(shape, "best", javas.older());
    OptionalDouble mkl = mkl(shape, 1);
    out.row(
        shape,
        rate(newer),
        rate(mkl),
        atLeast(Figures.quotient(newer, mkl), target),
        target == 0 ? "" : target("≥", target),
        rate(openBlas(shape, 1)),
        rate(older),
        atLeast(Figures.quotient(older, mkl), target));
  }

  void withoutVectorModule() {
    out.title("Without the vector module and with it, one thread, GFLOP/s");
    out.header("m-k-n", "Java", "without", "with", "without/with", "target");
    for (int java : javas.all()) {
      withoutVectorModule(SMALL, java, 5);
      withoutVectorModule(LARGE, java, 8);
    }
  }

  private void withoutVectorModule(String shape, int java, int slower) {
    OptionalDouble without = ours(shape, "plain", java);
    OptionalDouble with = ours(shape, "best", java);
    out.row(
        shape,
        "" + java,
        rate(without),
        rate(with),
        atLeast(Figures.quotient(without, with), 1.0 / slower),
        "≥ 1/" + slower);
  }

  void twins() {
    out.title("Our kernels against their plain twins, one thread, GFLOP/s, Java " + javas.newer());
    out.header("m-k-n", "X·W plain", "best", "dY·Wᵀ plain", "best", "Xᵀ·dY plain", "best");
    for (String shape : List.of("8-20-128", "8-128-256", "256-128-256", SMALL, WIDE)) {
      List<String> cells = new ArrayList<>(List.of(shape));
      for (String product : List.of("multiply", "multiplyTransposed", "transposedMultiply")) {
        for (String kernels : List.of("plain", "best")) {
          String parameters = "kernels=" + kernels + ",shape=" + shape;
          cells.add(rate(speed(shape, "KernelBenchmark." + product, parameters, javas.newer(), 1)));
        }
      }
      out.row(cells.toArray(String[]::new));
    }
  }

  /** Returns the best rate that anybody reached with so many threads. */
  OptionalDouble best(int threads) {
    List<OptionalDouble> rates = new ArrayList<>();
    for (String shape : List.of(SMALL, WIDE, LARGE)) {
      rates.add(mkl(shape, threads));
      rates.add(openBlas(shape, threads));
      if (threads == 1) {
        rates.add(ours(shape, "best", javas.newer()));
        rates.add(ours(shape, "best", javas.older()));
      }
    }
    return rates.stream().flatMapToDouble(OptionalDouble::stream).max();
  }

  private OptionalDouble ours(String shape, String kernels, int java) {
    String parameters = "kernels=" + kernels + ",shape=" + shape;
    return speed(shape, "KernelBenchmark.multiply", parameters, java, 1);
  }

  private OptionalDouble mkl(String shape, int threads) {
    return speed(shape, "DjlProductBenchmark.multiply", "shape=" + shape, javas.newer(), threads);
  }

  private OptionalDouble openBlas(String shape, int threads) {
    return speed(shape, "PyTorch.multiply", "shape=" + shape, Figures.PYTHON, threads);
  }

  private OptionalDouble speed(
      String shape, String benchmark, String parameters, int java, int threads) {
    double operations = 2;
    for (String size : shape.split("-")) {
      operations *= Integer.parseInt(size);
    }
    return Figures.quotient(
        OptionalDouble.of(operations), figures.median(benchmark, parameters, java, threads));
  }
}
