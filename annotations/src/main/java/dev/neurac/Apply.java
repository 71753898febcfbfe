package dev.neurac;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A node that applies an activation to its input. A layer of a stack says {@link Layer#act}. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE}) // on a type, the processor says what to write
public @interface Apply {

  /** The function to apply. */
  Activation value();

  /** The slope of a function that has one: see {@link Layer#slope}. */
  double slope() default Double.NaN;
}
