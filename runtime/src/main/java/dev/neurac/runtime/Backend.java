package dev.neurac.runtime;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What computes a network. */
public enum Backend {
  /** OpenCL on a GPU where a short trial says that it is faster, else Java. */
  AUTO,

  /** Java, always. */
  JAVA,

  /** OpenCL on the best device there is, a CPU if need be; an error where that cannot be. */
  OPENCL;

  /** Returns the name that settings give it: {@code java}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the back end of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Backend of(String text) {
    return Stream.of(values())
        .filter(backend -> backend.text().equals(text.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "-D"
                        + Backends.PROPERTY
                        + " is "
                        + Stream.of(values()).map(Backend::text).collect(Collectors.joining(", "))
                        + ", but is \""
                        + text
                        + "\""));
  }
}
