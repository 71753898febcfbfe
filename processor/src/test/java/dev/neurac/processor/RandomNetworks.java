package dev.neurac.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import dev.neurac.Loss;
import dev.neurac.processor.RandomModels.Nodes;
import dev.neurac.processor.RandomModels.Stack;
import dev.neurac.processor.check.ModelChecker;
import dev.neurac.processor.diagnostic.Diagnostics;
import dev.neurac.processor.frontend.ModelReader;
import dev.neurac.processor.passes.Plans;
import dev.neurac.runtime.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.JavaFileObject;

/**
 * Networks of models that are drawn at random, a stack and one of nodes for each seed: {@code
 * Stack0}, {@code Nodes0}. They are compiled once, many in one run of javac, without a warning.
 */
final class RandomNetworks {

  /** How many seeds are tried: {@code -DrandomModels=1000} tries more. */
  private static final int SEEDS = Integer.getInteger("randomModels", 40);

  /** How many seeds one run of javac compiles. */
  private static final int TOGETHER = 50;

  static final int ROWS = 5;

  private static final Map<Long, RandomNetworks> COMPILED = new HashMap<>();

  private final ClassLoader classes;
  private final Map<String, Plans> plans;

  private RandomNetworks(ClassLoader classes, Map<String, Plans> plans) {
    this.classes = classes;
    this.plans = plans;
  }

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  static List<String> names(long seed) {
    return List.of("Stack" + seed, "Nodes" + seed);
  }

  static Stack stack(long seed) {
    return new RandomModels(seed).stack();
  }

  static Nodes nodes(long seed) {
    return new RandomModels(seed).nodes();
  }

  static Loss loss(String name, long seed) {
    return name.startsWith("Stack") ? stack(seed).loss() : nodes(seed).loss();
  }

  static Network create(String name, long seed) {
    return Compilations.create(of(seed).classes, "models." + name + "Net", seed);
  }

  /** Returns the plans of a network, as it was compiled from them. */
  static Plans plans(String name, long seed) {
    return of(seed).plans.get(name);
  }

  private static synchronized RandomNetworks of(long seed) {
    return COMPILED.computeIfAbsent(seed / TOGETHER, RandomNetworks::compile);
  }

  private static RandomNetworks compile(long block) {
    List<JavaFileObject> sources = new ArrayList<>();
    seeds()
        .filter(seed -> seed / TOGETHER == block)
        .forEach(
            seed -> {
              sources.add(Compilations.model("Stack" + seed, stack(seed).text("Stack" + seed)));
              sources.add(Compilations.model("Nodes" + seed, nodes(seed).text("Nodes" + seed)));
            });
    PlanReader plans = new PlanReader();
    Compilation compilation =
        Compilations.compile(
            Compilations.STRICT,
            List.of(plans, new ModelProcessor()),
            sources.toArray(new JavaFileObject[0]));
    assertThat(compilation.diagnostics()).isEmpty();
    return new RandomNetworks(Compilations.load(compilation), plans.read);
  }

  /** Reads models as the compiler does, and plans them. */
  @SupportedAnnotationTypes("dev.neurac.Model")
  private static final class PlanReader extends AbstractProcessor {

    private final Map<String, Plans> read = new HashMap<>();

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      for (TypeElement annotation : annotations) {
        for (TypeElement type : ElementFilter.typesIn(round.getElementsAnnotatedWith(annotation))) {
          Diagnostics diagnostics = new Diagnostics();
          read.put(
              type.getSimpleName().toString(),
              Plans.of(
                  ModelChecker.check(
                          new ModelReader(processingEnv, diagnostics).read(type), diagnostics)
                      .orElseThrow()));
        }
      }
      return false;
    }
  }

  static float[] features(Network net, long seed) {
    Random random = new Random(seed);
    return gaussian(random, ROWS * net.runtime().architecture().inputSize(), 1);
  }

  static float[] gaussian(Random random, int size, float scale) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = scale * (float) random.nextGaussian();
    }
    return values;
  }

  /** Returns targets that suit the loss: signs, or numbers from 0 to 1. */
  static float[] targets(Network net, Loss loss, Random random) {
    List<Integer> shape = net.runtime().architecture().output().shape();
    int last = shape.get(shape.size() - 1);
    float[] targets = new float[ROWS * net.runtime().architecture().outputSize()];
    for (int i = 0; i < targets.length; i++) {
      boolean sign = loss == Loss.HINGE || loss == Loss.SQUARED_HINGE;
      targets[i] = sign ? random.nextInt(2) * 2 - 1 : random.nextFloat();
    }
    boolean probabilities = loss == Loss.CROSS_ENTROPY || loss == Loss.KL_DIVERGENCE;
    // They sum to 1 over the last axis.
    for (int row = 0; probabilities && row < targets.length; row += last) {
      float sum = 0;
      for (int i = 0; i < last; i++) {
        sum += targets[row + i];
      }
      for (int i = 0; i < last; i++) {
        targets[row + i] /= sum;
      }
    }
    return targets;
  }
}
