package dev.neurac.processor.model;

import java.util.List;

/**
 * The attributes of a layer, by name: what was written, or their defaults.
 *
 * <p>Layers read themselves from these, so that they know nothing of where a model comes from. In
 * source code, the attributes are those of an annotation.
 */
public interface Attributes {

  /** Returns the value of an {@code int} attribute. */
  int integer(String name);

  /** Returns the value of a {@code double} attribute; NaN is the default of some. */
  double real(String name);

  /** Returns the value of a {@code boolean} attribute. */
  boolean flag(String name);

  /** Returns the value of an attribute that is an enum constant. */
  <E extends Enum<E>> E constant(String name, Class<E> type);

  /** Returns the values of an {@code int[]} attribute. */
  List<Integer> integers(String name);
}
