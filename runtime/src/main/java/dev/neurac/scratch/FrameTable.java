package dev.neurac.scratch;

import java.util.function.Function;

/**
 * The frames that wait for a call.
 *
 * <p>They are not thread locals: a thread may outlive the application that we belong to, and would
 * keep our classes in memory. Instead a table has a place for each thread by its number. Whichever
 * thread finds the place free owns it from then on, and takes its frame without any
 * synchronisation. Threads that find another's frame there, as those after the first hundreds may,
 * share frames, which costs them some nanoseconds a call.
 */
public final class FrameTable<F extends Frame> {

  private static final int PLACES = 256;

  private final Object[] owned = new Object[PLACES];
  private final SharedPool<F> shared = new SharedPool<>();
  private final Function<Thread, F> factory;

  /**
   * Makes an empty table.
   *
   * @param factory makes a frame for one thread, or for all if that is null
   */
  public FrameTable(Function<Thread, F> factory) {
    this.factory = factory;
  }

  /** Returns a frame that no other call uses. */
  public F take() {
    Thread thread = Thread.currentThread();
    int place = (int) thread.getId() & (PLACES - 1);
    @SuppressWarnings("unchecked")
    F frame = (F) owned[place];
    return frame != null && frame.isOwnedBy(thread) && !frame.isTaken()
        ? frame
        : takeAnother(thread, place, frame);
  }

  private F takeAnother(Thread thread, int place, F found) {
    // A taken frame of the thread's own is either another call's, or was never used and is lost.
    if (found == null || found.isOwnedBy(thread) || found.isOwnedBy(null)) {
      F made = factory.apply(thread);
      owned[place] = made;
      return made;
    }
    F frame = shared.take();
    return frame == null ? factory.apply(null) : frame;
  }

  /** Keeps a frame that belongs to no thread for a later call; others are where they belong. */
  public void giveBack(F frame) {
    if (frame.isShared()) {
      shared.giveBack(frame);
    }
  }
}
