package dev.neurac;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares the network's input, once, on a parameter of a node method. Other methods use it by
 * name.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface Input {

  /**
   * The shape of one row: {@code 13} for a vector, {@code {1, 28, 28}} for an image (channels,
   * height, width).
   */
  int[] value();
}
