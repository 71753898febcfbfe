package dev.neurac.runtime;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataNamesTest {

  private static DataNames features(String... names) {
    return new DataNames(List.of(names), List.of());
  }

  @Test
  void whatIsNotKnownFitsAny() {
    DataNames known = new DataNames(List.of("a", "b"), List.of("no", "yes"));
    assertThatCode(() -> known.requireLike("one", DataNames.UNKNOWN, "other"))
        .doesNotThrowAnyException();
    assertThatCode(() -> DataNames.UNKNOWN.requireLike("one", known, "other"))
        .doesNotThrowAnyException();
    assertThatCode(() -> known.requireLike("one", features("a", "b"), "other"))
        .doesNotThrowAnyException();
  }

  @Test
  void anotherOrderIsAnotherMeaning() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                features("c", "a", "b")
                    .requireLike("the validation set", features("a", "b", "c"), "the training set"))
        .withMessage(
            "the validation set has the features [c, a, b], but the training set has [a, b, c], the"
                + " same in another order; read both with the same features(…), in one order, and"
                + " the same categories");
  }

  @Test
  void ofLongListsThePlaceIsShownWhereTheyDiffer() {
    String[] names = IntStream.range(0, 100).mapToObj(i -> "x" + i).toArray(String[]::new);
    String[] other = names.clone();
    other[50] = "y";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> features(names).requireLike("one", features(other), "other"))
        .withMessageContaining("[… 48 names, x48, x49, x50, x51")
        .withMessageContaining("[… 48 names, x48, x49, y, x51")
        .withMessageContaining("… 40 more]");
  }
}
