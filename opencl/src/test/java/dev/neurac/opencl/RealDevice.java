package dev.neurac.opencl;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The OpenCL device of this machine, for the tests of kernels that were written by hand. */
final class RealDevice {

  private static final Detection FOUND = Detection.look();

  private RealDevice() {}

  /** Skips tests where there is no device, and does not where there has to be one. */
  static void assume() {
    assumeTrue(
        System.getenv("NEURAC_OPENCL_REQUIRED") != null || FOUND.refusal().isEmpty(),
        () -> "not run, for want of an OpenCL device: " + FOUND.refusal().orElseThrow());
  }

  static KernelSession session(NetworkKernel kernel) {
    return new KernelSession(kernel, FOUND.best().orElseThrow());
  }
}
