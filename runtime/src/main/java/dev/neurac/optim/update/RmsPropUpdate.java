package dev.neurac.optim.update;

/** The update of {@code dev.neurac.optim.RmsProp}, whose Javadoc has the formula. */
public final class RmsPropUpdate {

  public static final int NUMBER = 6;

  public static final int RATE = 0;
  public static final int DECAY = 1;
  public static final int ALPHA = 2;

  /** 1 - alpha. */
  public static final int REST = 3;

  public static final int EPSILON = 4;
  public static final int MOMENTUM = 5;

  /** 1 if centered, else 0. */
  public static final int CENTERING = 6;

  /** 1 if mean and velocity are kept, else 0. */
  public static final int FULL = 7;

  public static final int SCALARS = 8;

  private RmsPropUpdate() {}

  public static float rmspropSquare(float s, float g, float alpha, float rest) {
    return alpha * s + rest * g * g;
  }

  public static float rmspropMean(float m, float g, float alpha, float rest) {
    return alpha * m + rest * g;
  }

  /** The centering is 1 or 0. */
  public static float rmspropVariance(float s, float m, float centering) {
    return s - centering * m * m;
  }

  public static float rmspropVelocity(float v, float g, float root, float momentum, float epsilon) {
    return momentum * v + g / (root + epsilon);
  }

  public static float rmspropMoved(float w, float v, float rate) {
    return w - rate * v;
  }
}
