package dev.neurac.optim.update;

/** The update of {@code dev.neurac.optim.Adagrad}, whose Javadoc has the formula. */
public final class AdagradUpdate {

  public static final int NUMBER = 4;

  public static final int RATE = 0;
  public static final int DECAY = 1;
  public static final int EPSILON = 2;

  public static final int SCALARS = 3;

  private AdagradUpdate() {}

  public static float adagradSum(float s, float g) {
    return s + g * g;
  }

  public static float adagradMoved(float w, float g, float rootOfS, float rate, float epsilon) {
    return w - rate * g / (rootOfS + epsilon);
  }
}
