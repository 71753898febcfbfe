package dev.neurac.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.management.ThreadMXBean;
import dev.neurac.Loss;
import dev.neurac.Tensor;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class NetworkTest {

  private static Network network(Program program) {
    NetworkRuntime runtime = new NetworkRuntime(program, 1);
    return () -> runtime;
  }

  @Test
  void classIndicesRunOverTheLastAxis() {
    Architecture pairsOfThree =
        Architecture.builder("Pairs")
            .input("input", 1)
            .output("output", Loss.CROSS_ENTROPY, 2, 3)
            .build();
    // Its loss of a row is the sum of position times target.
    Network net =
        network(
            new LinearProgram(pairsOfThree) {
              @Override
              public void evaluate(
                  float[] parameters,
                  float[][] inputs,
                  float[][] targets,
                  float[][] classes,
                  float[][] predictions,
                  float[][] losses,
                  float[] scratch,
                  int rows) {
                for (int row = 0; row < rows; row++) {
                  losses[0][row] = 0;
                  for (int i = 0; i < 6; i++) {
                    if (classes[0][2 * row + i / 3] == i % 3) {
                      losses[0][row] += i;
                    }
                  }
                }
              }
            });

    assertThat(net.loss(new float[] {0}, new float[] {2, 1})).isEqualTo(2 + 4);
    assertThat(net.loss(new float[2], new float[] {0, 0, 2, 2})).isEqualTo((3f + 2 + 5) / 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> net.loss(new float[2], new float[] {0, 0}))
        .withMessage(
            "2 rows of features need 2 rows of 6 targets, or 4 class indices,"
                + " but 2 values were given");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> net.loss(new float[1], new float[] {0, 5}))
        .withMessage(
            "a class index is a whole number from 0 to 2, but row 0 has 5.0 at position 1");
  }

  @Test
  void outputsLongerThanAnArrayAreRefused() {
    Network net =
        network(
            new LinearProgram(
                Architecture.builder("Wide")
                    .input("input", 1)
                    .output("output", Loss.MEAN_SQUARED_ERROR, 1 << 30)
                    .build()));
    String message =
        "4 rows of 1073741824 floats are 4294967296 floats, but an array holds at most"
            + " 2147483639; give fewer rows at once";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> net.predict(1, 2, 3, 4))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> net.predict(new float[4], new float[0]))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> net.loss(new float[4], new float[0]))
        .withMessageEndingWith("but 0 values were given");
  }

  @Test
  void batchesLongerThanAnArrayAreRefused() {
    LinearProgram program =
        new LinearProgram(1, 40_000) {
          @Override
          public int trainingScratch() {
            return 80_000;
          }

          @Override
          public Architecture architecture() {
            return new LinearProgram(1, 1).architecture();
          }
        };

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Step(program, new float[2], 60_000, false))
        .withMessage(
            "60000 rows of 80000 floats are 4800000000 floats, but an array holds at most"
                + " 2147483639; train with a smaller batchSize");
  }

  @Test
  void soAreBatchesThatAreTooLongWithWhatTheirRowsShare() {
    LinearProgram program =
        new LinearProgram(1, 1) {
          @Override
          public int trainingScratch() {
            return 2;
          }

          @Override
          public int sharedScratch() {
            return 2_147_483_600;
          }
        };
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Step(program, new float[2], 20, false))
        .withMessage(
            "20 rows of 2 floats and 2147483600 for all are 2147483640 floats, but an array holds"
                + " at most 2147483639; train with a smaller batchSize");
  }

  /** A network that does something in the midst of a prediction. */
  private static Network interrupted(Consumer<NetworkRuntime> meanwhile) {
    NetworkRuntime[] runtime = new NetworkRuntime[1];
    LinearProgram program =
        new LinearProgram(1, 1) {
          @Override
          public void predict(
              float[] parameters,
              float[] input,
              float[] predictions,
              int from,
              float[] scratch,
              int rows) {
            super.predict(parameters, input, predictions, from, scratch, rows);
            meanwhile.accept(runtime[0]);
          }
        };
    runtime[0] = new NetworkRuntime(program, 1);
    return () -> runtime[0];
  }

  private static void elsewhere(Runnable work) {
    FutureTask<Void> task = new FutureTask<>(work, null);
    new Thread(task, "other").start();
    try {
      task.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void predictionsOvertakenByTrainingAreRefused() {
    Network begun = interrupted(runtime -> elsewhere(runtime::beginTraining));
    assertThatIllegalStateException()
        .isThrownBy(() -> begun.predict(1))
        .withMessageContaining("Linear is being trained by thread other");

    Network ended =
        interrupted(
            runtime ->
                elsewhere(
                    () -> {
                      runtime.beginTraining();
                      runtime.endTraining();
                    }));
    assertOvertaken(() -> ended.predict(1));
    assertOvertaken(() -> ended.loss(new float[1], new float[1]));
  }

  @Test
  void predictionsOvertakenByOtherParametersAreRefused() {
    Network loaded =
        interrupted(runtime -> elsewhere(() -> runtime.replaceParameters(new float[2])));
    assertOvertaken(() -> loaded.predict(1));

    Network set = interrupted(runtime -> elsewhere(() -> runtime.parameter("layer1.bias").set(1)));
    assertOvertaken(() -> set.predict(1));
    assertOvertaken(() -> set.loss(new float[1], new float[1]));
  }

  private static void assertOvertaken(ThrowingCallable call) {
    assertThatIllegalStateException()
        .isThrownBy(call)
        .withMessage(
            "Linear was trained or got other parameters while this call read them; use it before"
                + " or after");
  }

  @Test
  void parametersAreForTheTrainingThreadAlone() {
    Network net = LinearProgram.network(1, 1, 1);
    Parameter bias = net.parameter("layer1.bias");
    net.runtime().beginTraining();

    bias.set(3);
    assertThat(bias.values().toArray()).containsExactly(3);
    assertThat(net.predict(0)).containsExactly(3);
    elsewhere(
        () -> {
          String message = "Linear is being trained by thread";
          assertThatIllegalStateException()
              .isThrownBy(() -> bias.set(4))
              .withMessageContaining(message);
          assertThatIllegalStateException()
              .isThrownBy(() -> bias.set(Tensor.of(new float[] {4}, 1)))
              .withMessageContaining(message);
          assertThatIllegalStateException().isThrownBy(bias::values).withMessageContaining(message);
        });
    assertThat(bias.values().toArray()).containsExactly(3);
    net.runtime().endTraining();
  }

  @Test
  void lossTakesScratchForAFewRowsAtATime() {
    float[] features = new float[60_000];
    float[] targets = new float[60_000];
    Arrays.fill(targets, 2);
    LongAdder rowsSeen = new LongAdder();
    Network net =
        network(
            new LinearProgram(1, 1) {
              @Override
              public int evaluationScratch() {
                return 80_000;
              }

              @Override
              public void evaluate(
                  float[] parameters,
                  float[][] inputs,
                  float[][] targets,
                  float[][] classes,
                  float[][] predictions,
                  float[][] losses,
                  float[] scratch,
                  int rows) {
                assertThat(scratch.length).isBetween(rows * 80_000, Scratch.MAX_KEPT);
                rowsSeen.add(rows);
                super.evaluate(
                    parameters, inputs, targets, classes, predictions, losses, scratch, rows);
              }
            });

    assertThat(net.loss(features, targets)).isEqualTo(4);
    assertThat(rowsSeen.sum()).isEqualTo(60_000);
  }

  @Test
  void blocksAreSmallerWhereARowTakesMuch() {
    assertThat(Scratch.rows(1000, 0, 0)).isEqualTo(64);
    assertThat(Scratch.rows(10, 100, 0)).isEqualTo(10);
    assertThat(Scratch.rows(1000, 1 << 20, 0)).isEqualTo(4);
    assertThat(Scratch.rows(1000, Integer.MAX_VALUE, 0)).isEqualTo(1);
    assertThat(Scratch.rows(1000, 1 << 20, 1 << 21)).isEqualTo(2);
  }

  @Test
  void threadsKeepNoLargeScratch() {
    assertThat(Scratch.take(100)).isSameAs(Scratch.take(50));
    assertThat(Scratch.take(Scratch.MAX_KEPT + 1)).isNotSameAs(Scratch.take(100));
    assertThat(Scratch.take(1)).hasSizeLessThanOrEqualTo(Scratch.MAX_KEPT);
  }

  @Test
  void warmPredictionsAllocateNothing() {
    Network net =
        network(
            new LinearProgram(1, 1) {
              @Override
              public int predictionScratch() {
                return 10;
              }

              @Override
              public long predictionWork() {
                return 1_000_000;
              }
            });
    float[] features = new float[200];
    float[] predictions = new float[200];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 50; i++) {
      long before = threads.getThreadAllocatedBytes(thread);
      net.predict(features, predictions);
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }

    assertThat(least).isZero();
  }

  @Test
  void predictionsMayPredict() {
    Network inner = wide(parameters -> {});
    Network outer = wide(parameters -> inner.predict(new float[200]));
    float[] features = new float[300];
    for (int i = 0; i < features.length; i++) {
      features[i] = i;
    }

    float[] expected = LinearProgram.network(1, 1, 1).predict(features);
    assertThat(outer.predict(features)).isEqualTo(expected);
  }

  /** A network whose predictions are split, and do something more in each block. */
  private static Network wide(Consumer<float[]> more) {
    return network(
        new LinearProgram(1, 1) {
          @Override
          public long predictionWork() {
            return 1_000_000;
          }

          @Override
          public void predict(
              float[] parameters,
              float[] input,
              float[] predictions,
              int from,
              float[] scratch,
              int rows) {
            super.predict(parameters, input, predictions, from, scratch, rows);
            more.accept(parameters);
          }
        });
  }
}
