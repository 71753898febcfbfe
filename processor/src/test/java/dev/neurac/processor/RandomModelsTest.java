package dev.neurac.processor;

import static dev.neurac.processor.RandomNetworks.ROWS;
import static dev.neurac.processor.RandomNetworks.create;
import static dev.neurac.processor.RandomNetworks.features;
import static dev.neurac.processor.RandomNetworks.gaussian;
import static dev.neurac.processor.RandomNetworks.loss;
import static dev.neurac.processor.RandomNetworks.names;
import static dev.neurac.processor.RandomNetworks.nodes;
import static dev.neurac.processor.RandomNetworks.plans;
import static dev.neurac.processor.RandomNetworks.stack;
import static dev.neurac.processor.RandomNetworks.targets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.testing.compile.Compilation;
import dev.neurac.Loss;
import dev.neurac.Tensor;
import dev.neurac.processor.RandomModels.Nodes;
import dev.neurac.processor.RandomModels.Stack;
import dev.neurac.processor.RandomModels.Step;
import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Graph.Output;
import dev.neurac.processor.ir.GraphInterpreter;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.loop.Interpreter.Arguments;
import dev.neurac.processor.passes.Plans;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.Network;
import dev.neurac.runtime.Parameter;
import dev.neurac.strips.ForcedStrips;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Laws that hold for every model, tried on models drawn at random; a failure names the seed that
 * drew the model.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomModelsTest {

  /** How many models are spoilt, times three, and how many have hostile names, times two. */
  private static final int BAD = 40;

  private ClassLoader deep;

  static LongStream seeds() {
    return RandomNetworks.seeds();
  }

  /** Compiles deep networks; none may cause a warning. */
  @BeforeAll
  void compile() {
    List<JavaFileObject> sources = new ArrayList<>();
    sources.add(Compilations.model("Deep", deepStack(100)));
    sources.add(Compilations.model("DeepNodes", deepNodes(100)));
    sources.add(Compilations.model("Shallow", deepStack(1).replace("Deep", "Shallow")));
    Compilation compilation = Compilations.compile(sources.toArray(new JavaFileObject[0]));
    assertThat(compilation.diagnostics()).isEmpty();
    deep = Compilations.load(compilation);
  }

  private static String deepStack(int layers) {
    return "@Model(loss = MEAN_SQUARED_ERROR)\n"
        + "@Layer(in = 6, out = 6, act = TANH)\n".repeat(layers)
        + "interface Deep extends Network {}\n";
  }

  private static String deepNodes(int layers) {
    StringBuilder text = new StringBuilder("@Model(loss = MEAN_SQUARED_ERROR)\n");
    text.append("interface DeepNodes extends Network {\n");
    for (int i = 1; i <= layers; i++) {
      text.append("  @Layer(out = 6, act = TANH) Tensor n").append(i);
      text.append(i == 1 ? "(@Input(6) Tensor n0);\n" : "(Tensor n" + (i - 1) + ");\n");
    }
    return text.append("}\n").toString();
  }

  private Network deep(String name) {
    return Compilations.create(deep, "models." + name + "Net", 1);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aBatchIsAsItsRows(long seed) {
    for (String name : names(seed)) {
      Network net = create(name, seed);
      float[] features = features(net, seed);
      float[] all = net.predict(features);
      int in = net.runtime().architecture().inputSize();
      int out = all.length / ROWS;
      for (float value : all) {
        assertThat(value).as("an output of %s", name).isFinite();
      }
      for (int row = 0; row < ROWS; row++) {
        assertThat(net.predict(Arrays.copyOfRange(features, row * in, (row + 1) * in)))
            .as("row %d of %s", row, name)
            .containsExactly(Arrays.copyOfRange(all, row * out, (row + 1) * out));
      }
      assertThat(create(name, seed).predict(features)).as(name).containsExactly(all);
    }
  }

  /** On vectors of any width, all values and gradients have the bits that the loops give. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void stripsGiveTheBitsOfTheLoops(long seed) {
    for (String name : names(seed)) {
      Loss loss = loss(name, seed);
      Map<String, float[]> expected = results(name, loss, seed);
      try {
        for (int bits : ForcedStrips.widths()) {
          ForcedStrips.on(bits);
          Map<String, float[]> actual = results(name, loss, seed);
          assertThat(actual.keySet()).isEqualTo(expected.keySet());
          expected.forEach(
              (what, values) ->
                  assertThat(actual.get(what))
                      .as("%s of %s on %d bits", what, name, bits)
                      .isEqualTo(values));
        }
      } finally {
        ForcedStrips.off();
      }
    }
  }

  /** Returns what a network computes: predictions, the loss, gradients, and a training's result. */
  private Map<String, float[]> results(String name, Loss loss, long seed) {
    Network net = create(name, seed);
    float[] features = features(net, seed);
    float[] targets = targets(net, loss, new Random(seed));
    Map<String, float[]> results = new LinkedHashMap<>();
    results.put("predictions", net.predict(features));
    results.put("loss", new float[] {net.loss(features, targets)});
    net.gradients(features, targets)
        .forEach((parameter, gradient) -> results.put(parameter, gradient.toArray()));
    return results;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theNodesOneAfterTheOtherAreTheNetwork(long seed) {
    Nodes nodes = nodes(seed);
    Network net = create("Nodes" + seed, seed);
    float[] features = features(net, seed);
    List<Integer> shape = new ArrayList<>(List.of(ROWS));
    shape.addAll(nodes.input());
    Map<String, Tensor> values = new LinkedHashMap<>();
    values.put("x", Tensor.of(features, shape.stream().mapToInt(i -> i).toArray()));
    for (Step step : nodes.steps()) {
      Tensor[] inputs = step.inputs().stream().map(values::get).toArray(Tensor[]::new);
      values.put(step.name(), Compilations.call(net, step.name(), inputs));
    }
    assertThat(values.get("answer").toArray())
        .as("seed %d: %s", seed, nodes)
        .containsExactly(net.predict(features));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void gradientsAreTheSlopesOfTheLoss(long seed) {
    for (String name : names(seed)) {
      checkGradients(name, loss(name, seed), seed);
    }
  }

  /** Along a random direction of each parameter, the loss falls as the gradient says. */
  private void checkGradients(String name, Loss loss, long seed) {
    Network net = create(name, seed);
    Random random = new Random(seed);
    for (Parameter parameter : net.parameters()) {
      parameter.set(gaussian(random, parameter.size(), 0.5f));
    }
    float[] features = features(net, seed);
    float[] targets = targets(net, loss, random);
    Map<String, Tensor> gradients = net.gradients(features, targets);
    for (Parameter parameter : net.parameters()) {
      float[] values = parameter.values().toArray();
      float[] direction = gaussian(random, values.length, 1 / (float) Math.sqrt(values.length));
      double expected = 0;
      float[] gradient = gradients.get(parameter.name()).toArray();
      for (int i = 0; i < values.length; i++) {
        expected += (double) gradient[i] * direction[i];
      }
      // A kink of a rectified unit may lie within a step, and a short one loses digits.
      double nearest = Double.POSITIVE_INFINITY;
      for (float step : new float[] {2e-2f, 5e-3f, 1e-3f}) {
        double above = lossAt(net, parameter, values, direction, step, features, targets);
        double below = lossAt(net, parameter, values, direction, -step, features, targets);
        double slope = (above - below) / (2 * step);
        if (Math.abs(slope - expected) < Math.abs(nearest - expected)) {
          nearest = slope;
        }
      }
      parameter.set(values);
      double tolerance = 1e-2 * Math.max(0.1, Math.abs(expected));
      if (!(Math.abs(nearest - expected) <= tolerance)) {
        nearest = slopeInDouble(net, name, seed, parameter, direction, features, targets);
      }
      assertThat(nearest)
          .as("slope of %s along %s (seed %d)", name, parameter.name(), seed)
          .isCloseTo(expected, within(tolerance));
    }
  }

  /**
   * Returns the slope of the loss that the interpreter computes in doubles, which can take so short
   * a step that a kink that is nearer than all others lies outside, too.
   */
  private static double slopeInDouble(
      Network net,
      String name,
      long seed,
      Parameter parameter,
      float[] direction,
      float[] features,
      float[] targets) {
    // As it lies in memory, which is not the order of files.
    float[] values = parameter.values().toArray();
    parameter.set(direction);
    float[] moves = net.runtime().parameterArray().clone();
    parameter.set(values);
    float[] memory = net.runtime().parameterArray();
    Plans plans = plans(name, seed);
    int at = plans.parameterOffsets().get(parameter.name());
    double step = 1e-7;
    double[] losses = new double[2];
    for (int side = 0; side < 2; side++) {
      double[] moved = doubles(memory);
      for (int i = at; i < at + parameter.size(); i++) {
        moved[i] += (side == 0 ? -step : step) * moves[i];
      }
      Map<String, double[]> leaves = new HashMap<>();
      for (Parameter other : net.parameters()) {
        int begin = plans.parameterOffsets().get(other.name());
        leaves.put(other.name(), Arrays.copyOfRange(moved, begin, begin + other.size()));
      }
      Architecture architecture = net.runtime().architecture();
      leaves.put(architecture.input().name(), doubles(features));
      leaves.put(architecture.output().name(), doubles(targets));
      Graph graph = plans.evaluation().graph();
      Node loss = graph.outputs(Output.Kind.LOSS).get(0).node();
      double[] rows = GraphInterpreter.run(graph, leaves, Arguments.predict(ROWS)).get(loss);
      losses[side] = Arrays.stream(rows).average().orElseThrow();
    }
    return (losses[1] - losses[0]) / (2 * step);
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static double lossAt(
      Network net,
      Parameter parameter,
      float[] values,
      float[] direction,
      float step,
      float[] features,
      float[] targets) {
    float[] moved = values.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * direction[i];
    }
    parameter.set(moved);
    return net.loss(features, targets);
  }

  @Test
  void oneMistakeGivesOneDiagnostic() {
    Map<String, String> expected = new LinkedHashMap<>();
    List<JavaFileObject> sources = new ArrayList<>();
    for (long seed = 0; seed < 3 * BAD; seed++) {
      String name = "Spoilt" + seed;
      Map.Entry<String, Stack> spoilt = new RandomModels(seed).spoilt(stack(seed));
      expected.put(name, spoilt.getKey());
      sources.add(Compilations.model(name, spoilt.getValue().text(name)));
    }
    Compilation compilation =
        Compilations.compile(
            List.of("-g", "-Xmaxerrs", "1000"), sources.toArray(new JavaFileObject[0]));
    Map<String, String> found = new LinkedHashMap<>();
    for (Diagnostic<? extends JavaFileObject> error : compilation.errors()) {
      String file = error.getSource().getName();
      String message = error.getMessage(Locale.ROOT);
      found.merge(
          file.substring(file.lastIndexOf('/') + 1, file.length() - ".java".length()),
          message.substring(message.indexOf('[') + 1, Math.max(1, message.indexOf(']'))),
          (first, second) -> first + " and " + second);
    }
    assertThat(found).containsExactlyInAnyOrderEntriesOf(expected);
  }

  /** Whatever models and their parts are called, they compile, or we say why they do not. */
  @Test
  void hostileNamesCompileOrGetADiagnostic() {
    List<JavaFileObject> sources = new ArrayList<>();
    for (long seed = 0; seed < 2 * BAD; seed++) {
      HostileModels.Source source = new HostileModels(seed).draw();
      sources.add(
          Compilations.source(source.packageName() + "." + source.typeName(), source.text()));
    }
    // javac goes on to generated code, too.
    Compilation compilation =
        Compilations.compile(
            List.of("-g", "-Xmaxerrs", "1000", "-XDshould-stop.ifError=FLOW"),
            sources.toArray(new JavaFileObject[0]));
    Pattern ours = Pattern.compile("\\[(\\w+)\\] ");
    List<String> ids = new ArrayList<>();
    for (Diagnostic<? extends JavaFileObject> error : compilation.errors()) {
      Matcher id = ours.matcher(error.getMessage(Locale.ROOT));
      assertThat(id.lookingAt()).as("%s", error).isTrue();
      ids.add(id.group(1));
    }
    assertThat(ids).doesNotContain("InternalError").contains("InvalidName", "ReservedField");
    assertThat(ids.size()).as("errors of %d models", 2 * BAD).isBetween(BAD / 2, 3 * BAD / 2);
  }

  @Test
  void networksOfOneAndOfAHundredLayersPredict() {
    float[] row = {1, 2, 3, 4, 5, 6};
    for (String name : List.of("Shallow", "Deep", "DeepNodes")) {
      float[] out = deep(name).predict(row);
      assertThat(out).as(name).hasSize(6).doesNotContain(Float.NaN);
    }
    assertThat(deep("Deep").parameters()).hasSize(200);
    assertThat(deep("Deep").gradients(row, new float[6])).hasSize(200);
  }

  @Test
  void threadsThatPredictAtOnceGetTheSameBits() throws Exception {
    List<Network> nets = new ArrayList<>();
    List<float[]> expected = new ArrayList<>();
    for (long seed = 0; seed < 8; seed++) {
      Network net = create((seed % 2 == 0 ? "Stack" : "Nodes") + seed, seed);
      nets.add(net);
      expected.add(net.predict(features(net, seed)));
    }
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int thread = 0; thread < 16; thread++) {
        int first = thread;
        tasks.add(
            () -> {
              for (int i = 0; i < 400; i++) {
                int n = (first + i) % nets.size();
                assertThat(nets.get(n).predict(features(nets.get(n), n)))
                    .containsExactly(expected.get(n));
              }
              return null;
            });
      }
      for (Future<Void> result : threads.invokeAll(tasks)) {
        result.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
