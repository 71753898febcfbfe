package gpu;

import dev.neurac.data.Dataset;
import dev.neurac.optim.AdamW;
import dev.neurac.runtime.Backend;
import dev.neurac.runtime.Backends;
import dev.neurac.train.Trainer;

final class Main {

  private Main() {}

  /** Trains in Java and on the device. */
  public static void main(String[] args) {
    int rows = 64;
    float[] features = new float[2 * rows];
    int[] classes = new int[rows];
    for (int i = 0; i < rows; i++) {
      features[2 * i] = (i % 7) / 7f;
      features[2 * i + 1] = (i % 5) / 5f;
      classes[i] = i % 7 > i % 5 ? 1 : 0;
    }
    Dataset data = Dataset.ofClasses(features, 2, classes, 2);
    double java = loss(Backend.JAVA, data);
    double device = loss(Backend.OPENCL, data);
    System.out.println("agrees " + (Math.abs(java - device) < 1e-3 * java));
    System.out.println(Backends.describe());
  }

  private static double loss(Backend backend, Dataset data) {
    Price net = PriceNet.create(1);
    Backends.use(backend);
    Trainer.of(net).backend(backend).optimizer(AdamW.of(1e-2)).clipNorm(1).epochs(5).fit(data);
    return Trainer.evaluate(net, data).loss();
  }
}
