package dev.neurac.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetTest {

  private final Dataset values =
      Dataset.of(new float[] {1, 2, 3, 4, 5, 6}, 2, new float[] {10, 20, 30}, 1);
  private final Dataset classes =
      Dataset.ofClasses(new float[] {1, 2, 3, 4, 5, 6}, 2, new int[] {2, 0, 1}, 3);

  @Test
  void valuesComeBackByRow() {
    assertThat(values.size()).isEqualTo(3);
    assertThat(values.featureSize()).isEqualTo(2);
    assertThat(values.targetSize()).isEqualTo(1);
    assertThat(values.hasClasses()).isFalse();
    assertThat(values.labels()).isEmpty();
    assertThat(values.features(1)).containsExactly(3, 4);
    assertThat(values.targets(2)).containsExactly(30);
    assertThat(values.features()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(values.targets()).containsExactly(10, 20, 30);
    assertThat(values).hasToString("3 rows of 2 features, 1 target");
  }

  @Test
  void classesAreOneHotRows() {
    assertThat(classes.targetSize()).isEqualTo(3);
    assertThat(classes.hasClasses()).isTrue();
    assertThat(classes.classOf(0)).isEqualTo(2);
    assertThat(classes.labels()).containsExactly("0", "1", "2");
    assertThat(classes.targets()).containsExactly(0, 0, 1, 1, 0, 0, 0, 1, 0);
    assertThat(classes.targets(1)).containsExactly(1, 0, 0);
    assertThat(classes).hasToString("3 rows of 2 features, 3 classes");
  }

  @Test
  void copyingTouchesItsPlaceOnly() {
    float[] into = {9, 9, 9, 9, 9};
    classes.copyTargets(2, into, 1);
    assertThat(into).containsExactly(9, 0, 1, 0, 9);
    values.copyFeatures(2, into, 3);
    assertThat(into).containsExactly(9, 0, 1, 5, 6);
    values.copyTargets(0, into, 0);
    assertThat(into).containsExactly(10, 0, 1, 5, 6);
  }

  @Test
  void nobodyCanChangeIt() {
    float[] features = {1, 2};
    float[] targets = {3, 4};
    int[] indices = {0, 1};
    Dataset ofValues = Dataset.of(features, 1, targets, 1);
    Dataset ofClasses = Dataset.ofClasses(features, 1, indices, 2);
    features[0] = targets[0] = indices[0] = 1;
    ofValues.features()[0] = 7;
    ofValues.targets()[0] = 7;
    ofValues.features(0)[0] = 7;
    assertThat(ofValues.features()).containsExactly(1, 2);
    assertThat(ofValues.targets()).containsExactly(3, 4);
    assertThat(ofClasses.classOf(0)).isZero();
  }

  @Test
  void selectionsKeepTheGivenOrder() {
    Dataset chosen = classes.rows(2, 0, 2);
    assertThat(chosen.features()).containsExactly(5, 6, 1, 2, 5, 6);
    assertThat(IntStream.range(0, 3).map(chosen::classOf)).containsExactly(1, 2, 1);
    assertThat(chosen.targetSize()).isEqualTo(3);
    assertThat(values.rows(1).targets()).containsExactly(20);
    assertThat(values.first(2).targets()).containsExactly(10, 20);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> values.rows())
        .withMessage("a dataset has at least one row, but none is selected");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> values.first(4))
        .withMessage("the first rows are 1 to 3 of them, but 4 were asked for");
    assertThatIllegalArgumentException().isThrownBy(() -> values.first(0));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> values.rows(3));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> classes.copyTargets(-1, new float[3], 0));
  }

  @Test
  void aSplitIsTheSameForASeedAndPutsEveryRowInOnePart() {
    Dataset rows = counting(100);
    Split split = rows.split(0.8, 0);
    assertThat(split.train().size()).isEqualTo(80);
    assertThat(split.test().size()).isEqualTo(20);
    assertThat(all(split))
        .containsExactlyInAnyOrderElementsOf(numbers(rows))
        .isNotEqualTo(numbers(rows));
    assertThat(all(rows.split(0.8, 0))).isEqualTo(all(split));
    assertThat(all(rows.split(0.8, 1))).isNotEqualTo(all(split));
    assertThat(split.test().targets()).isEqualTo(split.test().features());
  }

  @Test
  void bothPartsOfASplitHaveRows() {
    assertThat(counting(2).split(0.5, 3).test().size()).isEqualTo(1);
    assertThat(counting(3).split(0.8, 3).train().size()).isEqualTo(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> counting(2).split(0.8, 3))
        .withMessage(
            "a train fraction of 0.8 parts 2 rows into 2 to train and 0 to test on; each part"
                + " needs at least one row");
    for (double fraction : new double[] {0, 1, -0.1, 80, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> counting(2).split(fraction, 3))
          .withMessage("a train fraction is more than 0 and less than 1, but it is " + fraction);
    }
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    float[] six = new float[6];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(six, 4, six, 1))
        .withMessage("6 values of features are no whole number of rows of 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(six, 2, six, 1))
        .withMessage(
            "every row of features needs its row of targets, but there are 3 rows of features"
                + " (6 / 2) and 6 of targets (6 / 1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(six, 0, six, 1))
        .withMessage("a row of features has at least 1 value, but its size is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of(new float[0], 2, six, 1))
        .withMessage("a dataset has at least one row, but there are 0 values of features");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.ofClasses(six, 2, new int[2], 1))
        .withMessage(
            "every row of features needs its class, but there are 3 rows of features (6 / 2) and"
                + " 2 classes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.ofClasses(six, 2, new int[3], 0))
        .withMessage("a class count is at least 1, but it is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.ofClasses(six, 2, new int[] {0, 1, 2}, 2))
        .withMessage("a class is a whole number from 0 to 1, but row 2 has 2");
  }

  @Test
  void valuesHaveNoClass() {
    assertThatIllegalStateException()
        .isThrownBy(() -> values.classOf(0))
        .withMessage(
            "this dataset has no classes but rows of 1 target values: read them with targets(row),"
                + " or build it with ofClasses");
  }

  /** Rows 0, 1, 2, …, each its own target. */
  private static Dataset counting(int size) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = i;
    }
    return Dataset.of(numbers, 1, numbers, 1);
  }

  private static List<Float> all(Split split) {
    List<Float> all = new ArrayList<>(numbers(split.train()));
    all.addAll(numbers(split.test()));
    return all;
  }

  private static List<Float> numbers(Dataset data) {
    return IntStream.range(0, data.size()).mapToObj(row -> data.features(row)[0]).toList();
  }

  @Test
  void keepsTheWeightsOfSelectedRows() {
    Dataset plain = Dataset.of(new float[] {1, 2, 3, 4}, 1, new float[] {5, 6, 7, 8}, 1);
    assertThat(plain.hasWeights()).isFalse();
    assertThat(plain.weight(3)).isEqualTo(1);
    float[] given = {0, 1, 2.5f, 3};
    Dataset weighted = plain.withWeights(given);
    given[3] = 9;
    assertThat(weighted.hasWeights()).isTrue();
    assertThat(weighted.weight(3)).isEqualTo(3);
    Dataset chosen = weighted.rows(2, 0, 2);
    assertThat(new float[] {chosen.weight(0), chosen.weight(1), chosen.weight(2)})
        .containsExactly(2.5f, 0, 2.5f);
    assertThat(weighted.first(1).weight(0)).isZero();
    Split parts = weighted.split(0.5, 3);
    for (Dataset part : new Dataset[] {parts.train(), parts.test()}) {
      for (int row = 0; row < part.size(); row++) {
        int original = Math.round(part.features(row)[0]) - 1;
        assertThat(part.weight(row)).isEqualTo(weighted.weight(original));
      }
    }
    Dataset standardized = Standardizer.fit(weighted).apply(weighted);
    assertThat(standardized.weight(2)).isEqualTo(2.5f);
    assertThat(plain.hasWeights()).isFalse();
  }

  @Test
  void refusesWeightsThatAreNone() {
    Dataset plain = Dataset.of(new float[] {1, 2}, 1, new float[] {5, 6}, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.withWeights(1))
        .withMessage("every row needs its weight, but there are 2 rows and 1 weights");
    for (float wrong : new float[] {-1, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> plain.withWeights(1, wrong))
          .withMessage("a weight is a finite number of at least 0, but row 1 has " + wrong);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.withWeights(0, 0))
        .withMessage("at least one row has a weight above 0, but all 2 are 0");
  }

  @Test
  void rangesOfRowsAreTaken() {
    Dataset rows = Dataset.of(new float[] {0, 1, 2, 3, 4}, 1, new float[5], 1);
    assertThat(rows.range(1, 3).features()).containsExactly(1, 2);
    assertThat(rows.first(2).features()).containsExactly(0, 1);
    assertThat(rows.last(2).features()).containsExactly(3, 4);
    assertThat(rows.skip(3).features()).containsExactly(3, 4);
    assertThat(rows.skip(0).size()).isEqualTo(5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rows.range(3, 3))
        .withMessage(
            "a range of rows begins at 0 to 4 and ends behind that, at 5 at most, but from 3 to 3"
                + " was asked for");
    assertThatIllegalArgumentException().isThrownBy(() -> rows.range(-1, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> rows.range(4, 6));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rows.last(6))
        .withMessage("the last rows are 1 to 5 of them, but 6 were asked for");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rows.skip(5))
        .withMessage("of 5 rows 0 to 4 can be skipped, so that one is left, but 5 were to be");
  }

  @Test
  void theRowsOfTwoAreOne() {
    Dataset one = Dataset.ofClasses(new float[] {1, 2}, 1, new int[] {0, 1}, 2);
    Dataset two = Dataset.ofClasses(new float[] {3}, 1, new int[] {1}, List.of("no", "yes"));
    Dataset both = one.concat(two.withWeights(3));
    assertThat(both.features()).containsExactly(1, 2, 3);
    assertThat(IntStream.range(0, 3).map(both::classOf)).containsExactly(0, 1, 1);
    assertThat(both.names().labels()).containsExactly("no", "yes");
    assertThat(both.weight(0)).isEqualTo(1);
    assertThat(both.weight(2)).isEqualTo(3);
    Dataset values = Dataset.of(new float[] {1, 2, 3, 4}, 2, new float[] {5, 6}, 1);
    assertThat(values.concat(values).targets()).containsExactly(5, 6, 5, 6);
  }

  @Test
  void rowsThatMeanOtherThingsAreNotJoined() {
    Dataset cats = Dataset.ofClasses(new float[1], 1, new int[1], List.of("cat", "dog"));
    Dataset birds = Dataset.ofClasses(new float[1], 1, new int[1], List.of("bird", "cat"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cats.concat(birds))
        .withMessage(
            "the next one has the labels [bird, cat], but the first dataset has [cat, dog]; give"
                + " both readers the same labels(…), in one order");
    Dataset values = Dataset.of(new float[] {1, 2}, 1, new float[4], 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cats.concat(values))
        .withMessage(
            "the first dataset has classes, but the next one has values for targets; read both with"
                + " readClasses or both with readValues");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> values.concat(Dataset.of(new float[2], 2, new float[2], 2)))
        .withMessage("the first dataset has 1 features a row, but the next one has 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> values.concat(Standardizer.fit(values).apply(values)))
        .withMessageContaining("join the rows first, or apply the same instances to both");
  }
}
