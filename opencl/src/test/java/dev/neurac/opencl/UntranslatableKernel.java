package dev.neurac.opencl;

/** Has a switch, which Aparapi does not take. */
class UntranslatableKernel extends OnePhaseKernel {

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
