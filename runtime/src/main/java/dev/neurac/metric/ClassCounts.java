package dev.neurac.metric;

import java.util.Arrays;
import java.util.Locale;

/**
 * What precision, recall and F1 are made of, for each class.
 *
 * @param right the decisions for a class that are right
 * @param predicted the decisions for a class
 * @param actual the decisions that should be for a class
 * @param counted whether a class takes part in a macro average
 */
record ClassCounts(long[] right, long[] predicted, long[] actual, boolean[] counted) {

  /** A score of one class, or of all together. */
  enum Score {
    PRECISION {
      @Override
      double of(long right, long predicted, long actual) {
        return quotient(right, predicted);
      }
    },
    RECALL {
      @Override
      double of(long right, long predicted, long actual) {
        return quotient(right, actual);
      }
    },
    F1 {
      @Override
      double of(long right, long predicted, long actual) {
        return quotient(2 * right, predicted + actual);
      }
    };

    abstract double of(long right, long predicted, long actual);

    /** Nothing right of nothing is 0, as in scikit-learn. */
    private static double quotient(long part, long all) {
      return all == 0 ? 0 : (double) part / all;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Counts each class of decisions among classes, or the yes of each output. */
  static ClassCounts of(Decisions decisions) {
    boolean separate = decisions.outputs() > 1;
    int classes = separate ? decisions.outputs() : decisions.classes();
    long[] right = new long[classes];
    long[] predicted = new long[classes];
    long[] actual = new long[classes];
    for (int i = 0; i < decisions.predicted().length; i++) {
      int found = classOf(decisions.predicted()[i], i, decisions.outputs());
      int wanted = classOf(decisions.actual()[i], i, decisions.outputs());
      if (found >= 0) {
        predicted[found]++;
      }
      if (wanted >= 0) {
        actual[wanted]++;
      }
      if (found >= 0 && found == wanted) {
        right[found]++;
      }
    }
    boolean[] counted = new boolean[classes];
    for (int c = 0; c < classes; c++) {
      counted[c] = separate || predicted[c] + actual[c] > 0;
    }
    return new ClassCounts(right, predicted, actual, counted);
  }

  /** Returns the class that a decision is for: the output itself where it says yes; else -1. */
  private static int classOf(int decision, int i, int outputs) {
    return outputs == 1 ? decision : decision == 1 ? i % outputs : -1;
  }

  int classes() {
    return right.length;
  }

  double score(Score score, int chosen) {
    return score.of(right[chosen], predicted[chosen], actual[chosen]);
  }

  double score(Score score, Average average) {
    return switch (average) {
      case MICRO -> score.of(sum(right), sum(predicted), sum(actual));
      case MACRO -> {
        double sum = 0;
        int classes = 0;
        for (int c = 0; c < classes(); c++) {
          if (counted[c]) {
            sum += score(score, c);
            classes++;
          }
        }
        yield classes == 0 ? 0 : sum / classes;
      }
      case WEIGHTED -> {
        double sum = 0;
        for (int c = 0; c < classes(); c++) {
          sum += actual[c] * score(score, c);
        }
        yield sum(actual) == 0 ? 0 : sum / sum(actual);
      }
    };
  }

  static long sum(long[] counts) {
    return Arrays.stream(counts).sum();
  }
}
