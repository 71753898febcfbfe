package dev.neurac.runtime;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What computes the networks of this process, and why.
 *
 * <p>{@code -Dneurac.backend=auto|java|opencl} says it for all of them, {@link #use} does so in
 * code. It concerns training, {@code predict}, and the measuring of losses and metrics; single
 * layers and gradients that a program asks for are always computed by Java. Without a setting it is
 * {@link Backend#AUTO}.
 */
public final class Backends {

  /** The system property that names the back end. */
  public static final String PROPERTY = "neurac.backend";

  /** What was decided, and why, in order; a line each. */
  private static final Map<String, String> DECISIONS = new LinkedHashMap<>();

  private static volatile Optional<Backend> requested = Optional.empty();

  private Backends() {}

  /** Looks for the back end when it is first asked for. */
  private static final class OpenCl {

    private static final AcceleratorSearch SEARCH = AcceleratorSearch.inApplication();
  }

  /**
   * Returns the back end that was asked for.
   *
   * @throws IllegalArgumentException if the system property names none that there is
   */
  public static Backend requested() {
    Optional<Backend> named = requested;
    if (named.isEmpty()) {
      String setting = System.getProperty(PROPERTY);
      named = Optional.of(setting == null ? Backend.AUTO : Backend.of(setting));
      requested = named;
    }
    return named.get();
  }

  /** Asks for a back end, from now on. */
  public static void use(Backend backend) {
    requested = Optional.of(backend);
  }

  /**
   * Returns OpenCL.
   *
   * @throws BackendException if it cannot be used here; the message says why and what to do
   */
  public static Accelerator openCl() {
    refusal()
        .ifPresent(
            reason -> {
              throw new BackendException(
                  "the back end opencl cannot be used: " + reason, OpenCl.SEARCH.isAbsent());
            });
    return OpenCl.SEARCH.found().orElseThrow();
  }

  /** Returns why OpenCL cannot be used here, and what would change it; empty where it can. */
  public static Optional<String> refusal() {
    return OpenCl.SEARCH.reason().or(() -> OpenCl.SEARCH.found().orElseThrow().refusal());
  }

  /**
   * Notes that a computation for which no back end was named stays in Java, and logs it; but an
   * application that does not have the other back end's artifact never asked for it, and is told
   * nothing.
   *
   * @param reason why the other back end does not compute it
   */
  public static void staysInJava(String about, BackendException reason) {
    if (!reason.isAbsence()) {
      decided(about, "java, since " + reason.getMessage());
    }
  }

  /**
   * Notes what was done as it was asked for.
   *
   * @param about what it is about: the same again replaces it
   */
  public static void noted(String about, String what) {
    synchronized (DECISIONS) {
      DECISIONS.put(about, what);
    }
  }

  /**
   * Notes a decision, and logs it the first time.
   *
   * @param about what it is about: the same again replaces it
   */
  public static void decided(String about, String decision) {
    synchronized (DECISIONS) {
      if (decision.equals(DECISIONS.put(about, decision))) {
        return;
      }
    }
    // Not before it is needed: to find a logger takes a sixth of a process's first prediction.
    System.getLogger("dev.neurac").log(Level.INFO, about + ": " + decision);
  }

  /** Returns what was found, what was asked for, and what was decided and why, for people. */
  public static String describe() {
    List<String> lines = new ArrayList<>();
    lines.add("asked for: " + requested().text());
    OpenCl.SEARCH
        .found()
        .ifPresent(
            accelerator -> {
              accelerator.found().forEach(device -> lines.add("found: " + device));
              accelerator.device().ifPresent(device -> lines.add("opencl would use: " + device));
            });
    refusal().ifPresent(reason -> lines.add("no opencl: " + reason));
    synchronized (DECISIONS) {
      DECISIONS.forEach((about, decision) -> lines.add(about + ": " + decision));
    }
    return String.join(System.lineSeparator(), lines);
  }
}
