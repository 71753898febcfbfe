package dev.neurac.processor.loop;

import dev.neurac.math.CounterRandom;
import dev.neurac.processor.loop.Expr.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs kernels in double precision: the reference that every back end is compared with.
 *
 * <p>It refuses what a back end could not print or what would only fail there: an index outside its
 * buffer, a write to an input or to another row, a variable that is undeclared, declared twice or
 * of another type.
 */
public final class Interpreter implements Expr.Cases<Object> {

  /** The scalar arguments of every kernel. */
  public record Arguments(int rows, int seed, int step, boolean dropping) {

    /** Returns the arguments of a prediction. */
    public static Arguments predict(int rows) {
      return new Arguments(rows, 0, 0, false);
    }
  }

  private final Kernel kernel;
  private final List<double[]> buffers;
  private final Arguments arguments;
  private final Map<String, Object> variables = new HashMap<>();
  private final Set<String> assignable = new HashSet<>();
  private Stmt statement;

  private Interpreter(Kernel kernel, List<double[]> buffers, Arguments arguments) {
    this.kernel = kernel;
    this.buffers = buffers;
    this.arguments = arguments;
    variables.put(Kernel.ROWS.name(), arguments.rows());
    variables.put(Kernel.SEED.name(), arguments.seed());
    variables.put(Kernel.STEP.name(), arguments.step());
    variables.put(Kernel.DROPPING.name(), arguments.dropping() ? 1 : 0);
  }

  /**
   * Runs the loops of a kernel.
   *
   * @param buffers the one that is written, then those that are read
   * @throws AssertionError if the kernel is not well formed, naming it and the statement
   */
  public static void run(Kernel kernel, List<double[]> buffers, Arguments arguments) {
    new Interpreter(kernel, buffers, arguments).points(false);
  }

  /** Runs the points of a kernel in the opposite order, which must make no difference. */
  public static void runBackwards(Kernel kernel, List<double[]> buffers, Arguments arguments) {
    new Interpreter(kernel, buffers, arguments).points(true);
  }

  private void points(boolean backwards) {
    List<Integer> extents = new ArrayList<>();
    for (Kernel.Axis axis : kernel.axes()) {
      extents.add(integer(axis.extent()));
    }
    int count = extents.stream().reduce(1, Math::multiplyExact);
    for (int n = 0; n < count; n++) {
      int rest = backwards ? count - 1 - n : n;
      for (int axis = extents.size() - 1; axis >= 0; axis--) {
        declare(kernel.axes().get(axis).index(), rest % extents.get(axis));
        rest /= extents.get(axis);
      }
      run(kernel.body());
      kernel.axes().forEach(axis -> variables.remove(axis.index().name()));
    }
  }

  private void run(List<Stmt> body) {
    List<String> declared = new ArrayList<>();
    for (Stmt s : body) {
      statement = s;
      if (s instanceof Stmt.Local local) {
        declare(local.variable(), local.value().match(this));
        declared.add(local.variable().name());
        assignable.add(local.variable().name());
      } else if (s instanceof Stmt.Assign assign) {
        assign(assign);
      } else if (s instanceof Stmt.For loop) {
        run(loop);
      } else {
        store((Stmt.Store) s);
      }
    }
    declared.forEach(variables::remove);
    declared.forEach(assignable::remove);
  }

  private void run(Stmt.For loop) {
    int extent = integer(loop.extent());
    for (int i = 0; i < extent; i++) {
      declare(loop.index(), i);
      run(loop.body());
      variables.remove(loop.index().name());
    }
  }

  private void declare(Expr.Var variable, Object value) {
    require(variable.type(), value, variable);
    if (variables.put(variable.name(), value) != null) {
      throw malformed(variable + " is declared already");
    }
  }

  private void assign(Stmt.Assign assign) {
    Expr.Var variable = assign.variable();
    if (!assignable.contains(variable.name())) {
      throw malformed(variable + " cannot be assigned");
    }
    Object value = assign.value().match(this);
    require(variable.type(), value, variable);
    variables.put(variable.name(), value);
  }

  private void store(Stmt.Store store) {
    if (store.buffer() != 0) {
      throw malformed("only buffer 0 is written");
    }
    int index = inside(0, store.index());
    if (kernel.perRow()) {
      int row = (int) variables.get(kernel.axes().get(0).index().name());
      int elements = buffers.get(0).length / arguments.rows();
      if (index / elements != row) {
        throw malformed("row " + row + " writes element " + index);
      }
    }
    Object value = store.value().match(this);
    require(Type.FLOAT, value, store.value());
    buffers.get(0)[index] = (double) value;
  }

  private int inside(int buffer, Expr at) {
    int index = integer(at);
    if (buffer < 0 || buffer >= buffers.size()) {
      throw malformed("there is no buffer " + buffer);
    }
    int length = buffers.get(buffer).length;
    if (index < 0 || index >= length) {
      throw malformed(
          "index " + index + " is outside buffer " + buffer + " of " + length + " elements");
    }
    return index;
  }

  private int integer(Expr e) {
    Object value = e.match(this);
    require(Type.INT, value, e);
    return (int) value;
  }

  private void require(Type type, Object value, Expr e) {
    if (!is(type, value)) {
      throw malformed(e + " is " + value + ", but " + type + " is needed");
    }
  }

  private static boolean is(Type type, Object value) {
    return switch (type) {
      case FLOAT -> value instanceof Double;
      case INT -> value instanceof Integer;
      case CONDITION -> value instanceof Boolean;
    };
  }

  private AssertionError malformed(String why) {
    return new AssertionError(why + "\n  in " + statement + "\n  of " + kernel);
  }

  @Override
  public Object num(Expr.Num e) {
    return e.value();
  }

  @Override
  public Object integer(Expr.Int e) {
    return e.value();
  }

  @Override
  public Object var(Expr.Var e) {
    Object value = variables.get(e.name());
    if (value == null) {
      throw malformed(e + " is not declared");
    }
    require(e.type(), value, e);
    return value;
  }

  @Override
  public Object load(Expr.Load e) {
    int index = inside(e.buffer(), e.index());
    return buffers.get(e.buffer())[index];
  }

  @Override
  public Object binary(Expr.Binary e) {
    Object left = e.left().match(this);
    Object right = e.right().match(this);
    return e.type() == Type.INT
        ? (Object) ints(e.operator(), (int) left, (int) right)
        : (Object) floats(e.operator(), (double) left, (double) right);
  }

  private static int ints(Expr.Operator operator, int left, int right) {
    return switch (operator) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> left / right;
    };
  }

  private static double floats(Expr.Operator operator, double left, double right) {
    return switch (operator) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> left / right;
    };
  }

  @Override
  public Object compare(Expr.Compare e) {
    // Ints are doubles without loss.
    double left = ((Number) e.left().match(this)).doubleValue();
    double right = ((Number) e.right().match(this)).doubleValue();
    return switch (e.relation()) {
      case LESS -> left < right;
      case AT_MOST -> left <= right;
      case GREATER -> left > right;
      case AT_LEAST -> left >= right;
      case EQUAL -> left == right;
    };
  }

  @Override
  public Object select(Expr.Select e) {
    return (boolean) e.condition().match(this) ? e.then().match(this) : e.otherwise().match(this);
  }

  @Override
  public Object toInt(Expr.ToInt e) {
    double value = (double) e.value().match(this);
    if (value != Math.rint(value)) {
      throw malformed(e.value() + " is " + value + ", but a whole number is needed");
    }
    return (int) value;
  }

  @Override
  public Object toFloat(Expr.ToFloat e) {
    return (double) integer(e.value());
  }

  @Override
  public Object call(Expr.Call e) {
    if (e.function() == Function.UNIFORM) {
      int[] x = e.arguments().stream().mapToInt(this::integer).toArray();
      return (double) CounterRandom.uniform(x[0], x[1], x[2], x[3]);
    }
    double[] x = e.arguments().stream().mapToDouble(a -> (double) a.match(this)).toArray();
    return switch (e.function()) {
      case NEGATE -> -x[0];
      case ABS -> Math.abs(x[0]);
      case ERFC -> ErrorFunction.erfc(x[0]);
      case EXP -> Math.exp(x[0]);
      case LOG -> Math.log(x[0]);
      case LOG1P -> Math.log1p(x[0]);
      case SQRT -> Math.sqrt(x[0]);
      case TANH -> Math.tanh(x[0]);
      case MAX -> Math.max(x[0], x[1]);
      case MIN -> Math.min(x[0], x[1]);
      case FMA -> x[0] * x[1] + x[2];
      case UNIFORM -> throw new AssertionError("takes ints");
    };
  }
}
