package dev.neurac.opencl;

/** Has a switch, which Aparapi does not take. */
class UntranslatableKernel extends NetworkKernel {

  @Override
  protected void compute(int phase, int lane, int lanes, int rows, int step) {
    for (int point = lane; point < rows * 3; point += lanes) {
      switch (phase) {
        case 0 -> scratch[point] = 1f;
        case 1 -> scratch[point] = 2f;
        default -> scratch[point] = 3f;
      }
    }
  }

  @Override
  protected float finished(int operation, int point, float product, int step) {
    return product;
  }

  @Override
  protected void describe(ProductTable table) {
    table.phase();
  }

  @Override
  protected int trainingPhases() {
    return 1;
  }

  @Override
  protected int evaluationPhases() {
    return 0;
  }

  @Override
  protected int predictionPhases() {
    return 0;
  }

  /** Features, targets, weight, loss, prediction. */
  @Override
  protected int scratchPerRow() {
    return 3 + 3 + 1 + 1 + 3;
  }

  @Override
  protected int parameterCount() {
    return 1;
  }
}
