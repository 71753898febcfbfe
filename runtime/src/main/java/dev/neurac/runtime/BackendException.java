package dev.neurac.runtime;

/**
 * The back end that was asked for by name cannot compute this network here; the message says why,
 * and what would change it.
 */
public final class BackendException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  private final boolean isAbsence;

  /** Makes an exception. */
  public BackendException(String message) {
    this(message, false);
  }

  /** Makes an exception for a back end whose artifact may not be there at all. */
  BackendException(String message, boolean isAbsence) {
    super(message);
    this.isAbsence = isAbsence;
  }

  /** Makes an exception for what went wrong in a library. */
  public BackendException(String message, Throwable cause) {
    super(message, cause);
    this.isAbsence = false;
  }

  /** Returns whether the application does not have the back end's artifact. */
  boolean isAbsence() {
    return isAbsence;
  }
}
