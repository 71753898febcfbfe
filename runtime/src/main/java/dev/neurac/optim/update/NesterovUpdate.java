package dev.neurac.optim.update;

/** The update of {@code dev.neurac.optim.Nesterov}, whose Javadoc has the formula. */
public final class NesterovUpdate {

  public static final int NUMBER = 3;

  public static final int RATE = 0;
  public static final int DECAY = 1;
  public static final int MOMENTUM = 2;

  public static final int SCALARS = 3;

  private NesterovUpdate() {}

  public static float nesterovVelocity(float v, float g, float momentum) {
    return momentum * v + g;
  }

  public static float nesterovMoved(float w, float g, float v, float rate, float momentum) {
    return w - rate * (g + momentum * v);
  }
}
