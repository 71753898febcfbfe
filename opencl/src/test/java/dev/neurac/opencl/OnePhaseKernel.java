package dev.neurac.opencl;

/** A kernel for tests, whose steps have one phase. */
abstract class OnePhaseKernel extends NetworkKernel {

  @Override
  protected final int trainingPhases() {
    return 1;
  }

  @Override
  protected final int evaluationPhases() {
    return 0;
  }

  @Override
  protected final int predictionPhases() {
    return 0;
  }
}
