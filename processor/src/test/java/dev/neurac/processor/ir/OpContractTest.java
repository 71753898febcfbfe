package dev.neurac.processor.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.neurac.Activation;
import dev.neurac.processor.ir.OpCases.OpCase;
import dev.neurac.processor.loop.Interpreter;
import dev.neurac.processor.loop.Interpreter.Arguments;
import dev.neurac.processor.loop.Intrinsic;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Product;
import dev.neurac.processor.loop.RowSum;
import dev.neurac.processor.loop.SimplifyKernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every operation owes: its loops, its gradient, and that the two agree. */
class OpContractTest {

  private static final int SEEDS = 3;

  static List<OpCase> cases() {
    return OpCases.all();
  }

  static List<OpCase> differentiable() {
    return OpCases.all().stream().filter(c -> !c.differentiable().isEmpty()).toList();
  }

  static List<OpCase> notDifferentiable() {
    return OpCases.all().stream().filter(c -> c.differentiable().isEmpty()).toList();
  }

  static List<OpCase> withRoutine() {
    return OpCases.all().stream()
        .filter(c -> c.op().lower(c.result(), c.inputs()).intrinsic().isPresent())
        .toList();
  }

  static List<OpCase> fused() {
    return OpCases.all().stream().filter(c -> c.op() instanceof Fused).toList();
  }

  @Test
  void everyOperationHasACase() {
    Set<String> missing = new TreeSet<>();
    permitted(Op.class).forEach(op -> missing.add(op.getName()));
    assertThat(missing).hasSizeGreaterThan(15);
    // A leaf is given, not computed: see LeafTest.
    missing.remove(Leaf.class.getName());
    cases().forEach(c -> missing.remove(c.op().getClass().getName()));
    assertThat(missing).as("operations without a case in OpCases").isEmpty();
  }

  private static Stream<Class<?>> permitted(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(OpContractTest::permitted)
        : Stream.of(type);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void loopsComputeWhatTheTextbookSays(OpCase c) {
    for (int rows : new int[] {1, 3}) {
      for (Arguments arguments : List.of(Arguments.predict(rows), training(rows))) {
        List<double[]> inputs = c.draw(new Random(rows), rows);
        assertClose(
            c.run(inputs, arguments),
            Naive.compute(c.op(), c.inputs(), inputs, arguments),
            1e-13,
            c + " with " + arguments);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void pointsMayRunInAnyOrder(OpCase c) {
    List<double[]> inputs = c.draw(new Random(1), 3);
    double[] backwards =
        GraphInterpreter.run(c.op(), c.result(), c.inputs(), inputs, training(3), true);
    assertThat(backwards).containsExactly(c.run(inputs, training(3)));
  }

  /** What is printed is the simplified form of the loops. */
  @ParameterizedTest
  @MethodSource("cases")
  void simplifiedLoopsComputeTheSameToTheBit(OpCase c) {
    int rows = 3;
    List<double[]> inputs = c.draw(new Random(5), rows);
    double[] y = new double[GraphInterpreter.elements(c.result(), rows)];
    List<double[]> buffers = new ArrayList<>(inputs);
    buffers.add(0, y);
    Interpreter.run(
        SimplifyKernel.of(c.op().lower(c.result(), c.inputs())), buffers, training(rows));
    assertThat(y).containsExactly(c.run(inputs, training(rows)));
  }

  /** A batch of n gives what n batches of 1 give, wherever the first axis runs over the rows. */
  @ParameterizedTest
  @MethodSource("cases")
  void aRowDependsOnNoOtherRow(OpCase c) {
    assertThat(c.op().lower(c.result(), c.inputs()).perRow()).isEqualTo(c.result().perRow());
    if (!c.result().perRow()) {
      return;
    }
    int rows = 3;
    List<double[]> inputs = c.draw(new Random(2), rows);
    double[] batch = c.run(inputs, Arguments.predict(rows));
    for (int r = 0; r < rows; r++) {
      List<double[]> alone = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        Shape shape = c.inputs().get(i);
        alone.add(shape.perRow() ? row(inputs.get(i), r, shape) : inputs.get(i));
      }
      assertThat(c.run(alone, Arguments.predict(1))).containsExactly(row(batch, r, c.result()));
    }
  }

  private static double[] row(double[] batch, int row, Shape shape) {
    return Arrays.copyOfRange(batch, row * shape.size(), (row + 1) * shape.size());
  }

  /**
   * In one random direction {@code t} and for one random {@code c}: {@code <t, vjp(c)>} is the
   * slope of {@code <f(x + εt), c>}.
   */
  @ParameterizedTest
  @MethodSource("differentiable")
  void gradientIsTheSlopeInARandomDirection(OpCase c) {
    for (int seed = 0; seed < SEEDS; seed++) {
      int rows = seed == 0 ? 1 : 3;
      Random random = new Random(seed);
      Gradients gradients = Gradients.of(c);
      List<double[]> inputs = c.draw(random, rows);
      double[] dy = direction(random, c.result(), rows);
      List<double[]> vjp = gradients.compute(inputs, dy, training(rows));
      for (int i : c.differentiable()) {
        double[] t = direction(random, c.inputs().get(i), rows);
        double epsilon = 1e-5;
        double above = dot(c.run(moved(inputs, i, t, epsilon), training(rows)), dy);
        double below = dot(c.run(moved(inputs, i, t, -epsilon), training(rows)), dy);
        double scale = 1 + norm(t) * norm(vjp.get(i)) + Math.abs(above);
        assertThat(dot(vjp.get(i), t))
            .as("%s, input %d, seed %d", c, i, seed)
            .isEqualTo((above - below) / (2 * epsilon), within(1e-8 * scale));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void gradientsHaveTheShapesOfTheInputs(OpCase c) {
    List<Node> gradients = Gradients.of(c).gradients();
    assertThat(gradients).hasSameSizeAs(c.inputs());
    for (int i = 0; i < gradients.size(); i++) {
      if (c.differentiable().contains(i)) {
        assertThat(gradients.get(i).shape()).isEqualTo(c.inputs().get(i));
      } else {
        assertThat(gradients.get(i)).as("gradient of input %d", i).isNull();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("notDifferentiable")
  void operationsOfGradientsRefuseToBeDifferentiated(OpCase c) {
    assertThatThrownBy(() -> Gradients.of(c))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining(c.op().toString());
  }

  /** Loops that draw random numbers are those of operations that say so, and only of those. */
  @ParameterizedTest
  @MethodSource("cases")
  void whoDrawsRandomNumbersSaysSo(OpCase c) {
    Kernel kernel = c.op().lower(c.result(), c.inputs());
    assertThat(c.op().isRandom()).isEqualTo(kernel.mentions(Kernel.SEED));
  }

  /** Outside training nothing is random, and what stands there computes what the loops do. */
  @ParameterizedTest
  @MethodSource("cases")
  void whatStandsForItInPredictionIsNotRandomAndComputesTheSame(OpCase c) {
    if (c.op() instanceof Fused) {
      return; // operations are fused after that
    }
    GraphBuilder g = new GraphBuilder().of("case", false);
    Map<String, double[]> values = new TreeMap<>();
    List<double[]> inputs = c.draw(new Random(6), 3);
    List<Node> leaves = leaves(g, c.inputs(), inputs, values);
    Node y = g.add(c.op(), leaves.toArray(new Node[0]));
    Node inPrediction = c.op().forPrediction(g, y, leaves);
    assertThat(inPrediction.op().isRandom()).isFalse();
    Map<Node, double[]> computed = GraphInterpreter.run(g.nodes(), values, Arguments.predict(3));
    assertThat(computed.get(inPrediction)).containsExactly(computed.get(y));
  }

  /** What an operation moves is outside training among its inputs. */
  @ParameterizedTest
  @MethodSource("cases")
  void whatIsMovedIsNotChanged(OpCase c) {
    if (c.op().effect() instanceof Op.Effect.Moves) {
      List<double[]> inputs = c.draw(new Random(7), 3);
      Set<Double> elements = new TreeSet<>();
      inputs.forEach(input -> Arrays.stream(input).forEach(elements::add));
      assertThat(elements)
          .contains(
              Arrays.stream(c.run(inputs, Arguments.predict(3))).boxed().toArray(Double[]::new));
    }
  }

  /** An activation by its own operation, or by its formula: each is one to whoever asks. */
  @Test
  void everyActivationIsOneToWhoeverAsks() {
    Set<Activation> known = EnumSet.noneOf(Activation.class);
    cases().forEach(c -> c.op().activation().ifPresent(known::add));
    assertThat(known).isEqualTo(EnumSet.complementOf(EnumSet.of(Activation.IDENTITY)));
  }

  /** A hand-tuned routine followed by the rest of the loops gives what the loops give. */
  @ParameterizedTest
  @MethodSource("withRoutine")
  void theRoutineAndItsRestAreTheLoops(OpCase c) {
    for (int rows : new int[] {1, 3}) {
      Kernel kernel = c.op().lower(c.result(), c.inputs());
      Intrinsic intrinsic = kernel.intrinsic().orElseThrow();
      List<double[]> inputs = c.draw(new Random(3), rows);
      List<double[]> buffers = new ArrayList<>(inputs);
      buffers.add(0, compute(intrinsic, inputs, rows));
      assertThat(buffers.get(0)).hasSize(GraphInterpreter.elements(c.result(), rows));
      if (!intrinsic.rest().isEmpty()) {
        Interpreter.run(Kernel.of(kernel.axes(), intrinsic.rest()), buffers, training(rows));
      }
      assertThat(buffers.get(0)).containsExactly(c.run(inputs, training(rows)));
    }
  }

  private static double[] compute(Intrinsic intrinsic, List<double[]> inputs, int rows) {
    if (intrinsic instanceof Product product) {
      return multiply(product, inputs.get(0), inputs.get(1), rows);
    } else if (intrinsic instanceof RowSum sum) {
      return sum(sum, inputs.get(0), rows);
    }
    throw new AssertionError("say here what it computes: " + intrinsic);
  }

  private static double[] sum(RowSum sum, double[] x, int rows) {
    double[] y = new double[sum.columns()];
    for (int j = 0; j < y.length; j++) {
      int column = j;
      y[j] = add(sum.rowByRow(), rows, sum.rowsPerRow(), p -> x[p * sum.columns() + column]);
    }
    return y;
  }

  /** Adds terms one after the other, or those of each row first. */
  private static double add(boolean rowByRow, int rows, int each, IntToDoubleFunction term) {
    double total = 0;
    for (int r = 0; r < rows; r++) {
      double sum = rowByRow ? 0 : total;
      for (int p = r * each; p < (r + 1) * each; p++) {
        sum += term.applyAsDouble(p);
      }
      total = rowByRow ? total + sum : sum;
    }
    return total;
  }

  private static double[] multiply(Product product, double[] a, double[] b, int rows) {
    int batch = rows * product.rowsPerRow();
    boolean leftTransposed = product.layout() == Product.Layout.LEFT_TRANSPOSED;
    boolean rightTransposed = product.layout() == Product.Layout.RIGHT_TRANSPOSED;
    int inner = product.inner();
    int columns = product.columns();
    int m = leftTransposed ? inner : batch;
    double[] y = new double[m * columns];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < columns; j++) {
        int row = i;
        int column = j;
        IntToDoubleFunction term =
            p ->
                a[leftTransposed ? p * inner + row : row * inner + p]
                    * b[rightTransposed ? column * inner + p : p * columns + column];
        double sum =
            leftTransposed
                ? add(product.rowByRow(), rows, product.rowsPerRow(), term)
                : add(false, 1, inner, term);
        y[i * columns + j] = sum;
      }
    }
    return y;
  }

  @ParameterizedTest
  @MethodSource("fused")
  void fusedLoopsGiveExactlyWhatTheLoopsOneByOneGive(OpCase c) {
    int rows = 3;
    List<double[]> inputs = c.draw(new Random(4), rows);
    GraphBuilder g = new GraphBuilder().of("case", false);
    Map<String, double[]> leaves = new TreeMap<>();
    List<Node> nodes = leaves(g, c.inputs(), inputs, leaves);
    Node y = unfused(g, c.op(), nodes);
    assertThat(y.shape()).isEqualTo(c.result());
    double[] oneByOne = GraphInterpreter.run(g.nodes(), leaves, training(rows)).get(y);
    assertThat(c.run(inputs, training(rows))).containsExactly(oneByOne);
  }

  private static Node unfused(GraphBuilder g, Op op, List<Node> inputs) {
    if (!(op instanceof Fused f)) {
      return g.add(op, inputs.toArray(new Node[0]));
    }
    List<Node> thenInputs = new ArrayList<>(inputs.subList(f.firstInputs(), inputs.size()));
    thenInputs.add(f.place(), unfused(g, f.first(), inputs.subList(0, f.firstInputs())));
    return g.add(f.then(), thenInputs.toArray(new Node[0]));
  }

  private static List<Node> leaves(
      GraphBuilder g, List<Shape> shapes, List<double[]> values, Map<String, double[]> leaves) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      nodes.add(g.add(new Leaf(Leaf.Kind.INPUT, "input" + i, shapes.get(i))));
      leaves.put("input" + i, values.get(i));
    }
    return nodes;
  }

  /** The graph of an operation and its gradients. */
  private record Gradients(List<Node> nodes, List<Node> gradients) {

    static Gradients of(OpCase c) {
      GraphBuilder g = new GraphBuilder().of("case", false);
      List<Node> inputs = new ArrayList<>();
      for (Shape shape : c.inputs()) {
        inputs.add(g.add(new Leaf(Leaf.Kind.INPUT, "input" + inputs.size(), shape)));
      }
      Node y = g.add(c.op(), inputs.toArray(new Node[0]));
      Node dy = g.add(new Leaf(Leaf.Kind.ROW_WEIGHT, "dy", y.shape()));
      List<Node> gradients = c.op().vjp(g.of("case", true), y, dy);
      return new Gradients(g.nodes(), gradients);
    }

    /** Returns the gradient by each input, null where there is none. */
    List<double[]> compute(List<double[]> inputs, double[] dy, Arguments arguments) {
      Map<String, double[]> leaves = new TreeMap<>(Map.of("dy", dy));
      for (int i = 0; i < inputs.size(); i++) {
        leaves.put("input" + i, inputs.get(i));
      }
      Map<Node, double[]> values = GraphInterpreter.run(nodes, leaves, arguments);
      return gradients.stream().map(node -> node == null ? null : values.get(node)).toList();
    }
  }

  private static Arguments training(int rows) {
    return new Arguments(rows, 42, 7, true);
  }

  private static double[] direction(Random random, Shape shape, int rows) {
    return random.doubles(GraphInterpreter.elements(shape, rows), -1, 1).toArray();
  }

  private static List<double[]> moved(List<double[]> inputs, int i, double[] t, double by) {
    List<double[]> moved = new ArrayList<>(inputs);
    double[] x = inputs.get(i).clone();
    for (int e = 0; e < x.length; e++) {
      x[e] += by * t[e];
    }
    moved.set(i, x);
    return moved;
  }

  private static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  private static double dot(double[] a, double[] b) {
    assertThat(a).hasSameSizeAs(b);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void assertClose(
      double[] actual, double[] expected, double tolerance, String description) {
    assertThat(actual).as(description).hasSameSizeAs(expected);
    double scale = 1 + Arrays.stream(expected).map(Math::abs).max().orElse(0);
    assertThat(actual).as(description).containsExactly(expected, within(tolerance * scale));
  }
}
