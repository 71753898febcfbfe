package dev.neurac.processor.frontend;

import dev.neurac.Loss;
import dev.neurac.processor.diagnostic.Origin;
import java.util.LinkedHashMap;
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
    Origin origin) {

  static LossSpec read(AnnotationReader model) {
    Map<String, Origin> attributes = new LinkedHashMap<>();
    model.attributes().forEach(attribute -> attributes.put(attribute, model.origin(attribute)));
    return new LossSpec(
        model.constant("loss", Loss.class),
        model.real("labelSmoothing"),
        model.real("delta"),
        model.real("positiveWeight"),
        attributes,
        model.origin("loss"));
  }
}
