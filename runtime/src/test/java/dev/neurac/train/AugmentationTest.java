package dev.neurac.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.neurac.Loss;
import dev.neurac.data.Augmentation;
import dev.neurac.data.BatchRandom;
import dev.neurac.data.Dataset;
import dev.neurac.data.Images;
import dev.neurac.optim.Sgd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AugmentationTest {

  /** Two channels of two lines of three. */
  private static final float[] IMAGE = {1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60};

  private static float[] changed(Augmentation augmentation, long seed) {
    float[] features = IMAGE.clone();
    augmentation.augment(features, 1, features.length, new BatchRandom(seed));
    return features;
  }

  @Test
  void flipsHalfOfTheImages() {
    int flipped = 0;
    float[] mirrored = {3, 2, 1, 6, 5, 4, 30, 20, 10, 60, 50, 40};
    for (int seed = 0; seed < 400; seed++) {
      float[] image = changed(Images.of(2, 2, 3).flip(), seed);
      if (!Arrays.equals(image, IMAGE)) {
        assertThat(image).isEqualTo(mirrored);
        flipped++;
      }
    }
    assertThat(flipped).isBetween(160, 240);
  }

  /** Against the plain definition: out[i][j] = in[i - down][j - right], or 0. */
  @Test
  void shiftsAllChannelsAlikeEveryWay() {
    Set<String> expected = new HashSet<>();
    for (int down = -1; down <= 1; down++) {
      for (int right = -1; right <= 1; right++) {
        float[] image = new float[12];
        for (int i = 0; i < 12; i++) {
          int line = i / 3 % 2 - down;
          int column = i % 3 - right;
          boolean inside = line >= 0 && line < 2 && column >= 0 && column < 3;
          image[i] = inside ? IMAGE[i / 6 * 6 + line * 3 + column] : 0;
        }
        expected.add(Arrays.toString(image));
      }
    }
    Set<String> seen = new HashSet<>();
    for (int seed = 0; seed < 400; seed++) {
      seen.add(Arrays.toString(changed(Images.of(2, 2, 3).shift(1), seed)));
    }
    assertThat(seen).isEqualTo(expected).hasSize(9);
  }

  @Test
  void drawsForEachImageAnew() {
    float[] images = new float[100];
    Arrays.fill(images, 1);
    Images.of(1, 2, 5).shift(1).augment(images, 10, 10, new BatchRandom(3));
    Set<String> seen = new HashSet<>();
    for (int row = 0; row < 10; row++) {
      seen.add(Arrays.toString(Arrays.copyOfRange(images, 10 * row, 10 * row + 10)));
    }
    assertThat(seen).hasSizeGreaterThan(3);
  }

  @Test
  void addsNoiseToTheRowsOfTheBatchOnly() {
    float[] features = new float[20_010];
    Augmentation.noise(0.5).augment(features, 2000, 10, new BatchRandom(7));
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 20_000; i++) {
      sum += features[i];
      squares += (double) features[i] * features[i];
    }
    assertThat(sum / 20_000).isCloseTo(0, within(0.02));
    assertThat(Math.sqrt(squares / 20_000)).isCloseTo(0.5, within(0.02));
    assertThat(Arrays.copyOfRange(features, 20_000, 20_010)).containsOnly(0);
  }

  @Test
  void composesInOrder() {
    Augmentation doubled = (features, rows, size, random) -> features[0] *= 2;
    Augmentation added = (features, rows, size, random) -> features[0] += 3;
    assertThat(changed(doubled.then(added), 1)[0]).isEqualTo(5);
    assertThat(changed(added.then(doubled), 1)[0]).isEqualTo(8);
  }

  @Test
  void drawsTheNumbersOfSplitMix64() {
    BatchRandom random = new BatchRandom(0);
    // 0xE220A8397B1DCDAF, the first number after seed 0
    assertThat(random.uniform()).isEqualTo((0xE220A8397B1DCDAFL >>> 11) * 0x1.0p-53);
    Set<Integer> drawn = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      drawn.add(random.below(3));
    }
    assertThat(drawn).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void seesEachBatchWithRandomNumbersOfItsOwn() {
    List<Double> drawn = new ArrayList<>();
    train(7, (features, rows, size, random) -> drawn.add(random.uniform()));
    assertThat(drawn).hasSize(6).doesNotHaveDuplicates();
    List<Double> again = new ArrayList<>();
    train(7, (features, rows, size, random) -> again.add(random.uniform()));
    assertThat(again).isEqualTo(drawn);
    again.clear();
    train(8, (features, rows, size, random) -> again.add(random.uniform()));
    assertThat(again).doesNotContainAnyElementsOf(drawn);
  }

  /** Two epochs of three batches: 2, 2 and 1 row. */
  private static DenseNetwork train(long seed, Augmentation augmentation) {
    DenseNetwork net = DenseNetwork.of(Loss.MEAN_SQUARED_ERROR, 2, 1);
    Dataset data = Dataset.of(new float[10], 2, new float[5], 1);
    Trainer.of(net).seed(seed).batchSize(2).epochs(2).augmentation(augmentation).fit(data);
    return net;
  }

  @Test
  void changesWhatIsTrainedButNotTheDataset() {
    Dataset data = Dataset.of(new float[] {0}, 1, new float[] {0}, 1);
    DenseNetwork net = DenseNetwork.of(Loss.HALF_SQUARED_ERROR, 1, 1);
    net.parameter("layer1.weight").set(1);
    History history =
        Trainer.of(net)
            .optimizer(Sgd.of(0.1))
            .augmentation((features, rows, size, random) -> features[0] = 3)
            .validation(data)
            .fit(data);
    assertThat(history.last().loss()).isEqualTo(4.5);
    // w = 1 - 0.1·3·3, b = -0.1·3; the metric sees the row itself
    assertThat(net.runtime().parameterArray())
        .containsExactly(new float[] {0.1f, -0.3f}, within(1e-6f));
    assertThat(history.last().metric("mean squared error")).isCloseTo(0.09, within(1e-6));
    assertThat(data.features(0)[0]).isZero();
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Augmentation.noise(0))
        .withMessage("deviation is a finite number above 0, not 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Images.of(1, 28, 0))
        .withMessage("width is at least 1, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Images.of(1, 28, 20).shift(20))
        .withMessage("maxPixels is less than the height 28 and the width 20, not 20");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> train(1, Images.of(1, 2, 2).flip()))
        .withMessage(
            "images of shape [1, 2, 2] are rows of 4 values, but the network takes rows of 2");
  }
}
