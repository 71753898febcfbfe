package dev.neurac.train;

/** A callback after each epoch. */
@FunctionalInterface
public interface EpochListener {

  /**
   * Called after each epoch on the thread that trains, which may predict here and read or set
   * parameters. An exception ends the training and undoes the epoch.
   *
   * @param epoch its results
   * @param control stops the training, among others
   */
  void epochEnded(Epoch epoch, TrainingControl control);
}
