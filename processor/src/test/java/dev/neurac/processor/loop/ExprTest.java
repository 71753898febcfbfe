package dev.neurac.processor.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.neurac.processor.loop.Expr.Binary;
import dev.neurac.processor.loop.Expr.Compare;
import dev.neurac.processor.loop.Expr.Operator;
import dev.neurac.processor.loop.Expr.Relation;
import dev.neurac.processor.loop.Expr.Select;
import dev.neurac.processor.loop.Expr.Type;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExprTest {

  private static final Expr X = Expr.value("x");
  private static final Expr Y = Expr.value("y");
  private static final Expr I = Expr.index("i");
  private static final Expr LESS = new Compare(Relation.LESS, X, Y);

  /** {@code i < 2 ? max(x, b1[i + 3]) : x / 4}: every kind of expression. */
  private static final Expr ALL =
      new Select(
          new Compare(Relation.LESS, I, Expr.integer(2)),
          Expr.call(Function.MAX, X, Expr.load(1, Expr.add(I, Expr.integer(3)))),
          Expr.divide(X, Expr.num(4)));

  @Test
  void knowsItsType() {
    assertThat(Expr.num(1).type()).isEqualTo(Type.FLOAT);
    assertThat(Expr.integer(1).type()).isEqualTo(Type.INT);
    assertThat(X.type()).isEqualTo(Type.FLOAT);
    assertThat(I.type()).isEqualTo(Type.INT);
    assertThat(Expr.load(0, I).type()).isEqualTo(Type.FLOAT);
    assertThat(Expr.add(X, Y).type()).isEqualTo(Type.FLOAT);
    assertThat(Expr.add(I, I).type()).isEqualTo(Type.INT);
    assertThat(LESS.type()).isEqualTo(Type.CONDITION);
    assertThat(new Select(LESS, I, I).type()).isEqualTo(Type.INT);
    assertThat(ALL.type()).isEqualTo(Type.FLOAT);
    assertThat(Expr.call(Function.UNIFORM, I, I, I, I).type()).isEqualTo(Type.FLOAT);
  }

  @Test
  void anIndexMayBeLoadedAndComparedWithWhatIsLoaded() {
    Expr place = new Expr.ToInt(Expr.load(2, I));
    assertThat(place.type()).isEqualTo(Type.INT);
    assertThat(Expr.load(1, Expr.add(I, place)).mentions("i")).isTrue();
    Expr same = new Compare(Relation.EQUAL, new Expr.ToFloat(I), Expr.load(2, Expr.integer(0)));
    assertThat(same.mentions("i")).isTrue();
    assertThat(same.replace("i", Expr.integer(7)).children())
        .contains(new Expr.ToFloat(Expr.integer(7)));
    assertThat(place.replace("i", Expr.integer(7)))
        .isEqualTo(new Expr.ToInt(Expr.load(2, Expr.integer(7))));
    refused(() -> new Expr.ToInt(I), I + " is INT, but FLOAT is needed");
    refused(() -> new Expr.ToFloat(X), X + " is FLOAT, but INT is needed");
  }

  @ParameterizedTest
  @EnumSource
  void arithmeticNeedsTwoNumbersOfOneType(Operator operator) {
    refused(() -> new Binary(operator, X, I), I + " is INT, but FLOAT is needed");
    refused(() -> new Binary(operator, I, X), X + " is FLOAT, but INT is needed");
    refused(() -> new Binary(operator, LESS, LESS), LESS + " is CONDITION, but a number is needed");
    refused(() -> new Binary(operator, X, LESS), LESS + " is CONDITION, but FLOAT is needed");
  }

  @ParameterizedTest
  @EnumSource
  void relationsNeedTwoNumbersOfOneType(Relation relation) {
    refused(() -> new Compare(relation, X, I), I + " is INT, but FLOAT is needed");
    refused(
        () -> new Compare(relation, LESS, LESS), LESS + " is CONDITION, but a number is needed");
  }

  @Test
  void choicesNeedAConditionAndTwoValuesOfOneType() {
    refused(() -> new Select(X, X, X), X + " is FLOAT, but CONDITION is needed");
    refused(() -> new Select(I, X, X), I + " is INT, but CONDITION is needed");
    refused(() -> new Select(LESS, X, I), I + " is INT, but FLOAT is needed");
  }

  @Test
  void indicesAreInts() {
    refused(() -> Expr.load(0, X), X + " is FLOAT, but INT is needed");
  }

  @ParameterizedTest
  @EnumSource
  void functionsNeedTheirArguments(Function function) {
    boolean ints = function == Function.UNIFORM;
    List<Expr> right = new ArrayList<>();
    for (int i = 0; i < function.arity(); i++) {
      right.add(ints ? I : X);
    }
    assertThat(new Expr.Call(function, right).type()).isEqualTo(Type.FLOAT);
    List<Expr> tooMany = new ArrayList<>(right);
    tooMany.add(right.get(0));
    refused(
        () -> new Expr.Call(function, tooMany),
        function + " takes " + function.arity() + " arguments, not " + tooMany.size());
    List<Expr> wrong = new ArrayList<>(right);
    wrong.set(function.arity() - 1, ints ? X : I);
    refused(
        () -> new Expr.Call(function, wrong),
        ints ? X + " is FLOAT, but INT is needed" : I + " is INT, but FLOAT is needed");
  }

  private static void refused(ThrowingCallable expression, String message) {
    assertThatThrownBy(expression).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void zerosAndOnesDisappear() {
    assertThat(Expr.add(Expr.integer(0), I)).isEqualTo(I);
    assertThat(Expr.add(I, Expr.integer(0))).isEqualTo(I);
    assertThat(Expr.multiply(Expr.integer(1), I)).isEqualTo(I);
    assertThat(Expr.multiply(I, Expr.integer(1))).isEqualTo(I);
    assertThat(Expr.multiply(Expr.num(1), X)).isEqualTo(X);
    assertThat(Expr.multiply(X, Expr.num(1))).isEqualTo(X);
    // -0.0 + 0.0 is 0.0
    assertThat(Expr.add(X, Expr.num(0))).isEqualTo(new Binary(Operator.ADD, X, Expr.num(0)));
  }

  @Test
  void mentionsItsVariablesWhereverTheyAre() {
    assertThat(ALL.mentions("x")).isTrue();
    assertThat(ALL.mentions("i")).isTrue();
    assertThat(ALL.mentions("y")).isFalse();
    assertThat(ALL.mentions("max")).isFalse();
    assertThat(LESS.mentions("y")).isTrue();
    assertThat(Expr.load(2, I).mentions("i")).isTrue();
    assertThat(Expr.num(1).mentions("x")).isFalse();
  }

  @Test
  void countsOccurrences() {
    assertThat(ALL.occurrences("x")).isEqualTo(2);
    assertThat(ALL.occurrences("i")).isEqualTo(2);
    assertThat(ALL.occurrences("y")).isZero();
    assertThat(X.occurrences("x")).isEqualTo(1);
  }

  @Test
  void replacesEveryOccurrenceAndNothingElse() {
    Expr by = Expr.multiply(Y, Y);
    Expr replaced = ALL.replace("x", by);
    assertThat(replaced.mentions("x")).isFalse();
    assertThat(replaced.occurrences("y")).isEqualTo(4);
    assertThat(replaced)
        .isEqualTo(
            new Select(
                new Compare(Relation.LESS, I, Expr.integer(2)),
                Expr.call(Function.MAX, by, Expr.load(1, Expr.add(I, Expr.integer(3)))),
                Expr.divide(by, Expr.num(4))));
    assertThat(ALL.replace("i", Expr.integer(7)).mentions("i")).isFalse();
    assertThat(ALL.replace("z", Y)).isEqualTo(ALL);
    assertThat(ALL.occurrences("x")).as("the original stays").isEqualTo(2);
  }

  /** The replacement is not searched again, so it may mention the variable. */
  @Test
  void replacesAVariableByAnExpressionOfItself() {
    assertThat(X.replace("x", Expr.add(X, Y))).isEqualTo(Expr.add(X, Y));
  }

  @Test
  void refusesAReplacementOfAnotherType() {
    assertThatThrownBy(() -> ALL.replace("x", I)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rewritesInnermostFirst() {
    List<String> seen = new ArrayList<>();
    Expr.add(Expr.multiply(X, Y), X)
        .rewrite(
            e -> {
              seen.add(e instanceof Binary b ? b.operator().symbol() : ((Expr.Var) e).name());
              return e;
            });
    assertThat(seen).containsExactly("x", "y", "*", "x", "+");
  }
}
