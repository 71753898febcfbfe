package dev.neurac.kernels;

import dev.neurac.warmup.WarmUp;

/** A kernel on vectors that is compiled from the first time on that somebody needs it. */
final class WarmKernel implements WarmCode {

  private final WarmUp warmUp;
  private final WarmUp.Code code;
  private volatile boolean ready;
  private volatile boolean wanted;

  WarmKernel(WarmUp warmUp, WarmUp.Code code) {
    this.warmUp = warmUp;
    this.code = code;
  }

  @Override
  public boolean isReady() {
    if (!wanted) {
      want();
    }
    return ready;
  }

  private synchronized void want() {
    if (!wanted) {
      wanted = true;
      warmUp.compile(code, () -> ready = true);
    }
  }
}
