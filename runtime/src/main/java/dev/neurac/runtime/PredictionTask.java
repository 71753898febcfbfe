package dev.neurac.runtime;

import dev.neurac.scratch.Frame;
import dev.neurac.scratch.FrameTable;

/** Rows that a network is to predict, in Java split over the workers; used again and again. */
final class PredictionTask extends Frame implements Workers.Task {

  private static final FrameTable<PredictionTask> WAITING = new FrameTable<>(PredictionTask::new);

  /** The array of a network's only input. */
  final float[][] inputs = new float[1][];

  /** The array of a network's only output. */
  final float[][] predictions = new float[1][];

  /** Null while the task waits. */
  private NetworkRuntime network;

  private int rows;

  private PredictionTask(Thread owner) {
    super(owner);
  }

  /** Returns a task, to be {@linkplain #giveBack given back}; once warm, nothing is allocated. */
  static PredictionTask take(
      NetworkRuntime network, float[] features, float[] predictions, int rows) {
    PredictionTask task = WAITING.take();
    task.network = network;
    task.inputs[0] = features;
    task.predictions[0] = predictions;
    task.rows = rows;
    return task;
  }

  /** Drops the caller's arrays: tasks live as long as this class and would keep them alive. */
  void giveBack() {
    network = null;
    inputs[0] = null;
    predictions[0] = null;
    WAITING.giveBack(this);
  }

  @Override
  protected boolean isTaken() {
    return network != null;
  }

  NetworkRuntime network() {
    return network;
  }

  int rows() {
    return rows;
  }

  void runInJava() {
    int parts = Workers.parts(network.program().predictionWork() * rows);
    if (parts == 1) {
      run(0, 1);
    } else {
      Workers.run(parts, this);
    }
  }

  /** Predicts one part of the rows. */
  @Override
  public void run(int part, int parts) {
    network.predict(
        inputs,
        predictions,
        Workers.offset(rows, part, parts),
        Workers.offset(rows, part + 1, parts));
  }
}
