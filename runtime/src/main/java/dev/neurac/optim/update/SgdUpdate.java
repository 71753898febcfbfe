package dev.neurac.optim.update;

/** The update of {@code dev.neurac.optim.Sgd}, whose Javadoc has the formula. */
public final class SgdUpdate {

  public static final int NUMBER = 1;

  public static final int RATE = 0;
  public static final int DECAY = 1;

  public static final int SCALARS = 2;

  private SgdUpdate() {}

  public static float sgdMoved(float w, float g, float rate) {
    return w - rate * g;
  }
}
