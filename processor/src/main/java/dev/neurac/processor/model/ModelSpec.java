package dev.neurac.processor.model;

import dev.neurac.processor.diagnostic.Origin;
import java.util.List;

/**
 * A model as the user declared it. Nothing of the compiler's own model of the source is left in it
 * but the origins.
 *
 * @param packageName empty for the unnamed package
 * @param typeNames the simple names of the type, outermost first
 * @param hasToString whether the type has a {@code toString} of its own, written or inherited
 * @param suppressed kinds of lint, as javac calls them, that warn of a class of such a type for
 *     what the type is; of that, javac warns where the type stands
 * @param parameters the declared number of parameters, -1 for none
 * @param inputs the declarations of the input: exactly one in a model without mistakes
 * @param layers in source order, which has a meaning in the stack form alone
 */
public record ModelSpec(
    String packageName,
    List<String> typeNames,
    boolean isInterface,
    boolean isPublic,
    boolean hasToString,
    List<String> suppressed,
    Form form,
    LossSpec loss,
    long parameters,
    List<InputSpec> inputs,
    List<LayerSpec> layers,
    Origin origin,
    Origin parametersOrigin) {

  /** The two ways to write a model. */
  public enum Form {
    /** Layers on the type, in source order. */
    STACK,
    /** Methods as nodes, wired by name. */
    NODE
  }

  /**
   * The declaration of the network's input, which comes from outside: no layer produces it.
   *
   * @param name what layers call it: a {@link LayerSpec.Port#source} like any layer
   * @param shape the extents of one row, without the batch
   */
  public record InputSpec(String name, List<Integer> shape, Origin origin) {
    public InputSpec {
      shape = List.copyOf(shape);
    }
  }

  public ModelSpec {
    typeNames = List.copyOf(typeNames);
    suppressed = List.copyOf(suppressed);
    inputs = List.copyOf(inputs);
    layers = List.copyOf(layers);
  }

  /** Returns the simple name of the annotated type. */
  public String name() {
    return typeNames.get(typeNames.size() - 1);
  }

  /** Returns the simple name of the generated class: {@code Outer_DigitsNet}. */
  public String generatedName() {
    return String.join("_", typeNames) + "Net";
  }
}
