package dev.neurac.processor.frontend;

import com.google.auto.common.MoreElements;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/**
 * What lint would say of a generated class for what its type is: it extends a deprecated type, or
 * is serializable without a word about it. The user reads it where the type stands, if at all.
 */
final class InheritedLint {

  private final ProcessingEnvironment environment;

  InheritedLint(ProcessingEnvironment environment) {
    this.environment = environment;
  }

  /** Returns the kinds of lint, as {@code @SuppressWarnings} names them. */
  List<String> of(TypeElement type, Collection<ExecutableElement> methods) {
    List<String> kinds = new ArrayList<>();
    if (isDeprecated(type, methods)) {
      kinds.addAll(List.of("deprecation", "removal"));
    }
    if (isA(type, "java.io.Serializable")) {
      kinds.add("serial");
    }
    if (isA(type, "java.lang.AutoCloseable")) {
      kinds.add("try"); // where close() throws anything, an interrupt too
    }
    ModuleElement module = environment.getElementUtils().getModuleOf(type);
    if (module != null && !module.isUnnamed()) {
      kinds.add("exports"); // as the type's own supertypes, and the mark of what is generated
    }
    return kinds;
  }

  /** Returns whether something is deprecated that the generated class names or implements. */
  private boolean isDeprecated(TypeElement type, Collection<ExecutableElement> methods) {
    Stream<Element> around =
        Stream.iterate((Element) type, MoreElements::isType, Element::getEnclosingElement);
    Stream<ExecutableElement> implemented =
        methods.stream().filter(method -> method.getModifiers().contains(Modifier.ABSTRACT));
    Stream<ExecutableElement> called =
        ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
            .filter(constructor -> constructor.getParameters().isEmpty());
    return Stream.of(around, implemented, called)
        .flatMap(elements -> elements)
        .anyMatch(environment.getElementUtils()::isDeprecated);
  }

  private boolean isA(TypeElement type, String name) {
    TypeElement other = environment.getElementUtils().getTypeElement(name);
    return other != null && environment.getTypeUtils().isSubtype(type.asType(), other.asType());
  }
}
