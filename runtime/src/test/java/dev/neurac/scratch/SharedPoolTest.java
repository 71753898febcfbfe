package dev.neurac.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedPoolTest {

  @Test
  void whatIsGivenBackIsTakenOnce() {
    SharedPool<Object> pool = new SharedPool<>();
    assertThat(pool.take()).isNull();
    Object object = new Object();
    pool.giveBack(object);
    assertThat(pool.take()).isSameAs(object);
    assertThat(pool.take()).isNull();
  }

  @Test
  void anyThreadTakesWhatAnotherGaveBack() throws Exception {
    SharedPool<Object> pool = new SharedPool<>();
    Object object = new Object();
    Thread other = new Thread(() -> pool.giveBack(object));
    other.start();
    other.join();
    assertThat(pool.take()).isSameAs(object);
  }

  @Test
  void itKeepsALimitedNumber() {
    SharedPool<Object> pool = new SharedPool<>();
    for (int i = 0; i < 1000; i++) {
      pool.giveBack(new Object());
    }
    Set<Object> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Object each = pool.take(); each != null; each = pool.take()) {
      taken.add(each);
    }
    assertThat(taken).hasSize(64);
  }

  @Test
  void noTwoThreadsHoldTheSameObject() throws Exception {
    SharedPool<AtomicInteger> pool = new SharedPool<>();
    Callable<Integer> user =
        () -> {
          int shared = 0;
          for (int i = 0; i < 100_000; i++) {
            AtomicInteger users = pool.take();
            users = users == null ? new AtomicInteger() : users;
            shared += users.incrementAndGet() - 1;
            users.decrementAndGet();
            pool.giveBack(users);
          }
          return shared;
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> counts = new ArrayList<>(threads.invokeAll(List.of(user, user, user)));
      for (Future<Integer> shared : counts) {
        assertThat(shared.get()).isZero();
      }
    } finally {
      threads.shutdown();
    }
  }
}
