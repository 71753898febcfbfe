package dev.neurac.train;

import dev.neurac.optim.ParameterUpdate;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.Architecture.ParameterInfo;
import dev.neurac.runtime.Program;
import dev.neurac.runtime.Step;
import dev.neurac.runtime.StepRunner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Finds where NaN or infinity first appeared: repeats the steps of the epoch, to the bit, and
 * checks every value between them. So training itself checks only losses, and parameters now and
 * then.
 */
final class DivergenceFinder {

  static final String ADVICE =
      " A lower learning rate, standardised features (Standardizer) or clipped gradients"
          + " (Trainer.clipNorm) may help.";

  /**
   * Where such a value is.
   *
   * @param place the name of the layer or of the parameter
   * @param text what is wrong there, for people
   */
  private record Finding(String place, String text) {}

  private final Program program;
  private final Architecture architecture;
  private final Step step;
  private final StepRunner runner;
  private final Batches batches;
  private final LearningRate rate;
  private final ParameterUpdate update;

  DivergenceFinder(
      Program program,
      Step step,
      StepRunner runner,
      Batches batches,
      LearningRate rate,
      ParameterUpdate update) {
    this.program = program;
    this.architecture = program.architecture();
    this.step = step;
    this.runner = runner;
    this.batches = batches;
    this.rate = rate;
    this.update = update;
  }

  /**
   * Repeats steps until one of them goes wrong. Parameters and optimiser are those of the epoch's
   * beginning, or of where a resumed epoch was taken up.
   *
   * @param epoch the number of the epoch
   * @param from the first batch to repeat
   * @param noticed how many batches were done when something was noticed
   */
  DivergedException find(int epoch, int from, int noticed) {
    Optional<Finding> finding = Optional.empty();
    int batch = from;
    while (finding.isEmpty() && batch < noticed) {
      finding = lookAt(epoch, batch);
      batch++;
    }
    Finding found =
        finding.orElse(new Finding("loss", "the losses are not finite, but were when repeated."));
    return new DivergedException(
        epoch,
        batch,
        found.place,
        architecture.name()
            + " diverged in epoch "
            + epoch
            + ", batch "
            + batch
            + " of "
            + batches.count()
            + ": "
            + found.text
            + " The parameters are again what they were when the epoch began.");
  }

  private Optional<Finding> lookAt(int epoch, int batch) {
    batches.load(batch);
    Optional<Finding> finding =
        inRows("features", step.inputs[0], architecture.inputSize())
            .or(() -> inRows("targets", step.targetArray(), step.targetSize()))
            .or(() -> inParameters("", step.parameters, " before the step."));
    if (finding.isPresent()) {
      return finding;
    }
    runner.run();
    if (!Double.isFinite(batches.sumOfLosses())) {
      return inLayers().or(this::inLosses);
    }
    finding = inParameters("the gradient of ", step.gradients, ", though the loss is finite.");
    if (finding.isPresent()) {
      return finding;
    }
    update.run(rate.at(epoch, batch));
    step.step++;
    return inParameters("", step.parameters, " after the step, though its gradient is finite.");
  }

  private Optional<Finding> inRows(String what, float[] values, int size) {
    int at = notFinite(values, 0, step.rows * size);
    return at < 0
        ? Optional.empty()
        : Optional.of(
            new Finding(
                what,
                row(at / size)
                    + " has "
                    + values[at]
                    + " among its "
                    + what
                    + ", at position "
                    + at % size
                    + ". Leave out such rows, or fill in what is missing."));
  }

  /** The last parameters first: gradients flow backwards. */
  private Optional<Finding> inParameters(String of, float[] values, String when) {
    List<ParameterInfo> parameters = new ArrayList<>(architecture.parameters());
    Collections.reverse(parameters);
    for (ParameterInfo parameter : parameters) {
      int at = notFinite(values, parameter.offset(), parameter.size());
      if (at >= 0) {
        String text = of + parameter.name() + " has " + values[at] + " in it" + when + ADVICE;
        return Optional.of(new Finding(parameter.name(), text));
      }
    }
    return Optional.empty();
  }

  private Optional<Finding> inLayers() {
    List<Finding> findings = new ArrayList<>();
    program.trace(
        step,
        (layer, values, from, size) -> {
          int at = notFinite(values, from, size);
          if (at >= 0 && findings.isEmpty()) {
            int row = (at - from) / (size / step.rows);
            findings.add(
                new Finding(
                    layer,
                    "the output of "
                        + layer
                        + " has "
                        + values[at]
                        + " in it for "
                        + row(row)
                        + ", the first such value."
                        + ADVICE));
          }
        });
    return findings.stream().findFirst();
  }

  private Optional<Finding> inLosses() {
    int row = notFinite(step.losses[0], 0, step.rows);
    String text =
        row < 0
            ? "the losses are too large to be added."
            : "the loss of " + row(row) + " is " + step.losses[0][row] + ".";
    return Optional.of(new Finding("loss", text + ADVICE));
  }

  private String row(int row) {
    return "row " + batches.rowOf(row) + " of the training set";
  }

  /** Returns the name of the parameter that a place in the flat array belongs to. */
  static String parameterAt(Architecture architecture, int at) {
    return architecture.parameters().stream()
        .filter(info -> at < info.offset() + info.size())
        .findFirst()
        .orElseThrow()
        .name();
  }

  /** Returns where the first value lies that is not finite, or -1. */
  static int notFinite(float[] values, int from, int size) {
    for (int i = from; i < from + size; i++) {
      if (!Float.isFinite(values[i])) {
        return i;
      }
    }
    return -1;
  }
}
