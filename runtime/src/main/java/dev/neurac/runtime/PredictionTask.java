package dev.neurac.runtime;

/** Rows to predict, split over the workers; each thread has one and uses it again. */
final class PredictionTask implements Workers.Task {

  private static final ThreadLocal<PredictionTask> TASKS =
      ThreadLocal.withInitial(PredictionTask::new);

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
    PredictionTask task = TASKS.get();
    if (task.network != null) {
      task = new PredictionTask(); // A prediction within one: a program may run another network.
    }
    task.network = network;
    task.features = features;
    task.predictions = predictions;
    task.rows = rows;
    try {
      Workers.run(parts, task);
    } finally {
      task.network = null; // The thread may live long.
      task.features = null;
      task.predictions = null;
    }
  }

  @Override
  public void run(int part, int parts) {
    network.predict(
        features,
        predictions,
        Workers.begin(rows, part, parts),
        Workers.begin(rows, part + 1, parts));
  }
}
