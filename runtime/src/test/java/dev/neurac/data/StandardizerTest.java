package dev.neurac.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StandardizerTest {

  /** Mean 5 and population deviation 2, the textbook's row; a constant beside it. */
  private final Dataset train =
      Dataset.of(new float[] {2, 7, 4, 7, 4, 7, 4, 7, 5, 7, 5, 7, 7, 7, 9, 7}, 2, new float[8], 1);

  @Test
  void theDeviationIsThePopulations() {
    Standardizer standardizer = Standardizer.fit(train);
    assertThat(standardizer.means()).containsExactly(5, 7);
    assertThat(standardizer.deviations()).containsExactly(2, 1);
    assertThat(standardizer.apply(new float[] {9, 7, 2, 8})).containsExactly(2, 0, -1.5f, 1);
  }

  @Test
  void otherRowsAreMeasuredByTheTrainingRows() {
    Dataset test = Dataset.ofClasses(new float[] {11, 6}, 2, new int[] {1}, 2);
    Dataset applied = Standardizer.fit(train).apply(test);
    assertThat(applied.features()).containsExactly(3, -1);
    assertThat(applied.classOf(0)).isEqualTo(1);
    assertThat(test.features()).containsExactly(11, 6);
  }

  @Test
  void largeMeansDoNotCancel() {
    SplittableRandom random = new SplittableRandom(5);
    float[] features = new float[20_000];
    for (int i = 0; i < features.length; i += 2) {
      features[i] = 1_000_000 + (float) random.nextDouble();
      features[i + 1] = 0.1f;
    }
    Dataset rows = Dataset.of(features, 2, new float[10_000], 1);
    Standardizer standardizer = Standardizer.fit(rows);
    float[] standardized = standardizer.apply(rows).features();
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < features.length; i += 2) {
      sum += standardized[i];
      squares += standardized[i] * standardized[i];
      assertThat(standardized[i + 1]).isZero();
    }
    assertThat(sum / 10_000).isCloseTo(0, within(1e-6));
    assertThat(squares / 10_000 - Math.pow(sum / 10_000, 2)).isCloseTo(1, within(1e-4));
  }

  /** What NumPy gives in double, whatever the values' magnitude. */
  @Test
  void meansThatNoFloatHoldsAreExact() {
    for (float first : new float[] {0, 16_777_210, 1e7f}) {
      float[] values = {first, first + 1, first + 2, first + 3};
      Dataset rows = Dataset.of(values, 1, new float[4], 1);
      Standardizer standardizer = Standardizer.fit(rows);
      assertThat(standardizer.means()).containsExactly(first + 1.5);
      assertThat(standardizer.apply(rows).features())
          .containsExactly(-1.3416408f, -0.4472136f, 0.4472136f, 1.3416408f);
    }
  }

  @Test
  void knownStatisticsInFloatsGiveTheSameBitsAsEver() {
    float[] z = Standardizer.of(new float[] {0.1f}, new float[] {0.7f}).apply(0.3f);
    assertThat(z).containsExactly((float) (((double) 0.3f - 0.1f) / 0.7f));
  }

  @Test
  void theSameRowsAreScaledOnce() {
    Standardizer standardizer = Standardizer.fit(train);
    Dataset scaled = standardizer.apply(train);
    assertThat(scaled.transforms()).containsExactly(standardizer);
    assertThat(scaled.first(2).split(0.5, 1).test().transforms()).containsExactly(standardizer);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> standardizer.apply(scaled))
        .withMessage(
            "these rows went through this Standardizer before; apply it once, to the rows as they"
                + " were read");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MinMaxScaler.fit(scaled).then(standardizer).apply(scaled))
        .withMessageContaining("before");
    assertThat(Standardizer.fit(scaled).apply(scaled).transforms()).hasSize(2);
  }

  @Test
  void aSavedStandardizerGivesTheSameBits() {
    Dataset odd = Dataset.of(new float[] {0.1f, 0.7f, 3.3f}, 1, new float[3], 1);
    Standardizer fitted = Standardizer.fit(odd);
    Standardizer restored = Standardizer.of(fitted.means(), fitted.deviations());
    assertThat(restored.apply(odd).features()).isEqualTo(fitted.apply(odd).features());
  }

  @Test
  void nobodyCanChangeIt() {
    Standardizer standardizer = Standardizer.fit(train);
    standardizer.means()[0] = 100;
    standardizer.deviations()[0] = 100;
    assertThat(standardizer.apply(new float[] {5, 7})).containsExactly(0, 0);
  }

  @Test
  void otherNumbersOfFeaturesAreRefused() {
    Standardizer standardizer = Standardizer.fit(train);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> standardizer.apply(Dataset.of(new float[3], 3, new float[1], 1)))
        .withMessage("this transform is for rows of 2 features, but these rows have 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> standardizer.apply(new float[3]))
        .withMessage("this transform is for rows of 2 features, but 3 values were given");
  }

  @Test
  void whatIsNotFiniteIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Standardizer.fit(Dataset.of(new float[] {1, 2, 3, Float.NaN}, 2, new float[2], 1)))
        .withMessage(
            "only finite numbers can be scaled, but row 1, feature 1 (both counted from 0)"
                + " is NaN: fill it in with an Imputer, or leave the row or the feature out");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Standardizer.of(new float[] {0}, new float[] {0}))
        .withMessage("a deviation is finite and more than 0, but that of feature 0 is 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Standardizer.of(new float[] {Float.NaN}, new float[] {1}))
        .withMessage("a mean is finite, but that of feature 0 is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Standardizer.of(new float[2], new float[1]))
        .withMessage("every feature has a mean and a deviation, but there are 2 and 1 of them");
  }
}
