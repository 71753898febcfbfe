package dev.neurac.opencl;

import dev.neurac.runtime.UpdateSettings;
import dev.neurac.train.UpdateKernel;

/**
 * What all networks' Aparapi kernels share: the schedules, the gathering of a batch, the matrix
 * product, and the functions that OpenCL lacks. A generated class for each network extends it.
 *
 * <p>A step is a row of phases: the batch is gathered, the generated phases compute, the last ones
 * update the parameters and keep the losses. A phase needs what the phases before it wrote, so
 * between two of them all lanes wait. In the wide schedule a phase is a pass over the whole device;
 * in the small one a single work group goes through all phases of many steps within one pass, with
 * barriers in between, which costs far less than a pass where a step is small. Both compute the
 * same operations in the same order.
 *
 * <p>Everything here but the constructor is translated to OpenCL, so it keeps to what Aparapi
 * takes: no break, no switch, no overloads, no boolean fields, no arrays as parameters.
 */
public abstract class NetworkKernel extends UpdateKernel {

  /** Rows and columns of the tile that a work group of {@link #TILE_LANES} computes together. */
  static final int TILE = 64;

  static final int TILE_LANES = 256;

  private static final int TILE_DEPTH = 16;

  /** The distance of rows of a tile: not a multiple of the banks of local memory. */
  private static final int TILE_STRIDE = 68;

  /** Rows of features and of targets, one after the other. */
  protected float[] data;

  /** The row of {@link #data} at each place of the epoch, where {@link #indirect} is 1. */
  protected int[] order;

  /** How much the row at each place counts in the loss of its batch. */
  protected float[] weights;

  /** The loss at each place; where there is prediction, first the output at each place. */
  protected float[] results;

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

  /** How many steps an execution makes. */
  protected int steps;

  /** The number of the generated phase that a step begins with. */
  protected int firstPhase;

  /** How many generated phases a step has. */
  protected int phases;

  /** 1 for training, 0 for prediction. */
  protected int training;

  /** Rows of a full batch. */
  protected int capacity;

  /** The place of the first row. */
  protected int position;

  /** The place after the last row. */
  protected int end;

  /** 1 where {@link #order} says which row is at a place. */
  protected int indirect;

  /** Floats of features of a row. */
  protected int features;

  /** Floats of targets of a row, and of its output. */
  protected int outputs;

  /** 1 where losses are wanted, and so targets are given. */
  protected int losses;

  /** Where losses begin in {@link #results}. */
  protected int lossesAt;

  /** Where random masks start. */
  protected int seed;

  /** The number of the first step. */
  protected int firstStep;

  /** 1 where values are dropped. */
  protected int dropping;

  /** The matrix products, {@link ProductTable#INTS} ints for each. */
  protected int[] products;

  /** The first product of each phase, and the one after the last. */
  protected int[] firstProducts;

  /**
   * Computes what is no matrix product in one generated phase.
   *
   * @param phase its number
   * @param lane which of the lanes this is, from 0 up to {@code lanes}
   * @param rows the rows of the batch
   * @param step the number of the step
   */
  protected abstract void compute(int phase, int lane, int lanes, int rows, int step);

  /**
   * Returns what becomes of an element of a matrix product in the operations that are fused to it.
   *
   * @param operation which operations
   * @param point the place of the element in the product
   */
  protected abstract float finished(int operation, int point, float product, int step);

  // Drivers put every call in line, and one of them takes minutes over a kernel with many barriers.
  // So there is one place for each call that leads to much code.
  @Override
  public void run() {
    int perStep = phases + 2;
    if (training == 1) {
      if (clipping == BY_NORM) {
        perStep = phases + 4;
      }
    }
    int lane = getGlobalId();
    int lanes = getGlobalSize();
    int pass = getPassId();
    int s = pass / perStep;
    int phase = pass - s * perStep;
    int passes = 1;
    if (small == 1) {
      s = 0;
      phase = 0;
      passes = steps * perStep;
    }
    for (int i = 0; i < passes; i++) {
      runPhase(phase, s, lane, lanes);
      localGlobalBarrier();
      phase = phase + 1;
      if (phase == perStep) {
        phase = 0;
        s = s + 1;
      }
    }
  }

  private void runPhase(int phase, int s, int lane, int lanes) {
    int from = position + s * capacity;
    int rows = end - from;
    if (rows > capacity) {
      rows = capacity;
    }
    if (phase == 0) {
      gather(from, rows, lane, lanes);
    } else if (phase <= phases) {
      int number = firstPhase + phase - 1;
      compute(number, lane, lanes, rows, firstStep + s);
      for (int product = firstProducts[number]; product < firstProducts[number + 1]; product++) {
        multiply(product * ProductTable.INTS, lane, lanes, rows, firstStep + s);
      }
    } else {
      finish(phase - phases, from, rows, s, lane, lanes);
    }
  }

  /** Copies the rows of the batch together, and the weights that they have in its loss. */
  private void gather(int from, int rows, int lane, int lanes) {
    int width = features;
    if (losses == 1) {
      width = features + outputs;
    }
    for (int t = lane; t < rows * width; t += lanes) {
      int r = t / width;
      int i = t - r * width;
      int row = from + r;
      if (indirect == 1) {
        row = order[row];
      }
      int to = r * features + i;
      if (i >= features) {
        to = capacity * features + r * outputs + i - features;
      }
      scratch[to] = data[row * width + i];
    }
    if (training == 1) {
      for (int r = lane; r < rows; r += lanes) {
        scratch[capacity * (features + outputs) + r] = weights[from + r];
      }
    }
  }

  private void finish(int number, int from, int rows, int s, int lane, int lanes) {
    if (number == 1) {
      keep(from, rows, lane, lanes);
    }
    if (training == 1) {
      if (clipping == BY_NORM) {
        if (number == 1) {
          sumSquares(lane, lanes);
        } else if (number == 2) {
          sumSquareSums(lane, lanes);
        } else {
          update(s, lane, lanes);
        }
      } else {
        update(s, lane, lanes);
      }
    }
  }

  /** Keeps the losses of a batch, and in prediction its outputs. */
  private void keep(int from, int rows, int lane, int lanes) {
    int at = capacity * (features + outputs + 1);
    if (losses == 1) {
      for (int r = lane; r < rows; r += lanes) {
        results[lossesAt + from + r] = scratch[at + r];
      }
    }
    if (training == 0) {
      for (int t = lane; t < rows * outputs; t += lanes) {
        results[from * outputs + t] = scratch[at + capacity + t];
      }
    }
  }

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
  private void multiply(int at, int lane, int lanes, int rows, int step) {
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

  // Aparapi writes a method before those it calls, where it is called from different depths. So
  // what
  // generated methods call calls nothing itself but what OpenCL has.

  /** As Java's max: NaN where either is; OpenCL's passes over it, and would hide a divergence. */
  protected float maximum(float a, float b) {
    if (a > b) {
      return a;
    }
    if (a != a) {
      return a;
    }
    return b;
  }

  /** As Java's min: NaN where either is. */
  protected float minimum(float a, float b) {
    if (a < b) {
      return a;
    }
    if (a != a) {
      return a;
    }
    return b;
  }

  /** As {@code CounterRandom.uniform}, in one piece. */
  protected float uniform(int seed, int step, int node, int index) {
    int state = 0;
    for (int i = 0; i < 4; i++) {
      int word = index;
      if (i == 0) {
        word = seed;
      }
      if (i == 1) {
        word = step;
      }
      if (i == 2) {
        word = node;
      }
      word = word + 0x9e3779b9;
      word = (word ^ (word >>> 16)) * 0x85ebca6b;
      word = (word ^ (word >>> 13)) * 0xc2b2ae35;
      word = word ^ (word >>> 16);
      state = (state ^ word) * 5 + 0xe6546b64;
      state = (state ^ (state >>> 16)) * 0x85ebca6b;
      state = (state ^ (state >>> 13)) * 0xc2b2ae35;
      state = state ^ (state >>> 16);
    }
    int mantissa = state >>> 8;
    return mantissa * 0x1p-24f;
  }

  /** As {@code FloatMath.erfc}, with OpenCL's exponential. */
  protected float complementaryError(float x) {
    float z = abs(x);
    if (z > 11f) {
      z = 11f;
    }
    float t = 1f / (1f + 0.5f * z);
    float u = t - 0.5f;
    float p = -0.14318349957466125f;
    p = fma(p, u, 0.2639006972312927f);
    p = fma(p, u, -0.010907944291830063f);
    p = fma(p, u, -0.29370251297950745f);
    p = fma(p, u, 0.10942444950342178f);
    p = fma(p, u, 0.2822127640247345f);
    p = fma(p, u, -0.15781888365745544f);
    p = fma(p, u, -0.3751644194126129f);
    p = fma(p, u, 0.18937091529369354f);
    p = fma(p, u, 1.34528648853302f);
    p = fma(p, u, -0.671794056892395f);
    float square = z * z;
    float rest = fma(z, z, -square);
    float tail = t * exp(-square) * exp(p - rest);
    if (x < 0f) {
      tail = 2f - tail;
    }
    if (x != x) {
      tail = x;
    }
    return tail;
  }

  // What follows is for the host and not translated: nothing that run() reaches calls it.

  /** Gives the kernel its arrays; those that are not of use yet have a single element. */
  final void bind(int capacity, int features, int outputs, int states) {
    this.capacity = capacity;
    this.features = features;
    this.outputs = outputs;
    this.size = parameterCount();
    this.gradientsAt = Math.multiplyExact(capacity, scratchPerRow());
    ProductTable table = new ProductTable();
    describe(table);
    this.products = table.products();
    this.firstProducts = table.firstProducts();
    this.values = new float[Math.multiplyExact(size, 1 + states)];
    this.data = new float[1];
    this.order = new int[1];
    this.weights = new float[1];
    this.results = new float[1];
    this.shared = new float[SHARED];
    this.penalized = new byte[1];
    this.scratch = new float[1];
    setExplicit(true);
  }

  /** Makes room for gradients and their sums of squares. */
  final void makeRoomForGradients() {
    int sums = SQUARE_SUMS + FEWER_SQUARE_SUMS;
    scratch = new float[Math.addExact(Math.addExact(gradientsAt, size), sums)];
  }

  /** Makes room for what lies between the operations. */
  final void makeRoom() {
    scratch = new float[gradientsAt];
  }

  /** Says which generated phases a step has, and which passes follow them. */
  final void choosePhases(boolean training, boolean losses, int first, int count) {
    this.training = training ? 1 : 0;
    this.losses = losses ? 1 : 0;
    this.firstPhase = first;
    this.phases = count;
  }

  /** Returns how many passes a step takes in the wide schedule. */
  final int passes() {
    return phases + (training == 1 && clipping == BY_NORM ? 4 : 2);
  }

  final void update(UpdateSettings settings) {
    configure(settings);
  }

  final float[] values() {
    return values;
  }

  final float[] scratch() {
    return scratch;
  }

  final int gradientsAt() {
    return gradientsAt;
  }

  /** Brings the products to the device, once they are there. */
  final void putProducts() {
    put(products);
    put(firstProducts);
  }

  final byte[] penalizedArray() {
    return penalized;
  }

  final void shared(float[] shared) {
    this.shared = shared;
  }

  /** Says which matrix products the phases have; called when the size of a batch is known. */
  protected abstract void describe(ProductTable table);

  /** The number of generated phases of a training step, which are the first. */
  protected abstract int trainingPhases();

  /** The number of generated phases of an evaluation, which come next. */
  protected abstract int evaluationPhases();

  /** The number of generated phases of a prediction, which are the last. */
  protected abstract int predictionPhases();

  /** The floats of a row in scratch, gradients apart. */
  protected abstract int scratchPerRow();

  /** The number of parameters. */
  protected abstract int parameterCount();
}
