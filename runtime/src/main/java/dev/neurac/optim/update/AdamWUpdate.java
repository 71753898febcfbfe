package dev.neurac.optim.update;

/** The update of {@code dev.neurac.optim.AdamW}, whose Javadoc has the formula. */
public final class AdamWUpdate {

  public static final int NUMBER = 8;

  /**
   * What the parameter is multiplied by, in the place of Adam's decay; the other scalars are
   * Adam's.
   */
  public static final int SHRINK = AdamUpdate.DECAY;

  private AdamWUpdate() {}

  public static float adamwShrunk(float w, float shrink) {
    return shrink * w;
  }
}
