package dev.neurac.processor.frontend;

import com.google.auto.common.MoreElements;
import dev.neurac.processor.diagnostic.Diagnostics;
import dev.neurac.processor.diagnostic.Origin;
import dev.neurac.processor.diagnostic.Problem;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
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
    Optional<Obstacle> obstacle = obstacle(type);
    if (obstacle.isPresent()) {
      diagnostics.report(
          Problem.UNUSABLE_TYPE,
          Origin.of(type),
          type.getSimpleName()
              + " "
              + obstacle.get().found()
              + ", so no generated class can "
              + (type.getKind().isInterface() ? "implement" : "extend")
              + " it",
          obstacle.get().advice());
      return;
    }
    if (!isNetwork(type)) {
      diagnostics.report(
          Problem.NOT_A_NETWORK,
          Origin.of(type),
          type.getSimpleName() + " is annotated with @Model, but is not a " + NETWORK,
          type.getKind().isInterface()
              ? "Write: interface " + type.getSimpleName() + " extends Network."
              : "Write: abstract class " + type.getSimpleName() + " implements Network.");
    }
    if (type.getKind() == ElementKind.CLASS) {
      checkConstructor(type);
    }
    ElementFilter.methodsIn(environment.getElementUtils().getAllMembers(type)).stream()
        .filter(TypeRules::isReserved)
        .findFirst()
        .ifPresent(
            method ->
                diagnostics.report(
                    Problem.RESERVED_METHOD,
                    Origin.of(method.getEnclosingElement().equals(type) ? method : type),
                    "the generated class has a method "
                        + method
                        + " of its own, which cannot stand beside this one",
                    "Rename the method."));
  }

  /** The generated class has a static {@code create(long)} and overrides {@code runtime()}. */
  private static boolean isReserved(ExecutableElement method) {
    if (method.getSimpleName().contentEquals("create")) {
      return method.getParameters().size() == 1
          && method.getParameters().get(0).asType().getKind() == TypeKind.LONG;
    }
    return method.getSimpleName().contentEquals("runtime")
        && method.getParameters().isEmpty()
        && method.getModifiers().contains(Modifier.FINAL);
  }

  /** What keeps a class from implementing a type, and what would change it. */
  private record Obstacle(String found, String advice) {}

  private static Optional<Obstacle> obstacle(TypeElement type) {
    Set<Modifier> modifiers = type.getModifiers();
    Optional<String> kind =
        switch (type.getKind()) {
          case RECORD -> Optional.of("a record");
          case ENUM -> Optional.of("an enum");
          case ANNOTATION_TYPE -> Optional.of("an annotation");
          default -> Optional.empty();
        };
    if (kind.isPresent()) {
      return obstacle("is " + kind.get(), "Declare it as an interface.");
    }
    if (modifiers.contains(Modifier.FINAL)) {
      return obstacle("is final", "Write abstract instead of final, or make it an interface.");
    }
    if (modifiers.contains(Modifier.SEALED)) {
      return obstacle("is sealed", "Remove sealed and permits.");
    }
    if (!modifiers.contains(Modifier.ABSTRACT)) {
      return obstacle("is not abstract", "Write abstract, or make it an interface.");
    }
    if (!type.getTypeParameters().isEmpty()) {
      return obstacle("has type parameters", "Remove the type parameters.");
    }
    if (type.getNestingKind().isNested()
        && !modifiers.contains(Modifier.STATIC)
        && type.getKind() == ElementKind.CLASS) {
      return obstacle("is an inner class", "Write static, or move it to a file of its own.");
    }
    for (Element e = type; MoreElements.isType(e); e = e.getEnclosingElement()) {
      if (e.getModifiers().contains(Modifier.PRIVATE)) {
        return obstacle(
            e.equals(type) ? "is private" : "lies in " + e.getSimpleName() + ", which is private",
            "Remove private: the generated class lies beside the outermost type.");
      }
    }
    return Optional.empty();
  }

  private static Optional<Obstacle> obstacle(String found, String advice) {
    return Optional.of(new Obstacle(found, advice));
  }

  private boolean isNetwork(TypeElement type) {
    TypeElement network = environment.getElementUtils().getTypeElement(NETWORK);
    return network != null && environment.getTypeUtils().isSubtype(type.asType(), network.asType());
  }

  private void checkConstructor(TypeElement type) {
    Optional<ExecutableElement> constructor =
        ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
            .filter(c -> c.getParameters().isEmpty())
            .findFirst();
    if (constructor.isEmpty()) {
      report(
          Origin.of(type),
          type.getSimpleName() + " has no constructor without arguments for generated code to call",
          "Add one that is not private.");
    } else if (constructor.get().getModifiers().contains(Modifier.PRIVATE)) {
      report(
          Origin.of(constructor.get()),
          "the constructor of "
              + type.getSimpleName()
              + " is private, so generated code cannot"
              + " call it",
          "Remove private.");
    } else {
      constructor.get().getThrownTypes().stream()
          .filter(thrown -> !isUnchecked(thrown))
          .findFirst()
          .ifPresent(
              thrown ->
                  report(
                      Origin.of(constructor.get()),
                      "the constructor of "
                          + type.getSimpleName()
                          + " declares "
                          + thrown
                          + ", which generated code does not catch",
                      "Let it declare no checked exception."));
    }
  }

  private void report(Origin origin, String found, String advice) {
    diagnostics.report(Problem.MISSING_CONSTRUCTOR, origin, found, advice);
  }

  private boolean isUnchecked(TypeMirror thrown) {
    return Stream.of("java.lang.RuntimeException", "java.lang.Error")
        .map(name -> environment.getElementUtils().getTypeElement(name).asType())
        .anyMatch(unchecked -> environment.getTypeUtils().isSubtype(thrown, unchecked));
  }
}
