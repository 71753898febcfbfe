package dev.neurac.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import dev.neurac.Tensor;
import dev.neurac.runtime.Network;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;

/** What the generated class is: its name, its visibility, and the methods that it implements. */
class GeneratedClassTest {

  @Test
  void aModelMayMentionItsOwnClass() {
    Compilation compilation =
        Compilations.compile(
            Compilations.model(
                "Natural",
                """
                @Model(loss = MEAN_SQUARED_ERROR)
                @Layer(in = 2, out = 2)
                interface Natural extends Network {
                  NaturalNet SHARED = NaturalNet.create(3);
                  static NaturalNet fresh() { return NaturalNet.create(1); }
                  default boolean same(NaturalNet other) { return equals(other); }
                }
                """),
            Compilations.model(
                "Made",
                """
                @Model(loss = MEAN_SQUARED_ERROR)
                abstract class Made implements Network {
                  private MadeNet other;
                  Made() {}
                  Made(MadeNet other) { this.other = other; }
                  MadeNet other() { return other; }
                  @Layer(out = 4) abstract Tensor hidden(@Input(3) Tensor features);
                }
                """));
    assertThat(compilation.diagnostics()).isEmpty();
  }

  /**
   * What a layer computes in several steps is called by its parts, gradients by what they are by.
   */
  @Test
  void methodsAreCalledByTheirValues() throws ReflectiveOperationException {
    Compilation compilation =
        Compilations.compile(
            Compilations.model(
                "Norms",
                """
                @Model(loss = HALF_SQUARED_ERROR)
                interface Norms extends Network {
                  @Layer(out = 8, act = PRELU) Tensor wide(@Input(16) Tensor x);
                  @LayerNorm Tensor norm(Tensor wide);
                  @Layer(out = 6) Tensor small(Tensor norm);
                  @RmsNorm Tensor rms(Tensor small);
                  @Concat Tensor both(Tensor norm, Tensor rms);
                }
                """));
    assertThat(compilation.diagnostics()).isEmpty();
    Class<?> program =
        Class.forName("models.NormsNet$Compiled", true, Compilations.load(compilation));
    assertThat(program.getDeclaredMethods())
        .filteredOn(method -> Modifier.isPrivate(method.getModifiers()))
        .extracting(Method::getName)
        .containsExactlyInAnyOrder(
            "describe",
            "stage0",
            "stage1",
            "wide",
            "wideLinear",
            "wideFromLinear",
            "normNormalized",
            "norm",
            "small",
            "rmsNormalized",
            "rms",
            "both",
            "loss",
            "lossGradient",
            "bothNormGradient",
            "bothRmsGradient",
            "rmsUnsummedWeightGradient",
            "rmsNormalizedGradient",
            "rmsGradient",
            "normOutputGradient",
            "normUnsummedWeightGradient",
            "normNormalizedGradient",
            "normGradient",
            "layers8ParameterGradient",
            "layers6ParameterGradient",
            "wideGradient",
            "wideUnsummedSlopeGradient",
            "smallWeightGradient",
            "wideWeightGradient");
  }

  @Test
  void anAbstractClassIsExtended() {
    Compilation compilation =
        Compilations.compile(
            Compilations.model(
                "Prices",
                """
                @Model(loss = MEAN_SQUARED_ERROR)
                public abstract class Prices implements Network {
                  private final int answer;
                  protected Prices() { answer = 42; }
                  public int answer() { return answer; }
                  @Layer(out = 4, act = TANH) abstract Tensor hidden(@Input(3) Tensor features);
                  @Layer(out = 1) protected abstract Tensor price(Tensor hidden);
                  @Override public String toString() { return "prices " + answer(); }
                }
                """));
    assertThat(compilation.diagnostics()).isEmpty();
    Network net = Compilations.create(Compilations.load(compilation), "models.PricesNet", 1);
    assertThat(net).hasToString("prices 42");
    assertThat(net.predict(1, 2, 3)).hasSize(1);
  }

  @Test
  void aNetworkPrintsItsSizes() {
    Compilation compilation =
        Compilations.compile(
            Compilations.model(
                "Prices",
                """
                @Model(loss = CROSS_ENTROPY)
                @Layer(in = 20, out = 128, act = RELU, dropout = 0.5)
                @Layer(out = 256)
                @Layer(out = 4)
                public interface Prices extends Network {
                  @Override String toString(); // and says nothing of what it returns
                }
                """),
            Compilations.model(
                "Early",
                """
                @Model(loss = MEAN_SQUARED_ERROR)
                abstract class Early implements Network {
                  final String inConstructor = toString();
                  @Layer(out = 1) abstract Tensor price(@Input({2, 3}) Tensor features);
                  abstract static class String {}
                }
                """
                    .replace("final String", "final java.lang.String")),
            Compilations.model(
                "Base",
                "abstract class Base { @Override public final String toString() { return \"base\";"
                    + " } }"),
            Compilations.model(
                "Derived",
                """
                @Model(loss = MEAN_SQUARED_ERROR)
                @Layer(in = 2, out = 1)
                abstract class Derived extends Base implements Network {}
                """));
    assertThat(compilation.diagnostics()).isEmpty();
    ClassLoader loader = Compilations.load(compilation);
    assertThat(Compilations.create(loader, "models.PricesNet", 1))
        .hasToString("Prices 20-128-256-4, 36,740 parameters");
    Network early = Compilations.create(loader, "models.EarlyNet", 1);
    assertThat(early).hasToString("Early 2x3-2x1, 4 parameters");
    assertThat(early).hasFieldOrPropertyWithValue("inConstructor", early.toString());
    assertThat(Compilations.create(loader, "models.DerivedNet", 1)).hasToString("base");
  }

  @Test
  void theClassOfANestedTypeIsNamedAfterAllTypes() {
    Compilation compilation =
        Compilations.compile(
            Compilations.model(
                "Outer",
                """
                public class Outer {
                  public interface Middle {
                    @Model(loss = MEAN_SQUARED_ERROR)
                    @Layer(in = 2, out = 2)
                    interface Inner extends Network {}
                  }
                  final Middle.Inner net = Outer_Middle_InnerNet.create(3);
                }
                """));
    assertThat(compilation.diagnostics()).isEmpty();
    Network net =
        Compilations.create(Compilations.load(compilation), "models.Outer_Middle_InnerNet", 1);
    assertThat(net.runtime().architecture().name()).isEqualTo("Inner");
    assertThat(Modifier.isPublic(net.getClass().getModifiers())).isTrue();
  }

  @Test
  void theGeneratedClassIsAsVisibleAsTheType() throws ClassNotFoundException {
    Compilation compilation =
        Compilations.compile(
            ModelProcessorTest.GOOD,
            Compilations.model(
                "Hidden",
                """
                @Model(loss = MEAN_SQUARED_ERROR)
                @Layer(in = 2, out = 2)
                interface Hidden extends Network {}
                """),
            Compilations.model(
                "Holder",
                """
                class Holder {
                  @Model(loss = MEAN_SQUARED_ERROR)
                  @Layer(in = 2, out = 2)
                  public interface Inner extends Network {}
                }
                """));
    assertThat(compilation.diagnostics()).isEmpty();
    ClassLoader loader = Compilations.load(compilation);
    assertThat(Modifier.isPublic(loader.loadClass("models.GoodNet").getModifiers())).isTrue();
    assertThat(Modifier.isPublic(loader.loadClass("models.HiddenNet").getModifiers())).isFalse();
    assertThat(Modifier.isPublic(loader.loadClass("models.Holder_InnerNet").getModifiers()))
        .isFalse();
  }

  @Test
  void theUnnamedPackageHasModelsToo() {
    Compilation compilation =
        Compilations.compile(
            Compilations.source(
                "Lonely",
                """
                import dev.neurac.*;
                @Model(loss = Loss.MEAN_SQUARED_ERROR)
                @Layer(in = 2, out = 2)
                interface Lonely extends dev.neurac.runtime.Network {}
                """));
    assertThat(compilation.diagnostics()).isEmpty();
    assertThat(Compilations.create(Compilations.load(compilation), "LonelyNet", 1).predict(1, 2))
        .hasSize(2);
  }

  @Test
  void aTypeWithoutModelIsLeftAlone() {
    Compilation compilation =
        Compilations.compile(
            Compilations.model(
                "Base",
                """
                interface Base extends Network {
                  @Layer(out = 3) Tensor hidden(@Input(4) Tensor features);
                }
                """),
            Compilations.model(
                "Derived",
                """
                @Model(loss = CROSS_ENTROPY)
                interface Derived extends Base {
                  @Apply(SOFTMAX) Tensor classes(Tensor hidden);
                  @Override String toString();
                  @Override boolean equals(Object other);
                }
                """));
    assertThat(compilation.diagnostics()).isEmpty();
    assertThat(
            Compilations.generatedSources(compilation).keySet().stream()
                .map(Compilations::withoutHash))
        .containsExactlyInAnyOrder(
            "/SOURCE_OUTPUT/models/DerivedNet.java", "/SOURCE_OUTPUT/models/DerivedNet_HASH.java");
  }

  @Test
  void aNodeMayBeDeclaredAgainInASubtype() {
    Compilation compilation =
        Compilations.compile(
            Compilations.model(
                "Base",
                """
                interface Base extends Network {
                  @Layer(out = 3) Tensor hidden(@Input(4) Tensor features);
                  @Layer(out = 7) Tensor extra(Tensor features);
                  Tensor open(Tensor features);
                }
                """),
            Compilations.model("Other", "interface Other { Tensor open(Tensor features); }"),
            Compilations.model(
                "Derived",
                """
                @Model(loss = CROSS_ENTROPY, parameters = 25)
                interface Derived extends Base, Other {
                  @Override @Layer(out = 5) Tensor hidden(@Input(4) Tensor features);
                  @Override default Tensor extra(Tensor features) { return hidden(features); }
                  @Override default Tensor open(Tensor features) { return hidden(features); }
                }
                """));
    assertThat(compilation.diagnostics()).isEmpty();
    Network net = Compilations.create(Compilations.load(compilation), "models.DerivedNet", 1);
    assertThat(net.predict(1, 2, 3, 4)).hasSize(5);
  }

  @Test
  void nodesAreWhatTheClassMustImplement() {
    Compilation compilation =
        Compilations.compile(
            Compilations.model("HasHidden", "interface HasHidden { Tensor hidden(Tensor x); }"),
            Compilations.model(
                "Base",
                """
                abstract class Base implements Network {
                  public Tensor hidden(Tensor x) { return x; }
                }
                """),
            Compilations.model(
                "Left",
                """
                interface Left extends Network {
                  @Layer(out = 5) Tensor shared(@Input(4) Tensor features);
                }
                """),
            Compilations.model(
                "Right",
                """
                interface Right extends Network {
                  @Layer(out = 5) Tensor shared(@Input(4) Tensor features);
                }
                """),
            Compilations.model("Bare", "interface Bare { Tensor shared(Tensor features); }"),
            Compilations.model(
                "Derived",
                """
                @Model(loss = MEAN_SQUARED_ERROR, parameters = 25)
                abstract class Derived extends Base implements HasHidden, Bare, Left, Right {}
                """));
    assertThat(compilation.diagnostics()).isEmpty();
    Network net = Compilations.create(Compilations.load(compilation), "models.DerivedNet", 1);
    assertThat(net.predict(1, 2, 3, 4)).hasSize(5);
  }

  @Test
  void aNodeComputesItsLayerAlone() {
    Compilation compilation =
        Compilations.compile(
            Compilations.model(
                "Shifted",
                """
                @Model(loss = MEAN_SQUARED_ERROR)
                interface Shifted extends Network {
                  @Layer(out = 2) Tensor shifted(@Input(2) @From("x") Tensor given);
                }
                """));
    Network net = Compilations.create(Compilations.load(compilation), "models.ShiftedNet", 5);
    net.parameter("shifted.weight").set(1, 2, 3, 4);
    net.parameter("shifted.bias").set(10, 20);
    assertThat(Compilations.call(net, "shifted", Tensor.of(new float[] {1, 1, 2, 0}, 2, 2)))
        .isEqualTo(Tensor.of(new float[] {13, 27, 12, 26}, 2, 2));
  }
}
