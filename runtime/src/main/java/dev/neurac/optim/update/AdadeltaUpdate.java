package dev.neurac.optim.update;

/** The update of {@code dev.neurac.optim.Adadelta}, whose Javadoc has the formula. */
public final class AdadeltaUpdate {

  public static final int NUMBER = 5;

  public static final int RATE = 0;
  public static final int DECAY = 1;
  public static final int RHO = 2;

  /** 1 - rho. */
  public static final int REST = 3;

  public static final int EPSILON = 4;

  public static final int SCALARS = 5;

  private AdadeltaUpdate() {}

  public static float adadeltaSquare(float s, float x, float rho, float rest) {
    return rho * s + rest * x * x;
  }

  /** Takes the roots of {@code u + epsilon} and {@code s + epsilon}. */
  public static float adadeltaDelta(float g, float rootOfU, float rootOfS) {
    return rootOfU / rootOfS * g;
  }

  public static float adadeltaMoved(float w, float d, float rate) {
    return w - rate * d;
  }
}
