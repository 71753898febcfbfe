package dev.neurac.runtime;

import dev.neurac.Loss;
import dev.neurac.runtime.Architecture.OutputInfo;

/**
 * What the values of an output say about classes; this is the only place of the rule.
 *
 * <p>Under {@code BINARY_CROSS_ENTROPY}, and where the last axis has a single value, each value is
 * a decision of its own: yes where it is above the threshold. Else the values along the last axis
 * are one decision: the first largest. Where a value is NaN, nothing is decided.
 *
 * @param isYesNo whether each value is a decision of its own
 * @param outputs how many different things are decided next to each other; 1 unless {@code isYesNo}
 * @param classes how many classes a decision chooses from: 2 for no and yes
 * @param threshold what a value is above for yes
 */
public record ClassRule(boolean isYesNo, int outputs, int classes, float threshold) {

  /** The class where nothing is decided. */
  public static final int NONE = -1;

  /** Returns the rule of an output. */
  public static ClassRule of(OutputInfo output) {
    boolean yesNo = output.classes() == 1 || output.loss() == Loss.BINARY_CROSS_ENTROPY;
    boolean fromZero = output.logits() || isHinge(output.loss());
    return yesNo
        ? new ClassRule(true, output.classes(), 2, fromZero ? 0 : 0.5f)
        : new ClassRule(false, 1, output.classes(), 0);
  }

  /** Returns whether a loss is made for classes, whatever the targets are. */
  public static boolean isClassification(Loss loss) {
    return loss == Loss.CROSS_ENTROPY || loss == Loss.BINARY_CROSS_ENTROPY || isHinge(loss);
  }

  /** Returns whether a loss takes scores of any sign, which are no probabilities. */
  public static boolean isHinge(Loss loss) {
    return loss == Loss.HINGE || loss == Loss.SQUARED_HINGE;
  }

  /** Returns how many values make a decision. */
  public int valuesOfDecision() {
    return isYesNo ? 1 : classes;
  }

  /**
   * Returns the class that an output chooses, or {@link #NONE}.
   *
   * @param at where the values of the decision begin
   */
  public int classOf(float[] values, int at) {
    if (isYesNo) {
      return Float.isNaN(values[at]) ? NONE : values[at] > threshold ? 1 : 0;
    }
    return largest(values, at, classes);
  }

  /** Returns the index of the first largest value, or {@link #NONE} if one of them is NaN. */
  public static int largest(float[] values, int at, int size) {
    int largest = 0;
    for (int i = 0; i < size; i++) {
      if (Float.isNaN(values[at + i])) {
        return NONE;
      }
      if (values[at + i] > values[at + largest]) {
        largest = i;
      }
    }
    return largest;
  }

  /** Returns {@code log Σ exp x}, the largest taken out so that nothing overflows. */
  public static double logOfSum(float[] x, int at, int size) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = at; i < at + size; i++) {
      largest = Math.max(largest, x[i]);
    }
    double sum = 0;
    for (int i = at; i < at + size; i++) {
      sum += StrictMath.exp(x[i] - largest);
    }
    return largest + StrictMath.log(sum);
  }
}
