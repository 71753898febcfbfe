package dev.neurac.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.testing.compile.Compilation;
import dev.neurac.Tensor;
import dev.neurac.runtime.Network;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** The processor as javac and build tools meet it: rounds, options, files, and several models. */
public class ModelProcessorTest {

  private static final JavaFileObject GOOD =
      Compilations.model(
          "Good",
          """
          @Model(loss = CROSS_ENTROPY)
          @Layer(in = 4, out = 3)
          public interface Good extends Network {}
          """);

  private static final JavaFileObject BAD =
      Compilations.model(
          "Bad",
          """
          @Model(loss = CROSS_ENTROPY)
          @Layer(in = 4, out = 3)
          @Layer(in = 5, out = 3)
          public interface Bad extends Network {}
          """);

  private static final JavaFileObject WORSE =
      Compilations.model(
          "Worse",
          """
          @Model(loss = CROSS_ENTROPY)
          public interface Worse extends Network {
            @Layer(out = 3) Tensor a(@Input(4) Tensor x);
            @Layer(out = 3) Tensor b(Tensor c);
          }
          """);

  @Test
  void everyBadModelIsReported() {
    Compilation compilation = Compilations.compile(BAD, WORSE);
    assertThat(compilation.errors())
        .extracting(ModelProcessorTest::firstLine)
        .containsExactlyInAnyOrder(
            "[ShapeMismatch] layer 2 expects in = 5, but layer 1 produces 3",
            "[UnknownInput] b takes 'c', but there is no such node or input");
  }

  @Test
  void aBadModelDoesNotKeepAGoodOneFromBeingGenerated() {
    Compilation compilation = Compilations.compile(List.of("-g"), BAD, GOOD, WORSE);
    assertThat(compilation.errors()).hasSize(2);
    assertThat(compilation.warnings()).isEmpty();
    // Compilation gives no generated files after errors, so the good one's text is found by use.
    JavaFileObject user =
        Compilations.source(
            "models.User",
            "package models; class User { float[] p = GoodNet.create(1).predict(1, 2, 3, 4); }");
    assertThat(
            Compilations.compile(
                    List.of("-g", "-XDshould-stop.ifError=FLOW"), BAD, GOOD, WORSE, user)
                .errors())
        .hasSize(2);
  }

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

  /** A mistake that javac reports itself must not hide the generated class from its users. */
  @Test
  void aValueThatIsNoneAddsNoErrorsWhereTheClassIsUsed() {
    for (String annotations :
        List.of(
            "@Model(loss = MEAN_SQUARED_ERROR) @Layer(in = 2)",
            "@Model @Layer(in = 2, out = 3)",
            "@Model(loss = MEAN_SQUARED_ERROR) @Layer(in = 2, out = true)",
            "@Model(loss = MEAN_SQUARED_ERROR) @Layer(in = 2, out = 3, act = RELUU)",
            "@Model(loss = MEAN_SQUARED_ERROR) @Layer(in = UNDEFINED, out = 3)")) {
      Compilation compilation =
          Compilations.compile(
              List.of("-g", "-XDshould-stop.ifError=FLOW"),
              Compilations.model("Part", annotations + " interface Part extends Network {}"),
              Compilations.source(
                  "models.User", "package models; class User { Part p = PartNet.create(1); }"));
      assertThat(compilation.errors())
          .as(annotations)
          .hasSize(1)
          .extracting(error -> error.getSource().getName())
          .allMatch(name -> name.endsWith("Part.java"));
    }
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
            GOOD,
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
                .map(ModelProcessorTest::withoutHash))
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
  void annotationsOfOthersAreLeftToTheirProcessors() {
    List<String> seen = new ArrayList<>();
    Processor other =
        new AbstractProcessor() {
          @Override
          public Set<String> getSupportedAnnotationTypes() {
            return Set.of("javax.annotation.processing.Generated");
          }

          @Override
          public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
          }

          @Override
          public boolean process(Set<? extends TypeElement> all, RoundEnvironment round) {
            all.forEach(annotation -> seen.add(annotation.toString()));
            return false;
          }
        };
    Compilation compilation =
        Compilations.compile(Compilations.STRICT, List.of(new ModelProcessor(), other), GOOD);
    assertThat(compilation.diagnostics()).isEmpty();
    assertThat(seen).containsExactly("javax.annotation.processing.Generated");
  }

  /** Generates {@code models.Late}, an interface that extends Network, in the first round. */
  private static final class LateProcessor extends AbstractProcessor {

    private boolean done;

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      if (!done) {
        done = true;
        try (Writer out = processingEnv.getFiler().createSourceFile("models.Late").openWriter()) {
          out.write(
              "package models;\n"
                  + "import dev.neurac.*;\n"
                  + "import dev.neurac.runtime.*;\n"
                  + "interface Late extends Network {\n"
                  + "  @Layer(out = 2) Tensor late(Tensor early);\n"
                  + "}\n");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return false;
    }
  }

  @Test
  void aSupertypeMayBeGeneratedByAnotherProcessor() {
    JavaFileObject waiting =
        Compilations.model(
            "Waiting",
            """
            @Model(loss = MEAN_SQUARED_ERROR)
            interface Waiting extends Late {
              @Layer(out = 3) Tensor early(@Input(4) Tensor features);
            }
            """);
    for (List<Processor> processors :
        List.of(
            List.<Processor>of(new ModelProcessor(), new LateProcessor()),
            List.<Processor>of(new LateProcessor(), new ModelProcessor()))) {
      Compilation compilation =
          Compilations.compile(Compilations.STRICT, processors, waiting, GOOD);
      assertThat(compilation.diagnostics()).isEmpty();
      Network net = Compilations.create(Compilations.load(compilation), "models.WaitingNet", 1);
      assertThat(net.predict(1, 2, 3, 4)).hasSize(2);
    }
  }

  @Test
  void aModelMayBeGeneratedByAnotherProcessor() {
    Processor models =
        new AbstractProcessor() {
          private boolean done;

          @Override
          public Set<String> getSupportedAnnotationTypes() {
            return Set.of("*");
          }

          @Override
          public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
          }

          @Override
          public boolean process(Set<? extends TypeElement> all, RoundEnvironment round) {
            if (!done) {
              done = true;
              try (Writer out =
                  processingEnv.getFiler().createSourceFile("models.Made").openWriter()) {
                out.write(
                    "package models;\n"
                        + "import dev.neurac.*;\n"
                        + "@Model(loss = Loss.MEAN_SQUARED_ERROR)\n"
                        + "@Layer(in = 2, out = 3)\n"
                        + "interface Made extends dev.neurac.runtime.Network {}\n");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
            return false;
          }
        };
    Compilation compilation =
        Compilations.compile(
            Compilations.STRICT,
            List.of(models, new ModelProcessor()),
            Compilations.source(
                "models.User", "package models; class User { Made net = MadeNet.create(0); }"));
    assertThat(compilation.diagnostics()).isEmpty();
  }

  @Test
  void fullProcessingIsFine() {
    assumeTrue(Runtime.version().feature() >= 23, "-proc:full matters from 23 on");
    List<String> options = new ArrayList<>(Compilations.STRICT);
    options.add("-proc:full");
    assertThat(Compilations.compile(options, GOOD).diagnostics()).isEmpty();
  }

  @Test
  void theGraphIsShownOnRequest() {
    Compilation compilation = Compilations.compile(List.of("-g", "-Aneurac.dump=graph"), GOOD);
    assertThat(compilation.notes()).hasSize(1);
    assertThat(compilation.notes().get(0).getMessage(Locale.ROOT))
        .contains("layer1.weight")
        .contains("CrossEntropy");
    assertThat(compilation.warnings()).isEmpty();
  }

  @Test
  void thePlanIsShownOnRequest() {
    Compilation compilation = Compilations.compile(List.of("-g", "-Aneurac.dump=plan"), GOOD);
    assertThat(compilation.notes()).hasSize(1);
    assertThat(compilation.notes().get(0).getMessage(Locale.ROOT))
        .contains("prediction")
        .contains("evaluation")
        .contains("training");
  }

  @Test
  void nothingIsShownUnasked() {
    assertThat(Compilations.compile(GOOD).diagnostics()).isEmpty();
  }

  @Test
  void anUnknownDumpIsWarnedOfOnce() {
    Compilation compilation =
        Compilations.compile(
            List.of("-g", "-Aneurac.dump=everything"),
            GOOD,
            Compilations.model(
                "Second",
                """
                @Model(loss = MEAN_SQUARED_ERROR)
                @Layer(in = 4, out = 3)
                interface Second extends Network {}
                """));
    assertThat(compilation.errors()).isEmpty();
    assertThat(compilation.warnings())
        .extracting(warning -> warning.getMessage(Locale.ROOT))
        .containsExactly("-Aneurac.dump=everything shows nothing: write graph or plan after the =");
  }

  @Test
  void gradleIsToldThatTheProcessorIsolates() throws IOException {
    try (InputStream in =
        ModelProcessor.class.getResourceAsStream(
            "/META-INF/gradle/incremental.annotation.processors")) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip())
          .isEqualTo("dev.neurac.processor.ModelProcessor,isolating");
    }
  }

  @Test
  void everyGeneratedFileHasOneOriginatingElement() {
    List<String> files = new ArrayList<>();
    Processor recording =
        withFiler(
            filer ->
                (Filer)
                    Proxy.newProxyInstance(
                        Filer.class.getClassLoader(),
                        new Class<?>[] {Filer.class},
                        (proxy, method, arguments) -> {
                          int last = arguments.length - 1;
                          files.add(
                              method.getName()
                                  + " "
                                  + arguments[0]
                                  + " "
                                  + Arrays.toString((Element[]) arguments[last]));
                          return call(filer, method, arguments);
                        }));
    Compilation compilation =
        Compilations.compile(List.of("-g"), List.of(recording), GOOD, BAD, WORSE);
    assertThat(compilation.errors()).hasSize(2);
    assertThat(files.stream().map(ModelProcessorTest::withoutHash))
        .containsExactlyInAnyOrder(
            "createSourceFile models.GoodNet [models.Good]",
            "createSourceFile models.GoodNet_HASH [models.Good]",
            "createSourceFile models.BadNet [models.Bad]",
            "createSourceFile models.WorseNet [models.Worse]");
  }

  @Test
  void layersWithoutAModelAreAMistake() {
    Compilation compilation =
        Compilations.compile(
            Compilations.source(
                "models.Forgotten",
                """
                package models;

                import dev.neurac.Layer;
                import dev.neurac.runtime.Network;

                @Layer(in = 2, out = 2)
                @Layer(out = 1)
                interface Forgotten extends Network {}
                """));
    assertThat(compilation.errors()).hasSize(1);
    assertThat(firstLine(compilation.errors().get(0)))
        .isEqualTo(
            "[MissingModel] Forgotten has layers, but no @Model, so nothing is generated for it");
  }

  @Test
  void anExceptionBecomesAnInternalError() {
    Compilation compilation = compileWithFailingFiler(new IllegalStateException("no luck"));
    assertThat(compilation.errors()).hasSize(1);
    Diagnostic<? extends JavaFileObject> error = compilation.errors().get(0);
    assertThat(firstLine(error))
        .isEqualTo(
            "[InternalError] the compiler failed on models.Good:"
                + " java.lang.IllegalStateException: no luck");
    assertThat(error.getMessage(Locale.ROOT))
        .contains("at " + ModelProcessor.class.getName())
        .endsWith("This is a defect of Neurac: please report it with the type's source.");
    assertThat(error.getSource().getName()).endsWith("Good.java");
    assertThat(error.getLineNumber()).isPositive();
  }

  @Test
  void afterAnInternalErrorTheClassIsThereAllTheSame() {
    Processor failing =
        new WithEnvironment(
            environment ->
                changed(
                    ProcessingEnvironment.class,
                    environment,
                    "getTypeUtils",
                    utilities -> {
                      throw new StackOverflowError("too deep");
                    }));
    Compilation compilation =
        Compilations.compile(
            List.of("-g", "-XDshould-stop.ifError=FLOW"),
            List.of(failing),
            GOOD,
            Compilations.source(
                "models.User", "package models; class User { Good p = GoodNet.create(1); }"));
    assertThat(compilation.errors())
        .extracting(ModelProcessorTest::firstLine)
        .containsExactly(
            "[InternalError] the compiler failed on models.Good:"
                + " java.lang.StackOverflowError: too deep");
  }

  @Test
  void aFileThatCannotBeWrittenIsSaidSo() {
    Compilation compilation = compileWithFailingFiler(new IOException("disk full"));
    assertThat(compilation.errors())
        .extracting(ModelProcessorTest::firstLine)
        .containsExactly("[InternalError] the generated class cannot be written: disk full");
  }

  /** The name of an Aparapi kernel ends with a hash of its content. */
  private static String withoutHash(String name) {
    return name.replaceAll("_[0-9a-f]{8}", "_HASH");
  }

  private static Compilation compileWithFailingFiler(Exception failure) {
    Processor failing =
        withFiler(
            filer ->
                (Filer)
                    Proxy.newProxyInstance(
                        Filer.class.getClassLoader(),
                        new Class<?>[] {Filer.class},
                        (proxy, method, arguments) -> {
                          throw failure;
                        }));
    return Compilations.compile(List.of("-g"), List.of(failing), GOOD);
  }

  /** Our processor in another environment. */
  private static final class WithEnvironment extends AbstractProcessor {

    private final ModelProcessor processor = new ModelProcessor();
    private final UnaryOperator<ProcessingEnvironment> change;

    WithEnvironment(UnaryOperator<ProcessingEnvironment> change) {
      this.change = change;
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
      super.init(environment);
      processor.init(change.apply(environment));
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return processor.getSupportedAnnotationTypes();
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      return processor.process(annotations, round);
    }
  }

  private static Processor withFiler(UnaryOperator<Filer> change) {
    return new WithEnvironment(
        environment ->
            changed(
                ProcessingEnvironment.class,
                environment,
                "getFiler",
                filer -> change.apply((Filer) filer)));
  }

  /** Returns an object whose one method returns something else. */
  private static <T> T changed(
      Class<T> type, T object, String changed, UnaryOperator<Object> change) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object result = call(object, method, arguments);
              return method.getName().equals(changed) ? change.apply(result) : result;
            }));
  }

  private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

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

  private static String firstLine(Diagnostic<?> diagnostic) {
    return diagnostic.getMessage(Locale.ROOT).lines().findFirst().orElseThrow();
  }
}
