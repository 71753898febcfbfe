package dev.neurac.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stratified splits, and cross-validation of both kinds. */
class StratifiedTest {

  /** Classes in these numbers of rows, one after the other; the feature is the row's number. */
  private static Dataset classes(int... sizes) {
    int rows = Arrays.stream(sizes).sum();
    int[] classes = new int[rows];
    float[] features = new float[rows];
    int row = 0;
    for (int c = 0; c < sizes.length; c++) {
      for (int i = 0; i < sizes[c]; i++) {
        classes[row] = c;
        features[row] = row++;
      }
    }
    return Dataset.ofClasses(features, 1, classes, sizes.length);
  }

  private static int[] sizes(Dataset data) {
    int[] sizes = new int[data.targetSize()];
    for (int row = 0; row < data.size(); row++) {
      sizes[data.classOf(row)]++;
    }
    return sizes;
  }

  private static List<Float> numbers(Dataset... parts) {
    List<Float> numbers = new ArrayList<>();
    for (Dataset part : parts) {
      IntStream.range(0, part.size()).forEach(row -> numbers.add(part.features(row)[0]));
    }
    return numbers;
  }

  @Test
  void bothPartsHaveTheirShareOfEveryClass() {
    Dataset rows = classes(70, 20, 10);
    Split split = rows.stratifiedSplit(0.8, 4);
    assertThat(sizes(split.train())).containsExactly(56, 16, 8);
    assertThat(sizes(split.test())).containsExactly(14, 4, 2);
    assertThat(numbers(split.train(), split.test()))
        .containsExactlyInAnyOrderElementsOf(numbers(rows));
    assertThat(numbers(split.train()))
        .isNotEqualTo(numbers(split.train()).stream().sorted().toList());
    assertThat(numbers(rows.stratifiedSplit(0.8, 4).train())).isEqualTo(numbers(split.train()));
    assertThat(numbers(rows.stratifiedSplit(0.8, 5).train())).isNotEqualTo(numbers(split.train()));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
  void sharesAreExactToWithinOneRow(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] sizes = random.ints(random.nextInt(1, 9), 0, 30).toArray();
    sizes[0] += 2;
    Dataset rows = classes(sizes);
    double fraction = random.nextDouble(0.2, 0.8);
    Split split = rows.stratifiedSplit(fraction, seed);
    assertThat(split.train().size()).isEqualTo(rows.split(fraction, seed).train().size());
    double exact = (double) split.train().size() / rows.size();
    for (int c = 0; c < sizes.length; c++) {
      assertThat((double) sizes(split.train())[c]).isCloseTo(sizes[c] * exact, within(1.0));
    }
    int folds = random.nextInt(2, Math.min(7, rows.size() + 1));
    List<Split> all = rows.stratifiedFolds(folds, seed);
    for (Split fold : all) {
      assertThat((double) fold.test().size())
          .isCloseTo((double) rows.size() / folds, within(0.9999));
      for (int c = 0; c < sizes.length; c++) {
        assertThat((double) sizes(fold.test())[c])
            .isCloseTo((double) sizes[c] / folds, within(0.9999));
      }
    }
    requirePartition(rows, all);
  }

  @Test
  void aClassOfOneRowIsInOnePart() {
    Split split = classes(9, 1).stratifiedSplit(0.5, 1);
    assertThat(sizes(split.train())[1] + sizes(split.test())[1]).isEqualTo(1);
    assertThat(split.train().size()).isEqualTo(5);
    // A class without rows has none anywhere.
    assertThat(sizes(classes(4, 0, 4).stratifiedSplit(0.5, 1).test())).containsExactly(2, 0, 2);
  }

  @Test
  void zerosAndOnesAreClassesToo() {
    float[] targets = {1, 0, 0, 0, 1, 0, 0, 0};
    Dataset rows = Dataset.of(new float[8], 1, targets, 1).withWeights(5, 1, 1, 1, 5, 1, 1, 1);
    Split split = rows.stratifiedSplit(0.5, 2);
    assertThat(split.train().targets()).containsExactlyInAnyOrder(1, 0, 0, 0);
    for (int row = 0; row < 4; row++) {
      assertThat(split.test().weight(row)).isEqualTo(split.test().targets(row)[0] == 1 ? 5 : 1);
    }
    assertThat(rows.stratifiedFolds(2, 2).get(1).test().targets())
        .containsExactlyInAnyOrder(1, 0, 0, 0);
    assertThatIllegalStateException()
        .isThrownBy(
            () -> Dataset.of(new float[2], 1, new float[] {0, .5f}, 1).stratifiedSplit(.5, 0))
        .withMessage(
            "rows are stratified by their classes, or by single targets of 0 and 1, but row 1 has"
                + " the targets [0.5]: take split or folds, or build the dataset with ofClasses");
    assertThatIllegalStateException()
        .isThrownBy(() -> Dataset.of(new float[2], 1, new float[4], 2).stratifiedFolds(2, 0))
        .withMessageContaining("but row 0 has the targets [0.0, 0.0]: take split");
  }

  @Test
  void everyRowIsHeldBackOnce() {
    Dataset rows = classes(4, 3);
    List<Split> folds = rows.folds(3, 9);
    assertThat(folds).hasSize(3);
    assertThat(folds.stream().map(split -> split.test().size())).containsExactly(3, 2, 2);
    requirePartition(rows, folds);
    assertThat(numbers(rows.folds(3, 9).get(2).train())).isEqualTo(numbers(folds.get(2).train()));
    assertThat(numbers(rows.folds(3, 8).get(0).test())).isNotEqualTo(numbers(folds.get(0).test()));
    assertThat(rows.folds(7, 0).get(6).test().size()).isEqualTo(1);
    // Values have folds as well.
    assertThat(Dataset.of(new float[4], 1, new float[4], 1).folds(2, 0)).hasSize(2);
  }

  private static void requirePartition(Dataset rows, List<Split> folds) {
    List<Float> heldBack = new ArrayList<>();
    for (Split split : folds) {
      heldBack.addAll(numbers(split.test()));
      assertThat(numbers(split.train(), split.test()))
          .containsExactlyInAnyOrderElementsOf(numbers(rows));
    }
    assertThat(heldBack).containsExactlyInAnyOrderElementsOf(numbers(rows));
  }

  @Test
  void numbersOutsideTheirRangeAreRefused() {
    for (int count : new int[] {1, 4, -1}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> classes(2, 1).folds(count, 0))
          .withMessage(
              "the number of folds is from 2 to the number of rows, 3, but it is " + count);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> classes(2, 1).stratifiedFolds(count, 0));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> classes(2, 1).stratifiedSplit(1, 0))
        .withMessage("a train fraction is more than 0 and less than 1, but it is 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> classes(2).stratifiedSplit(.9, 0))
        .withMessage(
            "a train fraction of 0.9 parts 2 rows into 2 to train and 0 to test on; each part"
                + " needs at least one row");
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> classes(2, 1).folds(2, 0).get(2));
  }
}
