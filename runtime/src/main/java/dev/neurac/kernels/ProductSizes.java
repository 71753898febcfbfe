package dev.neurac.kernels;

/**
 * What a plan is made for: a product of [rows, inner] and [inner, columns].
 *
 * @param aRow how far apart the rows of A lie, as {@link Kernels#run} takes it; likewise the others
 */
record ProductSizes(
    Product product, int rows, int inner, int columns, int aRow, int bRow, int cRow) {

  /**
   * Returns a number whose lower bits depend on all bits of the sizes; allocates nothing. The
   * factors are primes with many bits, those of xxHash, and are multiplied side by side.
   */
  static int hash(Product product, int rows, int inner, int columns, int aRow, int bRow, int cRow) {
    int sum =
        product.ordinal() * 0x165667B1
            + rows * 0x9E3779B1
            + inner * 0x85EBCA77
            + columns * 0xC2B2AE3D
            + aRow * 0x27D4EB2F
            + bRow * 0x9E3779B5
            + cRow * 0x85EBCA6B;
    return sum ^ sum >>> 15;
  }

  int hash() {
    return hash(product, rows, inner, columns, aRow, bRow, cRow);
  }

  boolean are(Product product, int rows, int inner, int columns, int aRow, int bRow, int cRow) {
    return this.rows == rows
        && this.inner == inner
        && this.columns == columns
        && this.aRow == aRow
        && this.bRow == bRow
        && this.cRow == cRow
        && this.product == product;
  }
}
