package dev.neurac.data;

import java.util.Arrays;

/** What stands in for the missing values of a feature; {@link Imputer} fills it in. */
public sealed interface Imputation {

  /** Returns the mean of the values that are there. */
  static Imputation mean() {
    return Learned.MEAN;
  }

  /** Returns the median of the values that are there: of an even number, between the middle two. */
  static Imputation median() {
    return Learned.MEDIAN;
  }

  /** Returns the value that comes most often, the least of several. */
  static Imputation mostFrequent() {
    return Learned.MOST_FREQUENT;
  }

  /**
   * Returns a value that is known before.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  static Imputation constant(float value) {
    return new Constant(value);
  }

  /**
   * Returns what stands in for the missing values.
   *
   * @param present the others, at least one unless this is a constant
   */
  float of(float[] present);

  /** Returns whether it takes values to know what stands in. */
  boolean learns();

  /** A value that is known before. */
  record Constant(float value) implements Imputation {

    public Constant {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "what stands in for missing values is finite, but it is " + value);
      }
    }

    @Override
    public float of(float[] present) {
      return value;
    }

    @Override
    public boolean learns() {
      return false;
    }
  }

  /** A value that is learned from the others. */
  enum Learned implements Imputation {
    /** {@code Σx / n}, in double. */
    MEAN {
      @Override
      public float of(float[] present) {
        double sum = 0;
        for (float value : present) {
          sum += value;
        }
        return (float) (sum / present.length);
      }
    },
    /** The value in the middle of the sorted ones. */
    MEDIAN {
      @Override
      public float of(float[] present) {
        float[] sorted = present.clone();
        Arrays.sort(sorted);
        return (float) FeatureColumns.quantile(sorted, 0.5);
      }
    },
    /** The value that comes most often. */
    MOST_FREQUENT {
      @Override
      public float of(float[] present) {
        float[] sorted = present.clone();
        Arrays.sort(sorted);
        float best = sorted[0];
        int most = 0;
        for (int from = 0, to = 0; from < sorted.length; from = to) {
          while (to < sorted.length && sorted[to] == sorted[from]) {
            to++;
          }
          if (to - from > most) {
            most = to - from;
            best = sorted[from];
          }
        }
        return best;
      }
    };

    @Override
    public boolean learns() {
      return true;
    }
  }
}
