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
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Model {

  /** What training makes small. */
  Loss loss();

  /**
   * The number of trainable parameters the network must have, checked while it is compiled; leave
   * it out to have no check.
   */
  long parameters() default -1;
}
