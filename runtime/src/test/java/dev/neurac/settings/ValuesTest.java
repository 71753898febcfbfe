package dev.neurac.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers and quoted texts are read back as what they were. */
class ValuesTest {

  @Test
  void numbersAreReadBackToTheBit() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 20_000; i++) {
      double d = Double.longBitsToDouble(random.nextLong());
      float f = Float.intBitsToFloat(random.nextInt());
      if (Double.isFinite(d) && Float.isFinite(f)) {
        assertThat(Values.number("d", Values.text(d))).isEqualTo(d);
        assertThat(Values.floatNumber("f", Values.text(f))).isEqualTo(f);
      }
    }
    for (double d : new double[] {0.0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, 1e23, 2e-3}) {
      assertThat(Double.doubleToRawLongBits(Values.number("d", Values.text(d))))
          .isEqualTo(Double.doubleToRawLongBits(d));
    }
  }

  @Test
  void numbersAreAsShortAsCanBe() {
    assertThat(List.of(Values.text(2e23), Values.text(1e-3), Values.text(-0.5), Values.text(3)))
        .containsExactly("200000000000000000000000", "0.001", "-0.5", "3");
    assertThat(List.of(Values.text(0.1f), Values.text(1 / 3f), Values.text(-0f)))
        .containsExactly("0.1", "0.33333334", "-0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "\"", "\\", "\\\"", "a\nb\r", "\\n", "ü=,:", "a, \"b\""})
  void textsAreReadBackFromQuotesOnOneLine(String text) {
    String quoted = Quoted.of(text);
    assertThat(quoted.lines()).hasSize(1);
    assertThat(Quoted.read(quoted)).isEqualTo(text);
    assertThat(Quoted.split(quoted + "," + quoted, ',')).containsExactly(quoted, quoted);
    assertThat(Quoted.split(quoted + " " + quoted, ' ')).containsExactly(quoted, quoted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "\"", "\"a", "a\"", "\"a\"b\"", "\"a\\\"", "\"\\x\""})
  void whatIsNotInQuotesIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quoted.read(text))
        .withMessageContaining(text);
  }
}
