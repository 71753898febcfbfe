package dev.neurac.processor.model;

import dev.neurac.Initializer;

/**
 * How a parameter starts.
 *
 * @param scale the initialiser's scale, NaN for one that knows its own
 * @param fanIn the number of inputs each output of the layer sums over
 * @param fanOut the number of outputs of the layer
 */
public record Start(Initializer initializer, double scale, int fanIn, int fanOut) {}
