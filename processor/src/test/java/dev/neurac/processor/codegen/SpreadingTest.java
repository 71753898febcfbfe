package dev.neurac.processor.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.neurac.Loss;
import dev.neurac.opencl.KernelInJava;
import dev.neurac.processor.ir.ElementLoss;
import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Graph.Output;
import dev.neurac.processor.ir.Graph.Output.Kind;
import dev.neurac.processor.ir.GraphBuilder;
import dev.neurac.processor.ir.Leaf;
import dev.neurac.processor.ir.Multiply;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.passes.GraphPlans;
import dev.neurac.runtime.Program;
import dev.neurac.runtime.Step;
import dev.neurac.runtime.StepRunner;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Factors whose extents of 1 stretch, as generated code and the loops of a device have them: rows
 * of 3×4 times one number for each of the three, and times one for each of the four. No layer has
 * such a factor yet.
 */
class SpreadingTest {

  private static final int ROWS = 5;
  private static final Shape ROW = Shape.row(3, 4);

  private static final CompiledGraph COMPILED =
      CompiledGraph.of(
          graph(Kind.PREDICTION),
          graph(Kind.PREDICTION, Kind.LOSS),
          GraphPlans.differentiated(graph(Kind.LOSS)),
          ROW,
          ROW);

  private static Graph graph(Kind... kinds) {
    List<Kind> asked = List.of(kinds);
    GraphBuilder g = new GraphBuilder();
    Node x = g.of("x", false).add(new Leaf(Leaf.Kind.INPUT, "x", ROW));
    Node tall = g.of("a", false).add(new Leaf(Leaf.Kind.PARAMETER, "a.tall", Shape.fixed(3, 1)));
    Node wide = g.add(new Leaf(Leaf.Kind.PARAMETER, "a.wide", Shape.fixed(1, 4)));
    Node y = g.add(new Multiply(), g.add(new Multiply(), x, tall), wide);
    Node t = g.of("loss", false).add(new Leaf(Leaf.Kind.TARGET, "t", ROW));
    Node loss = g.add(new ElementLoss(Loss.HALF_SQUARED_ERROR), y, t);
    List<Output> all =
        List.of(new Output(Kind.PREDICTION, "t", y), new Output(Kind.LOSS, "t", loss));
    return g.build(all.stream().filter(output -> asked.contains(output.kind())).toList());
  }

  private static Step step() {
    Random random = new Random(4);
    float[] parameters = new float[7];
    Step step = new Step(COMPILED.program(), parameters, ROWS, false);
    for (float[] values : List.of(parameters, step.inputs[0], step.targets[0])) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
    }
    Arrays.fill(step.rowWeights, 1f / ROWS);
    step.rows = ROWS;
    return step;
  }

  private static void assertRight(Step step) {
    double[] gradients = new double[7];
    for (int r = 0; r < ROWS; r++) {
      double loss = 0;
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 4; j++) {
          int at = r * 12 + i * 4 + j;
          double x = step.inputs[0][at];
          double tall = step.parameters[i];
          double wide = step.parameters[3 + j];
          double error = x * tall * wide - step.targets[0][at];
          loss += error * error / 2;
          gradients[i] += error * x * wide / ROWS;
          gradients[3 + j] += error * x * tall / ROWS;
        }
      }
      assertThat((double) step.losses[0][r]).isCloseTo(loss, within(1e-5));
    }
    for (int i = 0; i < gradients.length; i++) {
      assertThat((double) step.gradients[i]).isCloseTo(gradients[i], within(1e-5));
    }
  }

  @Test
  void javaStretchesThem() {
    for (int threads : new int[] {1, 2, 7}) {
      Step step = step();
      new StepRunner(COMPILED.program(), step, threads).run();
      assertRight(step);
    }
  }

  @Test
  void predictionsStretchThem() {
    Step step = step();
    Program program = COMPILED.program();
    float[][] y = {new float[ROWS * 12]};
    float[] scratch = new float[ROWS * program.predictionScratch()];
    program.predict(step.parameters, step.inputs, y, 0, scratch, ROWS);
    for (int at = 0; at < y[0].length; at++) {
      float tall = step.parameters[at / 4 % 3];
      float wide = step.parameters[3 + at % 4];
      assertThat(y[0][at]).isEqualTo(step.inputs[0][at] * tall * wide);
    }
  }

  @Test
  void theLoopsOfADeviceStretchThem() {
    for (boolean backwards : new boolean[] {false, true}) {
      Step step = step();
      KernelInJava.train(COMPILED.kernel(), step, 12, ROWS, backwards);
      assertRight(step);
    }
  }
}
