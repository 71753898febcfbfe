package dev.neurac;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A node that joins its inputs, two or more, one after the other along one axis; the other axes
 * agree.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE}) // on a type, the processor says what to write
public @interface Concat {

  /**
   * The axis along which the inputs are joined. Axis 0 is the batch, so 1 is the first axis of a
   * row: the features of a vector, the channels of an image.
   */
  int axis() default 1;
}
