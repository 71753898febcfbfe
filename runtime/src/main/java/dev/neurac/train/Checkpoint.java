package dev.neurac.train;

import dev.neurac.Tensor;
import dev.neurac.io.WeightFileException;
import dev.neurac.optim.OptimizerState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a run needs to go on as if it had never stopped.
 *
 * @param file where it lies, for messages
 * @param conditions what the run that goes on must have too, by name
 * @param position how far the run had come
 * @param history the epochs that had ended
 * @param parameters the network's parameters by name, as files hold them
 * @param state what the optimiser remembered
 * @param best the parameters of the best epoch, if they are to be restored
 */
record Checkpoint(
    Path file,
    Map<String, String> conditions,
    Position position,
    List<Epoch> history,
    Map<String, Tensor> parameters,
    OptimizerState state,
    Optional<float[]> best) {

  /**
   * Checks that a run is the one that wrote this.
   *
   * @param expected the conditions of that run
   * @param epochs how many epochs it is to do
   * @throws IllegalArgumentException if it is another; the message lists every difference
   */
  void check(Map<String, String> expected, int epochs) {
    List<String> problems = new ArrayList<>();
    expected.forEach(
        (name, here) -> {
          String there = conditions.getOrDefault(name, "unknown");
          if (!there.equals(here)) {
            problems.add(name + " is " + there + " in the checkpoint, but " + here + " here");
          }
        });
    conditions.forEach(
        (name, there) -> {
          if (!expected.containsKey(name)) {
            problems.add(name + " is " + there + " in the checkpoint, but unknown here");
          }
        });
    if (history.size() > epochs) {
      problems.add("it has " + history.size() + " epochs, but " + epochs + " are asked for here");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          file
              + ": the checkpoint is of another training:\n  "
              + String.join("\n  ", problems)
              + "\nGive the trainer the network, the settings and the rows of that training, or do"
              + " not resume it. The network is unchanged.");
    }
  }

  /**
   * Returns the parameters of the best epoch.
   *
   * @param size how many there are to be
   * @throws WeightFileException if there are others, or none
   */
  float[] bestParameters(int size) throws WeightFileException {
    if (best.isEmpty() || best.get().length != size) {
      throw new WeightFileException(
          file,
          "the "
              + size
              + " parameters of the best epoch are missing; the file is damaged: resume from"
              + " another, or begin the training anew");
    }
    return best.get();
  }
}
