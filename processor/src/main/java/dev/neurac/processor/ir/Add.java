package dev.neurac.processor.ir;

import dev.neurac.processor.loop.Expr;
import java.util.Collections;
import java.util.List;

/** The sum of two or more values of one shape. */
public record Add() implements Elementwise {

  @Override
  public Shape shape(List<Shape> inputs) throws ShapeMismatch {
    return Elementwise.same(inputs);
  }

  @Override
  public Expr at(List<Expr> inputs) {
    return inputs.stream().reduce(Expr::add).orElseThrow();
  }

  @Override
  public List<Node> vjp(GraphBuilder g, Node y, Node dy) {
    return Collections.nCopies(y.inputs().size(), dy);
  }

  @Override
  public Effect effect() {
    return Effect.COMPUTES;
  }

  @Override
  public String toString() {
    return "Add";
  }
}
