package dev.neurac.opencl;

/** Predicts the double of three features, in one phase; a class of its own, as Aparapi wants. */
class DoublingKernel extends OnePhaseKernel {

  @Override
  protected void compute(int phase, int lane, int lanes, int rows, int step) {
    for (int point = lane; point < rows * 3; point += lanes) {
      scratch[capacity * 8 + point] = 2f * scratch[point];
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
