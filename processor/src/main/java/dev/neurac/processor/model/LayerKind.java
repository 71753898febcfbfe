package dev.neurac.processor.model;

import dev.neurac.processor.ir.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a layer does: one record for each annotation, which reads it and builds its operations. */
public interface LayerKind {

  /** The kinds: the simple name of each annotation, and how it is read. */
  Map<String, Function<Attributes, LayerKind>> READERS = readers();

  private static Map<String, Function<Attributes, LayerKind>> readers() {
    Map<String, Function<Attributes, LayerKind>> readers = new LinkedHashMap<>();
    readers.put("Layer", DenseLayer::read);
    readers.put("Add", attributes -> new AddLayer());
    readers.put("Concat", ConcatLayer::read);
    readers.put("Dropout", DropoutLayer::read);
    readers.put("Apply", ApplyLayer::read);
    readers.put("LayerNorm", LayerNormLayer::read);
    readers.put("RmsNorm", RmsNormLayer::read);
    return readers;
  }

  /** Returns the layer that an annotation of {@link #READERS} declares. */
  static LayerKind read(String annotation, Attributes attributes) {
    return READERS.get(annotation).apply(attributes);
  }

  /** Returns what the layer does in a word or two, for tables. */
  String text();

  /** Returns the activation's name, or what stands in its column. */
  default String activationText() {
    return "";
  }

  /** Returns the extents of the rows that the layer says it takes, none where they are inferred. */
  default List<Integer> declaredInput() {
    return List.of();
  }

  /** The maximum of a layer that takes many inputs: its kernel takes two arguments for each. */
  int MAX_INPUTS = 64;

  /** Returns the minimum number of inputs. */
  default int minInputs() {
    return 1;
  }

  /** Returns the maximum number of inputs. */
  default int maxInputs() {
    return 1;
  }

  /**
   * Checks what can be checked without the inputs.
   *
   * @throws LayerProblem if an attribute is wrong by itself
   */
  default void checkAttributes() throws LayerProblem {}

  /**
   * Adds the layer's operations.
   *
   * @return {@link LayerBuilder#output}
   * @throws LayerProblem if the attributes or the inputs' shapes do not fit
   */
  Value build(LayerBuilder g, List<Value> inputs) throws LayerProblem;

  /**
   * Returns the shape that later layers are checked against when this one could not be built, if
   * the layer says enough.
   */
  Optional<Shape> intended(List<Value> inputs);
}
