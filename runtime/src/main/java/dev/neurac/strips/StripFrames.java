package dev.neurac.strips;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The frames that wait for a run.
 *
 * <p>They are not thread locals: a thread may outlive the application that we belong to, and would
 * keep our classes in memory. Instead a table has a place for each thread by its number. Whichever
 * thread finds the place free owns it from then on, and takes its frame without any
 * synchronisation. Threads that find another's frame there, as those after the first hundreds may,
 * share frames, which costs them some nanoseconds a run.
 */
final class StripFrames {

  private static final int PLACES = 256;

  /** How many threads without a place may run programs at the same moment without allocating. */
  private static final int SHARED_PLACES = 64;

  private static final StripFrame[] OWNED = new StripFrame[PLACES];

  private static final AtomicReferenceArray<StripFrame> SHARED =
      new AtomicReferenceArray<>(SHARED_PLACES);

  private StripFrames() {}

  /** Returns a frame that no other run uses. */
  static StripFrame take() {
    Thread thread = Thread.currentThread();
    int place = (int) thread.getId() & (PLACES - 1);
    StripFrame frame = OWNED[place];
    return frame != null && frame.isOwnedBy(thread) && !frame.isTaken()
        ? frame
        : takeAnother(thread, place, frame);
  }

  private static StripFrame takeAnother(Thread thread, int place, StripFrame found) {
    // A taken frame of the thread's own is either another run's, or was never run and is lost.
    if (found == null || found.isOwnedBy(thread) || found.isOwnedBy(null)) {
      return OWNED[place] = new StripFrame(thread);
    }
    for (int i = 0; i < SHARED_PLACES; i++) {
      int shared = (place + i) & (SHARED_PLACES - 1);
      if (SHARED.getPlain(shared) != null) {
        StripFrame frame = SHARED.getAndSet(shared, null);
        if (frame != null) {
          return frame;
        }
      }
    }
    return new StripFrame(null);
  }

  /** Keeps a frame that belongs to no thread for a later run; others are where they belong. */
  static void giveBack(StripFrame frame) {
    if (!frame.isShared()) {
      return;
    }
    int place = (int) Thread.currentThread().getId();
    for (int i = 0; i < SHARED_PLACES; i++) {
      int shared = (place + i) & (SHARED_PLACES - 1);
      if (SHARED.getPlain(shared) == null && SHARED.compareAndSet(shared, null, frame)) {
        return;
      }
    }
  }
}
