package dev.neurac.processor.codegen;

import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Expr.Operator;
import dev.neurac.processor.loop.Function;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Kernel.Axis;
import dev.neurac.processor.loop.Stmt;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Prints loops as a strip program: the text that {@code dev.neurac.strips.StripReader} of the
 * runtime reads. The page of that package follows a program from there on.
 *
 * <pre>
 * for r: for i &lt; 128: y[r * 128 + i] = max(y[r * 128 + i] + b[i], 0)
 *
 * 1 128
 * store max + b0 f1:128 0.0
 * </pre>
 */
final class StripPrinter {

  /** Salts below this are floats without rounding, as which the runtime keeps them. */
  private static final int MAX_SALT = 1 << 24;

  /** Shorter rows pay only in batches of hundreds, unless they take an exponential or the like. */
  static final int MIN_ELEMENTS = 4;

  private static final Set<Function> COSTLY =
      EnumSet.of(Function.ERFC, Function.EXP, Function.LOG, Function.LOG1P, Function.TANH);

  /**
   * A program.
   *
   * @param buffers which of the kernel's buffers each of the program's is
   * @param random whether it draws random numbers
   * @param elements how many elements a row has
   * @param costly whether it calls a function that takes many operations
   */
  record Program(
      String text, List<Integer> buffers, boolean random, int elements, boolean costly) {}

  private final List<Axis> axes;
  private final StringBuilder text = new StringBuilder();
  private final List<Integer> buffers = new ArrayList<>(List.of(0));
  private boolean random;
  private boolean costly;

  /** The axis over the elements of a vector, where the statements loop over one. */
  private Optional<Axis> inner = Optional.empty();

  private boolean inLoop;

  /** Whether the language of strip programs can express all statements so far. */
  private boolean covered = true;

  private StripPrinter(List<Axis> axes) {
    this.axes = axes;
  }

  /** Returns loops as a program, if they can be one that pays. */
  static Optional<Program> print(List<Axis> axes, List<Stmt> body) {
    return program(axes, body)
        .filter(program -> program.costly() || program.elements() >= MIN_ELEMENTS);
  }

  /** Returns loops as a program, if they can be one. */
  static Optional<Program> program(List<Axis> axes, List<Stmt> body) {
    StripPrinter printer = new StripPrinter(axes);
    boolean perRow = !axes.isEmpty() && axes.get(0).extent().equals(Kernel.ROWS);
    if (!perRow || !printer.findInner(body)) {
      return Optional.empty();
    }
    int elements = printer.header();
    body.forEach(printer::statement);
    String text = printer.text.toString().strip();
    return printer.covered
        ? Optional.of(new Program(text, printer.buffers, printer.random, elements, printer.costly))
        : Optional.empty();
  }

  /**
   * Finds the axis that the statements loop over, if any; returns whether all loops run over the
   * same, and none holds another.
   */
  private boolean findInner(List<Stmt> body) {
    for (Stmt s : body) {
      if (s instanceof Stmt.For loop) {
        Axis axis = new Axis(loop.index(), loop.extent());
        boolean nests = loop.body().stream().anyMatch(Stmt.For.class::isInstance);
        boolean differs = inner.isPresent() && !inner.get().equals(axis);
        if (nests || differs || !(loop.extent() instanceof Expr.Int)) {
          return false;
        }
        inner = Optional.of(axis);
      }
    }
    return true;
  }

  /** Prints how many vectors a row has and how long they are; returns how many elements that is. */
  private int header() {
    int inRow = 1;
    for (Axis axis : axes.subList(1, axes.size())) {
      inRow *= ((Expr.Int) axis.extent()).value();
    }
    int vectors = inner.isPresent() ? inRow : 1;
    int length = inner.isPresent() ? ((Expr.Int) inner.get().extent()).value() : inRow;
    text.append(vectors).append(' ').append(length).append('\n');
    return vectors * length;
  }

  private void statement(Stmt s) {
    if (s instanceof Stmt.Local local) {
      line("set", name(local.variable()), value(local.value()));
    } else if (s instanceof Stmt.Assign assign && inLoop) {
      reduction(assign);
    } else if (s instanceof Stmt.Assign assign) {
      line("set", name(assign.variable()), value(assign.value()));
    } else if (s instanceof Stmt.Store store) {
      Optional<Affine> index = Affine.of(store.index());
      covered &= index.isPresent() && store.buffer() == 0 && index.get().isFlat(around());
      boolean vector = inner.isPresent() && !inLoop;
      line(vector ? "storeVector" : "store", value(store.value()));
    } else if (s instanceof Stmt.For loop) {
      covered &= accumulatesApart(loop.body());
      inLoop = true;
      loop.body().forEach(this::statement);
      inLoop = false;
    }
  }

  /** Returns whether each sum or maximum is used in the loop by its own statement alone. */
  private static boolean accumulatesApart(List<Stmt> body) {
    for (Stmt s : body) {
      if (s instanceof Stmt.Assign assign) {
        String sum = assign.variable().name();
        int uses =
            Kernel.expressions(body).stream().mapToInt(value -> value.occurrences(sum)).sum();
        if (uses != 1) {
          return false;
        }
      }
    }
    return true;
  }

  /** {@code sum = sum + term}, {@code max = max(max, term)} or {@code sum = fma(a, b, sum)}. */
  private void reduction(Stmt.Assign assign) {
    Expr sum = assign.variable();
    if (assign.value() instanceof Expr.Binary b
        && b.operator() == Operator.ADD
        && b.left().equals(sum)) {
      line("sum", name(assign.variable()), value(b.right()));
    } else if (assign.value() instanceof Expr.Call call
        && call.function() == Function.MAX
        && call.arguments().get(0).equals(sum)) {
      line("max", name(assign.variable()), value(call.arguments().get(1)));
    } else if (assign.value() instanceof Expr.Call call
        && call.function() == Function.FMA
        && call.arguments().get(2).equals(sum)) {
      String left = value(call.arguments().get(0));
      line("dot", name(assign.variable()), left, value(call.arguments().get(1)));
    } else {
      covered = false;
    }
  }

  private void line(String... words) {
    text.append(String.join(" ", words)).append('\n');
  }

  private static String name(Expr.Var variable) {
    return "$" + variable.name();
  }

  /** Returns a value in prefix form. */
  private String value(Expr e) {
    if (e instanceof Expr.Num number) {
      return Float.toString((float) number.value());
    } else if (e instanceof Expr.Var variable && variable.type() == Expr.Type.FLOAT) {
      return name(variable);
    } else if (e instanceof Expr.Load load) {
      return load(load);
    } else if (e instanceof Expr.ToFloat index
        && inLoop
        && index.value().equals(inner.orElseThrow().index())) {
      return "i";
    } else if (e instanceof Expr.Binary binary) {
      return binary.operator().symbol() + " " + value(binary.left()) + " " + value(binary.right());
    } else if (e instanceof Expr.Select select) {
      return select(select);
    } else if (e instanceof Expr.Call call) {
      return call(call);
    }
    return uncovered();
  }

  private String select(Expr.Select select) {
    Expr.Compare condition = (Expr.Compare) select.condition();
    if (condition.left().equals(Kernel.DROPPING) && condition.right().equals(Expr.integer(0))) {
      // The program runs only where values are dropped.
      return value(select.otherwise());
    } else if (condition.left().type() != Expr.Type.FLOAT) {
      return uncovered();
    }
    return condition.relation().symbol()
        + " "
        + value(condition.left())
        + " "
        + value(condition.right())
        + " "
        + value(select.then())
        + " "
        + value(select.otherwise());
  }

  private String call(Expr.Call call) {
    if (call.function() == Function.UNIFORM) {
      List<Expr> arguments = call.arguments();
      Optional<Affine> element = Affine.of(arguments.get(3));
      if (arguments.get(0).equals(Kernel.SEED)
          && arguments.get(1).equals(Kernel.STEP)
          && arguments.get(2) instanceof Expr.Int salt
          && element.isPresent()
          && inner.isEmpty()
          && element.get().isFlat(axes)) {
        random = true;
        return salt.value() < MAX_SALT ? "uniform " + salt.value() : uncovered();
      }
      return uncovered();
    }
    costly |= COSTLY.contains(call.function());
    StringBuilder printed = new StringBuilder(call.function().text());
    call.arguments().forEach(argument -> printed.append(' ').append(value(argument)));
    return printed.toString();
  }

  private String load(Expr.Load load) {
    if (load.index() instanceof Expr.Binary place
        && place.right() instanceof Expr.ToInt chosen
        && chosen.value() instanceof Expr.Load classes) {
      return elementOfVector(load.buffer(), place.left(), classes);
    }
    Optional<Affine> index = Affine.of(load.index());
    if (index.isEmpty()) {
      return uncovered();
    }
    int buffer = number(load.buffer());
    boolean element = inner.isEmpty() || inLoop;
    if (element && index.get().isFlat(around())) {
      return "b" + buffer;
    } else if (inner.isPresent() && index.get().isFlat(axes)) {
      return "r" + buffer + ":1";
    } else if (index.get().isFlat(axes.subList(0, 1))) {
      return "r" + buffer + ":" + (inner.isPresent() ? extent(axes) : 1);
    }
    for (int from = 1; element && from <= around().size(); from++) {
      List<Axis> last = around().subList(from, around().size());
      // The period must lie within a vector: a block of vectors may start at any one.
      boolean repeats = inner.isEmpty() || last.size() == 1;
      if (index.get().isFlat(last) && repeats) {
        return "f" + buffer + ":" + extent(last);
      }
    }
    return uncovered();
  }

  /** The element of a vector whose place is loaded: {@code x[r * 10 + (int) classes[r]]}. */
  private String elementOfVector(int buffer, Expr begin, Expr.Load place) {
    boolean flat =
        inner.isPresent()
            && !inLoop
            && place.index().equals(vector())
            && begin.equals(Expr.multiply(vector(), inner.get().extent()));
    return flat ? "at b" + number(buffer) + " " + load(place) : uncovered();
  }

  /** Returns the place of a vector among all. */
  private Expr vector() {
    Expr place = Expr.integer(0);
    for (Axis axis : axes) {
      place = Expr.add(Expr.multiply(place, axis.extent()), axis.index());
    }
    return place.folded();
  }

  /** Returns the axes around a statement. */
  private List<Axis> around() {
    List<Axis> all = new ArrayList<>(axes);
    if (inLoop) {
      all.add(inner.orElseThrow());
    }
    return all;
  }

  private static int extent(List<Axis> axes) {
    int product = 1;
    for (Axis axis : axes) {
      product *= axis.extent() instanceof Expr.Int extent ? extent.value() : 1;
    }
    return product;
  }

  private int number(int buffer) {
    if (!buffers.contains(buffer)) {
      buffers.add(buffer);
    }
    return buffers.indexOf(buffer);
  }

  private String uncovered() {
    covered = false;
    return "";
  }
}
