package dev.neurac.processor.loop;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An expression inside a kernel: a float, an int for indices, or a condition. An ill-typed one
 * cannot be built.
 */
public sealed interface Expr {

  /** What an expression yields. */
  enum Type {
    FLOAT,
    INT,
    CONDITION
  }

  /** Arithmetic on two values of one type. */
  enum Operator {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    /** Returns the operator as Java and OpenCL write it. */
    public String symbol() {
      return symbol;
    }
  }

  /** An order between two values of one type. */
  enum Relation {
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">="),
    EQUAL("==");

    private final String symbol;

    Relation(String symbol) {
      this.symbol = symbol;
    }

    /** Returns the relation as Java and OpenCL write it. */
    public String symbol() {
      return symbol;
    }
  }

  /** A float constant. */
  record Num(double value) implements Expr {
    @Override
    public Type type() {
      return Type.FLOAT;
    }
  }

  /** An int constant. */
  record Int(int value) implements Expr {
    @Override
    public Type type() {
      return Type.INT;
    }
  }

  /** A local variable, a loop index or an argument of the kernel. */
  record Var(String name, Type type) implements Expr {}

  /** An element of one of the kernel's buffers. */
  record Load(int buffer, Expr index) implements Expr {
    public Load {
      require(index, Type.INT);
    }

    @Override
    public Type type() {
      return Type.FLOAT;
    }
  }

  /** {@code left operator right}; the division of ints rounds towards zero. */
  record Binary(Operator operator, Expr left, Expr right) implements Expr {
    public Binary {
      requireNumber(left);
      require(right, left.type());
    }

    @Override
    public Type type() {
      return left.type();
    }
  }

  /** {@code left relation right}. */
  record Compare(Relation relation, Expr left, Expr right) implements Expr {
    public Compare {
      requireNumber(left);
      require(right, left.type());
    }

    @Override
    public Type type() {
      return Type.CONDITION;
    }
  }

  /** {@code condition ? then : otherwise}; both sides may be computed. */
  record Select(Expr condition, Expr then, Expr otherwise) implements Expr {
    public Select {
      require(condition, Type.CONDITION);
      require(otherwise, then.type());
    }

    @Override
    public Type type() {
      return then.type();
    }
  }

  /** A function of the language applied to its arguments. */
  record Call(Function function, List<Expr> arguments) implements Expr {
    public Call {
      arguments = List.copyOf(arguments);
      if (arguments.size() != function.arity()) {
        throw new IllegalArgumentException(
            function + " takes " + function.arity() + " arguments, not " + arguments.size());
      }
      arguments.forEach(argument -> require(argument, function.argumentType()));
    }

    @Override
    public Type type() {
      return Type.FLOAT;
    }
  }

  /** A float without a fraction as an int: an index that is loaded. */
  record ToInt(Expr value) implements Expr {
    public ToInt {
      require(value, Type.FLOAT);
    }

    @Override
    public Type type() {
      return Type.INT;
    }
  }

  /** An int as a float; exact below 2²⁴. */
  record ToFloat(Expr value) implements Expr {
    public ToFloat {
      require(value, Type.INT);
    }

    @Override
    public Type type() {
      return Type.FLOAT;
    }
  }

  /** One method for each kind of expression: an exhaustive switch. */
  interface Cases<R> {
    R num(Num e);

    R integer(Int e);

    R var(Var e);

    R load(Load e);

    R binary(Binary e);

    R compare(Compare e);

    R select(Select e);

    R call(Call e);

    R toInt(ToInt e);

    R toFloat(ToFloat e);
  }

  /** Returns what the expression yields. */
  Type type();

  /** Returns what the case for this kind of expression returns. */
  default <R> R match(Cases<R> cases) {
    if (this instanceof Num e) {
      return cases.num(e);
    } else if (this instanceof Int e) {
      return cases.integer(e);
    } else if (this instanceof Var e) {
      return cases.var(e);
    } else if (this instanceof Load e) {
      return cases.load(e);
    } else if (this instanceof Binary e) {
      return cases.binary(e);
    } else if (this instanceof Compare e) {
      return cases.compare(e);
    } else if (this instanceof Select e) {
      return cases.select(e);
    } else if (this instanceof Call e) {
      return cases.call(e);
    } else if (this instanceof ToInt e) {
      return cases.toInt(e);
    } else {
      return cases.toFloat((ToFloat) this);
    }
  }

  /** Returns the expressions this one is made of. */
  default List<Expr> children() {
    return match(new ExprChildren());
  }

  /** Returns this expression with {@code rewrite} applied to every part, innermost first. */
  default Expr rewrite(UnaryOperator<Expr> rewrite) {
    return rewrite.apply(match(new ExprRewriter(rewrite)));
  }

  /** Returns whether the variable {@code name} occurs. */
  default boolean mentions(String name) {
    if (this instanceof Var v) {
      return v.name().equals(name);
    }
    for (Expr child : children()) {
      if (child.mentions(name)) {
        return true;
      }
    }
    return false;
  }

  /** Returns how often the variable {@code name} occurs. */
  default int occurrences(String name) {
    int here = this instanceof Var v && v.name().equals(name) ? 1 : 0;
    return here + children().stream().mapToInt(child -> child.occurrences(name)).sum();
  }

  /** Returns this expression with each variable {@code name} replaced. */
  default Expr replace(String name, Expr by) {
    return rewrite(e -> e instanceof Var v && v.name().equals(name) ? by : e);
  }

  /** Returns this expression without sums of 0 and products of 0 and 1 of ints. */
  default Expr folded() {
    return rewrite(
        e -> {
          if (!(e instanceof Binary b) || b.type() != Type.INT) {
            return e;
          }
          return switch (b.operator()) {
            case ADD -> add(b.left(), b.right());
            case MULTIPLY ->
                b.left().equals(new Int(0)) || b.right().equals(new Int(0))
                    ? new Int(0)
                    : multiply(b.left(), b.right());
            case SUBTRACT, DIVIDE -> e;
          };
        });
  }

  /**
   * Returns this expression with what can be computed from float constants computed, and without
   * adding 0 or multiplying by 1 or 0. Meant for formulas, whose values are finite.
   */
  default Expr withoutConstantParts() {
    return rewrite(
        e -> {
          if (e instanceof Call call
              && call.function() == Function.NEGATE
              && call.arguments().get(0) instanceof Num n) {
            return new Num(-n.value());
          }
          return e instanceof Binary b && b.type() == Type.FLOAT ? withoutConstantParts(b) : e;
        });
  }

  private static Expr withoutConstantParts(Binary b) {
    if (b.left() instanceof Num l && b.right() instanceof Num r) {
      return new Num(
          switch (b.operator()) {
            case ADD -> l.value() + r.value();
            case SUBTRACT -> l.value() - r.value();
            case MULTIPLY -> l.value() * r.value();
            case DIVIDE -> l.value() / r.value();
          });
    }
    boolean leftZero = b.left().equals(new Num(0));
    boolean rightZero = b.right().equals(new Num(0));
    boolean rightOne = b.right().equals(new Num(1));
    return switch (b.operator()) {
      case ADD -> leftZero ? b.right() : rightZero ? b.left() : b;
      case SUBTRACT -> rightZero ? b.left() : b;
      case MULTIPLY -> leftZero || rightZero ? new Num(0) : multiply(b.left(), b.right());
      case DIVIDE -> rightOne ? b.left() : b;
    };
  }

  static Expr num(double value) {
    return new Num(value);
  }

  static Expr integer(int value) {
    return new Int(value);
  }

  static Var index(String name) {
    return new Var(name, Type.INT);
  }

  static Var value(String name) {
    return new Var(name, Type.FLOAT);
  }

  static Expr load(int buffer, Expr index) {
    return new Load(buffer, index);
  }

  /** {@code left + right}, without a zero. */
  static Expr add(Expr left, Expr right) {
    if (left.equals(new Int(0))) {
      return right;
    }
    return right.equals(new Int(0)) ? left : new Binary(Operator.ADD, left, right);
  }

  static Expr subtract(Expr left, Expr right) {
    return new Binary(Operator.SUBTRACT, left, right);
  }

  /** {@code left * right}, without a one. */
  static Expr multiply(Expr left, Expr right) {
    if (left.equals(new Int(1)) || left.equals(new Num(1))) {
      return right;
    }
    return right.equals(new Int(1)) || right.equals(new Num(1))
        ? left
        : new Binary(Operator.MULTIPLY, left, right);
  }

  static Expr divide(Expr left, Expr right) {
    return new Binary(Operator.DIVIDE, left, right);
  }

  static Expr call(Function function, Expr... arguments) {
    return new Call(function, List.of(arguments));
  }

  private static void require(Expr e, Type type) {
    if (e.type() != type) {
      throw new IllegalArgumentException(e + " is " + e.type() + ", but " + type + " is needed");
    }
  }

  private static void requireNumber(Expr e) {
    if (e.type() == Type.CONDITION) {
      throw new IllegalArgumentException(e + " is CONDITION, but a number is needed");
    }
  }
}
