package dev.neurac.processor.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference's own error function, against values computed with 40 digits. */
class ErrorFunctionTest {

  @ParameterizedTest
  @CsvSource({
    "-30, 2",
    "-6, 1.9999999999999999785",
    "-3, 1.9999779095030014146",
    "-0.75, 1.7111556336535151316",
    "-0.5, 1.5204998778130465377",
    "-1e-8, 1.000000011283791671",
    "0, 1",
    "1e-300, 1",
    "0.1, 0.8875370839817151016",
    "0.5, 0.47950012218695346232",
    "0.75, 0.2888443663464848684",
    "1, 0.15729920705028513066",
    "2, 0.0046777349810472658379",
    "3.5, 7.4309837234141274552e-7",
    "6, 2.1519736712498913117e-17",
    "10, 2.088487583762544757e-45",
    "20, 5.3958656116079009289e-176",
    "26, 5.6631924088561428465e-296"
  })
  void keepsItsDigits(double x, double expected) {
    assertThat(ErrorFunction.erfc(x)).isEqualTo(expected, within(1e-14 * expected));
  }

  @Test
  void endsAtTwoAndZero() {
    assertThat(ErrorFunction.erfc(Double.NEGATIVE_INFINITY)).isEqualTo(2);
    assertThat(ErrorFunction.erfc(Double.POSITIVE_INFINITY)).isZero();
    assertThat(ErrorFunction.erfc(40)).isZero();
    assertThat(ErrorFunction.erfc(Double.NaN)).isNaN();
  }
}
