package dev.neurac.kernels;

/**
 * The micro-kernels on vectors of one width.
 *
 * <p>Every element is one chain of fused multiply-adds in the order of {@link Kernels}.
 */
interface Tiles {

  /**
   * Computes a range of C.
   *
   * @param inner how many terms each sum has; if negative, the kernel does nothing but count up to
   *     0: see {@link dev.neurac.warmup.WarmUp.Code#run}
   */
  void run(
      TileRange range,
      Layout layout,
      int inner,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] c,
      int cAt);
}
