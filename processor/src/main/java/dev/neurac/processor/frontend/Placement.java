package dev.neurac.processor.frontend;

import com.google.auto.common.MoreElements;
import dev.neurac.processor.diagnostic.Diagnostics;
import dev.neurac.processor.diagnostic.Origin;
import dev.neurac.processor.diagnostic.Problem;
import dev.neurac.processor.model.LayerKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Finds annotations on types that would otherwise be passed over in silence. */
public final class Placement {

  private final ProcessingEnvironment environment;
  private final Diagnostics diagnostics;

  public Placement(ProcessingEnvironment environment, Diagnostics diagnostics) {
    this.environment = environment;
    this.diagnostics = diagnostics;
  }

  /** Checks the types of a round that have an annotation of ours. */
  public void check(RoundEnvironment round) {
    List<String> names = new ArrayList<>(LayerKind.READERS.keySet());
    names.add("Layers");
    Set<TypeElement> types = new LinkedHashSet<>();
    for (String name : names) {
      TypeElement annotation = environment.getElementUtils().getTypeElement("dev.neurac." + name);
      if (annotation != null) {
        types.addAll(ElementFilter.typesIn(round.getElementsAnnotatedWith(annotation)));
      }
    }
    types.forEach(this::check);
  }

  private void check(TypeElement type) {
    boolean layers =
        ModelReader.annotation(type, "Layer").isPresent()
            || ModelReader.annotation(type, "Layers").isPresent();
    if (layers
        && !MoreElements.isAnnotationPresent(type, "dev.neurac.Model")
        && !new UnresolvedAnnotations(environment).anyOn(type)) {
      diagnostics.report(
          Problem.MISSING_MODEL,
          Origin.of(type),
          type.getSimpleName() + " has layers, but no @Model, so nothing is generated for it",
          "Write @Model(loss = …) in front of the layers.");
    }
    for (String kind : LayerKind.READERS.keySet()) {
      Optional<AnnotationReader> annotation = ModelReader.annotation(type, kind);
      if (annotation.isPresent() && !kind.equals("Layer")) {
        diagnostics.report(
            Problem.MISPLACED_ANNOTATION,
            annotation.get().origin(),
            annotation.get()
                + " is on the type "
                + type.getSimpleName()
                + ", but it declares a node, and a node is a method",
            advice(kind));
      }
    }
  }

  private static String advice(String kind) {
    String method = "on an abstract method that returns Tensor.";
    return switch (kind) {
      case "Dropout" ->
          "Write dropout = … in the @Layer whose outputs are dropped, or write it " + method;
      case "Apply" -> "Write act = … in the @Layer whose outputs it takes, or write it " + method;
      default -> "Layers on a type follow each other: write it " + method;
    };
  }
}
