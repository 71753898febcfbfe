package dev.neurac.processor.ir;

/** Inputs whose shapes do not fit an operation; the message says which and why. */
public final class ShapeMismatch extends Exception {

  private static final long serialVersionUID = 1;

  public ShapeMismatch(String message) {
    super(message);
  }

  /**
   * Refuses an input that does not fit. Nearly all do, so only then is the message put together.
   *
   * @param message what is said of the input, in front of which its shape is written
   */
  static void unless(boolean fits, Shape input, String message) throws ShapeMismatch {
    if (!fits) {
      throw new ShapeMismatch(input + " " + message);
    }
  }
}
