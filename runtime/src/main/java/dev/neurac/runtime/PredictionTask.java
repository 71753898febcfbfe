package dev.neurac.runtime;

import dev.neurac.scratch.SharedPool;

/**
 * Rows to predict, split over the workers; used again and again.
 *
 * <p>Tasks lie in a pool and not in thread locals: a thread of an application server, which lives
 * longer than an application, would keep this class and with it the whole application in memory.
 */
final class PredictionTask implements Workers.Task {

  private static final SharedPool<PredictionTask> IDLE = new SharedPool<>();

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
    PredictionTask task = IDLE.take();
    if (task == null) {
      task = new PredictionTask();
    }
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
      IDLE.giveBack(task);
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
