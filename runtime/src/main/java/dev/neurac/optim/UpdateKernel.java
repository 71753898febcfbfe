package dev.neurac.optim;

import com.aparapi.Kernel;
import dev.neurac.runtime.UpdateSettings;

/**
 * What {@link ParameterUpdate} does, as passes of an Aparapi kernel: the penalty joins the
 * gradient, the sum is clipped, the optimiser moves the parameters.
 *
 * <p>The formulas are the optimisers' own; here are the loops around them, on the arrays of the
 * device. What all elements share in a step lies in {@link #shared}, in the order in which the
 * optimiser's state writes it. The class is public for the Aparapi kernels of networks, which
 * extend it, and is of no use to applications.
 */
public abstract class UpdateKernel extends Kernel {

  // Which optimiser it is; constants, so that reading one loads no class of Aparapi's.
  static final int SGD = 1;
  static final int MOMENTUM = 2;
  static final int NESTEROV = 3;
  static final int ADAGRAD = 4;
  static final int ADADELTA = 5;
  static final int RMSPROP = 6;
  static final int ADAM = 7;
  static final int ADAMW = 8;
  static final int ADAMAX = 9;
  static final int NADAM = 10;

  /** How many floats all elements share in a step, at most. */
  public static final int SHARED = 10;

  /**
   * The sums that the squares of a gradient are first gathered in, however many lanes there are.
   */
  protected static final int SQUARE_SUMS = 4096;

  /** The sums that those are gathered in. */
  protected static final int FEWER_SQUARE_SUMS = 64;

  static final int UNCLIPPED = 0;
  static final int BY_VALUE = 1;

  /** What {@link UpdateSettings} says of clipping by norm. */
  protected static final int BY_NORM = 2;

  /** The parameters, then each of the optimiser's arrays. */
  protected float[] values;

  /** What lives within a step: values between the operations, gradients, sums of squares. */
  protected float[] scratch;

  /** What all elements share, {@link #SHARED} floats for each step. */
  protected float[] shared;

  /** 1 for each parameter that the penalty counts; a single element where there is no penalty. */
  protected byte[] penalized;

  /** The number of parameters. */
  protected int size;

  /** Where the gradients begin in {@link #scratch}; the sums of squares follow them. */
  protected int gradientsAt;

  protected int optimizer;
  protected int clipping;
  protected float limit;
  protected float penalty1;
  protected float penalty2;

  /** Takes over the settings of a training, before its first step. */
  protected final void configure(UpdateSettings settings) {
    optimizer = settings.optimizer();
    clipping = settings.clipping();
    limit = settings.limit();
    penalty1 = settings.penalty1();
    penalty2 = settings.penalty2();
    penalized = settings.penalized();
  }

  /** The gradient of the whole loss by a parameter. */
  private float gradientOf(int i) {
    float g = scratch[gradientsAt + i];
    if (penalty1 != 0f) {
      if (penalized[i] == 1) {
        g = g + Penalty.l1Gradient(values[i], penalty1);
      }
    }
    if (penalty2 != 0f) {
      if (penalized[i] == 1) {
        g = g + Penalty.l2Gradient(values[i], penalty2);
      }
    }
    return g;
  }

  /**
   * Sums the squares of every {@link #SQUARE_SUMS}th element: the first pass of clipping by norm.
   */
  protected void sumSquares(int lane, int lanes) {
    for (int s = lane; s < SQUARE_SUMS; s += lanes) {
      float sum = 0f;
      for (int i = s; i < size; i += SQUARE_SUMS) {
        float g = gradientOf(i);
        sum = fma(g, g, sum);
      }
      scratch[gradientsAt + size + s] = sum;
    }
  }

  /** Sums the sums: the second pass of clipping by norm. */
  protected void sumSquareSums(int lane, int lanes) {
    int from = gradientsAt + size;
    for (int s = lane; s < FEWER_SQUARE_SUMS; s += lanes) {
      float sum = 0f;
      for (int i = s; i < SQUARE_SUMS; i += FEWER_SQUARE_SUMS) {
        sum = sum + scratch[from + i];
      }
      scratch[from + SQUARE_SUMS + s] = sum;
    }
  }

  /** What the gradient is multiplied by, to clip it by norm; NaN stays NaN. */
  private float scaleByNorm() {
    int from = gradientsAt + size + SQUARE_SUMS;
    float sum = 0f;
    for (int i = 0; i < FEWER_SQUARE_SUMS; i++) {
      sum = sum + scratch[from + i];
    }
    float scale = limit / (sqrt(sum) + 1e-6f);
    if (scale > 1f) {
      scale = 1f;
    }
    return scale;
  }

  /**
   * Moves the parameters: the last pass of a step.
   *
   * @param step the place of the step in {@link #shared}
   */
  protected void update(int step, int lane, int lanes) {
    int at = step * SHARED;
    float scale = 1f;
    if (clipping == BY_NORM) {
      scale = scaleByNorm();
    }
    for (int i = lane; i < size; i += lanes) {
      float g = gradientOf(i);
      if (clipping == BY_VALUE) {
        if (g > limit) {
          g = limit;
        }
        if (g < -limit) {
          g = -limit;
        }
      }
      if (clipping == BY_NORM) {
        g = g * scale;
      }
      if (optimizer == SGD) {
        moveBySgd(i, g, at);
      } else if (optimizer == MOMENTUM) {
        moveByMomentum(i, g, at);
      } else if (optimizer == NESTEROV) {
        moveByNesterov(i, g, at);
      } else if (optimizer == ADAGRAD) {
        moveByAdagrad(i, g, at);
      } else if (optimizer == ADADELTA) {
        moveByAdadelta(i, g, at);
      } else if (optimizer == RMSPROP) {
        moveByRmsProp(i, g, at);
      } else if (optimizer == ADAM) {
        moveByAdam(i, g, at);
      } else if (optimizer == ADAMW) {
        moveByAdamW(i, g, at);
      } else if (optimizer == ADAMAX) {
        moveByAdamax(i, g, at);
      } else if (optimizer == NADAM) {
        moveByNadam(i, g, at);
      }
    }
  }

  // Shared: rate, decay.
  private void moveBySgd(int i, float gradient, int at) {
    float w = values[i];
    float g = WeightDecay.decayed(gradient, w, shared[at + 1]);
    values[i] = Sgd.sgdMoved(w, g, shared[at]);
  }

  // Shared: rate, decay, momentum.
  private void moveByMomentum(int i, float gradient, int at) {
    float w = values[i];
    float g = WeightDecay.decayed(gradient, w, shared[at + 1]);
    float v = Momentum.momentumVelocity(values[size + i], g, shared[at + 2]);
    values[size + i] = v;
    values[i] = Momentum.momentumMoved(w, v, shared[at]);
  }

  // Shared: rate, decay, momentum.
  private void moveByNesterov(int i, float gradient, int at) {
    float momentum = shared[at + 2];
    float w = values[i];
    float g = WeightDecay.decayed(gradient, w, shared[at + 1]);
    float v = Nesterov.nesterovVelocity(values[size + i], g, momentum);
    values[size + i] = v;
    values[i] = Nesterov.nesterovMoved(w, g, v, shared[at], momentum);
  }

  // Shared: rate, decay, epsilon.
  private void moveByAdagrad(int i, float gradient, int at) {
    float w = values[i];
    float g = WeightDecay.decayed(gradient, w, shared[at + 1]);
    float s = Adagrad.adagradSum(values[size + i], g);
    values[size + i] = s;
    values[i] = Adagrad.adagradMoved(w, g, sqrt(s), shared[at], shared[at + 2]);
  }

  // Shared: rate, decay, rho, 1 - rho, epsilon.
  private void moveByAdadelta(int i, float gradient, int at) {
    float rho = shared[at + 2];
    float rest = shared[at + 3];
    float epsilon = shared[at + 4];
    float w = values[i];
    float g = WeightDecay.decayed(gradient, w, shared[at + 1]);
    float s = Adadelta.adadeltaSquare(values[size + i], g, rho, rest);
    float u = values[2 * size + i];
    float d = Adadelta.adadeltaDelta(g, sqrt(u + epsilon), sqrt(s + epsilon));
    values[size + i] = s;
    values[2 * size + i] = Adadelta.adadeltaSquare(u, d, rho, rest);
    values[i] = Adadelta.adadeltaMoved(w, d, shared[at]);
  }

  // Shared: rate, decay, alpha, 1 - alpha, epsilon, momentum, centering, whether mean and velocity
  // are kept.
  private void moveByRmsProp(int i, float gradient, int at) {
    float alpha = shared[at + 2];
    float rest = shared[at + 3];
    float w = values[i];
    float g = WeightDecay.decayed(gradient, w, shared[at + 1]);
    float s = RmsProp.rmspropSquare(values[size + i], g, alpha, rest);
    float m = 0f;
    float old = 0f;
    if (shared[at + 7] > 0f) {
      m = RmsProp.rmspropMean(values[2 * size + i], g, alpha, rest);
      values[2 * size + i] = m;
      old = values[3 * size + i];
    }
    float variance = RmsProp.rmspropVariance(s, m, shared[at + 6]);
    if (variance < 0f) {
      variance = 0f;
    }
    float v = RmsProp.rmspropVelocity(old, g, sqrt(variance), shared[at + 5], shared[at + 4]);
    if (shared[at + 7] > 0f) {
      values[3 * size + i] = v;
    }
    values[size + i] = s;
    values[i] = RmsProp.rmspropMoved(w, v, shared[at]);
  }

  // Shared: rate, decay, beta1, 1 - beta1, beta2, 1 - beta2, epsilon, root, whether it is AMSGrad.
  private void moveByAdam(int i, float gradient, int at) {
    float w = values[i];
    float g = WeightDecay.decayed(gradient, w, shared[at + 1]);
    values[i] = movedByMoments(i, w, g, at);
  }

  // Shared: as Adam, with the factor that shrinks the parameters in the place of the decay.
  private void moveByAdamW(int i, float gradient, int at) {
    float w = AdamW.adamwShrunk(values[i], shared[at + 1]);
    values[i] = movedByMoments(i, w, gradient, at);
  }

  private float movedByMoments(int i, float w, float g, int at) {
    float m = Adam.adamMean(values[size + i], g, shared[at + 2], shared[at + 3]);
    float v = Adam.adamSquare(values[2 * size + i], g, shared[at + 4], shared[at + 5]);
    float n = v;
    values[size + i] = m;
    values[2 * size + i] = v;
    if (shared[at + 8] > 0f) {
      float before = values[3 * size + i];
      if (before > v) {
        n = before;
      }
      values[3 * size + i] = n;
    }
    return Adam.adamMoved(w, m, sqrt(n), shared[at], shared[at + 7], shared[at + 6]);
  }

  // Shared: rate, decay, beta1, 1 - beta1, beta2, epsilon.
  private void moveByAdamax(int i, float gradient, int at) {
    float w = values[i];
    float g = WeightDecay.decayed(gradient, w, shared[at + 1]);
    float m = Adamax.adamaxMean(values[size + i], g, shared[at + 2], shared[at + 3]);
    float shrunk = shared[at + 4] * values[2 * size + i];
    float u = abs(g) + shared[at + 5];
    if (shrunk > u) {
      u = shrunk;
    }
    values[size + i] = m;
    values[2 * size + i] = u;
    values[i] = Adamax.adamaxMoved(w, m, u, shared[at]);
  }

  // Shared: a, decay, beta1, 1 - beta1, beta2, 1 - beta2, epsilon, root, b.
  private void moveByNadam(int i, float gradient, int at) {
    float w = values[i];
    float g = WeightDecay.decayed(gradient, w, shared[at + 1]);
    float m = Nadam.nadamMean(values[size + i], g, shared[at + 2], shared[at + 3]);
    float v = Nadam.nadamSquare(values[2 * size + i], g, shared[at + 4], shared[at + 5]);
    values[size + i] = m;
    values[2 * size + i] = v;
    values[i] =
        Nadam.nadamMoved(
            w, g, m, sqrt(v), shared[at], shared[at + 8], shared[at + 7], shared[at + 6]);
  }
}
