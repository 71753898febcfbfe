package dev.neurac.processor;

import com.google.auto.common.MoreElements;
import com.google.auto.service.AutoService;
import com.palantir.javapoet.JavaFile;
import dev.neurac.processor.ModelCompiler.Compiled;
import dev.neurac.processor.ModelCompiler.Dump;
import dev.neurac.processor.codegen.OpenClBackend;
import dev.neurac.processor.diagnostic.Diagnostic;
import dev.neurac.processor.diagnostic.Diagnostics;
import dev.neurac.processor.diagnostic.Origin;
import dev.neurac.processor.diagnostic.Problem;
import dev.neurac.processor.frontend.IncompleteSource;
import dev.neurac.processor.frontend.ModelReader;
import dev.neurac.processor.frontend.Placement;
import dev.neurac.processor.model.ModelSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic.Kind;

/**
 * The annotation processor: hands each {@code @Model} type to the compiler, and its answers to
 * javac. A bad model never keeps another from being compiled, and no exception reaches javac.
 */
@AutoService(Processor.class)
@SupportedAnnotationTypes({"dev.neurac.*", ModelProcessor.GENERATED})
@SupportedOptions(ModelProcessor.DUMP)
public final class ModelProcessor extends AbstractProcessor {

  static final String DUMP = "neurac.dump";

  private static final int LINES_OF_STACK_TRACE = 50;

  private static final String MODEL = "dev.neurac.Model";
  static final String GENERATED = "javax.annotation.processing.Generated";
  private static final String APARAPI = "com.aparapi.Kernel";

  /** Types that mention what another processor may still generate, by qualified name. */
  private final Set<String> deferred = new LinkedHashSet<>();

  private Dump dump = Dump.NOTHING;

  /** Whether the round before this one ended with files of ours, which are marked as generated. */
  private boolean wroteFiles;

  private boolean saidRelease;

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    dump = dump();
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  /**
   * Compiles the models of a round.
   *
   * @return whether its annotations are ours alone; so is the one that marks what is generated
   *     where it marks our classes: javac warns of annotations that no processor claims, as an
   *     error if the project says so
   */
  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    Set<String> names = new LinkedHashSet<>(deferred);
    deferred.clear();
    TypeElement model = processingEnv.getElementUtils().getTypeElement(MODEL);
    if (model != null) {
      for (Element element : round.getElementsAnnotatedWith(model)) {
        names.add(MoreElements.asType(element).getQualifiedName().toString());
      }
    }
    Diagnostics diagnostics = new Diagnostics();
    new Placement(processingEnv, diagnostics).check(round);
    diagnostics.all().forEach(this::print);
    boolean claims =
        wroteFiles
            || annotations.stream().anyMatch(a -> !a.getQualifiedName().contentEquals(GENERATED));
    wroteFiles = false;
    names.forEach(name -> process(name, round.processingOver()));
    return claims;
  }

  /**
   * Compiles a type, or waits for what another processor may still generate. What is incomplete in
   * the last round is in error, and javac says so; the class is then written with its signatures
   * alone, so that its uses add nothing to that.
   */
  private void process(String name, boolean lastRound) {
    TypeElement type = processingEnv.getElementUtils().getTypeElement(name);
    ModelSpec signatures = ModelReader.signatures(type);
    Diagnostics diagnostics = new Diagnostics();
    ModelCompiler compiler = compiler(type);
    List<JavaFile> files;
    try {
      ModelReader reader = new ModelReader(processingEnv, diagnostics);
      if (!reader.knowsTypes(type)) {
        deferred.add(name); // in the last round, for nothing: no class can extend what is unknown
        return;
      }
      ModelSpec model = reader.read(type);
      Compiled compiled =
          isUsableRelease(type, diagnostics)
              ? compiler.compile(model, diagnostics)
              : new Compiled(List.of(compiler.stub(model, diagnostics)), "", "");
      for (String note : List.of(compiled.dump(), compiled.note())) {
        if (!note.isEmpty()) {
          messager().printMessage(Kind.NOTE, note, type);
        }
      }
      files = compiled.files();
    } catch (IncompleteSource e) {
      if (!lastRound) {
        deferred.add(name);
        return;
      }
      files = List.of(compiler.stub(signatures, diagnostics));
    } catch (RuntimeException | StackOverflowError e) {
      reportDefect(type, e, diagnostics);
      files = List.of(compiler.stub(signatures, diagnostics));
    }
    for (JavaFile file : files) {
      if (!write(type, signatures, file, diagnostics)) {
        break; // The reason is the same for the next.
      }
    }
    diagnostics.all().forEach(this::print);
  }

  private static void reportDefect(TypeElement type, Throwable e, Diagnostics diagnostics) {
    diagnostics.report(
        Problem.INTERNAL_ERROR,
        Origin.of(type),
        "the compiler failed on " + type.getQualifiedName() + ": " + e,
        stackTrace(e),
        "This is a defect of Neurac: please report it with the type's source.");
  }

  private boolean write(TypeElement type, ModelSpec model, JavaFile file, Diagnostics diagnostics) {
    try {
      file.writeTo(processingEnv.getFiler());
      wroteFiles = true;
      return true;
    } catch (FilerException e) {
      diagnostics.report(
          Problem.NAME_TAKEN,
          model.origin(),
          model.name()
              + " is compiled to "
              + model.generatedName()
              + ", but there is such a type already",
          "Rename one of the two.");
    } catch (IOException | InvalidPathException e) {
      if (diagnostics.all().stream().noneMatch(d -> d.problem() == Problem.NAME_TOO_LONG)) {
        diagnostics.report(
            Problem.INTERNAL_ERROR,
            model.origin(),
            "the generated class cannot be written: " + e.getMessage(),
            "Check the output folder's permissions and free space, and that its file system takes"
                + " the class's name.");
      }
    } catch (RuntimeException | StackOverflowError e) {
      reportDefect(type, e, diagnostics);
    }
    return false;
  }

  /** Generated code needs the language of Java 17; where that is older, this is said once. */
  private boolean isUsableRelease(TypeElement type, Diagnostics diagnostics) {
    SourceVersion release = processingEnv.getSourceVersion();
    if (release.compareTo(SourceVersion.RELEASE_17) >= 0) {
      return true;
    }
    if (!saidRelease) {
      saidRelease = true;
      diagnostics.report(
          Problem.UNUSABLE_RELEASE,
          Origin.of(type),
          "this is compiled for Java "
              + release.ordinal()
              + ", but the classes that Neurac generates need Java 17",
          "Compile with --release 17 or later; in Maven <release>17</release>, in Gradle"
              + " options.release = 17.");
    }
    return false;
  }

  private ModelCompiler compiler(TypeElement type) {
    boolean markGenerated = readable(type, GENERATED) != null;
    return new ModelCompiler(markGenerated, readsOpenCl(type), dump);
  }

  /**
   * Returns whether what is generated for a type can extend our Aparapi kernel: its module has to
   * read our base class, and that has to find Aparapi, which an application may have excluded.
   */
  private boolean readsOpenCl(TypeElement type) {
    TypeElement base = readable(type, OpenClBackend.BASE);
    return base != null && readable(base, APARAPI) != null;
  }

  /**
   * Finds a type as the module of another one sees it: what only some other module of the
   * compilation requires cannot be named in generated code.
   *
   * @return null if there is none
   */
  private TypeElement readable(TypeElement from, String name) {
    Elements elements = processingEnv.getElementUtils();
    ModuleElement module = elements.getModuleOf(from);
    return module == null ? elements.getTypeElement(name) : elements.getTypeElement(module, name);
  }

  /** Reads what is asked for on the command line; a word that is none is warned of once. */
  private Dump dump() {
    String option = processingEnv.getOptions().getOrDefault(DUMP, "");
    switch (option) {
      case "":
        return Dump.NOTHING;
      case "graph":
        return Dump.GRAPH;
      case "plan":
        return Dump.PLAN;
      default:
        messager()
            .printMessage(
                Kind.WARNING,
                "-A" + DUMP + "=" + option + " shows nothing: write graph or plan after the =");
        return Dump.NOTHING;
    }
  }

  private void print(Diagnostic diagnostic) {
    Origin origin = diagnostic.origin();
    messager()
        .printMessage(
            diagnostic.problem().isWarning() ? Kind.WARNING : Kind.ERROR,
            diagnostic.text(),
            origin.element(),
            origin.annotation(),
            origin.value());
  }

  private Messager messager() {
    return processingEnv.getMessager();
  }

  /** Returns where it happened: of an overflow, not the thousand calls that led there. */
  private static List<String> stackTrace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return new ArrayList<>(text.toString().lines().limit(LINES_OF_STACK_TRACE).toList());
  }
}
