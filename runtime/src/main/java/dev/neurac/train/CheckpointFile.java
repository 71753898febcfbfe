package dev.neurac.train;

import dev.neurac.Tensor;
import dev.neurac.io.Safetensors;
import dev.neurac.io.WeightFileException;
import dev.neurac.optim.OptimizerState;
import dev.neurac.runtime.NetworkRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A checkpoint as a safetensors file: the network's parameters under their own names, so that it is
 * a file of weights too; the other arrays under names with a colon; the rest in one note.
 *
 * <pre>{@code
 * layer1.weight, layer1.bias, …, optimizer:mean, optimizer:square, best:parameters
 * }</pre>
 */
final class CheckpointFile {

  private static final String NOTE = "training";
  private static final String OPTIMIZER = "optimizer" + NetworkRuntime.TRAINING_MARK;
  private static final String BEST = "best" + NetworkRuntime.TRAINING_MARK + "parameters";

  private CheckpointFile() {}

  /** Writes a checkpoint, completely or not at all. */
  static void write(String model, Checkpoint checkpoint) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>(checkpoint.parameters());
    checkpoint.state().arrays().forEach((name, values) -> put(tensors, OPTIMIZER + name, values));
    checkpoint.best().ifPresent(values -> put(tensors, BEST, values));
    CheckpointNote note =
        new CheckpointNote(
            checkpoint.conditions(),
            checkpoint.position(),
            checkpoint.state().steps(),
            checkpoint.history());
    new Safetensors(tensors, Map.of("model", model, NOTE, note.write())).write(checkpoint.file());
  }

  private static void put(Map<String, Tensor> tensors, String name, float[] values) {
    tensors.put(name, Tensor.of(values, values.length));
  }

  /**
   * Reads a checkpoint.
   *
   * @throws WeightFileException if the file is damaged, is of another network, or holds weights but
   *     no checkpoint
   */
  static Checkpoint read(NetworkRuntime network, Path file) throws IOException {
    Safetensors content = network.read(file);
    String text = content.metadata().get(NOTE);
    if (text == null) {
      throw new WeightFileException(
          file,
          "the file holds weights, but does not say how far their training had come; load it with"
              + " load(file), or give a file that Trainer.checkpoints wrote");
    }
    CheckpointNote note;
    try {
      note = CheckpointNote.read(text);
    } catch (CheckpointNote.FormatException e) {
      throw new WeightFileException(
          file,
          e.getMessage()
              + "; resume it with the version that wrote it, or load the weights with load(file)"
              + " and begin the training anew");
    } catch (IOException | RuntimeException e) { // as many kinds as there are ways to be wrong
      throw new WeightFileException(
          file,
          "what the file says of the training is damaged; load the weights with load(file) and"
              + " begin the training anew");
    }
    return checkpoint(file, content.tensors(), note);
  }

  private static Checkpoint checkpoint(
      Path file, Map<String, Tensor> tensors, CheckpointNote note) {
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    Map<String, float[]> arrays = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(OPTIMIZER)) {
            arrays.put(name.substring(OPTIMIZER.length()), tensor.toArray());
          } else if (!name.equals(BEST)) {
            parameters.put(name, tensor);
          }
        });
    return new Checkpoint(
        file,
        note.conditions(),
        note.position(),
        note.history(),
        parameters,
        new OptimizerState(note.optimizerSteps(), arrays),
        Optional.ofNullable(tensors.get(BEST)).map(Tensor::toArray));
  }

  /** Returns the file that a user means: the folder's last checkpoint, or the file itself. */
  static Path named(Path folderOrFile) {
    return Files.isDirectory(folderOrFile)
        ? folderOrFile.resolve(CheckpointFolder.LAST)
        : folderOrFile;
  }
}
