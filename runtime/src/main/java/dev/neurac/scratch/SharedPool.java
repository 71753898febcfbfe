package dev.neurac.scratch;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Objects that wait for any thread to take them. Without locks: each thread begins to look at a
 * place of its own, so that threads hardly ever meet.
 */
public final class SharedPool<T> {

  /** How many objects wait at most, a power of two. */
  private static final int PLACES = 64;

  private final AtomicReferenceArray<T> waiting = new AtomicReferenceArray<>(PLACES);

  /** Returns an object that nobody else uses, or null if none waits. */
  public T take() {
    int first = firstPlace();
    for (int i = 0; i < PLACES; i++) {
      int place = (first + i) & (PLACES - 1);
      if (waiting.getPlain(place) != null) {
        T taken = waiting.getAndSet(place, null);
        if (taken != null) {
          return taken;
        }
      }
    }
    return null;
  }

  /** Lets an object wait that is used no longer; it is dropped where enough wait. */
  public void giveBack(T object) {
    int first = firstPlace();
    for (int i = 0; i < PLACES; i++) {
      int place = (first + i) & (PLACES - 1);
      if (waiting.getPlain(place) == null && waiting.compareAndSet(place, null, object)) {
        return;
      }
    }
  }

  private static int firstPlace() {
    return (int) Thread.currentThread().getId();
  }
}
