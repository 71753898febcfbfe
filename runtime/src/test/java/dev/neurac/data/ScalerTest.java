package dev.neurac.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Min-max and robust scaling, and what all transforms of features share. */
class ScalerTest {

  private static final float NAN = Float.NaN;

  /** Two columns: 1, 2, 4, 100 and a constant 7. */
  private final Dataset train =
      Dataset.of(new float[] {100, 7, 1, 7, 4, 7, 2, 7}, 2, new float[4], 1);

  private static Dataset column(float... values) {
    return Dataset.of(values, 1, new float[values.length], 1);
  }

  @Test
  void minMaxMovesIntoZeroToOne() {
    MinMaxScaler scaler = MinMaxScaler.fit(train);
    assertThat(scaler.minima()).containsExactly(1, 7);
    assertThat(scaler.maxima()).containsExactly(100, 7);
    assertThat(scaler.apply(1, 7, 100, 7)).containsExactly(0, 0, 1, 0);
    // What it was not fitted to may lie outside; a constant column keeps its distances.
    assertThat(scaler.apply(-98, 9)).containsExactly(-1, 2);
  }

  @Test
  void minMaxMovesIntoAnyRange() {
    MinMaxScaler scaler = MinMaxScaler.fit(column(-1, 0, 3), -1, 1);
    // sklearn: X_std = (X + 1) / 4; X_std * 2 - 1.
    assertThat(scaler.apply(column(-1, 0, 3)).features()).containsExactly(-1, -.5f, 1);
    assertThat(scaler.low()).isEqualTo(-1);
    assertThat(scaler.high()).isEqualTo(1);
    assertThat(MinMaxScaler.fit(column(5, 5), 2, 3).apply(5, 6)).containsExactly(2, 3);
    float most = Float.MAX_VALUE;
    assertThat(MinMaxScaler.fit(column(-most, most)).apply(-most, 0, most))
        .containsExactly(0, .5f, 1);
  }

  @Test
  void quartilesLieBetweenValuesAsInNumPy() {
    RobustScaler scaler = RobustScaler.fit(train);
    // Of 1, 2, 4, 100: median 3; numpy.percentile 25 is 1.75 and 75 is 28.
    assertThat(scaler.medians()).containsExactly(3, 7);
    assertThat(scaler.ranges()).containsExactly(26.25f, 1);
    assertThat(scaler.apply(29.25f, 8, 3, 7)).containsExactly(1, 1, 0, 0);
    // scikit-learn's example: columns 1, -2, 4 and -2, 1, 1 and 2, 3, -2.
    Dataset example = Dataset.of(new float[] {1, -2, 2, -2, 1, 3, 4, 1, -2}, 3, new float[3], 1);
    assertThat(RobustScaler.fit(example).apply(example).features())
        .containsExactly(0, -2, 0, -1, 0, .4f, 1, 0, -1.6f);
  }

  @Test
  void equalQuartilesOnlyCentre() {
    RobustScaler scaler = RobustScaler.fit(column(5, 5, 5, 5, 5, 900));
    assertThat(scaler.apply(900, 5)).containsExactly(895, 0);
    assertThat(RobustScaler.fit(column(3)).apply(5)).containsExactly(2);
    float most = Float.MAX_VALUE;
    assertThat(RobustScaler.fit(column(-most, -most, most, most)).ranges())
        .containsExactly(2.0 * most);
  }

  @Test
  void savedScalersGiveTheSameBits() {
    Dataset odd = column(.1f, .7f, 3.3f, -2.9f);
    MinMaxScaler minMax = MinMaxScaler.fit(odd, -3, .3f);
    assertThat(
            MinMaxScaler.of(minMax.minima(), minMax.maxima(), minMax.low(), minMax.high())
                .apply(odd)
                .features())
        .isEqualTo(minMax.apply(odd).features());
    RobustScaler robust = RobustScaler.fit(odd);
    assertThat(RobustScaler.of(robust.medians(), robust.ranges()).apply(odd).features())
        .isEqualTo(robust.apply(odd).features());
  }

  @Test
  void transformsFollowEachOther() {
    Dataset missing = column(1, NAN, 3);
    FeatureTransform prepare = Imputer.fit(missing, Imputation.constant(5));
    prepare = prepare.then(MinMaxScaler.fit(prepare.apply(missing)));
    assertThat(prepare.apply(missing).features()).containsExactly(0, 1, .5f);
    assertThat(prepare.apply(NAN)).containsExactly(1);
    assertThat(prepare.featureSize()).isEqualTo(1);
    float[] row = {NAN};
    prepare.applyInPlace(row);
    assertThat(row).containsExactly(1);
    FeatureTransform one = prepare;
    refused(
        () -> one.then(MinMaxScaler.fit(train)),
        "a transform for rows of 1 features is followed by one for rows of 2");
  }

  @Test
  void targetsLabelsAndWeightsStay() {
    Dataset rows = Dataset.ofClasses(new float[] {1, 2}, 1, new int[] {1, 0}, 2).withWeights(3, 4);
    Dataset scaled = RobustScaler.fit(rows).apply(rows);
    assertThat(scaled.classOf(0)).isEqualTo(1);
    assertThat(scaled.weight(1)).isEqualTo(4);
    assertThat(rows.features()).containsExactly(1, 2);
  }

  @Test
  void whatCannotBeScaledIsRefused() {
    refused(
        () -> MinMaxScaler.fit(column(1, NAN)),
        "only finite numbers can be scaled, but row 1, feature 0 (both counted from 0) is NaN:"
            + " fill it in with an Imputer, or leave the row or the feature out");
    refused(
        () -> RobustScaler.fit(column(Float.NEGATIVE_INFINITY)),
        "only finite numbers can be scaled, but row 0, feature 0 (both counted from 0) is"
            + " -Infinity: leave the row or the feature out");
    refused(
        () -> MinMaxScaler.fit(train, 1, 1),
        "a range goes from a finite number up to a greater one, but it is 1.0 to 1.0");
    refused(
        () -> MinMaxScaler.fit(train, 0, NAN),
        "a range goes from a finite number up to a greater one, but it is 0.0 to NaN");
    float[] one = {1};
    float[] zero = {0};
    refused(
        () -> MinMaxScaler.of(one, zero, 0, 1),
        "a maximum is at least the minimum, but those of feature 0 are 0.0 and 1.0");
    refused(
        () -> MinMaxScaler.of(new float[] {NAN}, zero, 0, 1),
        "a minimum is finite, but that of feature 0 is NaN");
    refused(
        () -> MinMaxScaler.of(zero, new float[] {NAN}, 0, 1),
        "a maximum is finite, but that of feature 0 is NaN");
    refused(
        () -> MinMaxScaler.of(zero, new float[2], 0, 1),
        "every feature has a minimum and a maximum, but there are 1 and 2 of them");
    refused(
        () -> RobustScaler.of(zero, zero),
        "a range is finite and more than 0, but that of feature 0 is 0.0");
    refused(
        () -> RobustScaler.of(new float[] {NAN}, one),
        "a median is finite, but that of feature 0 is NaN");
    refused(
        () -> RobustScaler.of(one, new float[0]),
        "every feature has a median and a range, but there are 1 and 0 of them");
  }

  @Test
  void otherNumbersOfFeaturesAreRefused() {
    for (FeatureTransform transform :
        new FeatureTransform[] {
          MinMaxScaler.fit(train),
          RobustScaler.fit(train),
          Standardizer.fit(train),
          Imputer.fit(train, Imputation.mean())
        }) {
      refused(
          () -> transform.apply(column(1)),
          "this transform is for rows of 2 features, but these rows have 1");
      refused(
          () -> transform.apply(1, 2, 3),
          "this transform is for rows of 2 features, but 3 values were given");
      refused(
          () -> transform.applyInPlace(new float[0]),
          "this transform is for rows of 2 features, but 0 values were given");
    }
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}
