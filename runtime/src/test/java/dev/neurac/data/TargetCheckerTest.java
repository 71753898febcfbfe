package dev.neurac.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.neurac.Loss;
import dev.neurac.train.DenseNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TargetCheckerTest {

  private static Dataset checked(Loss loss, Dataset data) {
    return DatasetChecker.check(
        DenseNetwork.of(loss, data.featureSize(), data.targetSize()).runtime().architecture(),
        data,
        "training set");
  }

  private static Dataset targets(int size, float... targets) {
    return Dataset.of(new float[targets.length / size], 1, targets, size);
  }

  @ParameterizedTest
  @CsvSource({
    "BINARY_CROSS_ENTROPY, 0, 1, 0.3",
    "HINGE, -1, 1, 1",
    "SQUARED_HINGE, -1, 1, -1",
    "POISSON, 0, 7, 0.5",
    "MEAN_SQUARED_ERROR, -1e30, 0, 5",
  })
  void targetsInTheRangeOfTheLossAreTaken(Loss loss, float one, float two, float three) {
    Dataset data = targets(1, one, two, three);
    assertThat(checked(loss, data).targets()).isEqualTo(data.targets());
  }

  @ParameterizedTest
  @CsvSource({
    "BINARY_CROSS_ENTROPY, -0.1, targets from 0",
    "BINARY_CROSS_ENTROPY, 2, targets from 0",
    "HINGE, 0, the targets -1",
    "SQUARED_HINGE, 0.5, the targets -1",
    "POISSON, -1, counts of at least 0",
    "POISSON, Infinity, counts of at least 0",
    "MEAN_SQUARED_ERROR, NaN, finite numbers",
    "HUBER, Infinity, finite numbers",
  })
  void othersAreRefusedByRowAndValue(Loss loss, float target, String range) {
    Dataset data = targets(1, 1, 1, target);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> checked(loss, data))
        .withMessageStartingWith(
            "row 2 of the training set has the target "
                + target
                + ", but "
                + loss
                + " takes "
                + range);
    // What does not count is not looked at.
    assertThat(checked(loss, data.withWeights(1, 1, 0)).size()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(names = {"CROSS_ENTROPY", "KL_DIVERGENCE"})
  void distributionsSumToOne(Loss loss) {
    assertThat(checked(loss, targets(2, 0.3f, 0.7f, 1, 0.0009f)).size()).isEqualTo(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> checked(loss, targets(2, 0, 1, 0, 0)))
        .withMessageStartingWith(
            "row 1 of the training set has targets whose sum is 0.0 at position 0, but " + loss);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> checked(loss, targets(2, -1, 2)))
        .withMessageStartingWith("row 0 of the training set has the target -1.0 at position 0");
    assertThatIllegalArgumentException().isThrownBy(() -> checked(loss, targets(2, 1, 0.01f)));
  }

  @ParameterizedTest
  @EnumSource(names = {"HINGE", "SQUARED_HINGE"})
  void underAHingeClassesAndLabelsAreSigns(Loss loss) {
    Dataset classes = Dataset.ofClasses(new float[2], 1, new int[] {2, 0}, 3);
    assertThat(checked(loss, classes).targets()).containsExactly(-1, -1, 1, 1, -1, -1);
    assertThat(checked(loss, classes).rows(1, 0).targets(0)).containsExactly(1, -1, -1);
    Dataset labels =
        new Dataset(targets(1, 0, 1).source(), Meaning.NONE.labels(List.of("no", "yes"), true));
    assertThat(checked(loss, labels).targets()).containsExactly(-1, 1);
    assertThat(labels.targets()).containsExactly(0, 1);
    assertThat(checked(Loss.BINARY_CROSS_ENTROPY, labels).targets()).containsExactly(0, 1);
  }

  @Test
  void netsMeasureRowsThatAreCalledWhatTheyLearned() {
    DenseNetwork net = DenseNetwork.of(Loss.CROSS_ENTROPY, 1, 2);
    Dataset animals = Dataset.ofClasses(new float[1], 1, new int[1], List.of("cat", "dog"));
    net.runtime().dataNames(animals.names());
    assertThat(DatasetChecker.check(net.runtime(), animals, "dataset")).isSameAs(animals);
    Dataset numbers = Dataset.ofClasses(new float[1], 1, new int[1], 2);
    assertThat(DatasetChecker.check(net.runtime(), numbers, "dataset")).isSameAs(numbers);
    Dataset others = Dataset.ofClasses(new float[1], 1, new int[1], List.of("dog", "cat"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DatasetChecker.check(net.runtime(), others, "dataset"))
        .withMessage(
            "the dataset has the labels [dog, cat], but the training set of Line has [cat, dog],"
                + " the same in another order; give both readers the same labels(…), in one order");
  }
}
