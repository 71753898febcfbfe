package dev.neurac.runtime;

/** The table of a network's layers. */
final class Summary {

  private Summary() {}

  static String of(Architecture architecture) {
    throw new UnsupportedOperationException();
  }
}
