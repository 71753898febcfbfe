package dev.neurac.processor.check;

import dev.neurac.Activation;
import dev.neurac.Loss;
import dev.neurac.processor.diagnostic.Diagnostics;
import dev.neurac.processor.diagnostic.Origin;
import dev.neurac.processor.diagnostic.Problem;
import dev.neurac.processor.ir.GraphBuilder;
import dev.neurac.processor.ir.Leaf;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Op.Effect;
import dev.neurac.processor.model.LayerSpec;
import dev.neurac.processor.model.LossSpec;
import dev.neurac.processor.model.ModelSpec;
import dev.neurac.processor.model.Value;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks that the loss fits the output, and adds it to the graph. */
record OutputChecker(
    ModelSpec model, List<LayerSpec> layers, Map<String, Value> values, Diagnostics diagnostics) {

  private static final Set<Activation> PROBABILITIES =
      EnumSet.of(
          Activation.SIGMOID, Activation.HARD_SIGMOID, Activation.SOFTMAX, Activation.LOG_SOFTMAX);

  /** Returns the loss of each row, unless something about the output is wrong. */
  Optional<Node> loss(GraphBuilder graph, LayerSpec output, Node prediction) {
    layers.forEach(this::checkSoftmaxTwice);
    boolean random = prediction.op().isRandom();
    if (random) {
      diagnostics.report(
          Problem.DROPOUT_ON_OUTPUT,
          output.origin("dropout"),
          output.label() + " is the network's output, but drops values at random",
          "Put the dropout in front of the last layer.");
    }
    checkAttributes();
    // A dropout that should not be there hides nothing else that is wrong.
    Node answer = random ? prediction.input(0) : prediction;
    Activation declared = activation(answer);
    boolean fused = isFused(answer);
    checkFit(output, declared, fused, prediction.shape().last());
    if (diagnostics.hasErrors()) {
      return Optional.empty();
    }
    graph.of("loss", false);
    Node targets = graph.add(new Leaf(Leaf.Kind.TARGET, output.name(), prediction.shape()));
    // The loss takes the logits, whichever way the output was declared.
    Node logits = fused ? prediction.input(0) : prediction;
    return Optional.of(model.loss().build(graph, logits, targets));
  }

  private void checkAttributes() {
    LossSpec spec = model.loss();
    checkAttribute("labelSmoothing", Loss.CROSS_ENTROPY);
    checkAttribute("delta", Loss.HUBER);
    checkAttribute("positiveWeight", Loss.BINARY_CROSS_ENTROPY);
    if (!(spec.labelSmoothing() >= 0 && spec.labelSmoothing() < 1)) {
      invalid("labelSmoothing", spec.labelSmoothing(), "in [0, 1)", "0.1 spreads a tenth.");
    }
    if (!isPositive(spec.delta())) {
      invalid("delta", spec.delta(), "above 0 and finite", "1 is usual.");
    }
    if (!isPositive(spec.positiveWeight())) {
      invalid(
          "positiveWeight", spec.positiveWeight(), "above 0 and finite", "1 counts both alike.");
    }
  }

  /** Returns whether a number is above 0 and finite, also as a float. */
  private static boolean isPositive(double value) {
    return (float) value > 0 && Float.isFinite((float) value);
  }

  private void checkAttribute(String attribute, Loss owner) {
    Origin written = model.loss().attributes().get(attribute);
    if (written != null && model.loss().loss() != owner) {
      diagnostics.report(
          Problem.INEFFECTIVE_ATTRIBUTE,
          written,
          attribute + " means nothing to " + model.loss().loss() + ", only to " + owner,
          "Leave " + attribute + " out, or write loss = " + owner + ".");
    }
  }

  private void invalid(String attribute, double value, String range, String example) {
    diagnostics.report(
        Problem.INVALID_VALUE,
        model.loss().attributes().get(attribute),
        attribute + " = " + value + " is not " + range,
        "Write a number " + range + ": " + example);
  }

  private void checkFit(LayerSpec output, Activation declared, boolean fused, int width) {
    Loss loss = model.loss().loss();
    if (loss == Loss.CROSS_ENTROPY && width == 1) {
      mismatch(
          "CROSS_ENTROPY chooses among classes, but " + output.label() + " has a single output",
          "Write loss = BINARY_CROSS_ENTROPY for two classes, or one output for each class.");
    } else if (loss == Loss.KL_DIVERGENCE && declared != Activation.LOG_SOFTMAX) {
      mismatch(
          "KL_DIVERGENCE compares with the logarithms of probabilities, but "
              + ends(output, declared),
          "Let " + output.label() + " end in LOG_SOFTMAX.");
    } else if ((loss == Loss.HINGE || loss == Loss.SQUARED_HINGE)
        && PROBABILITIES.contains(declared)) {
      mismatch(
          loss + " takes scores of any sign, but " + ends(output, declared) + ", a probability",
          "Leave the activation of the output out: the sign of the score is the class.");
    } else if (loss.activation().isPresent() && declared == loss.activation().get() && !fused) {
      mismatch(
          loss
              + " applies "
              + declared
              + " itself where it is not the last thing done, but "
              + output.label()
              + " passes on what went through "
              + declared,
          "Apply " + declared + " in " + output.label() + " or after it, and not before.");
    } else if (loss.activation().isPresent() && declared != Activation.IDENTITY && !fused) {
      Activation own = loss.activation().get();
      mismatch(
          loss + " takes " + own + " or no activation at the output, but " + ends(output, declared),
          alternative(declared) + output.label() + " end in " + own + ".");
    } else if (declared == Activation.SOFTMAX
        && (loss == Loss.MEAN_SQUARED_ERROR || loss == Loss.HALF_SQUARED_ERROR)) {
      diagnostics.report(
          Problem.UNUSUAL_LOSS,
          model.loss().origin(),
          loss + " of a softmax learns slowly where the network is surely wrong",
          "Write loss = CROSS_ENTROPY, unless that is what you want.");
    }
  }

  private static String alternative(Activation declared) {
    return switch (declared) {
      case SIGMOID -> "Write loss = BINARY_CROSS_ENTROPY, or let ";
      case SOFTMAX, LOG_SOFTMAX -> "Write loss = CROSS_ENTROPY, or let ";
      default -> "Let ";
    };
  }

  private static String ends(LayerSpec output, Activation declared) {
    return output.label()
        + (declared == Activation.IDENTITY ? " has no activation" : " ends in " + declared);
  }

  /** Returns whether the loss and the operation of the output are computed as one. */
  private boolean isFused(Node output) {
    Loss loss = model.loss().loss();
    Optional<Activation> last = output.op().activation();
    return loss.activation().isPresent() && loss.activation().equals(last)
        || loss == Loss.CROSS_ENTROPY && last.equals(Optional.of(Activation.LOG_SOFTMAX));
  }

  /** Returns the activation that a value went through last, also before it was moved or joined. */
  private static Activation activation(Node value) {
    if (value.op().effect() instanceof Effect.Moves) {
      return value.inputs().stream()
          .map(OutputChecker::activation)
          .filter(activation -> activation != Activation.IDENTITY)
          .findFirst()
          .orElse(Activation.IDENTITY);
    }
    return value.op().activation().orElse(Activation.IDENTITY);
  }

  private void mismatch(String found, String advice) {
    diagnostics.report(Problem.LOSS_MISMATCH, model.loss().origin(), found, advice);
  }

  private void checkSoftmaxTwice(LayerSpec layer) {
    Node value = values.get(layer.name()).node();
    if (isSoftmax(value)
        && value.input(0).op().activation().equals(Optional.of(Activation.SOFTMAX))) {
      diagnostics.report(
          Problem.SOFTMAX_TWICE,
          layer.origin(),
          layer.label() + " is the softmax of " + value.input(0).layer() + ", a softmax already",
          "Remove one of them: the softmax of probabilities makes them nearly equal.");
    }
  }

  private static boolean isSoftmax(Node value) {
    return value.op().activation().equals(Optional.of(Activation.SOFTMAX))
        || value.op().activation().equals(Optional.of(Activation.LOG_SOFTMAX));
  }
}
