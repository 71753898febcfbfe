package dev.neurac.processor.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Function;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Kernel.Axis;
import dev.neurac.processor.loop.Product;
import dev.neurac.processor.loop.Product.Layout;
import dev.neurac.processor.loop.Stmt;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a product of [rows, 20] and [20, 128] does itself, and what it leaves to loops. */
class EpilogueTest {

  private static final Expr R = Expr.index("r");
  private static final Expr I = Expr.index("i");
  private static final List<Axis> AXES =
      List.of(new Axis(Expr.index("r"), Kernel.ROWS), new Axis(Expr.index("i"), Expr.integer(128)));

  private static final Expr PLACE = Expr.add(Expr.multiply(R, Expr.integer(128)), I);
  private static final Expr SUM = Expr.load(0, PLACE);
  private static final Expr BIASED = Expr.add(SUM, Expr.load(3, I));

  @Test
  void biasAndRelu() {
    assertThat(of(Layout.PLAIN, BIASED)).contains(new Epilogue(3, false));
    assertThat(of(Layout.PLAIN, max(BIASED, 0))).contains(new Epilogue(3, true));
  }

  @Test
  void otherFloorsRoundDifferently() {
    assertThat(of(Layout.PLAIN, max(BIASED, -0.0))).isEmpty();
    assertThat(of(Layout.PLAIN, max(BIASED, 1))).isEmpty();
    assertThat(of(Layout.PLAIN, Expr.call(Function.MIN, BIASED, Expr.num(0)))).isEmpty();
  }

  @Test
  void whatIsAddedIsABiasAlongTheLastAxis() {
    assertThat(of(Layout.PLAIN, SUM)).isEmpty();
    assertThat(of(Layout.PLAIN, max(SUM, 0))).isEmpty();
    assertThat(of(Layout.PLAIN, Expr.add(SUM, Expr.load(3, R)))).isEmpty();
    assertThat(of(Layout.PLAIN, Expr.add(SUM, Expr.load(3, PLACE)))).isEmpty();
    assertThat(of(Layout.PLAIN, Expr.add(SUM, Expr.load(3, Expr.integer(0))))).isEmpty();
    assertThat(of(Layout.PLAIN, Expr.subtract(SUM, Expr.load(3, I)))).isEmpty();
    assertThat(of(Layout.PLAIN, Expr.add(Expr.load(2, PLACE), Expr.load(3, I)))).isEmpty();
  }

  @Test
  void onlyThePlainForm() {
    assertThat(of(Layout.RIGHT_TRANSPOSED, BIASED)).isEmpty();
    assertThat(of(Layout.LEFT_TRANSPOSED, BIASED)).isEmpty();
  }

  private static Expr max(Expr value, double floor) {
    return Expr.call(Function.MAX, value, Expr.num(floor));
  }

  private static Optional<Epilogue> of(Layout layout, Expr value) {
    List<Stmt> rest = List.of(new Stmt.Store(0, PLACE, value));
    return Epilogue.of(AXES, new Product(layout, 1, false, 20, 128, rest));
  }
}
