package dev.neurac.benchmarks;

import dev.neurac.runtime.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A process that loads a network, predicts once and ends. */
final class FirstPrediction {

  private FirstPrediction() {}

  /**
   * Prints the prediction.
   *
   * @param args a file of weights; it is written if it does not exist
   */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    Network network = PhonesNet.create(1);
    if (Files.exists(file)) {
      network.loadWeights(file);
    } else {
      network.saveWeights(file);
    }
    System.out.println(Arrays.toString(network.predict(Work.values(20))));
  }
}
