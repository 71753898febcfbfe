package dev.neurac.opencl;

/** Computes one product in one phase; a class of its own, and without objects, as Aparapi wants. */
class ProductOnly extends OnePhaseKernel {

  static final int PLAIN = 0;
  static final int RIGHT_TRANSPOSED = 1;
  static final int LEFT_TRANSPOSED = 2;

  /** Where A lies in scratch: a row's feature, target, weight, loss and prediction come before. */
  static final int A_AT = 5;

  private final int form;
  private final int m;
  private final int k;
  private final int n;
  private final int operation;

  /**
   * Makes a kernel for [m,k]·[k,n] → [m,n].
   *
   * @param operation 1 if the number of each element is added to it
   */
  ProductOnly(int form, int m, int k, int n, int operation) {
    this.form = form;
    this.m = m;
    this.k = k;
    this.n = n;
    this.operation = operation;
  }

  /** Returns where B lies in scratch, if it does not lie among the parameters. */
  int bAt() {
    return A_AT + m * k;
  }

  /** Returns where the result lies in scratch. */
  int resultAt() {
    return bAt() + k * n;
  }

  @Override
  protected void compute(int phase, int lane, int lanes, int rows, int step) {}

  @Override
  protected float finished(int operation, int point, float product, int step) {
    if (operation == 1) {
      return product + point;
    }
    return product;
  }

  @Override
  protected void describe(ProductTable table) {
    table.phase();
    if (form == PLAIN) {
      table.plain(m, k, n, A_AT, 0, resultAt(), operation);
    } else if (form == RIGHT_TRANSPOSED) {
      table.rightTransposed(m, k, n, A_AT, 0, resultAt(), operation);
    } else {
      table.leftTransposed(m, k, n, A_AT, bAt(), resultAt(), operation);
    }
  }

  @Override
  protected int scratchPerRow() {
    return resultAt() + m * n;
  }

  @Override
  protected int parameterCount() {
    return k * n;
  }
}
