package dev.neurac.train;

/** Why a training ended. */
public enum Ending {
  /** All epochs that were asked for are done. */
  ALL_EPOCHS,
  /** {@link EarlyStopping} found that it no longer got better. */
  NO_IMPROVEMENT,
  /** An {@link EpochListener} called {@link TrainingControl#stop}. */
  LISTENER,
  /** {@link Trainer#stop} was called; the epoch that it fell into is not in the history. */
  STOPPED,
  /**
   * The thread that trained was interrupted, and still is; the epoch that it fell into is not in
   * the history.
   */
  INTERRUPTED
}
