package dev.neurac.processor.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neurac.Activation;
import dev.neurac.Loss;
import dev.neurac.opencl.KernelInJava;
import dev.neurac.processor.ir.ElementLoss;
import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Graph.Output;
import dev.neurac.processor.ir.Graph.Output.Kind;
import dev.neurac.processor.ir.GraphBuilder;
import dev.neurac.processor.ir.Leaf;
import dev.neurac.processor.ir.MatMul;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Pointwise;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.ir.SumRows;
import dev.neurac.processor.loop.Product.Layout;
import dev.neurac.runtime.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Gradients of parameters that work on every step of a sequence: products and sums over rows, some
 * so narrow that their loops are printed, the others called.
 */
class RowByRowTest {

  private static final int ROWS = 11;
  private static final int WIDE = 9;
  private static final int NARROW = 2;

  private static CompiledGraph compile(int steps) {
    return CompiledGraph.of(
        graph(steps, List.of(Kind.PREDICTION)),
        graph(steps, List.of(Kind.PREDICTION, Kind.LOSS)),
        graph(steps, List.of(Kind.LOSS, Kind.GRADIENT)),
        Shape.row(steps, WIDE),
        Shape.row(steps, NARROW));
  }

  private static Graph graph(int steps, List<Kind> asked) {
    GraphBuilder g = new GraphBuilder();
    List<Output> outputs = new ArrayList<>();
    Node x = g.of("x", false).add(new Leaf(Leaf.Kind.INPUT, "x", Shape.row(steps, WIDE)));
    if (asked.contains(Kind.PREDICTION)) {
      outputs.add(new Output(Kind.PREDICTION, "t", g.add(new Pointwise(Activation.RELU), x)));
    }
    if (asked.contains(Kind.LOSS)) {
      g.of("loss", false);
      Node t = g.add(new Leaf(Leaf.Kind.TARGET, "t", Shape.row(steps, NARROW)));
      Node prediction = g.add(new Pointwise(Activation.RELU), t);
      Node loss = g.add(new ElementLoss(Loss.HALF_SQUARED_ERROR), prediction, t);
      outputs.add(new Output(Kind.LOSS, "t", loss));
      if (asked.contains(Kind.GRADIENT)) {
        MatMul product = new MatMul(Layout.LEFT_TRANSPOSED);
        gradient(outputs, "a.weight", g.of("a", true).add(product, x, x));
        gradient(outputs, "a.bias", g.add(new SumRows(), x));
        gradient(outputs, "b.weight", g.of("b", true).add(product, x, t));
        gradient(outputs, "b.bias", g.add(new SumRows(), t));
      }
    }
    return g.build(outputs);
  }

  private static void gradient(List<Output> outputs, String name, Node node) {
    outputs.add(new Output(Kind.GRADIENT, name, node));
  }

  private static Step step(CompiledGraph compiled) {
    Step step = new Step(compiled.program(), new float[size()], ROWS, false);
    step.rows = ROWS;
    Random random = new Random(1);
    for (float[] values : List.of(step.inputs[0], step.targets[0])) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
    }
    Arrays.fill(step.gradients, Float.NaN);
    return step;
  }

  private static int size() {
    return WIDE * WIDE + WIDE + WIDE * NARROW + NARROW;
  }

  /** The gradients, each a chain for each so many vectors, which are added in order. */
  private static float[] reference(Step step, int block) {
    float[] gradients = new float[size()];
    int at = product(step.inputs[0], WIDE, step.inputs[0], WIDE, block, gradients, 0);
    at = sum(step.inputs[0], WIDE, block, gradients, at);
    at = product(step.inputs[0], WIDE, step.targets[0], NARROW, block, gradients, at);
    sum(step.targets[0], NARROW, block, gradients, at);
    return gradients;
  }

  private static int product(float[] x, int k, float[] dy, int n, int block, float[] into, int at) {
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < n; j++) {
        float total = 0;
        for (int begin = 0; begin < x.length / k; begin += block) {
          float sum = 0;
          for (int p = begin; p < begin + block; p++) {
            sum = Math.fma(x[p * k + i], dy[p * n + j], sum);
          }
          total += sum;
        }
        into[at + i * n + j] = total;
      }
    }
    return at + k * n;
  }

  private static int sum(float[] x, int n, int block, float[] into, int at) {
    for (int j = 0; j < n; j++) {
      float total = 0;
      for (int begin = 0; begin < x.length / n; begin += block) {
        float sum = 0;
        for (int p = begin; p < begin + block; p++) {
          sum += x[p * n + j];
        }
        total += sum;
      }
      into[at + j] = total;
    }
    return at + n;
  }

  /** Of 32 steps and more each row has a sum of its own, of fewer all rows are one chain. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 31, 32, 50})
  void javaSumsRowByRowInAnyNumberOfParts(int steps) {
    CompiledGraph compiled = compile(steps);
    float[] expected = reference(step(compiled), steps >= 32 ? steps : ROWS * steps);
    for (int parts : new int[] {1, 2, 7}) {
      Step step = step(compiled);
      for (int stage = 0; stage < compiled.program().stages(); stage++) {
        for (int part = parts - 1; part >= 0; part--) {
          compiled.program().run(stage, step, part, parts);
        }
      }
      assertThat(step.gradients).as("%d parts", parts).containsExactly(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 50})
  void devicesAgree(int steps) {
    CompiledGraph compiled = compile(steps);
    Step step = step(compiled);
    float[] expected = reference(step, steps);
    KernelInJava.train(compiled.kernel(), step, steps * NARROW, ROWS, false);
    assertThat(step.gradients).containsExactly(expected, within(1e-3f));
  }
}
