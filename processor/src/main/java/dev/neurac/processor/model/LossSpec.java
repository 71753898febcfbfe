package dev.neurac.processor.model;

import dev.neurac.Loss;
import dev.neurac.processor.diagnostic.Origin;
import java.util.Map;

/**
 * The loss and its attributes as the user declared them.
 *
 * @param attributes where each attribute was written
 * @param origin where the loss was written
 */
public record LossSpec(
    Loss loss,
    double labelSmoothing,
    double delta,
    double positiveWeight,
    Map<String, Origin> attributes,
    Origin origin) {}
