package dev.neurac;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A node that normalizes each vector along the last axis (Ba et al., 2016): {@code y = (x - μ) /
 * √(σ² + ε)·weight + bias}, where μ and σ² are the vector's own mean and variance, so that training
 * and prediction compute the same. {@code weight} begins as ones, {@code bias} as zeros, both with
 * a value for each feature, as PyTorch's {@code nn.LayerNorm} of one axis has them; neither is
 * penalized.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE}) // on a type, the processor says what to write
public @interface LayerNorm {

  /** ε, which is added to the variance: above 0. */
  double epsilon() default 1e-5;
}
