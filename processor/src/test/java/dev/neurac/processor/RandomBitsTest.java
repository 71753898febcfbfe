package dev.neurac.processor;

import static dev.neurac.processor.RandomNetworks.ROWS;
import static dev.neurac.processor.RandomNetworks.create;
import static dev.neurac.processor.RandomNetworks.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.processor.ir.FloatGraphInterpreter;
import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Graph.Output;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.passes.Plans;
import dev.neurac.runtime.Network;
import dev.neurac.runtime.Parameter;
import dev.neurac.runtime.Program;
import dev.neurac.runtime.Step;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever computes a model that is drawn at random gets the same bits. */
class RandomBitsTest {

  private static final int STEP = 3;

  static LongStream seeds() {
    return RandomNetworks.seeds();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyNumberOfPartsGivesTheSameBits(long seed) {
    for (String name : names(seed)) {
      Network net = network(name, seed);
      Step whole = trained(net, name, seed, 1);
      assertThat(whole.losses[0]).as("losses of %s", name).doesNotContain(Float.NaN);
      for (int parts : new int[] {2, 7}) {
        Step step = trained(net, name, seed, parts);
        assertThat(step.losses[0]).as("%s in %d parts", name, parts).isEqualTo(whole.losses[0]);
        assertThat(step.gradients).as("%s in %d parts", name, parts).isEqualTo(whole.gradients);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theInterpreterGivesTheSameBits(long seed) {
    for (String name : names(seed)) {
      Network net = network(name, seed);
      Plans plans = RandomNetworks.plans(name, seed);
      Step step = trained(net, name, seed, 1);
      Map<String, float[]> leaves = new LinkedHashMap<>();
      for (Parameter parameter : net.parameters()) {
        int at = plans.parameterOffsets().get(parameter.name());
        leaves.put(
            parameter.name(), Arrays.copyOfRange(step.parameters, at, at + parameter.size()));
      }
      leaves.put("INPUT", step.inputs[0]);
      leaves.put("TARGET", step.targets[0]);
      leaves.put("ROW_WEIGHT", step.rowWeights);

      Graph prediction = plans.prediction().graph();
      Map<Node, float[]> predicted = FloatGraphInterpreter.run(prediction, leaves, scalars(step));
      assertThat(net.predict(step.inputs[0]))
          .as("predictions of %s", name)
          .isEqualTo(predicted.get(prediction.outputs(Output.Kind.PREDICTION).get(0).node()));
      Graph training = plans.training().graph();
      Map<Node, float[]> values = FloatGraphInterpreter.run(training, leaves, scalars(step));
      assertThat(step.losses[0])
          .as("losses of %s", name)
          .isEqualTo(values.get(training.outputs(Output.Kind.LOSS).get(0).node()));
      assertThat(training.outputs(Output.Kind.GRADIENT)).hasSize(net.parameters().size());
      for (Output gradient : training.outputs(Output.Kind.GRADIENT)) {
        float[] expected = values.get(gradient.node());
        int at = plans.parameterOffsets().get(gradient.name());
        assertThat(Arrays.copyOfRange(step.gradients, at, at + expected.length))
            .as("gradient of %s by %s", name, gradient.name())
            .isEqualTo(expected);
      }
    }
  }

  private static Network network(String name, long seed) {
    Network net = create(name, seed);
    Random random = new Random(seed);
    for (Parameter parameter : net.parameters()) {
      parameter.set(RandomNetworks.gaussian(random, parameter.size(), 0.5f));
    }
    return net;
  }

  /** Returns a training step, with dropout, that was done in so many parts, the last one first. */
  private static Step trained(Network net, String name, long seed, int parts) {
    Program program = net.runtime().program();
    Step step = new Step(program, net.runtime().parameterArray(), ROWS, false);
    step.rows = ROWS;
    step.seed = (int) seed;
    step.step = STEP;
    step.dropping = 1;
    Arrays.fill(step.rowWeights, 1f / ROWS);
    fill(step.inputs[0], RandomNetworks.features(net, seed));
    float[] targets =
        RandomNetworks.targets(net, RandomNetworks.loss(name, seed), new Random(seed));
    fill(step.targets[0], targets);
    Arrays.fill(step.scratch, Float.NaN);
    Arrays.fill(step.gradients, Float.NaN);
    for (int stage = 0; stage < program.stages(); stage++) {
      for (int part = parts - 1; part >= 0; part--) {
        program.run(stage, step, part, parts);
      }
    }
    return step;
  }

  private static void fill(float[] array, float[] values) {
    assertThat(array).hasSameSizeAs(values);
    System.arraycopy(values, 0, array, 0, values.length);
  }

  private static Map<Expr.Var, Integer> scalars(Step step) {
    return Map.of(
        Kernel.ROWS, step.rows,
        Kernel.SEED, step.seed,
        Kernel.STEP, step.step,
        Kernel.DROPPING, step.dropping);
  }
}
