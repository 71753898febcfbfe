package dev.neurac.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
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

/** The processor as javac and build tools meet it: options, files, mistakes, several models. */
public class ModelProcessorTest {

  static final JavaFileObject GOOD =
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
    assertThat(files.stream().map(Compilations::withoutHash))
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

  private static String firstLine(Diagnostic<?> diagnostic) {
    return diagnostic.getMessage(Locale.ROOT).lines().findFirst().orElseThrow();
  }
}
