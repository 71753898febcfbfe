package dev.neurac.processor.model;

import dev.neurac.processor.diagnostic.Origin;
import java.util.List;
import java.util.Map;

/**
 * One layer as the user declared it.
 *
 * @param name its name in files, summaries and generated code
 * @param label how messages call it: {@code layer 2} where the user gave no name
 * @param inputs its ports, in the order in which it takes them
 * @param annotation the annotation as written, for traces
 * @param attributes where each attribute was written
 */
public record LayerSpec(
    String name,
    String label,
    LayerKind kind,
    List<Port> inputs,
    String annotation,
    Origin origin,
    Map<String, Origin> attributes) {

  /**
   * Where a layer takes a value from: an edge of the network, known by name before anything is
   * built. The value itself is a {@link Value}.
   *
   * @param parameter the name of the method's parameter
   * @param source the name of the node, or of the input, that the value comes from
   */
  public record Port(String parameter, String source, Origin origin) {}

  public LayerSpec {
    inputs = List.copyOf(inputs);
    attributes = Map.copyOf(attributes);
  }

  /** Returns where an attribute was written, or the layer where it was left out. */
  public Origin origin(String attribute) {
    return attributes.getOrDefault(attribute, origin);
  }
}
