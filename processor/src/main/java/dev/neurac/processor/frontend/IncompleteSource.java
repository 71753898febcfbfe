package dev.neurac.processor.frontend;

/**
 * Thrown where the source is not whole: a required attribute is missing or has no value that the
 * language allows. Compilers find this themselves and say so, some only after processors have run.
 */
public final class IncompleteSource extends RuntimeException {

  private static final long serialVersionUID = 1;

  IncompleteSource(String what) {
    super(what);
  }
}
