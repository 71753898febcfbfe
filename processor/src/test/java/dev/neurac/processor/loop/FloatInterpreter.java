package dev.neurac.processor.loop;

import dev.neurac.math.CounterRandom;
import dev.neurac.math.FloatMath;
import dev.neurac.processor.loop.Kernel.Axis;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs loops in floats: what the printed Java computes, to the bit. */
public final class FloatInterpreter implements Expr.Cases<Number> {

  private final List<float[]> buffers;
  private final Map<String, Number> variables = new HashMap<>();

  /**
   * Makes an interpreter over some buffers.
   *
   * @param scalars values of the kernel's scalar arguments
   */
  public FloatInterpreter(List<float[]> buffers, Map<Expr.Var, Integer> scalars) {
    this.buffers = buffers;
    scalars.forEach((variable, value) -> variables.put(variable.name(), value));
  }

  /** Runs some statements at every point of the axes, the first from {@code from} to {@code to}. */
  public void run(List<Axis> axes, List<Stmt> body, int from, int to) {
    String index = axes.get(0).index().name();
    for (int i = from; i < to; i++) {
      variables.put(index, i);
      run(axes.subList(1, axes.size()), body);
    }
  }

  private void run(List<Axis> axes, List<Stmt> body) {
    if (axes.isEmpty()) {
      body.forEach(this::run);
    } else {
      run(axes, body, 0, axes.get(0).extent().match(this).intValue());
    }
  }

  private void run(Stmt s) {
    if (s instanceof Stmt.Local local) {
      variables.put(local.variable().name(), local.value().match(this));
    } else if (s instanceof Stmt.Assign assign) {
      variables.put(assign.variable().name(), assign.value().match(this));
    } else if (s instanceof Stmt.Store store) {
      float value = store.value().match(this).floatValue();
      buffers.get(store.buffer())[store.index().match(this).intValue()] = value;
    } else if (s instanceof Stmt.For loop) {
      run(List.of(new Axis(loop.index(), loop.extent())), loop.body());
    }
  }

  @Override
  public Number num(Expr.Num e) {
    return (float) e.value();
  }

  @Override
  public Number integer(Expr.Int e) {
    return e.value();
  }

  @Override
  public Number var(Expr.Var e) {
    return variables.get(e.name());
  }

  @Override
  public Number load(Expr.Load e) {
    return buffers.get(e.buffer())[e.index().match(this).intValue()];
  }

  @Override
  public Number binary(Expr.Binary e) {
    Number left = e.left().match(this);
    Number right = e.right().match(this);
    if (e.type() == Expr.Type.INT) {
      int a = left.intValue();
      int b = right.intValue();
      return switch (e.operator()) {
        case ADD -> a + b;
        case SUBTRACT -> a - b;
        case MULTIPLY -> a * b;
        case DIVIDE -> a / b;
      };
    }
    float a = left.floatValue();
    float b = right.floatValue();
    return switch (e.operator()) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
    };
  }

  @Override
  public Number compare(Expr.Compare e) {
    float a = e.left().match(this).floatValue();
    float b = e.right().match(this).floatValue();
    boolean holds =
        switch (e.relation()) {
          case LESS -> a < b;
          case AT_MOST -> a <= b;
          case GREATER -> a > b;
          case AT_LEAST -> a >= b;
          case EQUAL -> a == b;
        };
    return holds ? 1 : 0;
  }

  @Override
  public Number select(Expr.Select e) {
    boolean holds = e.condition().match(this).intValue() == 1;
    return (holds ? e.then() : e.otherwise()).match(this);
  }

  @Override
  public Number toInt(Expr.ToInt e) {
    return (int) e.value().match(this).floatValue();
  }

  @Override
  public Number toFloat(Expr.ToFloat e) {
    return (float) e.value().match(this).intValue();
  }

  @Override
  public Number call(Expr.Call e) {
    List<Number> x = e.arguments().stream().map(argument -> argument.match(this)).toList();
    float a = x.get(0).floatValue();
    return switch (e.function()) {
      case NEGATE -> -a;
      case ABS -> Math.abs(a);
      case ERFC -> FloatMath.erfc(a);
      case EXP -> FloatMath.exp(a);
      case LOG -> FloatMath.log(a);
      case LOG1P -> FloatMath.log1p(a);
      case SQRT -> (float) Math.sqrt(a);
      case TANH -> FloatMath.tanh(a);
      case MAX -> Math.max(a, x.get(1).floatValue());
      case MIN -> Math.min(a, x.get(1).floatValue());
      case FMA -> Math.fma(a, x.get(1).floatValue(), x.get(2).floatValue());
      case UNIFORM ->
          CounterRandom.uniform(
              x.get(0).intValue(), x.get(1).intValue(), x.get(2).intValue(), x.get(3).intValue());
    };
  }
}
