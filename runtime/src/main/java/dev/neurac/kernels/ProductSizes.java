package dev.neurac.kernels;

/**
 * What a plan is made for: a product of [rows, inner] and [inner, columns].
 *
 * @param xColumns how far apart the rows of X lie: see {@link Kernels#run}
 */
record ProductSizes(Product product, int rows, int inner, int columns, int xColumns) {

  /** Returns a number whose lower bits depend on all of the sizes; allocates nothing. */
  static int hash(Product product, int rows, int inner, int columns, int xColumns) {
    int hash = product.ordinal() + 31 * (rows + 31 * (inner + 31 * (columns + 31 * xColumns)));
    return hash * 0x9E3779B9 >>> 8;
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
