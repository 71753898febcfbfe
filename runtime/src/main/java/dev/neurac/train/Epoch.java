package dev.neurac.train;

import dev.neurac.metric.Evaluation;
import java.util.Optional;

/**
 * The results of one pass over the training rows.
 *
 * @param number 1 for the first
 * @param training how the network did on the training rows. The loss is the mean over the rows of
 *     the losses as they were when each row's step was made, plus the penalty at the epoch's
 *     beginning: for a full batch, exactly what that step made smaller. The metrics are those of
 *     the network at the epoch's end, which costs a prediction of all training rows; a trainer
 *     without metrics saves it
 * @param validation how the network did on the validation rows at the epoch's end, without penalty
 * @param seconds how long it took, measurements included
 */
public record Epoch(
    int number, Evaluation training, Optional<Evaluation> validation, double seconds) {

  /** Returns the training loss. */
  public double loss() {
    return training.loss();
  }

  /**
   * Returns a metric of the training rows.
   *
   * @throws IllegalArgumentException if it was not measured
   */
  public double metric(String name) {
    return training.metric(name);
  }

  /**
   * Returns the validation loss.
   *
   * @throws IllegalStateException if the trainer has no validation set
   */
  public double validationLoss() {
    return validated().loss();
  }

  /**
   * Returns a metric of the validation rows.
   *
   * @throws IllegalStateException if the trainer has no validation set
   * @throws IllegalArgumentException if it was not measured
   */
  public double validationMetric(String name) {
    return validated().metric(name);
  }

  private Evaluation validated() {
    return validation.orElseThrow(
        () -> new IllegalStateException("there is no validation set; give Trainer.validation one"));
  }

  /** Returns what was measured, on a line: {@code epoch 3 loss 0.1234 validation loss 0.1500}. */
  @Override
  public String toString() {
    return "epoch "
        + number
        + "  "
        + training
        + validation.map(measured -> "  validation " + measured).orElse("");
  }
}
