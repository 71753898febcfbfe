package dev.neurac;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A dense (fully connected) layer: {@code y = act(x·W + b)}, applied to the last axis of its input.
 *
 * <p>On a type, repeated, it declares the layers of a stack in source order; on an abstract method
 * it declares one node.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
@Repeatable(Layers.class)
public @interface Layer {

  /**
   * The number of features that come in. Inferred from the layer before when left out, and checked
   * against it when written. The first layer of a stack must say it.
   */
  int in() default 0;

  /** The number of features that go out, at least 1. */
  int out();

  /** The activation applied to every output. */
  Activation act() default Activation.IDENTITY;

  /**
   * The slope below 0 of {@link Activation#LEAKY_RELU}, the α of {@link Activation#ELU}, the first
   * slope of {@link Activation#PRELU}: at least 0. Left out, each has its usual one; no other
   * activation has a slope.
   */
  double slope() default Double.NaN;

  /**
   * The probability of dropping an output while the network trains, at least 0 and below 1; the
   * others are scaled by {@code 1 / (1 - dropout)}.
   */
  double dropout() default 0;

  /** Whether a trainable bias is added to every output. */
  boolean bias() default true;

  /** How the weights start. {@link Initializer#AUTO} chooses by activation. */
  Initializer init() default Initializer.AUTO;

  /**
   * The value of {@link Initializer#CONSTANT}, the bound of {@link Initializer#UNIFORM} or the
   * standard deviation of {@link Initializer#NORMAL}. The other initialisers know their own.
   */
  double initScale() default Double.NaN;

  /**
   * The layer's name in summaries, files and the generated source: a Java identifier. Left out, it
   * is {@code layer1}, {@code layer2}, … in a stack. A node is named by its method.
   */
  String name() default "";
}
