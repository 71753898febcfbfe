package dev.neurac.optim.update;

/** What a penalty adds to the gradient; {@code dev.neurac.optim.Penalty} has the formula. */
public final class PenaltyGradient {

  private PenaltyGradient() {}

  public static float l1Gradient(float w, float scale) {
    return w > 0 ? scale : w < 0 ? -scale : 0;
  }

  public static float l2Gradient(float w, float scale) {
    return scale * w;
  }
}
