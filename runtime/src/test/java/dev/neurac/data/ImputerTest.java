package dev.neurac.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ImputerTest {

  private static final float NAN = Float.NaN;

  /** Columns 1, ?, 2, 9 and 7, 7, ?, 3. */
  private final Dataset train =
      Dataset.of(new float[] {1, 7, NAN, 7, 2, NAN, 9, 3}, 2, new float[] {1, 2, 3, 4}, 1);

  @Test
  void missingValuesAreFilledInFromTheOthers() {
    assertThat(Imputer.fit(train, Imputation.mean()).values()).containsExactly(4, 17 / 3f);
    assertThat(Imputer.fit(train, Imputation.median()).values()).containsExactly(2, 7);
    // Each of 1, 2 and 9 comes once: the least.
    assertThat(Imputer.fit(train, Imputation.mostFrequent()).values()).containsExactly(1, 7);
    assertThat(Imputer.fit(train, Imputation.constant(-1)).values()).containsExactly(-1, -1);
    Dataset filled = Imputer.fit(train, Imputation.median()).apply(train);
    assertThat(filled.features()).containsExactly(1, 7, 2, 7, 2, 7, 9, 3);
    assertThat(filled.targets()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void everyFeatureMayHaveItsOwn() {
    Imputer imputer = Imputer.fit(train, Imputation.mean(), Imputation.constant(0));
    assertThat(imputer.values()).containsExactly(4, 0);
  }

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
    Dataset four = Dataset.of(new float[] {9, 1, NAN, 2, 4}, 1, new float[5], 1);
    assertThat(Imputer.fit(four, Imputation.median()).values()).containsExactly(3);
  }

  @Test
  void otherRowsAreFilledInByTheTrainingRows() {
    Imputer imputer = Imputer.fit(train, Imputation.mean());
    assertThat(imputer.apply(NAN, 1)).containsExactly(4, 1);
    Imputer restored = Imputer.of(imputer.values());
    assertThat(restored.apply(NAN, NAN)).isEqualTo(imputer.apply(NAN, NAN));
    // Nothing was missing where it was fitted.
    Dataset complete = Dataset.of(new float[] {1, 3}, 1, new float[2], 1);
    assertThat(Imputer.fit(complete, Imputation.mean()).apply(NAN)).containsExactly(2);
  }

  @Test
  void mistakesAreNamed() {
    Dataset empty = Dataset.of(new float[] {1, NAN, 2, NAN}, 2, new float[2], 1);
    refused(
        () -> Imputer.fit(empty, Imputation.mean()),
        "feature 1 (counted from 0) is missing in every row: leave it out, or take"
            + " Imputation.constant");
    assertThat(Imputer.fit(empty, Imputation.median(), Imputation.constant(5)).values())
        .containsExactly(1.5f, 5);
    for (Imputation[] imputations : new Imputation[][] {{}, new Imputation[3]}) {
      refused(
          () -> Imputer.fit(empty, imputations),
          "there is one imputation for all features, or one for each of the 2, but "
              + imputations.length
              + " were given");
    }
    refused(
        () -> Imputer.fit(Dataset.of(new float[] {1 / 0f}, 1, new float[1], 1), Imputation.mean()),
        "a value is a finite number, or NaN where it is missing, but row 0, feature 0 (both"
            + " counted from 0) is Infinity");
    refused(
        () -> Imputation.constant(NAN),
        "what stands in for missing values is finite, but it is NaN");
    refused(() -> Imputer.of(1, NAN), "a value is finite, but that of feature 1 is NaN");
    refused(() -> Imputer.of(), "a row has at least 1 feature, but there is no value");
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}
