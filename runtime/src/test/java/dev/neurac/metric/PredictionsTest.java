package dev.neurac.metric;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.neurac.Loss;
import dev.neurac.data.Dataset;
import dev.neurac.runtime.Network;
import dev.neurac.runtime.NetworkRuntime;
import dev.neurac.train.DenseNetwork;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictionsTest {

  private static final DenseNetwork NET = DenseNetwork.ofLogits(Loss.HINGE, 3, 2);
  private static final float[] FEATURES = new float[3 * 7];

  static {
    for (int i = 0; i < FEATURES.length; i++) {
      FEATURES[i] = (float) Math.sin(i);
    }
  }

  private static final Dataset DATA =
      Dataset.ofClasses(FEATURES, 3, new int[] {0, 1, 1, 0, 1, 0, 0}, 2);

  /** A network that is told of each call. */
  private record Heard(List<Integer> lengths, Runnable call) implements Network {

    @Override
    public NetworkRuntime runtime() {
      return NET.runtime();
    }

    @Override
    public float[] predict(float... features) {
      lengths.add(features.length);
      call.run();
      return Network.super.predict(features);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 3 3 3 3 3 3 3", "7, 6 6 6 3", "11, 9 9 3", "21, 21", "1000, 21"})
  void blocksOfRowsGiveWhatAllRowsGive(int block, String lengths) {
    Heard heard = new Heard(new ArrayList<>(), () -> {});
    Predictions made = Predictions.of(heard, DATA, block);
    assertThat(made.values()).containsExactly(NET.predict(FEATURES));
    assertThat(made.targets()).containsExactly(1, -1, -1, 1, -1, 1, 1, -1, -1, 1, 1, -1, 1, -1);
    assertThat(heard.lengths.stream().map(String::valueOf).collect(joining(" ")))
        .isEqualTo(lengths);
  }

  @Test
  void theBlocksAreOfTheSameParameters() {
    Heard changing =
        new Heard(
            new ArrayList<>(),
            () -> NET.parameter("layer1.bias").set(NET.parameter("layer1.bias").values()));
    assertThatIllegalStateException().isThrownBy(() -> Predictions.of(changing, DATA, 3));
  }
}
