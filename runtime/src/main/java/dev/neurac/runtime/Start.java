package dev.neurac.runtime;

import dev.neurac.Initializer;

/**
 * How a parameter starts.
 *
 * @param initializer what draws or sets the values
 * @param scale the initialiser's scale, NaN for one that knows its own
 * @param fanIn the number of inputs that each output of its layer sums over
 * @param fanOut the number of outputs of its layer
 */
public record Start(Initializer initializer, double scale, int fanIn, int fanOut) {

  public Start {
    switch (initializer) {
      case AUTO ->
          throw new IllegalArgumentException(
              "nothing starts as AUTO, which the compiler resolves by the layer's activation");
      case CONSTANT, UNIFORM, NORMAL -> {
        if (Double.isNaN(scale)) {
          throw new IllegalArgumentException(initializer + " needs a scale");
        }
      }
      default -> {}
    }
    if (fanIn < 1 || fanOut < 1) {
      throw new IllegalArgumentException(
          "a layer has at least 1 input and 1 output, not " + fanIn + " and " + fanOut);
    }
  }
}
