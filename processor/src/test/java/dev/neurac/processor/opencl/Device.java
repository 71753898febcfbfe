package dev.neurac.processor.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.neurac.data.Dataset;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.Backend;
import dev.neurac.runtime.Backends;
import dev.neurac.runtime.Network;
import dev.neurac.train.History;
import dev.neurac.train.Trainer;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What the tests on a real OpenCL device share. */
public final class Device {

  /** Set where there has to be a device, as in continuous integration. */
  private static final String REQUIRED = "NEURAC_OPENCL_REQUIRED";

  private Device() {}

  /** Skips a test where there is no OpenCL device, or fails it where there has to be one. */
  public static void assume() {
    String reason = Backends.refusal().orElse("");
    if (System.getenv(REQUIRED) != null) {
      assertThat(reason).as(REQUIRED + " is set, but there is no OpenCL device").isEmpty();
    }
    assumeTrue(reason.isEmpty(), "not run, for want of an OpenCL device: " + reason);
  }

  /** Runs something with a system property, and puts that back. */
  static <T> T with(String property, String value, Supplier<T> run) {
    String before = System.getProperty(property);
    System.setProperty(property, value);
    try {
      return run.get();
    } finally {
      if (before == null) {
        System.clearProperty(property);
      } else {
        System.setProperty(property, before);
      }
    }
  }

  /** Runs something with all networks on OpenCL. */
  public static <T> T onOpenCl(Supplier<T> run) {
    Backend before = Backends.requested();
    Backends.use(Backend.OPENCL);
    try {
      return run.get();
    } finally {
      Backends.use(before);
    }
  }

  /** Returns rows of numbers between 0.1 and 1 and targets, each row's one class or two numbers. */
  static Dataset rows(Network net, int rows, boolean classes) {
    SplittableRandom random = new SplittableRandom(rows);
    int in = net.runtime().architecture().inputSize();
    int out = net.runtime().architecture().outputSize();
    float[] features = random(random, rows * in);
    if (classes) {
      int[] labels = new int[rows];
      for (int i = 0; i < rows; i++) {
        labels[i] = random.nextInt(out);
      }
      return Dataset.ofClasses(features, in, labels, out);
    }
    return Dataset.of(features, in, targets(net.runtime().architecture(), random, rows), out);
  }

  /** Targets from 0.1 to 1, as the loss takes them: signs, or rows that sum up to 1. */
  private static float[] targets(Architecture architecture, SplittableRandom random, int rows) {
    float[] targets = random(random, rows * architecture.outputSize());
    List<Integer> shape = architecture.output().shape();
    switch (architecture.loss()) {
      case HINGE, SQUARED_HINGE -> {
        for (int i = 0; i < targets.length; i++) {
          targets[i] = targets[i] > 0.5f ? 1 : -1;
        }
      }
      case CROSS_ENTROPY, KL_DIVERGENCE -> {
        int classes = shape.get(shape.size() - 1);
        for (int at = 0; at < targets.length; at += classes) {
          float sum = 0;
          for (int i = at; i < at + classes; i++) {
            sum += targets[i];
          }
          for (int i = at; i < at + classes; i++) {
            targets[i] /= sum;
          }
        }
      }
      default -> {}
    }
    return targets;
  }

  private static float[] random(SplittableRandom random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextDouble(0.1, 1);
    }
    return values;
  }

  /** A trained network, and how its training went. */
  record Trained(Network net, History history) {

    float[] parameters() {
      return net.runtime().parameterArray();
    }
  }

  static Trained train(
      Backend backend, Supplier<Network> create, UnaryOperator<Trainer> settings, Dataset rows) {
    Network net = create.get();
    History history = settings.apply(Trainer.of(net).backend(backend)).fit(rows);
    return new Trained(net, history);
  }

  /**
   * Trains a network in Java and on the device, and compares parameters and losses.
   *
   * @param tolerance of the largest parameter
   */
  static Trained assertTrainsAlike(
      Supplier<Network> create, UnaryOperator<Trainer> settings, Dataset rows, double tolerance) {
    Trained java = train(Backend.JAVA, create, settings, rows);
    Trained device = train(Backend.OPENCL, create, settings, rows);
    assertClose("parameters", device.parameters(), java.parameters(), tolerance);
    assertThat(device.parameters())
        .as("the training moves the parameters")
        .isNotEqualTo(create.get().runtime().parameterArray());
    assertClose("losses", floats(device.history()), floats(java.history()), 10 * tolerance);
    return device;
  }

  private static float[] floats(History history) {
    double[] losses = history.values("loss");
    float[] values = new float[losses.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) losses[i];
    }
    return values;
  }

  static void assertClose(String what, float[] actual, float[] expected, double tolerance) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i])
          .as(String.format(Locale.ROOT, "%s at %d", what, i))
          .isCloseTo(expected[i], within(tolerance * Math.max(largest, 1e-3)));
    }
  }
}
