package dev.neurac.processor.check;

import dev.neurac.Activation;
import dev.neurac.Loss;
import dev.neurac.processor.diagnostic.Diagnostics;
import dev.neurac.processor.diagnostic.Problem;
import dev.neurac.processor.frontend.LayerSpec;
import dev.neurac.processor.frontend.ModelSpec;
import dev.neurac.processor.ir.CrossEntropy;
import dev.neurac.processor.ir.Dropout;
import dev.neurac.processor.ir.ElementLoss;
import dev.neurac.processor.ir.GraphBuilder;
import dev.neurac.processor.ir.Leaf;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Pointwise;
import dev.neurac.processor.ir.Softmax;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks that the loss fits the output, and adds it to the graph. */
record OutputChecker(
    ModelSpec model, List<LayerSpec> layers, Map<String, Node> values, Diagnostics diagnostics) {

  /** Returns the loss of each row, unless something about the output is wrong. */
  Optional<Node> loss(GraphBuilder graph, Node prediction) {
    layers.forEach(this::checkSoftmaxTwice);
    LayerSpec output = layers.get(layers.size() - 1);
    if (prediction.op() instanceof Dropout) {
      diagnostics.report(
          Problem.DROPOUT_ON_OUTPUT,
          output.origin(),
          output.label() + " is the network's output, but drops values at random",
          "Put the dropout in front of the last layer.");
    }
    Loss loss = model.loss();
    Optional<Activation> declared = activation(prediction);
    if (loss == Loss.CROSS_ENTROPY && prediction.shape().last() == 1) {
      mismatch(
          "CROSS_ENTROPY chooses among classes, but " + output.label() + " has a single output",
          "Write loss = BINARY_CROSS_ENTROPY for two classes, or one output for each class.");
    } else if (loss.activation().isPresent()
        && declared.isPresent()
        && declared.get() != Activation.IDENTITY
        && !declared.equals(loss.activation())) {
      Activation own = loss.activation().get();
      mismatch(
          loss
              + " takes "
              + own
              + " or no activation at the output, but "
              + output.label()
              + " ends in "
              + declared.get(),
          declared.get() == Activation.SIGMOID
              ? "Write loss = BINARY_CROSS_ENTROPY, or let " + output.label() + " end in SOFTMAX."
              : declared.get() == Activation.SOFTMAX
                  ? "Write loss = CROSS_ENTROPY, or let " + output.label() + " end in SIGMOID."
                  : "Let " + output.label() + " end in " + own + ".");
    }
    if (!diagnostics.isEmpty()) {
      return Optional.empty();
    }
    // The loss takes the logits, whichever way the output was declared.
    boolean fused = declared.isPresent() && declared.equals(loss.activation());
    Node logits = fused ? prediction.input(0) : prediction;
    graph.of("loss", false);
    Node targets = graph.add(new Leaf(Leaf.Kind.TARGET, "targets", prediction.shape()));
    return Optional.of(
        loss == Loss.CROSS_ENTROPY
            ? graph.add(new CrossEntropy(), logits, targets)
            : graph.add(new ElementLoss(loss), logits, targets));
  }

  private static Optional<Activation> activation(Node prediction) {
    if (prediction.op() instanceof Softmax) {
      return Optional.of(Activation.SOFTMAX);
    }
    return prediction.op() instanceof Pointwise pointwise
        ? Optional.of(pointwise.activation())
        : Optional.empty();
  }

  private void mismatch(String found, String advice) {
    diagnostics.report(Problem.LOSS_MISMATCH, model.lossOrigin(), found, advice);
  }

  private void checkSoftmaxTwice(LayerSpec layer) {
    Node value = values.get(layer.name());
    if (value.op() instanceof Softmax && value.input(0).op() instanceof Softmax) {
      diagnostics.report(
          Problem.SOFTMAX_TWICE,
          layer.origin(),
          layer.label() + " is the softmax of " + value.input(0).layer() + ", a softmax already",
          "Remove one of them: the softmax of probabilities makes them nearly equal.");
    }
  }
}
