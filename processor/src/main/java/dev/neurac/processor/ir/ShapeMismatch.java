package dev.neurac.processor.ir;

/** Inputs whose shapes do not fit an operation; the message says which and why. */
public final class ShapeMismatch extends Exception {

  private static final long serialVersionUID = 1;

  public ShapeMismatch(String message) {
    super(message);
  }

  /** Refuses inputs that do not fit. */
  static void unless(boolean fits, String message) throws ShapeMismatch {
    if (!fits) {
      throw new ShapeMismatch(message);
    }
  }
}
