package dev.neurac.runtime;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Rows to predict, split over the workers; used again and again.
 *
 * <p>Tasks lie in a table and not in thread locals: a thread of an application server, which lives
 * longer than an application, would keep this class and with it the whole application in memory.
 */
final class PredictionTask implements Workers.Task {

  /** Tasks that nobody uses; a power of two, and more than there are processors, as a rule. */
  private static final AtomicReferenceArray<PredictionTask> IDLE = new AtomicReferenceArray<>(64);

  private NetworkRuntime network;
  private float[] features;
  private float[] predictions;
  private int rows;

  private PredictionTask() {}

  /** Predicts all rows in so many parts; once warm, nothing is allocated. */
  static void run(
      NetworkRuntime network, float[] features, float[] predictions, int rows, int parts) {
    if (parts == 1) {
      network.predict(features, predictions, 0, rows);
      return;
    }
    PredictionTask task = take();
    task.network = network;
    task.features = features;
    task.predictions = predictions;
    task.rows = rows;
    try {
      Workers.run(parts, task);
    } finally {
      task.network = null;
      task.features = null;
      task.predictions = null;
      giveBack(task);
    }
  }

  private static PredictionTask take() {
    for (int i = 0; i < IDLE.length(); i++) {
      PredictionTask task = IDLE.get(i) == null ? null : IDLE.getAndSet(i, null);
      if (task != null) {
        return task;
      }
    }
    return new PredictionTask();
  }

  /** Where all places are taken, the collector has it. */
  private static void giveBack(PredictionTask task) {
    for (int i = 0; i < IDLE.length(); i++) {
      if (IDLE.compareAndSet(i, null, task)) {
        return;
      }
    }
  }

  @Override
  public void run(int part, int parts) {
    network.predict(
        features,
        predictions,
        Workers.offset(rows, part, parts),
        Workers.offset(rows, part + 1, parts));
  }
}
