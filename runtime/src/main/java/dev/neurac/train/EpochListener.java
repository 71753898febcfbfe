package dev.neurac.train;

/** What is told of every epoch. */
@FunctionalInterface
public interface EpochListener {

  /**
   * Called after each epoch on the thread that trains, which may predict here and read or set
   * parameters. An exception ends the training and undoes the epoch.
   *
   * @param epoch what came of it
   * @param control stops the training, among others
   */
  void epochEnded(Epoch epoch, TrainingControl control);
}
