package dev.neurac.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import dev.neurac.runtime.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** Names that users give clash with nothing that generated code is called, or uses. */
class GeneratedNamesTest {

  @Test
  void namesOfTheUsersDoNotClash() {
    Compilation compilation =
        Compilations.compile(
            Compilations.model(
                "Names",
                """
                @Model(loss = MEAN_SQUARED_ERROR)
                public interface Names extends Network {
                  int ROWS = 3;
                  String KERNELS = "none";
                  static int rows() { return ROWS; }
                  default int predictionScratch() { return 17; }
                  default String architecture() { return "mine"; }
                  default float predict(float one, String two) { return one; }
                  @Layer(out = 4, act = TANH) Tensor run(@Input(4) Tensor output);
                  @Layer(out = 4, act = TANH) Tensor scratch(@From("output") Tensor rows);
                  @Layer(out = 4, act = RELU) Tensor parameters(@From("scratch") Tensor parameters);
                  @Layer(out = 4, act = SIGMOID) Tensor r(@From("parameters") Tensor runtime);
                  @Add Tensor i(@From("r") Tensor from, @From("run") Tensor to);
                  @Concat Tensor p(@From("i") Tensor i, @From("r") Tensor r);
                  @Apply(SOFTMAX) Tensor sum(@From("p") Tensor p);
                  @Layer(out = 3) Tensor stage0(@From("sum") Tensor sum);
                  @Dropout(0.5) Tensor targets(Tensor stage0);
                  @Layer(out = 2) Tensor create(@From("targets") Tensor seed);
                }
                """));
    assertThat(compilation.diagnostics()).isEmpty();
    Network net = Compilations.create(Compilations.load(compilation), "models.NamesNet", 5);
    assertThat(net.predict(1, 2, 3, 4)).hasSize(2).doesNotContain(Float.NaN);
    assertThat(net.gradients(new float[] {1, 2, 3, 4}, new float[] {0, 1})).hasSize(12);
  }

  @Test
  void namesOfLayersDoNotClash() {
    StringBuilder layers = new StringBuilder();
    String[] names = {
      "predict",
      "trace",
      "listener",
      "evaluate",
      "run",
      "stage0",
      "rows",
      "from",
      "to",
      "parameters",
      "gradients",
      "input1",
      "output",
      "scratch",
      "targets",
      "losses",
      "loss",
      "rowWeights",
      "seed",
      "step",
      "dropping",
      "fc",
      "FC",
      "Fc",
      "fC",
      "fcWeight",
      "fcGradient",
      "fcLinear",
      "fc_weight",
      "i",
      "r",
      "p",
      "sum",
      "max",
      "KERNELS",
      "ARCHITECTURE",
      "Compiled",
      "part",
      "parts",
      "architecture",
      "record",
      "var",
      "String",
      "Override",
      "ä"
    };
    for (String name : names) {
      layers.append("@Layer(in = 3, out = 3, act = SOFTMAX, name = \"" + name + "\")\n");
    }
    Compilation compilation =
        Compilations.compile(
            Compilations.model(
                "Layered",
                "@Model(loss = CROSS_ENTROPY)\n"
                    + layers
                    + "interface Layered extends Network {}"));
    assertThat(compilation.diagnostics()).isEmpty();
    Network net = Compilations.create(Compilations.load(compilation), "models.LayeredNet", 5);
    assertThat(net.predict(1, 2, 3)).hasSize(3).doesNotContain(Float.NaN);
    assertThat(net.parameters()).hasSize(2 * names.length);
  }

  @Test
  void namesOfLayersDoNotHideClasses() {
    Compilation compilation =
        Compilations.compile(
            Compilations.model(
                "Hiding",
                """
                @Model(loss = MEAN_SQUARED_ERROR)
                @Layer(in = 3, out = 3, act = SOFTMAX, name = "Math")
                @Layer(out = 3, act = SOFTMAX, name = "Float")
                @Layer(out = 3, act = TANH, name = "FloatMath")
                @Layer(out = 3, act = TANH, name = "CounterRandom")
                interface Hiding extends Network {}
                """));
    assertThat(compilation.diagnostics()).isEmpty();
  }

  /** Simple names that generated code uses. */
  private static final List<String> USED_NAMES =
      List.of(
          "Tensor",
          "Program",
          "Step",
          "Architecture",
          "Compiled",
          "Workers",
          "Kernels",
          "FloatMath",
          "NetworkRuntime",
          "Network",
          "Loss",
          "Initializer",
          "Layer",
          "Generated",
          "Override",
          "String",
          "Float",
          "Math",
          "IllegalArgumentException");

  private static final List<String> JAVA_LANG_NAMES =
      List.of("Override", "String", "Float", "Math", "IllegalArgumentException");

  @Test
  void neighboursMayHaveNamesOfJavaLang() {
    Compilation compilation =
        Compilations.compile(
            Compilations.model(
                "Digits",
                """
                @Model(loss = CROSS_ENTROPY)
                @Layer(in = 3, out = 3, act = RELU)
                @Layer(out = 3, act = SOFTMAX)
                interface Digits extends Network {}
                """),
            Compilations.source("models.Math", "package models; class Math {}"));
    assertThat(compilation.diagnostics()).isEmpty();
  }

  /** A name that is taken is written in full, and so begins with the package's. */
  @Test
  void nodesAndParametersMayBeCalledAsThePackageWhereNamesAreInFull() {
    Compilation compilation =
        Compilations.compile(
            Compilations.model(
                "Whole",
                """
                @Model(loss = MEAN_SQUARED_ERROR)
                abstract class Whole implements Network {
                  @Layer(out = 9, act = SOFTMAX)
                  abstract Base dev(@Input(30) Base java);
                  @Apply(SOFTPLUS) abstract Base last(Base dev);
                  class Tensor {}
                  class Math {}
                  class FloatMath {}
                }
                """
                    .replace("Base", "dev.neurac.Tensor")));
    assertThat(compilation.diagnostics()).isEmpty();
  }

  @Test
  void nestedTypesOfTheUsersDoNotClash() {
    StringBuilder nested = new StringBuilder();
    USED_NAMES.forEach(name -> nested.append("  class ").append(name).append(" {}\n"));
    Compilation compilation =
        Compilations.compile(
            Compilations.source(
                "models.Stack",
                """
                package models;
                @dev.neurac.Model(loss = dev.neurac.Loss.CROSS_ENTROPY)
                @dev.neurac.Layer(in = 30, out = 20, act = dev.neurac.Activation.TANH)
                @dev.neurac.Layer(out = 3, act = dev.neurac.Activation.SOFTMAX)
                interface Stack extends dev.neurac.runtime.Network {
                """
                    + nested
                    + "}"),
            Compilations.source(
                "models.Nodes",
                """
                package models;
                @dev.neurac.Model(loss = dev.neurac.Loss.CROSS_ENTROPY)
                abstract class Nodes implements dev.neurac.runtime.Network {
                  @dev.neurac.Layer(out = 9, act = dev.neurac.Activation.TANH)
                  abstract dev.neurac.Tensor a(
                      @dev.neurac.Input(30) dev.neurac.Tensor x);
                  @dev.neurac.Apply(dev.neurac.Activation.SOFTMAX)
                  abstract dev.neurac.Tensor b(dev.neurac.Tensor a);
                """
                    + nested
                    + "}"));
    assertThat(compilation.diagnostics()).isEmpty();
  }

  @Test
  void neighboursMayHaveNamesThatGeneratedCodeUses() {
    List<JavaFileObject> sources = new ArrayList<>();
    List<String> names = new ArrayList<>(USED_NAMES);
    names.removeAll(JAVA_LANG_NAMES);
    for (String name : names) {
      sources.add(Compilations.source("models." + name, "package models; class " + name + " {}"));
    }
    sources.add(
        Compilations.source(
            "models.Digits",
            """
            package models;
            @dev.neurac.Model(loss = dev.neurac.Loss.CROSS_ENTROPY)
            interface Digits extends dev.neurac.runtime.Network {
              @dev.neurac.Layer(out = 9, act = dev.neurac.Activation.TANH)
              dev.neurac.Tensor hidden(@dev.neurac.Input(30) dev.neurac.Tensor x);
              @dev.neurac.Apply(dev.neurac.Activation.SOFTMAX)
              dev.neurac.Tensor classes(dev.neurac.Tensor hidden);
            }
            """));
    Compilation compilation = Compilations.compile(sources.toArray(new JavaFileObject[0]));
    assertThat(compilation.diagnostics()).isEmpty();
  }

  @Test
  void modelsMayHaveNamesThatGeneratedCodeUses() {
    List<JavaFileObject> sources = new ArrayList<>();
    for (String name : USED_NAMES) {
      String packageName = "models.p" + name.toLowerCase(Locale.ROOT);
      sources.add(
          Compilations.source(
              packageName + "." + name,
              """
              package %s;
              @dev.neurac.Model(loss = dev.neurac.Loss.CROSS_ENTROPY)
              public interface %s extends dev.neurac.runtime.Network {
                @dev.neurac.Layer(out = 3, act = dev.neurac.Activation.SOFTMAX)
                dev.neurac.Tensor classes(
                    @dev.neurac.Input(4) dev.neurac.Tensor features);
              }
              """
                  .formatted(packageName, name)));
    }
    Compilation compilation = Compilations.compile(sources.toArray(new JavaFileObject[0]));
    assertThat(compilation.diagnostics()).isEmpty();
  }
}
