package dev.neurac.optim.update;

/** The update of {@code dev.neurac.optim.Nadam}, whose Javadoc has the formula. */
public final class NadamUpdate {

  public static final int NUMBER = 10;

  /** What the gradient is scaled by: a. */
  public static final int GRADIENT_RATE = 0;

  public static final int DECAY = 1;
  public static final int BETA1 = 2;

  /** 1 - beta1. */
  public static final int REST1 = 3;

  public static final int BETA2 = 4;

  /** 1 - beta2. */
  public static final int REST2 = 5;

  public static final int EPSILON = 6;

  /** sqrt(1 - beta2^t). */
  public static final int ROOT = 7;

  /** What the mean is scaled by: b. */
  public static final int MEAN_RATE = 8;

  public static final int SCALARS = 9;

  private NadamUpdate() {}

  public static float nadamMean(float m, float g, float beta1, float rest1) {
    return beta1 * m + rest1 * g;
  }

  public static float nadamSquare(float v, float g, float beta2, float rest2) {
    return beta2 * v + rest2 * g * g;
  }

  public static float nadamMoved(
      float w, float g, float m, float rootOfV, float a, float b, float root, float epsilon) {
    return w - (a * g + b * m) / (rootOfV / root + epsilon);
  }
}
