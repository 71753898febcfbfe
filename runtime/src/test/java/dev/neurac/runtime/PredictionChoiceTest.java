package dev.neurac.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.runtime.FakeAccelerator.Speed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When predictions go to a GPU though nobody named it; the GPU is made up. */
class PredictionChoiceTest {

  private static final int ROWS = 6;

  private static final long JAVA_MILLISECONDS = 100;

  private final NetworkRuntime network = new NetworkRuntime(new Heavy(), 1);

  /** A network that takes its time. */
  private static final class Heavy extends LinearProgram {

    Heavy() {
      super(3, 2);
    }

    @Override
    public long predictionWork() {
      return 10_000_000_000L;
    }

    @Override
    public void predict(
        float[] parameters,
        float[] input,
        float[] predictions,
        int from,
        float[] scratch,
        int rows) {
      try {
        Thread.sleep(JAVA_MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      super.predict(parameters, input, predictions, from, scratch, rows);
    }
  }

  private float[] predict(PredictionChoice choice) {
    float[] features = new float[ROWS * network.architecture().inputSize()];
    float[] predictions = new float[ROWS * network.architecture().outputSize()];
    Arrays.fill(features, 1);
    choice.predict(network, features, predictions, ROWS);
    return predictions;
  }

  @ParameterizedTest
  @EnumSource
  void theFasterOneIsRemembered(Speed speed) {
    FakeAccelerator gpu = new FakeAccelerator(speed, true);
    PredictionChoice choice = new PredictionChoice(() -> gpu);

    float[] first = predict(choice);
    assertThat(gpu.predictions()).as("a trial with a warm-up").isEqualTo(2);
    assertThat(first).as("the first are Java's").doesNotContain(FakeAccelerator.PREDICTION);

    float[] second = predict(choice);
    assertThat(gpu.predictions()).isEqualTo(speed == Speed.FAST ? 3 : 2);
    assertThat(second[0] == FakeAccelerator.PREDICTION).isEqualTo(speed == Speed.FAST);
    assertThat(Backends.describe())
        .contains("predicting with " + network.architecture().name() + ": ")
        .contains(speed == Speed.FAST ? "opencl, since 6 rows take" : "java, since 6 rows take")
        .contains("the same to the bit only where the back end is named");
  }

  @Test
  void aCpuIsNotEvenTried() {
    FakeAccelerator cpu = new FakeAccelerator(Speed.FAST, false);
    predict(new PredictionChoice(() -> cpu));
    assertThat(cpu.predictions()).isZero();
  }

  @Test
  void whatFailsIsLeftAlone() {
    PredictionChoice choice =
        new PredictionChoice(
            () -> {
              throw new BackendException("no luck");
            });
    assertThat(predict(choice)).isEqualTo(predict(choice));
    assertThat(Backends.describe()).contains("auto: java, since no luck");
  }

  /** The runtime's own tests are without the artifact. What is not noted is not logged either. */
  @Test
  void anApplicationWithoutTheBackEndHearsNothingOfIt() {
    String before = Backends.describe();
    PredictionChoice choice = new PredictionChoice(Backends::openCl);
    assertThat(predict(choice)).isEqualTo(predict(choice));
    assertThat(Backends.describe()).isEqualTo(before);
  }

  @Test
  void aDeviceThatFailsLaterIsLeftAlone() {
    FakeAccelerator gpu = new FakeAccelerator(Speed.FAST, true);
    PredictionChoice choice = new PredictionChoice(() -> gpu);
    float[] java = predict(choice);
    gpu.breakDown();

    assertThat(predict(choice)).isEqualTo(java);
    assertThat(Backends.describe())
        .contains(
            "predicting with " + network.architecture().name() + ": java, since it is broken");
    int asked = gpu.predictions();
    assertThat(predict(choice)).isEqualTo(java);
    assertThat(gpu.predictions()).as("not asked again").isEqualTo(asked);
  }

  @Test
  void littleWorkLooksForNothing() {
    NetworkRuntime light = new NetworkRuntime(new LinearProgram(3, 2), 1);
    PredictionChoice choice =
        new PredictionChoice(
            () -> {
              throw new AssertionError("looked for OpenCL");
            });
    float[] predictions = new float[light.architecture().outputSize()];
    float[] features = new float[light.architecture().inputSize()];
    choice.predict(light, features, predictions, 1);
  }
}
