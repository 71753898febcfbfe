package dev.neurac.processor.frontend;

import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import dev.neurac.processor.diagnostic.Diagnostics;
import dev.neurac.processor.diagnostic.Origin;
import dev.neurac.processor.diagnostic.Problem;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Whether a class of the same package can implement or extend an annotated type. */
final class TypeRules {

  /** What an annotated type extends. */
  static final String NETWORK = "dev.neurac.runtime.Network";

  private final ProcessingEnvironment environment;
  private final Diagnostics diagnostics;

  TypeRules(ProcessingEnvironment environment, Diagnostics diagnostics) {
    this.environment = environment;
    this.diagnostics = diagnostics;
  }

  void check(TypeElement type) {
    String obstacle = obstacle(type);
    if (!obstacle.isEmpty()) {
      diagnostics.report(
          Problem.UNUSABLE_TYPE,
          Origin.of(type),
          type.getSimpleName() + " " + obstacle + ", so no generated class can implement it",
          "Declare a network as an interface or an abstract class that its package can see.");
      return;
    }
    if (!isNetwork(type)) {
      diagnostics.report(
          Problem.NOT_A_NETWORK,
          Origin.of(type),
          type.getSimpleName() + " is no " + NETWORK,
          type.getKind().isInterface()
              ? "Write: interface " + type.getSimpleName() + " extends Network."
              : "Write: abstract class " + type.getSimpleName() + " implements Network.");
    }
    if (type.getKind() == ElementKind.CLASS && !hasConstructor(type)) {
      diagnostics.report(
          Problem.MISSING_CONSTRUCTOR,
          Origin.of(type),
          type.getSimpleName()
              + " has no constructor without arguments that generated code can call",
          "Add one that is not private and declares no checked exception.");
    }
  }

  /** Returns what keeps a class from implementing the type, empty if nothing does. */
  private static String obstacle(TypeElement type) {
    if (type.getKind() != ElementKind.INTERFACE && type.getKind() != ElementKind.CLASS) {
      return "is neither an interface nor an abstract class";
    }
    if (type.getModifiers().contains(Modifier.FINAL)) {
      return "is final";
    }
    if (type.getModifiers().contains(Modifier.SEALED)) {
      return "is sealed";
    }
    if (!type.getModifiers().contains(Modifier.ABSTRACT)) {
      return "is not abstract";
    }
    if (!type.getTypeParameters().isEmpty()) {
      return "has type parameters";
    }
    if (type.getNestingKind().isNested()
        && !type.getModifiers().contains(Modifier.STATIC)
        && type.getKind() == ElementKind.CLASS) {
      return "is an inner class";
    }
    for (Element e = type; MoreElements.isType(e); e = e.getEnclosingElement()) {
      if (e.getModifiers().contains(Modifier.PRIVATE)) {
        return e.equals(type) ? "is private" : "lies in a private type";
      }
    }
    return "";
  }

  private boolean isNetwork(TypeElement type) {
    TypeElement network = environment.getElementUtils().getTypeElement(NETWORK);
    return network != null && environment.getTypeUtils().isSubtype(type.asType(), network.asType());
  }

  private boolean hasConstructor(TypeElement type) {
    return ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
        .anyMatch(
            constructor ->
                constructor.getParameters().isEmpty()
                    && !constructor.getModifiers().contains(Modifier.PRIVATE)
                    && throwsNothingChecked(constructor));
  }

  private boolean throwsNothingChecked(ExecutableElement constructor) {
    return constructor.getThrownTypes().stream().allMatch(this::isUnchecked);
  }

  private boolean isUnchecked(TypeMirror thrown) {
    TypeElement type = MoreTypes.asTypeElement(thrown);
    for (TypeElement t = type; ; t = MoreTypes.asTypeElement(t.getSuperclass())) {
      if (t.getQualifiedName().contentEquals("java.lang.RuntimeException")
          || t.getQualifiedName().contentEquals("java.lang.Error")) {
        return true;
      }
      if (t.getQualifiedName().contentEquals("java.lang.Throwable")) {
        return false;
      }
    }
  }
}
