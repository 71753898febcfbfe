package dev.neurac.train;

import dev.neurac.kernels.VectorCompilation;
import dev.neurac.runtime.Backends;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Decides in a training whether compiling vector code pays, from the length that is planned and the
 * speed that is measured on plain code.
 *
 * <p>A training that is long on any machine begins at once. Any other waits until HotSpot has
 * compiled the plain code, which before that is up to ten times slower: one that is long even so
 * begins after half a second, all others are judged after two, and short ones are over by then.
 *
 * <p>What a process took without vectors, beyond the plan of a training or in other trainings,
 * tells that there is more to come: as one who rents buys when the rent has paid the price once
 * more.
 */
final class CompilingChoice implements AutoCloseable {

  /** What is decided upon; one of a test knows no kernels. */
  interface Compilation extends AutoCloseable {
    boolean hasBegun();

    void begin();

    @Override
    void close();
  }

  /**
   * The plan of a training.
   *
   * @param about which training it is, for the log
   * @param steps how many there are to come, measuring counted as steps
   * @param work the multiply-adds of a step
   * @param patience the epochs that were counted of those asked for, if fewer
   */
  record Plan(String about, double steps, double work, Optional<Integer> patience) {}

  /**
   * How much of a training must be left for compiling to pay. It costs 2 to 3 seconds of a
   * processor, and saves a third to two thirds of what is left ({@code FirstTraining} of the
   * benchmarks).
   */
  static final double PAYS_SECONDS = 9;

  /** Multiply-adds in a nanosecond that no thread does in plain code. */
  static final double PLAIN_SPEED_BOUND = 16;

  /** When steps are measured: each time from half of it on. */
  private static final double[] LOOK_SECONDS = {0.5, 2};

  /** How many times slower than in the end the steps may still be then, at most. */
  private static final double[] SLOWNESS = {10, 1.25};

  /** Seconds that the trainings of this process took in plain code. */
  private static double plainSeconds;

  private final Optional<Compilation> compilation;
  private final Plan plan;
  private final LongSupplier nanoTime;
  private final double secondsBefore;
  private final long began;
  private boolean open;
  private long steps;
  private long nextLook = 1;

  /** Which look comes next. */
  private int looks;

  /** The first step that is measured, and when it began; 0 before that. */
  private long measuredFrom;

  private long measuringBegan;

  /** Makes the choice of a training on so many threads. */
  CompilingChoice(Plan plan, int threads) {
    this(plan, threads, open(), System::nanoTime);
  }

  /** Makes one that asks a given clock, for tests. */
  CompilingChoice(
      Plan plan, int threads, Optional<Compilation> compilation, LongSupplier nanoTime) {
    this.plan = plan;
    this.compilation = compilation;
    this.nanoTime = nanoTime;
    this.secondsBefore = plainSecondsSoFar();
    this.began = nanoTime.getAsLong();
    this.open = compilation.isPresent();
    double leastSeconds = plan.steps() * plan.work() / (PLAIN_SPEED_BOUND * threads) / 1e9;
    if (open && leastSeconds >= PAYS_SECONDS) {
      begin(leastSeconds, "at least");
    }
  }

  private static Optional<Compilation> open() {
    return VectorCompilation.open().map(Vectors::new);
  }

  private record Vectors(VectorCompilation decision) implements Compilation {
    @Override
    public boolean hasBegun() {
      return decision.hasBegun();
    }

    @Override
    public void begin() {
      decision.begin();
    }

    @Override
    public void close() {
      decision.close();
    }
  }

  private static synchronized double plainSecondsSoFar() {
    return plainSeconds;
  }

  private static synchronized void addPlainSeconds(double seconds) {
    plainSeconds += seconds;
  }

  /** Begins anew, for tests. */
  static synchronized void forgetPlainSeconds() {
    plainSeconds = 0;
  }

  /** Looks at the clock about once a millisecond. */
  void stepDone() {
    if (open && ++steps >= nextLook) {
      long now = nanoTime.getAsLong();
      look(now);
      nextLook = steps + Math.max(1, (long) (steps * 1e6 / Math.max(1, now - began)));
    }
  }

  private void look(long now) {
    double elapsed = seconds(began, now);
    if (compilation.orElseThrow().hasBegun()) {
      open = false;
    } else if (secondsBefore + elapsed >= 2 * PAYS_SECONDS) {
      begin(secondsBefore + elapsed, "until now");
    } else if (looks == LOOK_SECONDS.length) {
      return;
    } else if (measuredFrom == 0) {
      if (elapsed >= LOOK_SECONDS[looks] / 2) {
        measuredFrom = steps;
        measuringBegan = now;
      }
    } else if (elapsed >= LOOK_SECONDS[looks]) {
      double stepSeconds = seconds(measuringBegan, now) / (steps - measuredFrom);
      decide((plan.steps() - steps) * stepSeconds / SLOWNESS[looks]);
    }
  }

  private void decide(double secondsLeft) {
    looks++;
    measuredFrom = 0;
    if (secondsLeft >= PAYS_SECONDS) {
      begin(secondsLeft, looks == LOOK_SECONDS.length ? "about" : "at least");
    } else if (looks == LOOK_SECONDS.length) {
      say(
          String.format(
              Locale.ROOT, "not compiled, since plain code takes %.1f s more", secondsLeft));
    }
  }

  private void begin(double seconds, String measure) {
    open = false;
    compilation.orElseThrow().begin();
    say(String.format(Locale.ROOT, "compiled, since plain code takes %s %.1f s", measure, seconds));
  }

  private void say(String decision) {
    String counted =
        plan.patience()
            .map(epochs -> "; of epochs that early stopping may leave out, it counts " + epochs)
            .orElse("");
    Backends.noted(plan.about(), decision + counted);
    System.getLogger("dev.neurac").log(Level.DEBUG, plan.about() + ": " + decision + counted);
  }

  private static double seconds(long from, long to) {
    return (to - from) / 1e9;
  }

  /** Leaves the decision, if it is open, to what comes after the training. */
  @Override
  public void close() {
    if (open) {
      addPlainSeconds(seconds(began, nanoTime.getAsLong()));
    }
    compilation.ifPresent(Compilation::close);
  }
}
