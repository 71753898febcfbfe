package dev.neurac;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A node that divides each vector along the last axis by the root of the mean of its squares (Zhang
 * and Sennrich, 2019): {@code y = x / √(mean x² + ε)·weight}. {@code weight} begins as ones, with a
 * value for each feature, and is not penalized.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE}) // on a type, the processor says what to write
public @interface RmsNorm {

  /** ε, which is added to the mean of the squares: above 0. */
  double epsilon() default 1e-6;
}
