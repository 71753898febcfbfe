package dev.neurac.processor.loop;

import java.util.List;

/** A statement of a kernel. */
public sealed interface Stmt {

  /** Declares a variable. */
  record Local(Expr.Var variable, Expr value) implements Stmt {}

  /** Gives a declared variable a new value. */
  record Assign(Expr.Var variable, Expr value) implements Stmt {}

  /** Runs {@code body} for {@code index} from 0 up to {@code extent}, in this order. */
  record For(Expr.Var index, Expr extent, List<Stmt> body) implements Stmt {
    public For {
      body = List.copyOf(body);
    }
  }

  /** Writes an element of a buffer. */
  record Store(int buffer, Expr index, Expr value) implements Stmt {}
}
