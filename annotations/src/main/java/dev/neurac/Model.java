package dev.neurac;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the interface or abstract class that declares a network.
 *
 * <p>The type extends {@code dev.neurac.runtime.Network}. For a type {@code Digits} the processor
 * generates {@code DigitsNet} in the same package; {@code DigitsNet.create(seed)} makes a network.
 * The class of a nested type is named after all types around it, and is nested in none: for {@code
 * Digits} in {@code Models} it is {@code Models_DigitsNet}.
 *
 * <p>A type that is declared within a method is never compiled: processors are not shown it.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Model {

  /** What training makes small. */
  Loss loss();

  /**
   * The share of each target that {@link Loss#CROSS_ENTROPY} spreads evenly over all classes, at
   * least 0 and below 1 (Szegedy et al., 2016).
   */
  double labelSmoothing() default 0;

  /** The error at which {@link Loss#HUBER} turns from a square into a line, above 0. */
  double delta() default 1;

  /**
   * How much {@link Loss#BINARY_CROSS_ENTROPY} counts a target of 1 more than one of 0, above 0.
   */
  double positiveWeight() default 1;

  /**
   * The number of trainable parameters the network must have, checked while it is compiled; leave
   * it out to have no check.
   */
  long parameters() default -1;
}
