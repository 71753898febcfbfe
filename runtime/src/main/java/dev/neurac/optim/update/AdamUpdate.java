package dev.neurac.optim.update;

/** The update of {@code dev.neurac.optim.Adam}, whose Javadoc has the formula. */
public final class AdamUpdate {

  public static final int NUMBER = 7;

  /** rate / (1 - beta1^t). */
  public static final int RATE = 0;

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

  /** 1 if it is AMSGrad, else 0. */
  public static final int AMSGRAD = 8;

  public static final int SCALARS = 9;

  private AdamUpdate() {}

  public static float adamMean(float m, float g, float beta1, float rest1) {
    return beta1 * m + rest1 * g;
  }

  public static float adamSquare(float v, float g, float beta2, float rest2) {
    return beta2 * v + rest2 * g * g;
  }

  public static float adamMoved(
      float w, float m, float rootOfN, float rate, float root, float epsilon) {
    return w - rate * m / (rootOfN / root + epsilon);
  }
}
