package dev.neurac.opencl;

import dev.neurac.train.UpdateKernel;

/**
 * The matrix products of a network, as a part of its Aparapi kernel.
 *
 * <p>There is one routine for all of them, which reads sizes and places from a table: drivers put
 * every call in line, and a copy for each product makes them take minutes.
 */
public abstract class ProductKernel extends UpdateKernel {

  /** Rows and columns of the tile that a work group of {@link #TILE_LANES} computes together. */
  static final int TILE = 64;

  static final int TILE_LANES = 256;

  private static final int TILE_DEPTH = 16;

  /** The distance of rows of a tile: not a multiple of the banks of local memory. */
  private static final int TILE_STRIDE = 68;

  /** The matrix products, {@link ProductTable#INTS} ints for each. */
  protected int[] products;

  @Local protected float[] leftTile = new float[TILE_DEPTH * TILE_STRIDE];
  @Local protected float[] rightTile = new float[TILE_DEPTH * TILE_STRIDE];

  /** 1 for the small schedule. */
  protected int small;

  /** 1 where tiles in local memory are worth it on this device. */
  protected int localTiles;

  /** How many tiles make it worth to use local memory. */
  protected int leastTiles;

  /** How many blocks make it worth to use registers; 0 for as many as there are lanes. */
  protected int leastBlocks;

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
   * <p>Large products are computed in tiles that a work group holds in local memory, or in blocks
   * of 4×4 elements that a lane holds in registers; where there are fewer blocks than lanes,
   * elements keep more lanes busy. In all three each element is the same chain of fused
   * multiply-adds.
   *
   * @param at where the product begins in {@link #products}
   */
  protected void multiply(int at, int lane, int lanes, int rows, int step) {
    int m = products[at] + rows * products[at + 1];
    int k = products[at + 2] + rows * products[at + 3];
    int n = products[at + 4];
    int how = 0;
    int least = lanes;
    if (leastBlocks > 0) {
      least = leastBlocks;
    }
    if (((m + 3) / 4) * ((n + 3) / 4) >= least) {
      how = 1;
    }
    if (localTiles == 1) {
      if (small == 0) {
        if (((m + TILE - 1) / TILE) * ((n + TILE - 1) / TILE) >= leastTiles) {
          how = 2;
        }
      }
    }
    int aAt = products[at + 5];
    int aRow = products[at + 6];
    int aColumn = products[at + 7];
    int inParameters = products[at + 8];
    int bAt = products[at + 9];
    int bRow = products[at + 10];
    int bColumn = products[at + 11];
    int cAt = products[at + 12];
    int operation = products[at + 13];
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
    } else {
      multiplyTiles(
          m, k, n, aAt, aRow, aColumn, inParameters, bAt, bRow, bColumn, cAt, operation, step);
    }
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
      finishBlock(i, j, m, n, cAt, operation, step);
    }
  }

  /**
   * A tile of 64×64 elements in the registers of a work group of 16×16, 4×4 each; the operands come
   * through local memory, 16 columns of A and rows of B at a time.
   */
  private void multiplyTiles(
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
    int id = getLocalId();
    int down = (id / 16) * 4;
    int along = (id - (id / 16) * 16) * 4;
    int across = (n + TILE - 1) / TILE;
    int tiles = ((m + TILE - 1) / TILE) * across;
    for (int tile = getGroupId(); tile < tiles; tile += getNumGroups()) {
      int i0 = (tile / across) * TILE;
      int j0 = (tile - (tile / across) * across) * TILE;
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
      for (int p0 = 0; p0 < k; p0 += TILE_DEPTH) {
        for (int t = id; t < TILE_DEPTH * TILE; t += TILE_LANES) {
          // Neighbouring lanes read neighbouring elements, whichever way the matrix lies.
          int p = t / TILE;
          int i = t - p * TILE;
          if (aColumn == 1) {
            i = t / TILE_DEPTH;
            p = t - i * TILE_DEPTH;
          }
          float x = 0f;
          if (i0 + i < m) {
            if (p0 + p < k) {
              x = scratch[aAt + (i0 + i) * aRow + (p0 + p) * aColumn];
            }
          }
          leftTile[p * TILE_STRIDE + i] = x;
          int q = t / TILE;
          int j = t - q * TILE;
          if (bRow == 1) {
            j = t / TILE_DEPTH;
            q = t - j * TILE_DEPTH;
          }
          float y = 0f;
          if (j0 + j < n) {
            if (p0 + q < k) {
              y = right(inParameters, bAt + (p0 + q) * bRow + (j0 + j) * bColumn);
            }
          }
          rightTile[q * TILE_STRIDE + j] = y;
        }
        localBarrier();
        for (int p = 0; p < TILE_DEPTH; p++) {
          float x0 = leftTile[p * TILE_STRIDE + down];
          float x1 = leftTile[p * TILE_STRIDE + down + 1];
          float x2 = leftTile[p * TILE_STRIDE + down + 2];
          float x3 = leftTile[p * TILE_STRIDE + down + 3];
          float y0 = rightTile[p * TILE_STRIDE + along];
          float y1 = rightTile[p * TILE_STRIDE + along + 1];
          float y2 = rightTile[p * TILE_STRIDE + along + 2];
          float y3 = rightTile[p * TILE_STRIDE + along + 3];
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
        localBarrier();
      }
      int i = i0 + down;
      int j = j0 + along;
      storeRow(i, j, m, n, cAt, c00, c01, c02, c03);
      storeRow(i + 1, j, m, n, cAt, c10, c11, c12, c13);
      storeRow(i + 2, j, m, n, cAt, c20, c21, c22, c23);
      storeRow(i + 3, j, m, n, cAt, c30, c31, c32, c33);
      finishBlock(i, j, m, n, cAt, operation, step);
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

  private void finishBlock(int i0, int j0, int m, int n, int cAt, int operation, int step) {
    if (operation > 0) {
      for (int e = 0; e < 16; e++) {
        int i = i0 + e / 4;
        int j = j0 + e - (e / 4) * 4;
        if (i < m) {
          if (j < n) {
            int point = i * n + j;
            scratch[cAt + point] = finished(operation, point, scratch[cAt + point], step);
          }
        }
      }
    }
  }
}
