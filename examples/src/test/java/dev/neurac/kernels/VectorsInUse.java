package dev.neurac.kernels;

import java.util.concurrent.TimeUnit;

/** Whether networks have gone over to vectors in this JVM. */
public final class VectorsInUse {

  private VectorsInUse() {}

  /** Waits until products of such sizes run on vectors; returns false where there are none. */
  public static boolean await(int rows, int in, int out) throws InterruptedException {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return false;
    }
    TieredKernels ladder = TieredKernels.INSTANCE;
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!ladder.usesVectors(rows, in, out)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("vectors are not compiled after two minutes");
      }
      Thread.sleep(1);
    }
    return true;
  }
}
