package dev.neurac.processor.diagnostic;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;

/**
 * Where in the source something was written: the smallest part that is known.
 *
 * @param annotation null where the place is the element itself
 * @param value null where the place is the annotation itself
 */
public record Origin(Element element, AnnotationMirror annotation, AnnotationValue value) {

  /** Returns the place of an element. */
  public static Origin of(Element element) {
    return new Origin(element, null, null);
  }
}
