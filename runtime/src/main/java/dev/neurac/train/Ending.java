package dev.neurac.train;

/** Why a training ended. */
public enum Ending {
  /** All epochs that were asked for are done. */
  ALL_EPOCHS,
  /** {@link EarlyStopping} found that it no longer got better. */
  NO_IMPROVEMENT,
  /** An {@link EpochListener} called {@link TrainingControl#stop}. */
  LISTENER
}
