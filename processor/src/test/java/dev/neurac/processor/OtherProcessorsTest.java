package dev.neurac.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import dev.neurac.runtime.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** Beside other annotation processors, which may generate what models stand on, or models. */
class OtherProcessorsTest {

  /** Sees the annotation that marks what is generated. */
  private static final class SeesGenerated extends AbstractProcessor {

    private final List<String> seen = new ArrayList<>();

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
      all.forEach(
          annotation ->
              round
                  .getElementsAnnotatedWith(annotation)
                  .forEach(element -> seen.add(element.toString())));
      return false;
    }
  }

  /** Where it marks classes of ours, javac wants it claimed. */
  @Test
  void whoAsksForWhatIsGeneratedComesBeforeUsOrSeesWhatOthersGenerate() {
    SeesGenerated before = new SeesGenerated();
    SeesGenerated after = new SeesGenerated();
    Processor generating =
        new Generating(
            "models.Marked",
            """
            package models;
            @javax.annotation.processing.Generated("other")
            class Marked {}
            """);
    assertThat(
            Compilations.compile(
                    Compilations.STRICT,
                    List.of(before, new ModelProcessor(), after),
                    ModelProcessorTest.GOOD)
                .diagnostics())
        .isEmpty();
    assertThat(before.seen).anyMatch(name -> name.equals("models.GoodNet"));

    after = new SeesGenerated();
    assertThat(
            Compilations.compile(
                    List.of("-g"),
                    List.of(generating, new ModelProcessor(), after),
                    Compilations.source("models.Plain", "package models; class Plain {}"))
                .diagnostics())
        .isEmpty();
    assertThat(after.seen).containsExactly("models.Marked");
  }

  /** Generates one source file in the first round. */
  private static final class Generating extends AbstractProcessor {

    private final String name;
    private final String text;
    private boolean done;

    Generating(String name, String text) {
      this.name = name;
      this.text = text;
    }

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
        try (Writer out = processingEnv.getFiler().createSourceFile(name).openWriter()) {
          out.write(text);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return false;
    }
  }

  /** A processor that generates an interface that extends Network. */
  private static Processor late() {
    return new Generating(
        "models.Late",
        """
        package models;
        import dev.neurac.*;
        import dev.neurac.runtime.*;
        interface Late extends Network {
          @Layer(out = 2) Tensor late(Tensor early);
        }
        """);
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
            List.<Processor>of(new ModelProcessor(), late()),
            List.<Processor>of(late(), new ModelProcessor()))) {
      Compilation compilation =
          Compilations.compile(Compilations.STRICT, processors, waiting, ModelProcessorTest.GOOD);
      assertThat(compilation.diagnostics()).isEmpty();
      Network net = Compilations.create(Compilations.load(compilation), "models.WaitingNet", 1);
      assertThat(net.predict(1, 2, 3, 4)).hasSize(2);
    }
  }

  @Test
  void aModelMayBeGeneratedByAnotherProcessor() {
    Processor models =
        new Generating(
            "models.Made",
            """
            package models;
            import dev.neurac.*;
            @Model(loss = Loss.MEAN_SQUARED_ERROR)
            @Layer(in = 2, out = 3)
            interface Made extends dev.neurac.runtime.Network {}
            """);
    Compilation compilation =
        Compilations.compile(
            Compilations.STRICT,
            List.of(models, new ModelProcessor()),
            Compilations.source(
                "models.User", "package models; class User { Made net = MadeNet.create(0); }"));
    assertThat(compilation.diagnostics()).isEmpty();
  }
}
