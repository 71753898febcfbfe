package dev.neurac.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WarmUpThreadTest {

  private static final long IDLE_NANOS = 400_000_000;
  private static final long STUCK_NANOS = 50_000_000;

  /** Code that is fast, and allocates while it is of one of some classes. */
  private static final class Allocating implements WarmUp.Code {

    private final int classes;
    private final boolean lastAllocates;
    private volatile int current = 1;
    private volatile boolean refused;
    private volatile Object garbage;

    Allocating(int classes, boolean lastAllocates) {
      this.classes = classes;
      this.lastAllocates = lastAllocates;
    }

    @Override
    public int run(int turns) {
      if (current < classes || lastAllocates) {
        garbage = new float[100];
      }
      return Integer.MAX_VALUE;
    }

    @Override
    public boolean replace() {
      refused = current == classes;
      current = Math.min(current + 1, classes);
      return !refused;
    }
  }

  @Test
  void allocationsAreCounted() {
    long before = AllocatedBytes.ofThisThread();
    float[] some = new float[100];
    assertThat(AllocatedBytes.ofThisThread() - before).isGreaterThanOrEqualTo(4 * some.length);
  }

  @Test
  void codeThatAllocatesIsReplacedUntilItDoesNot() throws Exception {
    Allocating code = new Allocating(3, false);
    CountDownLatch compiled = new CountDownLatch(1);
    new WarmUpThread(IDLE_NANOS, STUCK_NANOS).compile(code, compiled::countDown);
    assertThat(compiled.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(code.current).isEqualTo(3);
  }

  @Test
  void codeThatKeepsAllocatingIsDroppedAndHoldsNothingUp() throws Exception {
    WarmUpThread warmUp = new WarmUpThread(IDLE_NANOS, STUCK_NANOS);
    Allocating hopeless = new Allocating(2, true);
    CountDownLatch compiled = new CountDownLatch(1);
    AtomicBoolean taken = new AtomicBoolean();
    warmUp.compile(hopeless, () -> taken.set(true));
    warmUp.compile(new Allocating(3, false), compiled::countDown);
    assertThat(compiled.await(1, TimeUnit.MINUTES)).isTrue();
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!hopeless.refused) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(1);
    }
    assertThat(taken).isFalse();
  }

  /** Code that is slow while it is of the first of two classes. */
  private static final class Slow implements WarmUp.Code {

    private volatile boolean replaced;

    @Override
    public int run(int turns) {
      return replaced ? Integer.MAX_VALUE : 0;
    }

    @Override
    public boolean replace() {
      boolean first = !replaced;
      replaced = true;
      return first;
    }
  }

  @Test
  void codeThatStaysSlowIsReplacedWhereOtherCodeWasCompiled() throws Exception {
    WarmUpThread warmUp = new WarmUpThread(IDLE_NANOS, STUCK_NANOS);
    CountDownLatch compiled = new CountDownLatch(2);
    warmUp.compile(new Allocating(1, false), compiled::countDown);
    warmUp.compile(new Slow(), compiled::countDown);
    assertThat(compiled.await(1, TimeUnit.MINUTES)).isTrue();
  }

  /** As where C2 is switched off: a second try of each would take as long, for nothing. */
  @Test
  void whereNothingIsCompiledAllIsGivenUp() throws Exception {
    WarmUpThread warmUp = new WarmUpThread(IDLE_NANOS, STUCK_NANOS);
    Slow slow = new Slow();
    AtomicBoolean taken = new AtomicBoolean();
    warmUp.compile(slow, () -> taken.set(true));
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!warmUp.hasGivenUp()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(1);
    }
    CountDownLatch answered = new CountDownLatch(1);
    warmUp.compile(new Allocating(1, false), () -> taken.set(true));
    warmUp.run(answered::countDown);
    assertThat(answered.await(1, TimeUnit.MINUTES)).as("the thread goes on").isTrue();
    Thread.sleep(100);
    assertThat(slow.replaced).isFalse();
    assertThat(taken).isFalse();
  }
}
