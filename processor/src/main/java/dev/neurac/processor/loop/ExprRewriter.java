package dev.neurac.processor.loop;

import dev.neurac.processor.loop.Expr.Binary;
import dev.neurac.processor.loop.Expr.Call;
import dev.neurac.processor.loop.Expr.Compare;
import dev.neurac.processor.loop.Expr.Int;
import dev.neurac.processor.loop.Expr.Load;
import dev.neurac.processor.loop.Expr.Num;
import dev.neurac.processor.loop.Expr.Select;
import dev.neurac.processor.loop.Expr.ToFloat;
import dev.neurac.processor.loop.Expr.ToInt;
import dev.neurac.processor.loop.Expr.Var;
import java.util.function.UnaryOperator;

/** Builds the same expression over rewritten parts. */
final class ExprRewriter implements Expr.Cases<Expr> {
  private final UnaryOperator<Expr> rewrite;

  ExprRewriter(UnaryOperator<Expr> rewrite) {
    this.rewrite = rewrite;
  }

  @Override
  public Expr num(Num e) {
    return e;
  }

  @Override
  public Expr integer(Int e) {
    return e;
  }

  @Override
  public Expr var(Var e) {
    return e;
  }

  @Override
  public Expr load(Load e) {
    return new Load(e.buffer(), e.index().rewrite(rewrite));
  }

  @Override
  public Expr binary(Binary e) {
    return new Binary(e.operator(), e.left().rewrite(rewrite), e.right().rewrite(rewrite));
  }

  @Override
  public Expr compare(Compare e) {
    return new Compare(e.relation(), e.left().rewrite(rewrite), e.right().rewrite(rewrite));
  }

  @Override
  public Expr select(Select e) {
    return new Select(
        e.condition().rewrite(rewrite), e.then().rewrite(rewrite), e.otherwise().rewrite(rewrite));
  }

  @Override
  public Expr call(Call e) {
    return new Call(e.function(), e.arguments().stream().map(a -> a.rewrite(rewrite)).toList());
  }

  @Override
  public Expr toInt(ToInt e) {
    return new ToInt(e.value().rewrite(rewrite));
  }

  @Override
  public Expr toFloat(ToFloat e) {
    return new ToFloat(e.value().rewrite(rewrite));
  }
}
