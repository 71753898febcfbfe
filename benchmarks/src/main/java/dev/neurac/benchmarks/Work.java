package dev.neurac.benchmarks;

import dev.neurac.runtime.Network;
import java.util.Arrays;
import java.util.Random;

/**
 * What every library is given: layer sizes and a batch, written {@code 20-128-256-4/8}. Hidden
 * layers end in ReLU, the last one in logits; a training step minimises cross entropy.
 *
 * @param sizes the input's size, then the output's of each layer
 * @param batch rows at once
 */
public record Work(int[] sizes, int batch) {

  /**
   * So small that training on the same rows for ever changes nothing that matters. At 1e-6 Adam,
   * who moves by about the rate however small the gradients, fits the rows within a second; then
   * the squares of its gradients are subnormal, which takes the processor twice the time.
   */
  public static final double LEARNING_RATE = 1e-9;

  /** Reads the form that benchmarks have as a parameter. */
  public static Work parse(String text) {
    String[] parts = text.split("/");
    int[] sizes = Arrays.stream(parts[0].split("-")).mapToInt(Integer::parseInt).toArray();
    return new Work(sizes, Integer.parseInt(parts[1]));
  }

  /** Returns on how many threads this JVM works, whichever library it measures. */
  public static int threads() {
    return Integer.getInteger("neurac.threads", 1);
  }

  /** Returns the number of input features. */
  public int inputSize() {
    return sizes[0];
  }

  /** Returns the number of outputs. */
  public int outputSize() {
    return sizes[sizes.length - 1];
  }

  /** Returns the multiplications and additions of the matrix products of a prediction. */
  long predictionOperations() {
    long operations = 0;
    for (int layer = 1; layer < sizes.length; layer++) {
      operations += 2L * batch * sizes[layer - 1] * sizes[layer];
    }
    return operations;
  }

  /**
   * Returns those of a training step: each layer has two products more, of its gradients; the first
   * has but one, since nobody asks for the gradient of the features.
   */
  long trainingOperations() {
    return 3 * predictionOperations() - 2L * batch * sizes[0] * sizes[1];
  }

  /** Returns our network of these sizes. */
  public Network network() {
    return switch (inputSize()) {
      case 20 -> PhonesNet.create(1);
      case 784 -> DigitsNet.create(1);
      case 16 -> LettersNet.create(1);
      case 2 -> TinyNet.create(1);
      default -> throw new IllegalArgumentException("no network has the sizes of " + this);
    };
  }

  /** Returns a batch of features, row after row. */
  public float[] features() {
    return values(batch * inputSize());
  }

  /** Returns a class for each row. */
  public int[] classes() {
    return new Random(2).ints(batch, 0, outputSize()).toArray();
  }

  /** Returns the classes as one-hot rows. */
  public float[] targets() {
    float[] targets = new float[batch * outputSize()];
    int[] classes = classes();
    for (int row = 0; row < batch; row++) {
      targets[row * outputSize() + classes[row]] = 1;
    }
    return targets;
  }

  /** Returns so many standard normal values, the same at each call. */
  public static float[] values(int count) {
    Random random = new Random(1);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
