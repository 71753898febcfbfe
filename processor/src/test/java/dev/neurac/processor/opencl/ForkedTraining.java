package dev.neurac.processor.opencl;

import dev.neurac.data.Dataset;
import dev.neurac.runtime.Backend;
import dev.neurac.runtime.Backends;
import dev.neurac.runtime.Network;
import dev.neurac.train.History;
import dev.neurac.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Trains a network in a process of its own; the back end is the system property's. */
final class ForkedTraining {

  private ForkedTraining() {}

  private static List<Level> levels() {
    Logger root = Logger.getLogger("");
    List<Level> levels = new ArrayList<>(List.of(root.getLevel()));
    for (Handler handler : root.getHandlers()) {
      levels.add(handler.getLevel());
    }
    return levels;
  }

  /** Trains for an epoch, as the first of so many that a trial would be worth it. */
  public static void main(String[] args) {
    List<Level> before = levels();
    Network net = DeviceNetworks_SmoothNet.create(1);
    Dataset data = Dataset.of(new float[5 * 8], 5, new float[2 * 8], 2);
    try {
      History history =
          Trainer.of(net)
              .epochs(Integer.MAX_VALUE)
              .onEpoch((epoch, control) -> control.stop())
              .fit(data);
      System.out.println("trained " + history.epochs().size());
      System.out.println("predicted " + net.predict(1, 2, 3, 4, 5).length);
    } catch (IllegalStateException e) {
      System.out.println(e);
    }
    if (!levels().equals(before)) {
      System.out.println("the levels of the application's log changed to " + levels());
    }
    if (Backends.requested() != Backend.JAVA) {
      System.out.println(Backends.describe());
    }
  }
}
