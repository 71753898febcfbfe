package dev.neurac.processor.frontend;

import dev.neurac.processor.diagnostic.Origin;
import dev.neurac.processor.model.Attributes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/** Typed access to an annotation's attributes, which remembers where each was written. */
final class AnnotationReader implements Attributes {

  private final Element element;
  private final AnnotationMirror mirror;

  AnnotationReader(Element element, AnnotationMirror mirror) {
    this.element = element;
    this.mirror = mirror;
  }

  Origin origin() {
    return new Origin(element, mirror, null);
  }

  /** Returns where an attribute was written, or the annotation where it was left out. */
  Origin origin(String attribute) {
    return mirror.getElementValues().entrySet().stream()
        .filter(entry -> entry.getKey().getSimpleName().contentEquals(attribute))
        .map(entry -> new Origin(element, mirror, entry.getValue()))
        .findFirst()
        .orElse(origin());
  }

  String simpleName() {
    return mirror.getAnnotationType().asElement().getSimpleName().toString();
  }

  /** Returns the attributes that were written. */
  List<String> attributes() {
    return mirror.getElementValues().keySet().stream()
        .map(attribute -> attribute.getSimpleName().toString())
        .toList();
  }

  @Override
  public int integer(String attribute) {
    return value(attribute, Integer.class);
  }

  long longInteger(String attribute) {
    return value(attribute, Long.class);
  }

  @Override
  public double real(String attribute) {
    return value(attribute, Double.class);
  }

  @Override
  public boolean flag(String attribute) {
    return value(attribute, Boolean.class);
  }

  String text(String attribute) {
    return value(attribute, String.class);
  }

  @Override
  public <E extends Enum<E>> E constant(String attribute, Class<E> type) {
    String name = value(attribute, VariableElement.class).getSimpleName().toString();
    return Stream.of(type.getEnumConstants())
        .filter(constant -> constant.name().equals(name))
        .findFirst()
        .orElseThrow(() -> incomplete(attribute));
  }

  @Override
  public List<Integer> integers(String attribute) {
    return list(attribute, Integer.class);
  }

  List<AnnotationReader> annotations(String attribute) {
    return list(attribute, AnnotationMirror.class).stream()
        .map(nested -> new AnnotationReader(element, nested))
        .toList();
  }

  private <T> List<T> list(String attribute, Class<T> type) {
    List<?> values = value(attribute, List.class);
    return values.stream()
        .map(value -> cast(attribute, ((AnnotationValue) value).getValue(), type))
        .toList();
  }

  private <T> T value(String attribute, Class<T> type) {
    AnnotationValue value =
        mirror.getElementValues().entrySet().stream()
            .filter(entry -> entry.getKey().getSimpleName().contentEquals(attribute))
            .map(entry -> (AnnotationValue) entry.getValue())
            .findFirst()
            .orElseGet(() -> byDefault(attribute));
    if (value == null) {
      throw incomplete(attribute);
    }
    return cast(attribute, value.getValue(), type);
  }

  /** Returns what an attribute is that was left out, null if it must not be left out. */
  private AnnotationValue byDefault(String attribute) {
    return ElementFilter.methodsIn(mirror.getAnnotationType().asElement().getEnclosedElements())
        .stream()
        .filter(method -> method.getSimpleName().contentEquals(attribute))
        .map(ExecutableElement::getDefaultValue)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private <T> T cast(String attribute, Object value, Class<T> type) {
    if (!type.isInstance(value)) {
      throw incomplete(attribute);
    }
    return type.cast(value);
  }

  private IncompleteSource incomplete(String attribute) {
    return new IncompleteSource("the value of " + attribute + " in @" + simpleName());
  }

  /** Returns the annotation as one would write it: {@code @Layer(in = 20, out = 128)}. */
  @Override
  public String toString() {
    Map<? extends ExecutableElement, ? extends AnnotationValue> values = mirror.getElementValues();
    if (values.isEmpty()) {
      return "@" + simpleName();
    }
    return values.entrySet().stream()
        .map(
            entry ->
                values.size() == 1 && entry.getKey().getSimpleName().contentEquals("value")
                    ? text(entry.getValue())
                    : entry.getKey().getSimpleName() + " = " + text(entry.getValue()))
        .collect(Collectors.joining(", ", "@" + simpleName() + "(", ")"));
  }

  private static String text(AnnotationValue value) {
    if (value.getValue() instanceof VariableElement constant) {
      return constant.getSimpleName().toString();
    }
    if (value.getValue() instanceof List<?> list) {
      return list.stream()
          .map(v -> text((AnnotationValue) v))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value.toString();
  }
}
