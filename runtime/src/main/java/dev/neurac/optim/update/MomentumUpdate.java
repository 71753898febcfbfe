package dev.neurac.optim.update;

/** The update of {@code dev.neurac.optim.Momentum}, whose Javadoc has the formula. */
public final class MomentumUpdate {

  public static final int NUMBER = 2;

  public static final int RATE = 0;
  public static final int DECAY = 1;
  public static final int MOMENTUM = 2;

  public static final int SCALARS = 3;

  private MomentumUpdate() {}

  public static float momentumVelocity(float v, float g, float momentum) {
    return momentum * v + g;
  }

  public static float momentumMoved(float w, float v, float rate) {
    return w - rate * v;
  }
}
