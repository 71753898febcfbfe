package dev.neurac.processor.ir;

/** Inputs whose shapes do not fit an operation; the message says which and why. */
public final class ShapeMismatch extends Exception {

  private static final long serialVersionUID = 1;

  public ShapeMismatch(String message) {
    super(message);
  }
}
