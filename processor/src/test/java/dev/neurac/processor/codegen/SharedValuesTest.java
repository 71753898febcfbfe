package dev.neurac.processor.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neurac.Activation;
import dev.neurac.Loss;
import dev.neurac.opencl.KernelInJava;
import dev.neurac.processor.ir.BiasAdd;
import dev.neurac.processor.ir.ElementLoss;
import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Graph.Output;
import dev.neurac.processor.ir.Graph.Output.Kind;
import dev.neurac.processor.ir.GraphBuilder;
import dev.neurac.processor.ir.GraphInterpreter;
import dev.neurac.processor.ir.Leaf;
import dev.neurac.processor.ir.Multiply;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Pointwise;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.ir.SumRows;
import dev.neurac.processor.loop.Interpreter.Arguments;
import dev.neurac.runtime.Backend;
import dev.neurac.runtime.LossRunner;
import dev.neurac.runtime.Network;
import dev.neurac.runtime.NetworkRuntime;
import dev.neurac.runtime.Program;
import dev.neurac.runtime.Step;
import dev.neurac.runtime.Targets;
import dev.neurac.runtime.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Values that all rows of a batch share, on the way of a batch norm: each column loses its mean,
 * twice. No layer does that yet.
 */
class SharedValuesTest {

  private static final int ROWS = 37;
  private static final int COLUMNS = 19;
  private static final Shape ROW = Shape.row(COLUMNS);

  /** Gradients of a filter have so many axes. */
  private static final Shape CUBE = Shape.fixed(3, 2, 5);

  private static final CompiledGraph COMPILED =
      CompiledGraph.of(
          graph(Kind.PREDICTION), graph(Kind.PREDICTION, Kind.LOSS), training(), ROW, ROW);

  private static Graph training() {
    return graph(Kind.LOSS, Kind.GRADIENT);
  }

  /**
   * The columns' sums times {@code a.scale}, which is -1/rows, are added to every row; likewise
   * once more, from the sums of those rows. Then the loss of each row; as "gradients" the sums of
   * the rows that are left and {@code tanh (tanh cube)}.
   */
  private static Graph graph(Kind... kinds) {
    List<Kind> asked = List.of(kinds);
    GraphBuilder g = new GraphBuilder();
    Node x = g.of("x", false).add(new Leaf(Leaf.Kind.INPUT, "x", ROW));
    Node scale =
        g.of("a", false).add(new Leaf(Leaf.Kind.PARAMETER, "a.scale", Shape.fixed(COLUMNS)));
    Node first = g.add(new Multiply(), g.add(new SumRows(), x), scale);
    Node once = g.add(new BiasAdd(), x, first);
    Node second = g.of("b", false).add(new Multiply(), g.add(new SumRows(), once), scale);
    Node twice = g.add(new BiasAdd(), g.add(new BiasAdd(), once, second), first);
    List<Output> outputs = new ArrayList<>();
    if (asked.contains(Kind.PREDICTION)) {
      outputs.add(new Output(Kind.PREDICTION, "t", twice));
    }
    if (asked.contains(Kind.LOSS)) {
      g.of("loss", false);
      Node target = g.add(new Leaf(Leaf.Kind.TARGET, "t", ROW));
      Node loss = g.add(new ElementLoss(Loss.HALF_SQUARED_ERROR), twice, target);
      outputs.add(new Output(Kind.LOSS, "t", loss));
    }
    if (asked.contains(Kind.GRADIENT)) {
      g.of("a", true);
      outputs.add(new Output(Kind.GRADIENT, "a.scale", g.add(new SumRows(), twice)));
      Node cube = g.of("c", true).add(new Leaf(Leaf.Kind.PARAMETER, "c.cube", CUBE));
      Node inner = g.add(new Pointwise(Activation.TANH), cube);
      Node outer = g.add(new Pointwise(Activation.TANH), inner);
      outputs.add(new Output(Kind.GRADIENT, "c.cube", outer));
    }
    return g.build(outputs);
  }

  private static float[] parameters() {
    float[] parameters = new float[COLUMNS + CUBE.size()];
    Arrays.fill(parameters, 0, COLUMNS, -1f / ROWS);
    Random random = new Random(2);
    for (int i = COLUMNS; i < parameters.length; i++) {
      parameters[i] = (float) random.nextGaussian();
    }
    return parameters;
  }

  /** A batch of {@link #ROWS} rows in arrays for more. */
  private static Step step() {
    Step step = new Step(COMPILED.program(), parameters(), ROWS + 4, false);
    step.rows = ROWS;
    Random random = new Random(1);
    for (int i = 0; i < ROWS * COLUMNS; i++) {
      step.inputs[0][i] = 3 + (float) random.nextGaussian();
      step.targets[0][i] = (float) random.nextGaussian();
    }
    Arrays.fill(step.rowWeights, 1f / ROWS);
    Arrays.fill(step.scratch, Float.NaN);
    return step;
  }

  private static double[] doubles(float[] values, int length) {
    double[] doubles = new double[length];
    for (int i = 0; i < length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /** Subtracts from each column, twice, its mean; the mean of the first time is taken off again. */
  private static double[] reference(Step step) {
    double[] y = doubles(step.inputs[0], ROWS * COLUMNS);
    for (int j = 0; j < COLUMNS; j++) {
      double mean = mean(y, j);
      subtract(y, j, mean);
      subtract(y, j, mean(y, j) + mean);
    }
    return y;
  }

  private static double mean(double[] y, int column) {
    double sum = 0;
    for (int r = 0; r < ROWS; r++) {
      sum += y[r * COLUMNS + column];
    }
    return sum / ROWS;
  }

  private static void subtract(double[] y, int column, double value) {
    for (int r = 0; r < ROWS; r++) {
      y[r * COLUMNS + column] -= value;
    }
  }

  private static void assertRight(Step step, double tolerance) {
    double[] y = reference(step);
    for (int r = 0; r < ROWS; r++) {
      double loss = 0;
      for (int j = r * COLUMNS; j < (r + 1) * COLUMNS; j++) {
        loss += 0.5 * (y[j] - step.targets[0][j]) * (y[j] - step.targets[0][j]);
      }
      assertThat((double) step.losses[0][r])
          .as("loss of %d", r)
          .isCloseTo(loss, within(tolerance * loss));
    }
    for (int j = 0; j < COLUMNS; j++) {
      assertThat((double) step.gradients[j])
          .as("sum of column %d", j)
          .isCloseTo(mean(y, j) * ROWS, within(tolerance * 3 * ROWS));
    }
    for (int i = COLUMNS; i < step.gradients.length; i++) {
      assertThat((double) step.gradients[i])
          .isCloseTo(Math.tanh(Math.tanh(step.parameters[i])), within(tolerance));
    }
  }

  @Test
  void theInterpreterComputesThem() {
    Step step = step();
    Map<String, double[]> leaves = new LinkedHashMap<>();
    leaves.put("x", doubles(step.inputs[0], ROWS * COLUMNS));
    leaves.put("t", doubles(step.targets[0], ROWS * COLUMNS));
    leaves.put("a.scale", doubles(step.parameters, COLUMNS));
    leaves.put(
        "c.cube",
        Arrays.copyOfRange(
            doubles(step.parameters, step.parameters.length), COLUMNS, step.parameters.length));
    Graph graph = graph(Kind.PREDICTION);
    Map<Node, double[]> values = GraphInterpreter.run(graph, leaves, Arguments.predict(ROWS));
    double[] y = values.get(graph.outputs(Kind.PREDICTION).get(0).node());
    assertThat(y).containsExactly(reference(step), within(1e-5));
  }

  @Test
  void javaComputesThemInAnyNumberOfPartsToTheSameBits() {
    Step whole = step();
    run(whole, 1, false);
    assertRight(whole, 1e-5);
    for (int parts : new int[] {1, 2, 7, 40}) {
      for (boolean backwards : new boolean[] {false, true}) {
        Step step = step();
        run(step, parts, backwards);
        assertThat(step.losses[0]).as("%d parts", parts).containsExactly(whole.losses[0]);
        assertThat(step.gradients).as("%d parts", parts).containsExactly(whole.gradients);
      }
    }
    for (int threads : new int[] {1, 2, 7}) {
      Step step = step();
      for (int stage = 0; stage < COMPILED.program().stages(); stage++) {
        int now = stage;
        Workers.run(threads, (part, parts) -> COMPILED.program().run(now, step, part, parts));
      }
      assertThat(step.losses[0]).as("%d threads", threads).containsExactly(whole.losses[0]);
      assertThat(step.gradients).as("%d threads", threads).containsExactly(whole.gradients);
    }
  }

  private static void run(Step step, int parts, boolean backwards) {
    Program program = COMPILED.program();
    for (int stage = 0; stage < program.stages(); stage++) {
      for (int i = 0; i < parts; i++) {
        program.run(stage, step, backwards ? parts - 1 - i : i, parts);
      }
    }
  }

  @Test
  void predictionAndEvaluationComputeThemForAllRowsAtOnce() {
    Step step = step();
    Program program = COMPILED.program();
    assertThat(program.sharedScratch()).isPositive();
    float[] predicted = new float[ROWS * COLUMNS];
    float[] scratch = scratch(program.predictionScratch());
    program.predict(step.parameters, step.inputs, new float[][] {predicted}, 0, scratch, ROWS);
    assertThat(doubles(predicted, predicted.length)).containsExactly(reference(step), within(1e-5));
    float[] evaluated = new float[ROWS * COLUMNS];
    float[] losses = new float[ROWS];
    program.evaluate(
        step.parameters,
        step.inputs,
        step.targets,
        step.classes,
        new float[][] {evaluated},
        new float[][] {losses},
        scratch(program.evaluationScratch()),
        ROWS);
    assertThat(evaluated).containsExactly(predicted);
    run(step, 1, false);
    assertThat(losses).containsExactly(Arrays.copyOf(step.losses[0], ROWS));
    Arrays.fill(step.losses[0], Float.NaN);
    program.trace(step, (layer, values, from, length) -> {});
    assertThat(Arrays.copyOf(step.losses[0], ROWS)).containsExactly(losses);
  }

  @Test
  void theRuntimeHasRoomForThem() throws InterruptedException {
    NetworkRuntime runtime = new NetworkRuntime(COMPILED.program(), 1);
    Step step = step();
    System.arraycopy(step.parameters, 0, runtime.parameterArray(), 0, step.parameters.length);
    Network net = () -> runtime;
    float[] features = Arrays.copyOf(step.inputs[0], ROWS * COLUMNS);
    float[] targets = Arrays.copyOf(step.targets[0], ROWS * COLUMNS);
    run(step, 1, false);
    LossRunner.Features rows =
        (row, into, at) -> System.arraycopy(features, row * COLUMNS, into, at, COLUMNS);
    LossRunner losses = new LossRunner(runtime, ROWS, rows, new Targets(targets, false), 1);
    losses.run(Backend.JAVA);
    assertThat(losses.losses).containsExactly(Arrays.copyOf(step.losses[0], ROWS));
    float[][] predicted = new float[1][];
    // A thread of its own has no scratch yet that others made long.
    Thread thread = new Thread(() -> predicted[0] = net.predict(features));
    thread.start();
    thread.join();
    assertThat(predicted[0]).containsExactly(losses.predictions);
  }

  /** As much as the program asks for and no float more. */
  private static float[] scratch(int perRow) {
    float[] scratch = new float[ROWS * perRow + COMPILED.program().sharedScratch()];
    Arrays.fill(scratch, Float.NaN);
    return scratch;
  }

  @Test
  void theLoopsOfADeviceComputeThem() {
    for (boolean backwards : new boolean[] {false, true}) {
      Step step = step();
      KernelInJava.train(COMPILED.kernel(), step, COLUMNS, ROWS + 4, backwards);
      assertRight(step, 1e-5);
    }
  }
}
