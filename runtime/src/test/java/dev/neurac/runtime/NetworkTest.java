package dev.neurac.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.neurac.Loss;
import org.junit.jupiter.api.Test;

class NetworkTest {

  private static Network network(Program program) {
    NetworkRuntime runtime = new NetworkRuntime(program, 1);
    return () -> runtime;
  }

  @Test
  void classIndicesRunOverTheLastAxis() {
    Architecture pairsOfThree =
        Architecture.builder("Pairs", Loss.CROSS_ENTROPY).input(1).output(2, 3);
    // Its loss of a row is the sum of position times target.
    Network net =
        network(
            new LinearProgram(pairsOfThree) {
              @Override
              public void evaluate(
                  float[] parameters,
                  float[] features,
                  float[] targets,
                  float[] predictions,
                  float[] losses,
                  float[] scratch,
                  int rows) {
                for (int row = 0; row < rows; row++) {
                  losses[row] = 0;
                  for (int i = 0; i < 6; i++) {
                    losses[row] += i * targets[row * 6 + i];
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
        .withMessage("a class index is a whole number from 0 to 2, but row 1 has 5.0");
  }

  @Test
  void outputsLongerThanAnArrayAreRefused() {
    Network net =
        network(
            new LinearProgram(
                Architecture.builder("Wide", Loss.MEAN_SQUARED_ERROR).input(1).output(1 << 30)));
    String message =
        "4 rows of 1073741824 floats are 4294967296 floats, but an array holds at most 2147483639;"
            + " give fewer rows at once";

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
        .isThrownBy(() -> new Step(program, new float[2], 60_000))
        .withMessage(
            "60000 rows of 80000 floats are 4800000000 floats, but an array holds at most"
                + " 2147483639; train with a smaller batchSize");
  }
}
