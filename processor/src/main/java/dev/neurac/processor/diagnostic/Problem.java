package dev.neurac.processor.diagnostic;

import java.util.Locale;

/** Everything the compiler can find wrong. The id is stable: people search for it. */
public enum Problem {
  /** A type that no class can implement or extend. */
  UNUSABLE_TYPE,
  /** An abstract class without a constructor that generated code can call. */
  MISSING_CONSTRUCTOR,
  /** An annotated type that does not extend {@code Network}. */
  NOT_A_NETWORK,
  /** Layers on a type that is no model. */
  MISSING_MODEL,
  /** The annotation of a node on a type. */
  MISPLACED_ANNOTATION,
  /** A Java release that generated code is too new for. */
  UNUSABLE_RELEASE,
  /** A method that the generated class needs for itself. */
  RESERVED_METHOD,
  /** A field that hides a class from generated code. */
  RESERVED_FIELD,
  /** A model without layers. */
  NO_LAYERS,
  /** Layers on the type and on its methods. */
  MIXED_FORMS,
  /** An abstract method that is no node. */
  NOT_A_NODE,
  /** A method with more than one node annotation. */
  SEVERAL_KINDS,
  /** A node method whose return type or parameters are not tensors. */
  WRONG_SIGNATURE,
  /** A name that is no Java identifier. */
  INVALID_NAME,
  /** Two layers, or a layer and the input, of one name. */
  DUPLICATE_NAME,
  /** No parameter declares the network's input. */
  MISSING_INPUT,
  /** Two parameters declare the network's input. */
  DUPLICATE_INPUT,
  /** A parameter that names neither a node nor the input. */
  UNKNOWN_INPUT,
  /** A node with too few or too many inputs. */
  INPUT_COUNT,
  /** Nodes that wait for each other. */
  CYCLE,
  /** A node besides the output that nobody uses. */
  UNUSED_NODE,
  /** A size that is missing where nothing tells it. */
  MISSING_SIZE,
  /** A size below 1. */
  INVALID_SIZE,
  /** A dropout rate outside [0, 1). */
  INVALID_RATE,
  /** A slope, scale or other number outside its range. */
  INVALID_VALUE,
  /** An attribute that means nothing here. */
  INEFFECTIVE_ATTRIBUTE,
  /** An axis that the inputs do not have. */
  INVALID_AXIS,
  /** Shapes that do not fit each other. */
  SHAPE_MISMATCH,
  /** A number of parameters other than the declared one. */
  PARAMETER_COUNT,
  /** More parameters than an int can count. */
  TOO_MANY_PARAMETERS,
  /** More layers than a Java class holds. */
  MODEL_TOO_LARGE,
  /** A loss that does not fit the network's output. */
  LOSS_MISMATCH,
  /** A loss that can be computed from the network's output, but that nobody should want. */
  UNUSUAL_LOSS,
  /** A softmax of a softmax. */
  SOFTMAX_TWICE,
  /** A network whose output is dropped at random. */
  DROPOUT_ON_OUTPUT,
  /** Another type of the generated class's name. */
  NAME_TAKEN,
  /** A name that makes names of files too long. */
  NAME_TOO_LONG,
  /** A mistake of ours. */
  INTERNAL_ERROR;

  /** Returns whether the model is compiled all the same. */
  public boolean isWarning() {
    return this == UNUSUAL_LOSS;
  }

  /** Returns whether a class can still implement or extend the annotated type. */
  public boolean leavesExtendable() {
    return this != UNUSABLE_TYPE
        && this != MISSING_CONSTRUCTOR
        && this != RESERVED_METHOD
        && this != NAME_TAKEN;
  }

  /** Returns the stable id that messages begin with: {@code ShapeMismatch}. */
  public String id() {
    StringBuilder id = new StringBuilder();
    for (String word : name().split("_")) {
      id.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return id.toString();
  }
}
