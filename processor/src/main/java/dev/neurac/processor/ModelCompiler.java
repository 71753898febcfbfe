package dev.neurac.processor;

import com.palantir.javapoet.JavaFile;
import dev.neurac.processor.check.CheckedModel;
import dev.neurac.processor.check.ModelChecker;
import dev.neurac.processor.codegen.ClassFileLimits;
import dev.neurac.processor.codegen.ModelWriter;
import dev.neurac.processor.codegen.OpenClBackend;
import dev.neurac.processor.codegen.StubWriter;
import dev.neurac.processor.diagnostic.Diagnostic;
import dev.neurac.processor.diagnostic.Diagnostics;
import dev.neurac.processor.diagnostic.Problem;
import dev.neurac.processor.model.ModelSpec;
import dev.neurac.processor.passes.Plans;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The compiler, in a straight line.
 *
 * <pre>
 * TypeElement → frontend → check → passes → codegen → .java
 *               ModelSpec  Graph   Plan
 * </pre>
 */
final class ModelCompiler {

  /** What the compiler can show of its work besides the code. */
  enum Dump {
    NOTHING,
    GRAPH,
    PLAN
  }

  /**
   * What became of a model.
   *
   * @param files the generated class, of a model with mistakes its signatures; then its Aparapi
   *     kernel, if it has one
   * @param dump the graph or the plan as text, empty where it was not asked for
   * @param note what was left out and why, empty where nothing was
   */
  record Compiled(List<JavaFile> files, String dump, String note) {
    Compiled {
      files = List.copyOf(files);
    }
  }

  private final boolean markGenerated;
  private final boolean withOpenCl;
  private final Dump dump;

  /**
   * Makes a compiler.
   *
   * @param markGenerated whether the code that is compiled can see {@code @Generated}
   * @param withOpenCl whether it can see Aparapi and our base class
   */
  ModelCompiler(boolean markGenerated, boolean withOpenCl, Dump dump) {
    this.markGenerated = markGenerated;
    this.withOpenCl = withOpenCl;
    this.dump = dump;
  }

  /** Compiles a model; what is wrong with it goes to the diagnostics. */
  Compiled compile(ModelSpec model, Diagnostics diagnostics) {
    Optional<CheckedModel> checked = ModelChecker.check(model, diagnostics);
    if (checked.isEmpty()) {
      return new Compiled(List.of(stub(model, diagnostics)), "", "");
    }
    Plans plans = Plans.of(checked.get());
    ClassFileLimits.check(checked.get(), plans, diagnostics);
    if (diagnostics.hasErrors()) {
      return new Compiled(List.of(stub(model, diagnostics)), "", "");
    }
    Optional<String> excess =
        withOpenCl ? ClassFileLimits.excessOfAparapiKernel(plans) : Optional.empty();
    Optional<JavaFile> kernel =
        withOpenCl && excess.isEmpty()
            ? Optional.of(OpenClBackend.write(checked.get(), plans, markGenerated))
            : Optional.empty();
    List<JavaFile> files = new ArrayList<>();
    files.add(ModelWriter.write(checked.get(), plans, kernel, markGenerated));
    kernel.ifPresent(files::add);
    String note =
        excess
            .map(reason -> model.name() + " is compiled without its Aparapi kernel: " + reason)
            .orElse("");
    return new Compiled(files, text(checked.get(), plans), note);
  }

  /** Returns the signatures of a model with mistakes, so that its users add no errors. */
  JavaFile stub(ModelSpec model, Diagnostics diagnostics) {
    boolean extendable =
        diagnostics.all().stream().map(Diagnostic::problem).allMatch(Problem::leavesExtendable);
    return StubWriter.write(model, extendable, markGenerated);
  }

  private String text(CheckedModel checked, Plans plans) {
    return switch (dump) {
      case NOTHING -> "";
      case GRAPH -> checked.graph() + "\n" + plans.training().graph();
      case PLAN -> plans.toString();
    };
  }
}
