package dev.neurac.io;

import java.io.IOException;
import java.nio.file.Path;

/** A file of weights that is damaged, or that does not fit; the message says what to do. */
public final class WeightFileException extends IOException {

  private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param file the file, which the message names first
   * @param problem what was found, what was expected and what to do
   */
  public WeightFileException(Path file, String problem) {
    super(file + ": " + problem);
  }

  WeightFileException(Path file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
