package dev.neurac.benchmarks;

import static dev.neurac.benchmarks.Markdown.atMost;
import static dev.neurac.benchmarks.Markdown.target;
import static dev.neurac.benchmarks.Markdown.time;

import dev.neurac.benchmarks.Report.Javas;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The tables of whole processes and of what they allocate. */
final class ProcessTables {

  private final Figures figures;
  private final Javas javas;
  private final Markdown out;

  ProcessTables(Figures figures, Javas javas, Markdown out) {
    this.figures = figures;
    this.javas = javas;
    this.out = out;
  }

  void processes() {
    out.title("Whole processes, from start to end, on one thread");
    out.header(
        "process",
        "Java",
        "ours",
        "theirs",
        "",
        "ours/theirs",
        "target",
        "ours without the vector module",
        "ours/theirs");
    for (int java : javas.all()) {
      OptionalDouble onnx = figures.median("OnnxFirstPrediction", "", java, 1);
      row("load 20-128-256-4, predict once", java, "FirstPrediction", "ONNX Runtime", onnx, 0.6);
    }
    for (int java : javas.all()) {
      OptionalDouble python = figures.median("PyTorchTraining", "", Figures.PYTHON, 1);
      row(
          "train 20-128-256-4: 1600 rows, batch 8, 50 epochs, SGD",
          java,
          "WholeTraining",
          "PyTorch",
          python,
          0.2);
    }
  }

  private void row(
      String label, int java, String process, String other, OptionalDouble theirs, double target) {
    OptionalDouble with = figures.median(process, "vector", java, 1);
    OptionalDouble without = figures.median(process, "plain", java, 1);
    out.row(
        label,
        "" + java,
        time(with),
        time(theirs),
        other,
        atMost(Figures.quotient(with, theirs), target),
        target("≤", target),
        time(without),
        atMost(Figures.quotient(without, theirs), target));
  }

  void allocation() {
    out.title("Bytes allocated by one call, once warm: the target is 0");
    List<String> header = new ArrayList<>(List.of("call"));
    for (int java : javas.all()) {
      header.add("Java " + java + ", one thread");
      header.add("two");
    }
    out.header(header.toArray(String[]::new));
    for (String work : Allocation.PREDICTIONS) {
      allocation("predict " + work, "Allocation.predict", "work=" + work);
    }
    for (String optimizer : Allocation.OPTIMIZERS) {
      for (String work : Allocation.STEPS) {
        String parameters = "optimizer=" + optimizer + ",work=" + work;
        allocation("step " + work + ", " + optimizer, "Allocation.step", parameters);
      }
    }
  }

  private void allocation(String label, String benchmark, String parameters) {
    List<String> cells = new ArrayList<>(List.of(label));
    for (int java : javas.all()) {
      for (int threads = 1; threads <= 2; threads++) {
        cells.add(atMost(figures.median(benchmark, parameters, java, threads), 0));
      }
    }
    out.row(cells.toArray(String[]::new));
  }
}
