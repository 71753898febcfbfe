package dev.neurac.processor.frontend;

import com.google.auto.common.AnnotationMirrors;
import dev.neurac.processor.diagnostic.Origin;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;

/** Typed access to an annotation's attributes, which remembers where each was written. */
final class AnnotationReader {

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

  int integer(String attribute) {
    return (Integer) value(attribute);
  }

  long longInteger(String attribute) {
    return (Long) value(attribute);
  }

  double real(String attribute) {
    return (Double) value(attribute);
  }

  boolean flag(String attribute) {
    return (Boolean) value(attribute);
  }

  String text(String attribute) {
    return (String) value(attribute);
  }

  <E extends Enum<E>> E constant(String attribute, Class<E> type) {
    return Enum.valueOf(type, ((VariableElement) value(attribute)).getSimpleName().toString());
  }

  List<Integer> integers(String attribute) {
    return list(attribute).stream().map(v -> (Integer) v.getValue()).toList();
  }

  List<AnnotationReader> annotations(String attribute) {
    return list(attribute).stream()
        .map(v -> new AnnotationReader(element, (AnnotationMirror) v.getValue()))
        .toList();
  }

  @SuppressWarnings("unchecked") // an attribute of array type has a list of values
  private List<? extends AnnotationValue> list(String attribute) {
    return (List<? extends AnnotationValue>) value(attribute);
  }

  private Object value(String attribute) {
    return AnnotationMirrors.getAnnotationValue(mirror, attribute).getValue();
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
