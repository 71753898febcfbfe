package dev.neurac.processor.model;

import dev.neurac.Loss;
import dev.neurac.processor.diagnostic.Origin;
import dev.neurac.processor.ir.CrossEntropy;
import dev.neurac.processor.ir.ElementLoss;
import dev.neurac.processor.ir.GraphBuilder;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Op;
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

  /**
   * Adds the loss of each row.
   *
   * @param prediction the output, of a loss that applies an activation itself the logits
   */
  public Node build(GraphBuilder g, Node prediction, Node targets) {
    Op op =
        loss == Loss.CROSS_ENTROPY
            ? new CrossEntropy(labelSmoothing)
            : new ElementLoss(loss, delta, positiveWeight);
    return g.add(op, prediction, targets);
  }
}
