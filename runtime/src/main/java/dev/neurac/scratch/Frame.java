package dev.neurac.scratch;

import java.lang.ref.WeakReference;

/** What one call works with at a time, kept in a {@link FrameTable} for the calls after it. */
public abstract class Frame {

  /**
   * The thread that alone uses the frame; null if threads share it, empty if the thread is gone.
   */
  private final WeakReference<Thread> owner;

  /** Makes a frame for one thread, or for all if that is null. */
  protected Frame(Thread owner) {
    this.owner = owner == null ? null : new WeakReference<>(owner);
  }

  /** Returns whether a call uses the frame now. */
  protected abstract boolean isTaken();

  /** Returns whether a thread is the only one to use the frame; null for one that is gone. */
  final boolean isOwnedBy(Thread thread) {
    return owner.refersTo(thread);
  }

  final boolean isShared() {
    return owner == null;
  }
}
