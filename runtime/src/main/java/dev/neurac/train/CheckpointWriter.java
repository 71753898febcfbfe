package dev.neurac.train;

import dev.neurac.optim.Optimizer;
import dev.neurac.optim.OptimizerState;
import dev.neurac.runtime.NetworkRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Leaves the checkpoints of a run in its folder, if it has one. */
final class CheckpointWriter {

  private final Optional<CheckpointFolder> folder;
  private final NetworkRuntime runtime;
  private final Optimizer.State state;
  private final Optional<float[]> best;
  private Map<String, String> conditions = Map.of();

  /**
   * Writes nothing yet.
   *
   * @param state what the optimiser remembers, now and later
   * @param best the parameters of the best epoch, now and later, if they are to be restored
   */
  CheckpointWriter(
      Optional<CheckpointFolder> folder,
      NetworkRuntime runtime,
      Optimizer.State state,
      Optional<float[]> best) {
    this.folder = folder;
    this.runtime = runtime;
    this.state = state;
    this.best = best;
  }

  /** Makes the folder. */
  void prepare() throws IOException {
    if (folder.isPresent()) {
      folder.get().prepare();
    }
  }

  /**
   * Starts a training.
   *
   * @param conditions what decides its bits
   */
  void start(Map<String, String> conditions) {
    this.conditions = conditions;
  }

  /** Returns whether one is to be written after some step within an epoch. */
  boolean isDue(int step) {
    return folder.isPresent() && step % folder.get().everySteps() == 0;
  }

  /** Returns how many steps after some step the next one within an epoch may be due, at least 1. */
  int untilDue(int step) {
    int every = folder.isPresent() ? folder.get().everySteps() : Integer.MAX_VALUE;
    return every - step % every;
  }

  /** Writes one within an epoch, whether it is due or not. */
  void stepEnded(Position position, List<Epoch> history) throws IOException {
    if (folder.isPresent()) {
      write(folder.get().last(), position, history);
    }
  }

  /**
   * Writes those of an epoch. The best first: if the program is killed before the last is written,
   * it does this epoch again, and writes both anew.
   */
  void epochEnded(Position position, List<Epoch> history, boolean isBest) throws IOException {
    if (folder.isPresent()) {
      if (isBest) {
        write(folder.get().best(), position, history);
      }
      write(folder.get().last(), position, history);
    }
  }

  private void write(Path file, Position position, List<Epoch> history) throws IOException {
    OptimizerState now = new OptimizerState(state.step(), state.arrays());
    Checkpoint checkpoint =
        new Checkpoint(file, conditions, position, history, runtime.parameterTensors(), now, best);
    StopRequest.write(() -> CheckpointFile.write(runtime.architecture().name(), checkpoint));
  }
}
