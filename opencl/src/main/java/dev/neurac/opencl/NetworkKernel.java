package dev.neurac.opencl;

import dev.neurac.runtime.UpdateSettings;

/**
 * What all networks' Aparapi kernels share: the schedules, the gathering of a batch, and the
 * functions that OpenCL lacks. A generated class for each network extends it.
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
public abstract class NetworkKernel extends ProductKernel {

  /** Rows of features and of targets, one after the other. */
  protected float[] data;

  /** The row of {@link #data} at each place of the epoch, where {@link #indirect} is 1. */
  protected int[] order;

  /** How much the row at each place counts in the loss of its batch. */
  protected float[] weights;

  /** The loss at each place; where there is prediction, first the output at each place. */
  protected float[] results;

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

  /** Floats of the output of a row. */
  protected int outputs;

  /** Floats of targets of a row. */
  protected int targets;

  /** 1 where targets are classes. */
  protected int ofClasses;

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

  /** The first product of each phase, and the one after the last. */
  protected int[] firstProducts;

  /** Makes a kernel without its arrays. */
  protected NetworkKernel() {}

  /**
   * Computes what is no matrix product in one generated phase.
   *
   * @param phase its number
   * @param lane which of the lanes this is, from 0 up to {@code lanes}
   * @param rows the rows of the batch
   * @param step the number of the step
   */
  protected abstract void compute(int phase, int lane, int lanes, int rows, int step);

  // Drivers put every call in line, and one of them takes minutes over a kernel with many barriers.
  // So there is one place for each call that leads to much code.
  @Override
  public void run() {
    int perStep = phases + 2;
    if (training == 1) {
      if (clipping == UpdateSettings.BY_NORM) {
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
      localGlobalBarrier(); // Not at the end of the loop, where PoCL 5 ends the process over it.
      runPhase(phase, s, lane, lanes);
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
      width = features + targets;
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
        to = capacity * features + r * targets + i - features;
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
      if (clipping == UpdateSettings.BY_NORM) {
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
    this.gradientsAt =
        Math.addExact(Math.multiplyExact(capacity, scratchPerRow()), sharedScratch());
    ProductTable table = new ProductTable();
    describe(table);
    this.products = table.products();
    this.firstProducts = table.firstProducts();
    this.values = new float[Math.multiplyExact(size, 1 + states)];
    this.data = new float[1];
    this.order = new int[1];
    this.weights = new float[1];
    this.results = new float[1];
    this.shared = new float[UpdateSettings.MAX_SCALARS];
    this.penalized = new byte[1];
    this.scratch = new float[1];
    setExplicit(true);
  }

  /**
   * Says what targets are, where losses are wanted.
   *
   * @param size how many a row has
   */
  final void takeTargets(int size, boolean areClasses) {
    targets = size;
    ofClasses = areClasses ? 1 : 0;
  }

  /**
   * Returns the floats of scratch of a training: those of the rows, those that all rows share,
   * gradients, and sums of their squares.
   */
  final long trainingScratch(int rows) {
    return (long) rows * scratchPerRow()
        + sharedScratch()
        + parameterCount()
        + SQUARE_SUMS
        + FEWER_SQUARE_SUMS;
  }

  /** Makes room for gradients and their sums of squares. */
  final void makeRoomForGradients() {
    scratch = new float[Math.toIntExact(trainingScratch(capacity))];
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
    return phases + (training == 1 && clipping == UpdateSettings.BY_NORM ? 4 : 2);
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

  /** The floats that all rows share, in scratch behind those of the rows of a full batch. */
  protected int sharedScratch() {
    return 0;
  }

  /** The number of parameters. */
  protected abstract int parameterCount();
}
