package dev.neurac.kernels;

class KernelChoice {
  static final dev.neurac.kernels.Kernels BEST = null;
}
