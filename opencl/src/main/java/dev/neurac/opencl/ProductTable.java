package dev.neurac.opencl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The matrix products of a network, phase after phase, as a device reads them. Generated classes
 * fill it.
 */
public final class ProductTable {

  // The ints of a product C = A·B, in floats where they are distances.

  /** Rows of the result. */
  static final int ROWS = 0;

  /** More of them for each row of the batch. */
  static final int ROWS_PER_ROW = 1;

  /** The inner extent. */
  static final int INNER = 2;

  /** More of it for each row of the batch. */
  static final int INNER_PER_ROW = 3;

  /** Columns of the result. */
  static final int COLUMNS = 4;

  /** Where A begins. */
  static final int A_OFFSET = 5;

  /** From a row of A to the next. */
  static final int A_ROW_STRIDE = 6;

  /** From a column of A to the next. */
  static final int A_COLUMN_STRIDE = 7;

  /** 1 where B lies among the parameters, 0 where it is a value. */
  static final int B_IN_PARAMETERS = 8;

  /** Where B begins. */
  static final int B_OFFSET = 9;

  /** From a row of B to the next. */
  static final int B_ROW_STRIDE = 10;

  /** From a column of B to the next. */
  static final int B_COLUMN_STRIDE = 11;

  /** Where the result begins. */
  static final int C_OFFSET = 12;

  /** What becomes of its elements, 0 for nothing. */
  static final int OPERATION = 13;

  /** How many there are. */
  static final int INTS = 14;

  private final List<int[]> products = new ArrayList<>();
  private final List<Integer> firsts = new ArrayList<>();

  ProductTable() {}

  /** Starts the next phase. */
  public void phase() {
    firsts.add(products.size());
  }

  /**
   * Adds {@code Y = X·W [rows·m,k]·[k,n] → [rows·m,n]}, with W among the parameters.
   *
   * @param m rows of the matrix for each row of the batch
   * @param operation what becomes of its elements, 0 for nothing
   */
  public void plain(int m, int k, int n, int xAt, int wAt, int yAt, int operation) {
    products.add(new int[] {0, m, k, 0, n, xAt, k, 1, 1, wAt, n, 1, yAt, operation});
  }

  /**
   * Adds {@code dX = dY·Wᵀ [rows·m,k]·[n,k]ᵀ → [rows·m,n]}, with W among the parameters.
   *
   * @param m rows of the matrix for each row of the batch
   * @param operation what becomes of its elements, 0 for nothing
   */
  public void rightTransposed(int m, int k, int n, int dyAt, int wAt, int dxAt, int operation) {
    products.add(new int[] {0, m, k, 0, n, dyAt, k, 1, 1, wAt, 1, k, dxAt, operation});
  }

  /**
   * Adds {@code dW = Xᵀ·dY [rows·k,m]ᵀ·[rows·k,n] → [m,n]}.
   *
   * @param k rows of the matrices for each row of the batch
   * @param operation what becomes of its elements, 0 for nothing
   */
  public void leftTransposed(int m, int k, int n, int xAt, int dyAt, int dwAt, int operation) {
    products.add(new int[] {m, 0, 0, k, n, xAt, 1, m, 0, dyAt, n, 1, dwAt, operation});
  }

  /** Returns all products one after the other; a single int where there are none. */
  int[] products() {
    int[] all = new int[Math.max(1, products.size() * INTS)];
    for (int i = 0; i < products.size(); i++) {
      System.arraycopy(products.get(i), 0, all, i * INTS, INTS);
    }
    return all;
  }

  /** Returns the number of the first product of each phase, and of the one after the last. */
  int[] firstProducts() {
    int[] all =
        Arrays.copyOf(firsts.stream().mapToInt(Integer::intValue).toArray(), firsts.size() + 1);
    all[firsts.size()] = products.size();
    return all;
  }
}
