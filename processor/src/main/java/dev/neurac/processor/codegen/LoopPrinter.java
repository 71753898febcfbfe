package dev.neurac.processor.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Expr.Operator;
import dev.neurac.processor.loop.Function;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Kernel.Axis;
import dev.neurac.processor.loop.Stmt;
import java.util.List;

/** Prints the loop language as Java. */
final class LoopPrinter implements Expr.Cases<CodeBlock> {

  private static final ClassName FLOAT_MATH = ClassName.get("dev.neurac.math", "FloatMath");

  /** What the place is called where several axes are one. */
  static final String POINT = "point";

  private static final ClassName RANDOM = ClassName.get("dev.neurac.math", "CounterRandom");

  /** How a kernel's buffers are called. */
  interface Buffers {
    /** Returns the array's name. */
    String array(int buffer);

    /** Returns the name of the offset of the value in its array. */
    String offset(int buffer);
  }

  /** How a language names what the loop language has. */
  interface Dialect {
    /** Returns what a variable is called. */
    String variable(String name);

    /**
     * Returns the call of a function.
     *
     * @param arguments with commas in between
     */
    CodeBlock call(Function function, CodeBlock arguments);
  }

  private final Buffers buffers;
  private final Dialect dialect;

  /** What stands where a line may break: nothing breaks inside the brackets of an index. */
  private final String space;

  LoopPrinter(Buffers buffers) {
    this(buffers, new Java());
  }

  LoopPrinter(Buffers buffers, Dialect dialect) {
    this(buffers, dialect, "$W");
  }

  /**
   * Makes a printer of some language.
   *
   * @param space what stands where a line may break
   */
  LoopPrinter(Buffers buffers, Dialect dialect, String space) {
    this.buffers = buffers;
    this.dialect = dialect;
    this.space = space;
  }

  // for (int r = from; r < to; r++) {
  //   for (int i = 0; i < 128; i++) {
  //     …
  // for (int point = from; point < to; point++) {
  //   int i = point / 3;
  //   int j = point - i * 3;
  //   for (int k = 0; k < 128; k++) {
  //     …
  /** Returns nested loops over the axes, those that are split from {@code from} to {@code to}. */
  CodeBlock loops(Kernel kernel, List<Stmt> body) {
    CodeBlock.Builder code = CodeBlock.builder();
    List<Axis> split = kernel.split();
    String first = split.size() == 1 ? split.get(0).index().name() : POINT;
    code.beginControlFlow("for (int $1N = from; $1N < to; $1N++)", first);
    if (split.size() > 1) {
      code.add(indices(split));
    }
    List<Axis> inner = kernel.axes().subList(split.size(), kernel.axes().size());
    for (Axis axis : inner) {
      code.beginControlFlow(
          "for (int $1N = 0; $1N < $2L; $1N++)", axis.index().name(), axis.extent().match(this));
    }
    statements(code, body);
    inner.forEach(axis -> code.endControlFlow());
    return code.endControlFlow().build();
  }

  // int r = point / 12;
  // int i = (point - r * 12) / 4;
  // int j = point - r * 12 - i * 4;
  /** Returns what finds the indices of axes from {@link #POINT}, their place as a single axis. */
  static CodeBlock indices(List<Axis> axes) {
    CodeBlock.Builder code = CodeBlock.builder();
    String left = POINT;
    for (int a = 0; a < axes.size(); a++) {
      String index = axes.get(a).index().name();
      int inner =
          axes.subList(a + 1, axes.size()).stream()
              .mapToInt(axis -> ((Expr.Int) axis.extent()).value())
              .reduce(1, Math::multiplyExact);
      if (inner == 1) {
        code.addStatement("int $N = $L", index, left);
        left = "0";
      } else {
        String whole = left.contains(" ") ? "(" + left + ")" : left;
        code.addStatement("int $N = $L / $L", index, whole, inner);
        left = left + " - " + index + " * " + inner;
      }
    }
    return code.build();
  }

  /** Adds statements to code. */
  void statements(CodeBlock.Builder code, List<Stmt> body) {
    for (Stmt s : body) {
      if (s instanceof Stmt.Local local) {
        String type = local.variable().type() == Expr.Type.INT ? "int" : "float";
        String name = dialect.variable(local.variable().name());
        code.addStatement("$L $N =$W$L", type, name, local.value().match(this));
      } else if (s instanceof Stmt.Assign assign) {
        String name = dialect.variable(assign.variable().name());
        code.addStatement("$N =$W$L", name, assign.value().match(this));
      } else if (s instanceof Stmt.Store store) {
        CodeBlock element = element(store.buffer(), store.index());
        code.addStatement("$L =$W$L", element, store.value().match(this));
      } else if (s instanceof Stmt.For loop) {
        code.beginControlFlow(
            "for (int $1N = 0; $1N < $2L; $1N++)",
            dialect.variable(loop.index().name()),
            loop.extent().match(this));
        statements(code, loop.body());
        code.endControlFlow();
      }
    }
  }

  @Override
  public CodeBlock num(Expr.Num e) {
    if (e.value() == Double.NEGATIVE_INFINITY) {
      return CodeBlock.of("$T.NEGATIVE_INFINITY", Float.class);
    }
    return CodeBlock.of("$Lf", (float) e.value());
  }

  @Override
  public CodeBlock integer(Expr.Int e) {
    return CodeBlock.of("$L", e.value());
  }

  @Override
  public CodeBlock var(Expr.Var e) {
    return CodeBlock.of("$N", dialect.variable(e.name()));
  }

  @Override
  public CodeBlock load(Expr.Load e) {
    return element(e.buffer(), e.index());
  }

  // layer1[layer1At + r * 128 + i]
  private CodeBlock element(int buffer, Expr index) {
    String array = buffers.array(buffer);
    String offset = buffers.offset(buffer);
    if (index.equals(Expr.integer(0))) {
      return CodeBlock.of("$N[$N]", array, offset);
    }
    return CodeBlock.of(
        "$N[$N + $L]", array, offset, index.match(new LoopPrinter(buffers, dialect, " ")));
  }

  @Override
  public CodeBlock binary(Expr.Binary e) {
    Expr right = e.operator() == Operator.MULTIPLY ? chosenInts(e.right()) : e.right();
    return CodeBlock.of(
        "$L $L" + space + "$L",
        operand(e.left(), precedence(e)),
        e.operator().symbol(),
        operand(right, precedence(e) + 1));
  }

  /**
   * Turns a factor that is 1 or 0 into an int. C2 branches between floats, and half of the branches
   * of a ReLU's slope are mispredicted, which takes six times as long.
   */
  private static Expr chosenInts(Expr factor) {
    return factor instanceof Expr.Select choice
            && choice.then().equals(Expr.num(1))
            && choice.otherwise().equals(Expr.num(0))
        ? new Expr.Select(choice.condition(), Expr.integer(1), Expr.integer(0))
        : factor;
  }

  @Override
  public CodeBlock compare(Expr.Compare e) {
    return CodeBlock.of(
        "$L $L $L", operand(e.left(), 4), e.relation().symbol(), operand(e.right(), 4));
  }

  @Override
  public CodeBlock select(Expr.Select e) {
    return CodeBlock.of(
        "$L" + space + "? $L" + space + ": $L",
        operand(e.condition(), 3),
        operand(e.then(), 3),
        operand(e.otherwise(), 2));
  }

  @Override
  public CodeBlock call(Expr.Call e) {
    if (e.function() == Function.NEGATE) {
      return CodeBlock.of("-$L", operand(e.arguments().get(0), 6));
    }
    CodeBlock arguments =
        e.arguments().stream().map(a -> a.match(this)).collect(CodeBlock.joining("," + space));
    return dialect.call(e.function(), arguments);
  }

  @Override
  public CodeBlock toInt(Expr.ToInt e) {
    return CodeBlock.of("(int) $L", operand(e.value(), 6));
  }

  @Override
  public CodeBlock toFloat(Expr.ToFloat e) {
    return CodeBlock.of("(float) $L", operand(e.value(), 6));
  }

  /** Java, with our own functions where it promises no bits. */
  private record Java() implements Dialect {

    @Override
    public String variable(String name) {
      return name;
    }

    @Override
    public CodeBlock call(Function function, CodeBlock arguments) {
      return switch (function) {
        case ABS, MAX, MIN, FMA ->
            CodeBlock.of("$T.$L($L)", Math.class, function.text(), arguments);
        case SQRT -> CodeBlock.of("(float) $T.sqrt($L)", Math.class, arguments);
        case ERFC, EXP, LOG, LOG1P, TANH ->
            CodeBlock.of("$T.$L($L)", FLOAT_MATH, function.text(), arguments);
        case UNIFORM -> CodeBlock.of("$T.uniform($L)", RANDOM, arguments);
        case NEGATE -> throw new IllegalStateException("it is an operator");
      };
    }
  }

  /** Prints a part, in parentheses if it binds more loosely than its surroundings. */
  private CodeBlock operand(Expr e, int atLeast) {
    CodeBlock printed = e.match(this);
    return precedence(e) < atLeast ? CodeBlock.of("($L)", printed) : printed;
  }

  /**
   * How tightly an expression binds in Java: 2 conditional, 3 relation, 4 sum, 5 product, 6 unary.
   */
  private static int precedence(Expr e) {
    if (e instanceof Expr.Select) {
      return 2;
    } else if (e instanceof Expr.Compare) {
      return 3;
    } else if (e instanceof Expr.Binary binary) {
      return switch (binary.operator()) {
        case ADD, SUBTRACT -> 4;
        case MULTIPLY, DIVIDE -> 5;
      };
    } else if (e instanceof Expr.Call call && call.function() == Function.NEGATE
        || e instanceof Expr.Num num && num.value() < 0) {
      return 5;
    } else if (e instanceof Expr.ToInt || e instanceof Expr.ToFloat) {
      return 6;
    }
    return 7;
  }
}
