package dev.neurac.processor;

import com.palantir.javapoet.JavaFile;
import dev.neurac.processor.check.CheckedModel;
import dev.neurac.processor.check.ModelChecker;
import dev.neurac.processor.codegen.ModelWriter;
import dev.neurac.processor.codegen.StubWriter;
import dev.neurac.processor.diagnostic.Diagnostic;
import dev.neurac.processor.diagnostic.Diagnostics;
import dev.neurac.processor.diagnostic.Problem;
import dev.neurac.processor.frontend.ModelSpec;
import dev.neurac.processor.passes.Plans;
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
   * @param file the generated class; of a model with mistakes, its signatures
   * @param dump the graph or the plan as text, empty where it was not asked for
   */
  record Compiled(JavaFile file, String dump) {}

  private final boolean markGenerated;
  private final Dump dump;

  ModelCompiler(boolean markGenerated, Dump dump) {
    this.markGenerated = markGenerated;
    this.dump = dump;
  }

  /** Compiles a model; what is wrong with it goes to the diagnostics. */
  Compiled compile(ModelSpec model, Diagnostics diagnostics) {
    Optional<CheckedModel> checked = ModelChecker.check(model, diagnostics);
    if (checked.isEmpty()) {
      return new Compiled(stub(model, diagnostics), "");
    }
    Plans plans = Plans.of(checked.get());
    JavaFile file = ModelWriter.write(checked.get(), plans, markGenerated);
    return new Compiled(file, text(checked.get(), plans));
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
