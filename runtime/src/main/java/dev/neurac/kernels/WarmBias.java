package dev.neurac.kernels;

import dev.neurac.warmup.VectorWidth;
import dev.neurac.warmup.WarmUp;
import java.lang.invoke.MethodHandles;

/** Adds a bias on vectors of one width, once that is compiled. */
final class WarmBias {

  private final int lanes;
  private final BiasAdder adder;
  private final WarmKernel kernel;

  WarmBias(int bits, WarmUp warmUp) throws ReflectiveOperationException {
    this.lanes = bits / Float.SIZE;
    this.adder = (BiasAdder) VectorWidth.instance(MethodHandles.lookup(), "VectorBias", bits);
    this.kernel = new WarmKernel(warmUp, adder::warmUp);
  }

  int lanes() {
    return lanes;
  }

  BiasAdder adder(Needs needs) {
    needs.add(kernel);
    return adder;
  }
}
