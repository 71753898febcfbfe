package dev.neurac.kernels;

/**
 * What a plan is made for: a product of [rows, inner] and [inner, columns].
 *
 * @param xColumns how far apart the rows of X lie: see {@link Kernels#run}
 */
record ProductSizes(Product product, int rows, int inner, int columns, int xColumns) {

  /**
   * Returns a number whose lower bits depend on all bits of the sizes; allocates nothing. The
   * factors are primes with many bits, those of xxHash, and are multiplied side by side.
   */
  static int hash(Product product, int rows, int inner, int columns, int xColumns) {
    int sum =
        product.ordinal() * 0x165667B1
            + rows * 0x9E3779B1
            + inner * 0x85EBCA77
            + columns * 0xC2B2AE3D
            + xColumns * 0x27D4EB2F;
    return sum ^ sum >>> 15;
  }

  int hash() {
    return hash(product, rows, inner, columns, xColumns);
  }

  boolean are(Product product, int rows, int inner, int columns, int xColumns) {
    return this.rows == rows
        && this.inner == inner
        && this.columns == columns
        && this.xColumns == xColumns
        && this.product == product;
  }
}
