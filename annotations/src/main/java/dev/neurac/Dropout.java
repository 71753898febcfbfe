package dev.neurac;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A node that sets each value to zero with the given probability while the network trains, and
 * scales the others by {@code 1 / (1 - rate)}; a prediction passes its input on unchanged. A layer
 * of a stack says {@link Layer#dropout} instead.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE}) // on a type, the processor says what to write
public @interface Dropout {

  /** The probability of dropping a value, at least 0 and below 1. */
  double value();
}
