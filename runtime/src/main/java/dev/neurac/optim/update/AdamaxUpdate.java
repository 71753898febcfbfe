package dev.neurac.optim.update;

/** The update of {@code dev.neurac.optim.Adamax}, whose Javadoc has the formula. */
public final class AdamaxUpdate {

  public static final int NUMBER = 9;

  /** rate / (1 - beta1^t). */
  public static final int RATE = 0;

  public static final int DECAY = 1;
  public static final int BETA1 = 2;

  /** 1 - beta1. */
  public static final int REST1 = 3;

  public static final int BETA2 = 4;
  public static final int EPSILON = 5;

  public static final int SCALARS = 6;

  private AdamaxUpdate() {}

  public static float adamaxMean(float m, float g, float beta1, float rest1) {
    return beta1 * m + rest1 * g;
  }

  public static float adamaxMoved(float w, float m, float u, float rate) {
    return w - rate * m / u;
  }
}
