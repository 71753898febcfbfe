package dev.neurac.examples;

import static dev.neurac.Activation.GELU;
import static dev.neurac.Activation.RELU;
import static dev.neurac.Activation.TANH;
import static dev.neurac.Loss.CROSS_ENTROPY;

import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.data.Dataset;
import dev.neurac.kernels.VectorsInUse;
import dev.neurac.optim.Adam;
import dev.neurac.runtime.Network;
import dev.neurac.train.Trainer;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/** A program that trains a network with sizes that fit no vector, and prints a sum of its bits. */
@Model(loss = CROSS_ENTROPY)
@Layer(in = 21, out = 130, act = RELU)
@Layer(out = 67, act = TANH, dropout = 0.2)
@Layer(out = 20, act = GELU)
@Layer(out = 5)
public interface TrainedBits extends Network {

  /**
   * Trains, predicts all rows at once and one by one, and prints the sum and what it ran on.
   *
   * @param args the epochs, and {@code vectors} to wait for these before more epochs
   */
  static void main(String... args) throws InterruptedException {
    int rows = 500;
    SplittableRandom random = new SplittableRandom(1);
    float[] features = new float[rows * 21];
    int[] classes = new int[rows];
    for (int row = 0; row < rows; row++) {
      float sum = 0;
      for (int i = 0; i < 21; i++) {
        features[row * 21 + i] = (float) random.nextDouble(-1, 1);
        sum += features[row * 21 + i];
      }
      classes[row] = Math.floorMod((int) Math.floor(sum), 5);
    }
    TrainedBits net = TrainedBitsNet.create(3);
    Dataset data = Dataset.ofClasses(features, 21, classes, 5);
    int epochs = Integer.parseInt(args[0]);
    train(net, data, epochs);
    boolean vectors = args[1].equals("vectors") && VectorsInUse.await(24, 130, 67);
    train(net, data, epochs / 4);
    float[] together = net.predict(features);
    CRC32 crc = new CRC32();
    crc.update(bytes(net.runtime().parameterArray()));
    crc.update(bytes(together));
    System.out.println(Long.toHexString(crc.getValue()));

    CRC32 alone = new CRC32();
    float[] one = new float[21];
    alone.update(bytes(net.runtime().parameterArray()));
    for (int row = 0; row < rows; row++) {
      System.arraycopy(features, row * 21, one, 0, 21);
      alone.update(bytes(net.predict(one)));
    }
    System.out.println(Long.toHexString(alone.getValue()));
    System.out.println(vectors ? "vectors" : "plain");
  }

  private static void train(TrainedBits net, Dataset data, int epochs) {
    if (epochs > 0) {
      Trainer.of(net)
          .optimizer(Adam.of(1e-3))
          .batchSize(24)
          .epochs(epochs)
          .seed(5)
          .metrics()
          .fit(data);
    }
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }
}
