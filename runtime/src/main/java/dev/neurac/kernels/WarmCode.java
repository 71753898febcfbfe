package dev.neurac.kernels;

/** Vector code that HotSpot has compiled, or will once it is needed. */
interface WarmCode {

  /** Returns whether it is compiled; if not, it will be. */
  boolean isReady();
}
