package dev.neurac.runtime;

/** What is told of each layer while {@link Program#trace} computes them. */
@FunctionalInterface
public interface LayerListener {

  /**
   * Called as soon as a layer's output is computed; what comes later may overwrite it.
   *
   * @param layer the layer's name
   * @param values where its output lies, the rows one after the other
   * @param from where the output begins
   * @param size the number of values, those of all rows together
   */
  void computed(String layer, float[] values, int from, int size);
}
