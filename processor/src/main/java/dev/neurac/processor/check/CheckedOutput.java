package dev.neurac.processor.check;

import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.model.LossSpec;

/**
 * An output of a model without mistakes.
 *
 * @param name the name of the layer that it is the output of
 * @param logits whether the loss takes it as it is and applies its activation itself
 */
public record CheckedOutput(String name, Shape shape, LossSpec loss, boolean logits) {}
