package dev.neurac.runtime;

import dev.neurac.Loss;
import dev.neurac.runtime.Architecture.OutputInfo;
import dev.neurac.scratch.Frame;
import dev.neurac.scratch.FrameTable;
import java.util.List;

/** What a network answers about the class of one row; used again and again. */
final class ClassAnswer extends Frame {

  private static final FrameTable<ClassAnswer> WAITING = new FrameTable<>(ClassAnswer::new);

  private float[] output = {};
  private boolean taken;

  private ClassAnswer(Thread owner) {
    super(owner);
  }

  @Override
  protected boolean isTaken() {
    return taken;
  }

  /** Returns the class of a row; once warm, nothing is allocated. */
  static int classOf(NetworkRuntime network, float[] features) {
    ClassRule rule = network.classRule();
    int size = requireOneDecision("classify", network);
    requireOneRow("classify", network, features);
    ClassAnswer answer = WAITING.take();
    answer.taken = true;
    try {
      if (answer.output.length != size) {
        answer.output = new float[size];
      }
      network.predict(features, answer.output);
      int chosen = rule.classOf(answer.output, 0);
      if (chosen == ClassRule.NONE) {
        throw notANumber(network);
      }
      return chosen;
    } finally {
      answer.taken = false;
      WAITING.giveBack(answer);
    }
  }

  /** Returns the probability of each class for a row. */
  static float[] probabilities(NetworkRuntime network, float[] features) {
    OutputInfo info = network.architecture().output();
    ClassRule rule = network.classRule();
    int size = requireOneDecision("probabilities", network);
    if (ClassRule.isHinge(info.loss())) {
      throw new IllegalStateException(
          network.architecture().name()
              + " has no probabilities: its loss is "
              + info.loss()
              + ", whose outputs are scores of any size; use classify or predict, or write loss ="
              + " CROSS_ENTROPY or BINARY_CROSS_ENTROPY");
    }
    requireOneRow("probabilities", network, features);
    float[] output = new float[size];
    network.predict(features, output);
    if (rule.classOf(output, 0) == ClassRule.NONE) {
      throw notANumber(network);
    }
    if (rule.isYesNo()) {
      double yes = info.logits() ? 1 / (1 + StrictMath.exp(-output[0])) : output[0];
      return new float[] {(float) (1 - yes), (float) yes};
    } else if (info.logits()) {
      double logOfSum = ClassRule.logOfSum(output, 0, output.length);
      for (int i = 0; i < output.length; i++) {
        output[i] = (float) StrictMath.exp(output[i] - logOfSum);
      }
    }
    return output;
  }

  /** Returns what a class is called. */
  static String label(NetworkRuntime network, int index) {
    String name = network.architecture().name();
    List<String> labels = network.dataNames().labels();
    if (labels.isEmpty()) {
      throw new IllegalStateException(
          name
              + " does not know what its classes are called: train it on rows whose classes have"
              + " names, as Dataset.ofClasses takes them and CsvReader reads them");
    }
    if (index < 0 || index >= labels.size()) {
      throw new IllegalArgumentException(
          name + " has the classes 0 to " + (labels.size() - 1) + ", but not " + index);
    }
    return labels.get(index);
  }

  /** Returns how many outputs make the decision. */
  private static int requireOneDecision(String what, NetworkRuntime network) {
    String name = network.architecture().name();
    Loss loss = network.architecture().loss();
    if (!ClassRule.isClassification(loss)) {
      throw new IllegalStateException(
          what
              + " needs classes, but the loss of "
              + name
              + " is "
              + loss
              + "; use predict, which gives what it is trained to give");
    }
    int size = network.classRule().valuesOfDecision();
    int decisions = network.outputLength(1) / size;
    if (decisions != 1) {
      throw new IllegalStateException(
          what
              + " gives one class for a row, but "
              + name
              + " makes "
              + decisions
              + " decisions; use predict, and decide for each");
    }
    return size;
  }

  private static void requireOneRow(String what, NetworkRuntime network, float[] features) {
    int rows = network.rows(features);
    if (rows != 1) {
      throw new IllegalArgumentException(
          what
              + " takes one row of "
              + network.architecture().inputSize()
              + " values, but "
              + rows
              + " rows were given; use predict for several");
    }
  }

  private static IllegalArgumentException notANumber(NetworkRuntime network) {
    return new IllegalArgumentException(
        "the output of "
            + network.architecture().name()
            + " has NaN in it, so no class is the right one; a feature is NaN or infinite, or a"
            + " parameter is");
  }
}
