package dev.neurac.runtime;

/**
 * The back end that was asked for by name cannot compute this network here; the message says why,
 * and what would change it.
 */
public final class BackendException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public BackendException(String message) {
    super(message);
  }

  /** Makes an exception for what went wrong in a library. */
  public BackendException(String message, Throwable cause) {
    super(message, cause);
  }
}
