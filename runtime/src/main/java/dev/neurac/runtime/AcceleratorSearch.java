package dev.neurac.runtime;

import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * What came of looking for the OpenCL back end, which is an artifact of its own.
 *
 * @param found the back end, where it is there and could be loaded
 * @param reason why there is none, and what would change it; empty where there is one
 * @param isAbsent whether that is because the application does not have the artifact
 */
record AcceleratorSearch(Optional<Accelerator> found, Optional<String> reason, boolean isAbsent) {

  private static final String ABSENT =
      "neurac-opencl is neither on the class path nor on the module path. Add the dependency"
          + " dev.neurac:neurac-opencl, in the version of neurac-runtime.";

  /**
   * Looks where this class comes from. The thread's own class loader may know nothing of the
   * application, as in a thread of a server, or know another one's back end.
   */
  static AcceleratorSearch inApplication() {
    return in(Accelerator.class.getClassLoader());
  }

  /** Looks in one class loader; a provider that cannot be loaded is a reason, not an exception. */
  static AcceleratorSearch in(ClassLoader loader) {
    try {
      Optional<Accelerator> found = ServiceLoader.load(Accelerator.class, loader).findFirst();
      return new AcceleratorSearch(
          found, found.isPresent() ? Optional.empty() : Optional.of(ABSENT), found.isEmpty());
    } catch (ServiceConfigurationError | LinkageError e) {
      return new AcceleratorSearch(Optional.empty(), Optional.of(reasonOf(e)), false);
    }
  }

  /** Returns what the provider itself says, or else the first cause of its failure. */
  private static String reasonOf(Throwable failure) {
    Throwable cause = failure;
    while (!(cause instanceof BackendException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof BackendException
        ? cause.getMessage()
        : "it could not be loaded (" + cause + ")";
  }
}
