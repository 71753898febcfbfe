package dev.neurac.benchmarks;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A process that loads a network into ONNX Runtime, predicts once and ends. */
final class OnnxFirstPrediction {

  private OnnxFirstPrediction() {}

  /**
   * Prints the prediction.
   *
   * @param args a model; it is written if it does not exist
   */
  public static void main(String[] args) throws IOException, OrtException {
    Path file = Path.of(args[0]);
    Work work = Work.parse("20-128-256-4/1");
    if (!Files.exists(file)) {
      Files.write(file, OnnxModel.of(work.network()));
    }
    float[] predictions = new float[work.outputSize()];
    try (OnnxPredictor predictor = new OnnxPredictor(Files.readAllBytes(file), work, 1)) {
      predictor.predict(work.features(), predictions);
    }
    System.out.println(Arrays.toString(predictions));
  }
}
