package dev.neurac.opencl;

/**
 * The matrix products of a network, as a part of its Aparapi kernel.
 *
 * <p>There is one routine for all of them, which reads sizes and places from a table: drivers put
 * every call in line, and a copy for each product makes them take minutes.
 */
public abstract class ProductKernel extends UpdateKernel {

  /** The lanes of a work group that computes a tile together, 16×16 of them. */
  static final int TILE_LANES = 256;

  /** What a lane computes of a tile: 4×4 elements, or 8×8 where there are enough such tiles. */
  private static final int EDGE = 4;

  private static final int MAX_EDGE = 8;

  /** How far a tile goes along the inner extent at a time. */
  private static final int DEPTH = 32;

  /** How far a large one does. */
  private static final int LARGE_DEPTH = 8;

  /** How many elements of each operand a lane brings in at a time, at most. */
  private static final int MAX_BROUGHT = 8;

  /** The matrix products, {@link ProductTable#INTS} ints for each. */
  protected int[] products;

  @Local protected float[] leftTile = new float[localFloats()];
  @Local protected float[] rightTile = new float[localFloats()];

  /** 1 for the small schedule. */
  protected int small;

  /** 1 where tiles in local memory are worth it on this device. */
  protected int localTiles;

  /** How many tiles make it worth to use local memory. */
  protected int leastTiles;

  /** How many large tiles make it worth to use those. */
  protected int leastLargeTiles;

  /** How many blocks make it worth to use registers; 0 for as many as there are lanes. */
  protected int leastBlocks;

  /** Makes a kernel without its arrays. */
  protected ProductKernel() {}

  /**
   * Returns what becomes of an element of a matrix product in the operations that are fused to it.
   *
   * @param operation which operations
   * @param point the place of the element in the product
   */
  protected abstract float finished(int operation, int point, float product, int step);

  /**
   * {@code C = A·B [m,k]·[k,n] → [m,n]}, each element finished by the operations that are fused to
   * it. A and C lie in scratch, B there or among the parameters; either of A and B may lie
   * transposed.
   *
   * <p>Large products are computed in tiles of 64×64 or 128×128 elements, whose operands a work
   * group holds in local memory, or in blocks of 4×4 elements that a lane holds in registers; where
   * there are fewer blocks than lanes, elements keep more lanes busy. In all of them each element
   * is the same chain of fused multiply-adds.
   *
   * @param at where the product begins in {@link #products}
   */
  protected void multiply(int at, int lane, int lanes, int rows, int step) {
    int m = products[at + ProductTable.ROWS] + rows * products[at + ProductTable.ROWS_PER_ROW];
    int k = products[at + ProductTable.INNER] + rows * products[at + ProductTable.INNER_PER_ROW];
    int n = products[at + ProductTable.COLUMNS];
    int how = 0;
    int least = lanes;
    if (leastBlocks > 0) {
      least = leastBlocks;
    }
    if (tiles(m, n, 4) >= least) {
      how = 1;
    }
    if (localTiles == 1) {
      if (small == 0) {
        if (tiles(m, n, 16 * EDGE) >= leastTiles) {
          how = 2;
        }
        if (tiles(m, n, 16 * MAX_EDGE) >= leastLargeTiles) {
          how = 3;
        }
      }
    }
    int aAt = products[at + ProductTable.A_OFFSET];
    int aRow = products[at + ProductTable.A_ROW_STRIDE];
    int aColumn = products[at + ProductTable.A_COLUMN_STRIDE];
    int inParameters = products[at + ProductTable.B_IN_PARAMETERS];
    int bAt = products[at + ProductTable.B_OFFSET];
    int bRow = products[at + ProductTable.B_ROW_STRIDE];
    int bColumn = products[at + ProductTable.B_COLUMN_STRIDE];
    int cAt = products[at + ProductTable.C_OFFSET];
    int operation = products[at + ProductTable.OPERATION];
    if (how == 0) {
      multiplyElements(
          lane,
          lanes,
          m,
          k,
          n,
          aAt,
          aRow,
          aColumn,
          inParameters,
          bAt,
          bRow,
          bColumn,
          cAt,
          operation,
          step);
    } else if (how == 1) {
      multiplyBlocks(
          lane,
          lanes,
          m,
          k,
          n,
          aAt,
          aRow,
          aColumn,
          inParameters,
          bAt,
          bRow,
          bColumn,
          cAt,
          operation,
          step);
    } else if (how == 2) {
      multiplyTiles(
          EDGE,
          DEPTH,
          0,
          m,
          k,
          n,
          aAt,
          aRow,
          aColumn,
          inParameters,
          bAt,
          bRow,
          bColumn,
          cAt,
          operation,
          step);
    } else {
      multiplyTiles(
          MAX_EDGE,
          LARGE_DEPTH,
          1,
          m,
          k,
          n,
          aAt,
          aRow,
          aColumn,
          inParameters,
          bAt,
          bRow,
          bColumn,
          cAt,
          operation,
          step);
    }
  }

  private int tiles(int m, int n, int side) {
    return ((m + side - 1) / side) * ((n + side - 1) / side);
  }

  private void multiplyElements(
      int lane,
      int lanes,
      int m,
      int k,
      int n,
      int aAt,
      int aRow,
      int aColumn,
      int inParameters,
      int bAt,
      int bRow,
      int bColumn,
      int cAt,
      int operation,
      int step) {
    for (int point = lane; point < m * n; point += lanes) {
      int i = point / n;
      int a = aAt + i * aRow;
      int b = bAt + (point - i * n) * bColumn;
      float sum = 0f;
      for (int p = 0; p < k; p++) {
        sum = fma(scratch[a + p * aColumn], right(inParameters, b + p * bRow), sum);
      }
      scratch[cAt + point] = finished(operation, point, sum, step);
    }
  }

  private float right(int inParameters, int index) {
    if (inParameters == 1) {
      return values[index];
    }
    return scratch[index];
  }

  private int atMost(int index, int limit) {
    if (index > limit) {
      return limit;
    }
    return index;
  }

  /** A block of 4×4 elements in the registers of each lane; beyond the edges it computes twice. */
  private void multiplyBlocks(
      int lane,
      int lanes,
      int m,
      int k,
      int n,
      int aAt,
      int aRow,
      int aColumn,
      int inParameters,
      int bAt,
      int bRow,
      int bColumn,
      int cAt,
      int operation,
      int step) {
    int across = (n + 3) / 4;
    int blocks = ((m + 3) / 4) * across;
    for (int block = lane; block < blocks; block += lanes) {
      int i = (block / across) * 4;
      int j = (block - (block / across) * across) * 4;
      int a0 = aAt + i * aRow;
      int a1 = aAt + atMost(i + 1, m - 1) * aRow;
      int a2 = aAt + atMost(i + 2, m - 1) * aRow;
      int a3 = aAt + atMost(i + 3, m - 1) * aRow;
      int b0 = bAt + j * bColumn;
      int b1 = bAt + atMost(j + 1, n - 1) * bColumn;
      int b2 = bAt + atMost(j + 2, n - 1) * bColumn;
      int b3 = bAt + atMost(j + 3, n - 1) * bColumn;
      float c00 = 0f;
      float c01 = 0f;
      float c02 = 0f;
      float c03 = 0f;
      float c10 = 0f;
      float c11 = 0f;
      float c12 = 0f;
      float c13 = 0f;
      float c20 = 0f;
      float c21 = 0f;
      float c22 = 0f;
      float c23 = 0f;
      float c30 = 0f;
      float c31 = 0f;
      float c32 = 0f;
      float c33 = 0f;
      for (int p = 0; p < k; p++) {
        float x0 = scratch[a0 + p * aColumn];
        float x1 = scratch[a1 + p * aColumn];
        float x2 = scratch[a2 + p * aColumn];
        float x3 = scratch[a3 + p * aColumn];
        float y0 = right(inParameters, b0 + p * bRow);
        float y1 = right(inParameters, b1 + p * bRow);
        float y2 = right(inParameters, b2 + p * bRow);
        float y3 = right(inParameters, b3 + p * bRow);
        c00 = fma(x0, y0, c00);
        c01 = fma(x0, y1, c01);
        c02 = fma(x0, y2, c02);
        c03 = fma(x0, y3, c03);
        c10 = fma(x1, y0, c10);
        c11 = fma(x1, y1, c11);
        c12 = fma(x1, y2, c12);
        c13 = fma(x1, y3, c13);
        c20 = fma(x2, y0, c20);
        c21 = fma(x2, y1, c21);
        c22 = fma(x2, y2, c22);
        c23 = fma(x2, y3, c23);
        c30 = fma(x3, y0, c30);
        c31 = fma(x3, y1, c31);
        c32 = fma(x3, y2, c32);
        c33 = fma(x3, y3, c33);
      }
      storeRow(i, j, m, n, cAt, c00, c01, c02, c03);
      storeRow(i + 1, j, m, n, cAt, c10, c11, c12, c13);
      storeRow(i + 2, j, m, n, cAt, c20, c21, c22, c23);
      storeRow(i + 3, j, m, n, cAt, c30, c31, c32, c33);
      finishElements(i, j, 1, 4, m, n, cAt, operation, step);
    }
  }

  /**
   * Square tiles in the registers of a work group of 16×16 lanes, {@code edge}×{@code edge}
   * elements each, every 16th of the tile's rows and columns: so neighbouring lanes read
   * neighbouring floats. The operands come through local memory, {@code depth} columns of A and
   * rows of B at a time, and while a group computes with them, the next ones are on their way into
   * registers.
   *
   * <p>Edge, depth and {@code flips} are constants where this is called. Drivers put calls in line
   * and then unroll these loops, which is what keeps the arrays in registers.
   *
   * @param flips 1 if local memory has room for two steps, so that nobody waits for the slowest
   *     lane before the next one is brought in
   */
  private void multiplyTiles(
      int edge,
      int depth,
      int flips,
      int m,
      int k,
      int n,
      int aAt,
      int aRow,
      int aColumn,
      int inParameters,
      int bAt,
      int bRow,
      int bColumn,
      int cAt,
      int operation,
      int step) {
    int side = 16 * edge;
    int stride = side + 1; // Not a multiple of the banks of local memory.
    int brought = side * depth / TILE_LANES;
    int id = getLocalId();
    int down = id / 16;
    int along = id - down * 16;
    // Neighbouring lanes read neighbouring elements, whichever way the matrix lies.
    int aP = id / side;
    int aI = id - aP * side;
    int aStepP = TILE_LANES / side;
    int aStepI = 0;
    if (aColumn == 1) {
      aI = id / depth;
      aP = id - aI * depth;
      aStepP = 0;
      aStepI = TILE_LANES / depth;
    }
    int bP = id / side;
    int bJ = id - bP * side;
    int bStepP = TILE_LANES / side;
    int bStepJ = 0;
    if (bRow == 1) {
      bJ = id / depth;
      bP = id - bJ * depth;
      bStepP = 0;
      bStepJ = TILE_LANES / depth;
    }
    int across = (n + side - 1) / side;
    int tiles = ((m + side - 1) / side) * across;
    float[] sums = new float[MAX_EDGE * MAX_EDGE];
    float[] x = new float[MAX_EDGE];
    float[] y = new float[MAX_EDGE];
    float[] nextA = new float[MAX_BROUGHT];
    float[] nextB = new float[MAX_BROUGHT];
    int[] fromA = new int[MAX_BROUGHT];
    int[] fromB = new int[MAX_BROUGHT];
    int flip = 0;
    for (int tile = getGroupId(); tile < tiles; tile += getNumGroups()) {
      int i0 = (tile / across) * side;
      int j0 = (tile - (tile / across) * across) * side;
      for (int e = 0; e < edge * edge; e++) {
        sums[e] = 0f;
      }
      // Beyond the last row or column the last one is read again; such sums are not stored.
      for (int t = 0; t < brought; t++) {
        int p = aP + t * aStepP;
        fromA[t] = aAt + atMost(i0 + aI + t * aStepI, m - 1) * aRow + p * aColumn;
        nextA[t] = 0f;
        if (p < k) {
          nextA[t] = scratch[fromA[t]];
        }
        int q = bP + t * bStepP;
        fromB[t] = bAt + atMost(j0 + bJ + t * bStepJ, n - 1) * bColumn + q * bRow;
        nextB[t] = 0f;
        if (q < k) {
          nextB[t] = right(inParameters, fromB[t]);
        }
      }
      for (int p0 = 0; p0 < k; p0 += depth) {
        int at = flip * depth * stride;
        for (int t = 0; t < brought; t++) {
          leftTile[at + (aP + t * aStepP) * stride + aI + t * aStepI] = nextA[t];
          rightTile[at + (bP + t * bStepP) * stride + bJ + t * bStepJ] = nextB[t];
        }
        localBarrier();
        for (int t = 0; t < brought; t++) {
          fromA[t] = fromA[t] + depth * aColumn;
          nextA[t] = 0f;
          if (p0 + depth + aP + t * aStepP < k) {
            nextA[t] = scratch[fromA[t]];
          }
          fromB[t] = fromB[t] + depth * bRow;
          nextB[t] = 0f;
          if (p0 + depth + bP + t * bStepP < k) {
            nextB[t] = right(inParameters, fromB[t]);
          }
        }
        for (int p = 0; p < depth; p++) {
          for (int r = 0; r < edge; r++) {
            x[r] = leftTile[at + p * stride + down + 16 * r];
            y[r] = rightTile[at + p * stride + along + 16 * r];
          }
          for (int r = 0; r < edge; r++) {
            for (int c = 0; c < edge; c++) {
              sums[r * edge + c] = fma(x[r], y[c], sums[r * edge + c]);
            }
          }
        }
        flip = flips - flip;
        if (flips == 0) {
          localBarrier();
        }
      }
      localBarrier(); // The next product begins with the first half again.
      for (int r = 0; r < edge; r++) {
        for (int c = 0; c < edge; c++) {
          int i = i0 + down + 16 * r;
          int j = j0 + along + 16 * c;
          if (i < m) {
            if (j < n) {
              scratch[cAt + i * n + j] = sums[r * edge + c];
            }
          }
        }
      }
      finishElements(i0 + down, j0 + along, 16, edge, m, n, cAt, operation, step);
    }
  }

  private void storeRow(
      int i, int j, int m, int n, int cAt, float c0, float c1, float c2, float c3) {
    if (i < m) {
      int point = cAt + i * n + j;
      if (j < n) {
        scratch[point] = c0;
      }
      if (j + 1 < n) {
        scratch[point + 1] = c1;
      }
      if (j + 2 < n) {
        scratch[point + 2] = c2;
      }
      if (j + 3 < n) {
        scratch[point + 3] = c3;
      }
    }
  }

  /** Finishes elements that this lane has stored, edge×edge of them with a distance between. */
  private void finishElements(
      int i0, int j0, int distance, int edge, int m, int n, int cAt, int operation, int step) {
    if (operation > 0) {
      for (int e = 0; e < edge * edge; e++) {
        int i = i0 + (e / edge) * distance;
        int j = j0 + (e - (e / edge) * edge) * distance;
        if (i < m) {
          if (j < n) {
            int point = i * n + j;
            scratch[cAt + point] = finished(operation, point, scratch[cAt + point], step);
          }
        }
      }
    }
  }

  /** What a tile needs, or two large ones; called on the host. */
  private static int localFloats() {
    return Math.max(DEPTH * (16 * EDGE + 1), 2 * LARGE_DEPTH * (16 * MAX_EDGE + 1));
  }
}
