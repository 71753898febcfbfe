package dev.neurac.benchmarks;

import static dev.neurac.benchmarks.Markdown.atLeast;
import static dev.neurac.benchmarks.Markdown.atMost;
import static dev.neurac.benchmarks.Markdown.percent;
import static dev.neurac.benchmarks.Markdown.target;
import static dev.neurac.benchmarks.Markdown.time;

import dev.neurac.benchmarks.Report.Javas;
import java.util.List;
import java.util.OptionalDouble;

/** The tables of training steps and predictions. */
final class WorkTables {

  private static final String STEP = "TrainingBenchmark.step";
  private static final String PREDICT = "PredictionBenchmark.predict";
  private static final String PHONES_8 = "20-128-256-4/8";
  private static final String PHONES_256 = "20-128-256-4/256";
  private static final String PHONES_400 = "20-128-256-4/400";
  private static final String DIGITS_512 = "784-128-10/512";
  private static final double TWO_THREADS = 1.8;

  private final Figures figures;
  private final Javas javas;
  private final ProductTables products;
  private final Markdown out;

  WorkTables(Figures figures, Javas javas, ProductTables products, Markdown out) {
    this.figures = figures;
    this.javas = javas;
    this.products = products;
    this.out = out;
  }

  /** What another library took. */
  private record Other(String name, OptionalDouble time) {}

  void againstOthers(String title, int threads) {
    out.title(title);
    out.header(
        "work",
        "ours",
        "theirs",
        "",
        "theirs/ours",
        "target",
        "of the limit",
        "ours on Java " + javas.older(),
        "theirs/ours");
    step(PHONES_8, threads, fastestPyTorch(PHONES_8, threads), 8);
    step(PHONES_8, threads, djl(PHONES_8, threads), 15);
    step(PHONES_8, threads, library("DL4J", "Dl4jTrainingBenchmark.step", PHONES_8, threads), 30);
    step(PHONES_256, threads, fastestPyTorch(PHONES_256, threads), 1.5);
    step("784-128-10/64", threads, fastestPyTorch("784-128-10/64", threads), 1.5);
    step(DIGITS_512, threads, fastestPyTorch(DIGITS_512, threads), 1.2);
    prediction("20-128-256-4/1", threads, 2.5);
    prediction("784-128-10/1", threads, 2);
    prediction("2-10-1/1", threads, 30);
    prediction(PHONES_400, threads, 1.2);
  }

  private void step(String work, int threads, Other other, double target) {
    long operations = Work.parse(work).trainingOperations();
    row("step " + work, threads, STEP, "optimizer=Sgd,work=" + work, other, target, operations);
  }

  private void prediction(String work, int threads, double target) {
    Other onnx = library("ONNX Runtime", "OnnxPredictionBenchmark.predict", work, threads);
    long operations = Work.parse(work).predictionOperations();
    row("predict " + work, threads, PREDICT, "work=" + work, onnx, target, operations);
  }

  private void row(
      String label,
      int threads,
      String benchmark,
      String parameters,
      Other other,
      double target,
      long operations) {
    OptionalDouble newer = figures.median(benchmark, parameters, javas.newer(), threads);
    OptionalDouble older = figures.median(benchmark, parameters, javas.older(), threads);
    OptionalDouble limit = Figures.quotient(OptionalDouble.of(operations), products.best(threads));
    out.row(
        label,
        time(newer),
        time(other.time),
        other.name,
        atLeast(Figures.quotient(other.time, newer), target),
        target("≥", target),
        percent(Figures.quotient(limit, newer)),
        time(older),
        atLeast(Figures.quotient(other.time, older), target));
  }

  private Other library(String name, String benchmark, String work, int threads) {
    return new Other(name, figures.median(benchmark, "work=" + work, javas.newer(), threads));
  }

  private Other djl(String work, int threads) {
    return library("DJL", "DjlTrainingBenchmark.step", work, threads);
  }

  /** Python's, or DJL's where that is faster. */
  private Other fastestPyTorch(String work, int threads) {
    Other djl = djl(work, threads);
    OptionalDouble python = figures.median("PyTorch.step", "work=" + work, Figures.PYTHON, threads);
    return python.orElse(Double.MAX_VALUE) < djl.time.orElse(Double.MAX_VALUE)
        ? new Other("PyTorch", python)
        : djl;
  }

  void twoThreads() {
    out.title("Our two threads against our one");
    out.header("work", "Java", "one", "two", "one/two", "target");
    for (int java : javas.all()) {
      twoThreads("step " + PHONES_256, java, STEP, "optimizer=Sgd,work=" + PHONES_256);
      twoThreads("step " + DIGITS_512, java, STEP, "optimizer=Sgd,work=" + DIGITS_512);
      twoThreads("predict " + PHONES_400, java, PREDICT, "work=" + PHONES_400);
    }
  }

  private void twoThreads(String label, int java, String benchmark, String parameters) {
    OptionalDouble one = figures.median(benchmark, parameters, java, 1);
    OptionalDouble two = figures.median(benchmark, parameters, java, 2);
    out.row(
        label,
        "" + java,
        time(one),
        time(two),
        atLeast(Figures.quotient(one, two), TWO_THREADS),
        target("≥", TWO_THREADS));
  }

  void adam() {
    out.title("Adam against SGD, ours on one thread");
    out.header("step", "Java", "SGD", "Adam", "Adam/SGD", "target");
    for (int java : javas.all()) {
      adam(PHONES_8, java, 1.6);
      adam(PHONES_256, java, 1.2);
    }
  }

  private void adam(String work, int java, double target) {
    List<OptionalDouble> times =
        List.of(
            figures.median(STEP, "optimizer=Sgd,work=" + work, java, 1),
            figures.median(STEP, "optimizer=Adam,work=" + work, java, 1));
    out.row(
        work,
        "" + java,
        time(times.get(0)),
        time(times.get(1)),
        atMost(Figures.quotient(times.get(1), times.get(0)), target),
        target("≤", target));
  }
}
