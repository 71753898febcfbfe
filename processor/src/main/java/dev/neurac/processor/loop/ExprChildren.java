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
import java.util.List;

/** Lists the expressions that an expression is made of. */
final class ExprChildren implements Expr.Cases<List<Expr>> {
  ExprChildren() {}

  @Override
  public List<Expr> num(Num e) {
    return List.of();
  }

  @Override
  public List<Expr> integer(Int e) {
    return List.of();
  }

  @Override
  public List<Expr> var(Var e) {
    return List.of();
  }

  @Override
  public List<Expr> load(Load e) {
    return List.of(e.index());
  }

  @Override
  public List<Expr> binary(Binary e) {
    return List.of(e.left(), e.right());
  }

  @Override
  public List<Expr> compare(Compare e) {
    return List.of(e.left(), e.right());
  }

  @Override
  public List<Expr> select(Select e) {
    return List.of(e.condition(), e.then(), e.otherwise());
  }

  @Override
  public List<Expr> call(Call e) {
    return e.arguments();
  }

  @Override
  public List<Expr> toInt(ToInt e) {
    return List.of(e.value());
  }

  @Override
  public List<Expr> toFloat(ToFloat e) {
    return List.of(e.value());
  }
}
