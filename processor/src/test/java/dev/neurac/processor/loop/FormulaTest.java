package dev.neurac.processor.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.neurac.processor.loop.Expr.Binary;
import dev.neurac.processor.loop.Expr.Compare;
import dev.neurac.processor.loop.Expr.Operator;
import dev.neurac.processor.loop.Expr.Relation;
import dev.neurac.processor.loop.Expr.Select;
import dev.neurac.processor.loop.Interpreter.Arguments;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {

  private static final Expr X = Expr.value("x");
  private static final Expr Y = Expr.value("y");

  /** The value of a formula at x = 3, y = -2, t = 0.5. */
  private static double value(String formula) {
    double[] result = {Double.NaN};
    Expr e =
        Formula.parse(formula)
            .replace("x", Expr.num(3))
            .replace("y", Expr.num(-2))
            .replace("t", Expr.num(0.5));
    Stmt store = new Stmt.Store(0, Expr.integer(0), e);
    Interpreter.run(Kernel.of(List.of(), List.of(store)), List.of(result), Arguments.predict(1));
    return result[0];
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 + 2 * x                            | 7
          (1 + 2) * x                          | 9
          1 - 2 - x                            | -4
          1 - (2 - x)                          | 2
          12 / 2 / x                           | 2
          12 / (2 / x)                         | 18
          12 / 2 * x                           | 18
          12 - 2 * x / 4 + 1                   | 11.5
          x*x-y*y                              | 5
          2e-1 * 10                            | 2
          2e3                                  | 2000
          .5 + 1. + 0.25                       | 1.75
          ((((x))))                            | 3
          """)
  void productsBindTighterThanSumsAndBothFromTheLeft(String formula, double expected) {
    assertThat(value(formula)).isEqualTo(expected, within(1e-15));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -x                                   | -3
          --x                                  | 3
          -x * y                               | 6
          x * -y                               | 6
          x - -y                               | 1
          -x - y                               | -1
          -(x + y)                             | -1
          - 2 - - 2                            | 0
          1 / -y                               | 0.5
          -x > -2 ? 1 : -7                     | -7
          """)
  void aMinusBelongsToWhatFollows(String formula, double expected) {
    assertThat(value(formula)).isEqualTo(expected, within(1e-15));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x > 0 ? 1 : 2                        | 1
          x < 0 ? 1 : 2                        | 2
          x >= 3 ? 1 : 2                       | 1
          x > 3 ? 1 : 2                        | 2
          x <= 3 ? 1 : 2                       | 1
          x < 3 ? 1 : 2                        | 2
          x == 3 ? 1 : 2                       | 1
          x == y ? 1 : 2                       | 2
          x + 1 > y * 2 ? x - 1 : y            | 2
          x < 0 ? 1 : y < 0 ? 2 : 3            | 2
          x < 0 ? 1 : y > 0 ? 2 : 3            | 3
          x > 0 ? y > 0 ? 1 : 2 : 3            | 2
          x > 0 ? y < 0 ? 1 : 2 : 3            | 1
          (x > 0 ? 1 : 2) + 10                 | 11
          x > 0 ? 1 : 2 + 10                   | 1
          x < 0 ? 1 : 2 + 10                   | 12
          x > (y > 0 ? 1 : 5) ? 1 : 2          | 2
          max(x > 0 ? 1 : 2, 0.5)              | 1
          """)
  void conditionsNestAndReachAsFarAsTheyCan(String formula, double expected) {
    assertThat(value(formula)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          abs(y)                               | 2
          erfc(0)                              | 1
          exp(0)                               | 1
          log(exp(x))                          | 3
          log1p(0)                             | 0
          sqrt(x * 3)                          | 3
          tanh(0)                              | 0
          max(x, y)                            | 3
          min(x, y)                            | -2
          fma(x, y, 1)                         | -5
          negate(x)                            | -3
          max(min(x, 1), y) * 2                | 2
          -max(x, y)                           | -3
          max(-x, -y)                          | 2
          1 / (1 + exp(-0))                    | 0.5
          """)
  void callsFunctions(String formula, double expected) {
    assertThat(value(formula)).isEqualTo(expected, within(1e-15));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s = x + 1; s * s                     | 16
          s = x + 1; u = s * y; u - s          | -12
          s = x; s = s + 1; s * 2              | 8
          x = 5; x + y                         | 3
          s = x > 0 ? 1 : 2; s + 10            | 11
          s = 1; x == 3 ? s : 2                | 1
          u=2;u*u                              | 4
          """)
  void namesStandForWhatTheyWereGiven(String formula, double expected) {
    assertThat(value(formula)).isEqualTo(expected, within(1e-15));
  }

  @Test
  void aNameBindsAsIfInParentheses() {
    assertThat(Formula.parse("s = x + y; 2 * s")).isEqualTo(Formula.parse("2 * (x + y)"));
  }

  @Test
  void valuesTakeThePlaceOfVariables() {
    Expr load = Expr.load(1, Expr.index("i"));
    assertThat(Formula.parse("s * x - y", Map.of("x", load, "s", Expr.num(2))))
        .isEqualTo(
            new Binary(Operator.SUBTRACT, new Binary(Operator.MULTIPLY, Expr.num(2), load), Y));
    assertThat(Formula.parse("s = x; s", Map.of("x", load))).isEqualTo(load);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x + 2 * 3                            | x + 6
          x * (1 - 1 / 4)                      | x * 0.75
          -2 * x                               | -(2) * x
          -(-(2)) + x                          | 2 + x
          1 * x + 0                            | x
          0 + x * 1 - 0                        | x
          x / 1                                | x
          (w - 1) * x + y                      | y
          x * (1 - w)                          | 0
          max(x, 2 + 3)                        | max(x, 5)
          x > 1 + 1 ? x * 1 : 0 * y            | x > 2 ? x : 0
          """)
  void whatIsConstantIsComputed(String formula, String simpler) {
    assertThat(Formula.parse(formula, Map.of("w", Expr.num(1)))).isEqualTo(Formula.parse(simpler));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x + y", "x - 1", "0 - x", "1 / x", "x * 2", "0 / x", "exp(0)"})
  void nothingElseIsSimplified(String formula) {
    Expr parsed = Formula.parse(formula);
    assertThat(parsed.children()).isNotEmpty();
    assertThat(parsed.withoutConstantParts()).isEqualTo(parsed);
  }

  @Test
  void readsTheTreeAsWritten() {
    assertThat(Formula.parse("2 * x + y"))
        .isEqualTo(new Binary(Operator.ADD, new Binary(Operator.MULTIPLY, Expr.num(2), X), Y));
    assertThat(Formula.parse("-x")).isEqualTo(Expr.call(Function.NEGATE, X));
    assertThat(Formula.parse("x<=y?x:2"))
        .isEqualTo(new Select(new Compare(Relation.AT_MOST, X, Y), X, Expr.num(2)));
    assertThat(Formula.parse("max(x,y)")).isEqualTo(Expr.call(Function.MAX, X, Y));
  }

  @Test
  void spaceMeansNothing() {
    assertThat(Formula.parse("  max ( x,y )*\t2  ")).isEqualTo(Formula.parse("max(x,y)*2"));
  }

  @ParameterizedTest
  @EnumSource
  void readsEveryFunctionOfFloats(Function function) {
    if (function.argumentType() == Expr.Type.FLOAT) {
      String arguments = String.join(", ", List.of("x", "x", "x").subList(0, function.arity()));
      assertThat(Formula.parse(function.text() + "(" + arguments + ")"))
          .isInstanceOfSatisfying(
              Expr.Call.class, call -> assertThat(call.function()).isEqualTo(function));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          x ^ 2              | cannot read ' ^ 2' in: x ^ 2
          x $                | cannot read ' $' in: x $
          X                  | cannot read 'X' in: X
          x != y ? 1 : 2     | cannot read ' != y ? 1 : 2' in: x != y ? 1 : 2
          x = y ? 1 : 2      | '?' where ';' should be, in: x = y ? 1 : 2
          s = x              | '' where ';' should be, in: s = x
          s = x;             | '' is out of place in: s = x;
          s x = 1; s         | 'x' where '' should be, in: s x = 1; s
          x; y               | ';' where '' should be, in: x; y
          = 1; x             | '=' is out of place in: = 1; x
          1 = 2; x           | '1' cannot be a name, in: 1 = 2; x
          exp = 2; exp       | 'exp' cannot be a name, in: exp = 2; exp
          2 * . 5            | cannot read ' . 5' in: 2 * . 5
          x y                | 'y' where '' should be, in: x y
          2 x                | 'x' where '' should be, in: 2 x
          1.2.3              | '.3' where '' should be, in: 1.2.3
          (x                 | '' where ')' should be, in: (x
          x)                 | ')' where '' should be, in: x)
          x > 0              | '' where '?' should be, in: x > 0
          x > 0 ? 1          | '' where ':' should be, in: x > 0 ? 1
          x > y > t ? 1 : 2  | '>' where '?' should be, in: x > y > t ? 1 : 2
          max x              | 'x' where '(' should be, in: max x
          max                | '' where '(' should be, in: max
          max(x, y           | '' where ')' should be, in: max(x, y
          x * / y            | '/' is out of place in: x * / y
          x +                | '' is out of place in: x +
          + x                | '+' is out of place in: + x
          ()                 | ')' is out of place in: ()
          max(x, )           | ')' is out of place in: max(x, )
          max(x)             | MAX takes 2 arguments, not 1
          abs(x, y)          | ABS takes 1 arguments, not 2
          """)
  void saysWhatIsNoFormula(String formula, String message) {
    assertThatThrownBy(() -> Formula.parse(formula))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   "})
  void refusesNothing(String formula) {
    assertThatThrownBy(() -> Formula.parse(formula))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'' is out of place in: " + formula);
  }

  /** Random numbers take ints, which a formula has none of. */
  @Test
  void refusesRandomNumbers() {
    assertThatThrownBy(() -> Formula.parse("uniform(1, 2, 3, 4)"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("INT is needed");
  }
}
