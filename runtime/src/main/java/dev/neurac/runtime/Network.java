package dev.neurac.runtime;

import dev.neurac.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A neural network on plain arrays: what an annotated type extends and its generated class
 * implements.
 *
 * <p>Predictions may run on any number of threads at once. While one thread trains the network,
 * predictions on other threads are refused with an {@link IllegalStateException}; so are those that
 * had begun before, and those during which parameters are replaced.
 *
 * <p>Rows lie one after the other in a flat array; a row is the network's input in row-major order.
 */
public interface Network {

  /** Returns the machinery behind this network; generated classes implement it. */
  NetworkRuntime runtime();

  /**
   * Predicts one row or several.
   *
   * @param features one row or several, one after the other
   * @return the output of each row, one after the other
   * @throws IllegalArgumentException if {@code features} is not a whole number of rows
   */
  default float[] predict(float... features) {
    float[] predictions = new float[runtime().outputLength(runtime().rows(features))];
    runtime().predict(features, predictions);
    return predictions;
  }

  /**
   * Predicts one row or several into an array; once warm, nothing is allocated, unless a single row
   * needs more than 16 MiB for its values between the layers, which no thread keeps.
   *
   * @param features one row or several, one after the other
   * @param predictions receives the output of each row; as long as all outputs together
   * @throws IllegalArgumentException if the sizes do not fit
   */
  default void predict(float[] features, float[] predictions) {
    runtime().predict(features, predictions);
  }

  /**
   * Returns the class of one row, by its index: the first of the largest outputs; of two classes 1
   * where the only output says yes. Once warm, nothing is allocated.
   *
   * @param features one row
   * @throws IllegalStateException if the network's loss has no classes, or a row more than one
   * @throws IllegalArgumentException if {@code features} is not one row, or the output is NaN
   */
  default int classify(float... features) {
    return ClassAnswer.classOf(runtime(), features);
  }

  /**
   * Returns the probability of each class for one row, whether the output layer gives probabilities
   * or logits. Of two classes with a single output: that of no, then that of yes.
   *
   * @param features one row
   * @return as many probabilities as there are classes; their sum is 1 within rounding
   * @throws IllegalStateException if the network's loss has no classes, a row more than one, or its
   *     outputs are scores of a hinge
   * @throws IllegalArgumentException if {@code features} is not one row, or the output is NaN
   */
  default float[] probabilities(float... features) {
    return ClassAnswer.probabilities(runtime(), features);
  }

  /**
   * Returns what a class is called, as the rows of the training said it.
   *
   * @param index as {@link #classify} gives it
   * @throws IllegalStateException if the network was not trained on rows whose classes have names
   * @throws IllegalArgumentException if there is no such class
   */
  default String label(int index) {
    return ClassAnswer.label(runtime(), index);
  }

  /**
   * Returns the loss of some rows, averaged over them, computed as in prediction.
   *
   * @param features one row or several
   * @param targets a row of targets of the output's size for each row of features; for cross
   *     entropy also one class index for each, or for each vector along the last axis of the output
   */
  default float loss(float[] features, float[] targets) {
    return runtime().loss(features, targets);
  }

  /**
   * Returns the gradient of {@link #loss} by each parameter, by name, in the layout of {@link
   * Parameter#values()}.
   */
  default Map<String, Tensor> gradients(float[] features, float[] targets) {
    return runtime().gradients(features, targets);
  }

  /** Returns the parameters, in the order of the layers. */
  default List<Parameter> parameters() {
    return runtime().parameters();
  }

  /**
   * Returns one parameter.
   *
   * @param name the layer's name, a dot, and the parameter's own: {@code "layer1.weight"}
   * @throws IllegalArgumentException if there is none of that name
   */
  default Parameter parameter(String name) {
    return runtime().parameter(name);
  }

  /**
   * Writes the parameters to a safetensors file, each under its name and in the layout of {@link
   * Parameter#values()}. The file appears complete or not at all.
   *
   * @param file its directory exists; a file of that name is replaced
   * @throws IOException if it cannot be written, or a parameter is NaN or infinite; a file that was
   *     there is left as it was
   * @throws IllegalStateException while another thread trains the network
   */
  default void saveWeights(Path file) throws IOException {
    WeightFile.save(runtime(), file);
  }

  /**
   * Replaces the parameters by those in a safetensors file, which has exactly the names and shapes
   * of {@link #parameters()}; what a checkpoint holds beside them is passed over. Predictions that
   * other threads make meanwhile are refused, as by training.
   *
   * @param file as {@link #saveWeights} writes it, or PyTorch
   * @throws IOException if it cannot be read, is damaged, holds NaN or infinity, or does not fit
   *     this network, which is then unchanged; the message lists every problem
   * @throws IllegalStateException while another thread trains the network
   */
  default void loadWeights(Path file) throws IOException {
    WeightFile.load(runtime(), file);
  }

  /** Returns a table of the layers, their output shapes and their numbers of parameters. */
  default String summary() {
    return Summary.of(runtime().architecture());
  }
}
