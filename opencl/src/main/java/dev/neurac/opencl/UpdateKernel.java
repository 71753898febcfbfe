package dev.neurac.opencl;

import com.aparapi.Kernel;
import dev.neurac.optim.update.AdadeltaUpdate;
import dev.neurac.optim.update.AdagradUpdate;
import dev.neurac.optim.update.AdamUpdate;
import dev.neurac.optim.update.AdamWUpdate;
import dev.neurac.optim.update.AdamaxUpdate;
import dev.neurac.optim.update.MomentumUpdate;
import dev.neurac.optim.update.NadamUpdate;
import dev.neurac.optim.update.NesterovUpdate;
import dev.neurac.optim.update.PenaltyGradient;
import dev.neurac.optim.update.RmsPropUpdate;
import dev.neurac.optim.update.SgdUpdate;
import dev.neurac.optim.update.WeightDecay;
import dev.neurac.runtime.UpdateSettings;

/**
 * What {@code ParameterUpdate} does, as passes of an Aparapi kernel: the penalty joins the
 * gradient, the sum is clipped, the optimiser moves the parameters.
 *
 * <p>The formulas are the optimisers' own; here are the loops around them, on the arrays of the
 * device. What all elements share in a step lies in {@link #shared}, in the order in which the
 * optimiser's state writes it. The class is public for the Aparapi kernels of networks, which
 * extend it, and is of no use to applications.
 */
@SuppressWarnings("exports") // Who extends it need not read Aparapi.
public abstract class UpdateKernel extends Kernel {

  /**
   * The sums that the squares of a gradient are first gathered in, however many lanes there are.
   */
  protected static final int SQUARE_SUMS = 4096;

  /** The sums that those are gathered in. */
  protected static final int FEWER_SQUARE_SUMS = 64;

  /** The parameters, then each of the optimiser's arrays. */
  protected float[] values;

  /** What lives within a step: values between the operations, gradients, sums of squares. */
  protected float[] scratch;

  /** What all elements share, {@link UpdateSettings#MAX_SCALARS} floats for each step. */
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

  /** Makes a kernel without its arrays. */
  protected UpdateKernel() {}

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
        g = g + PenaltyGradient.l1Gradient(values[i], penalty1);
      }
    }
    if (penalty2 != 0f) {
      if (penalized[i] == 1) {
        g = g + PenaltyGradient.l2Gradient(values[i], penalty2);
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
    int at = step * UpdateSettings.MAX_SCALARS;
    float scale = 1f;
    if (clipping == UpdateSettings.BY_NORM) {
      scale = scaleByNorm();
    }
    for (int i = lane; i < size; i += lanes) {
      float g = gradientOf(i);
      if (clipping == UpdateSettings.BY_VALUE) {
        if (g > limit) {
          g = limit;
        }
        if (g < -limit) {
          g = -limit;
        }
      }
      if (clipping == UpdateSettings.BY_NORM) {
        g = g * scale;
      }
      if (optimizer == SgdUpdate.NUMBER) {
        moveBySgd(i, g, at);
      } else if (optimizer == MomentumUpdate.NUMBER) {
        moveByMomentum(i, g, at);
      } else if (optimizer == NesterovUpdate.NUMBER) {
        moveByNesterov(i, g, at);
      } else if (optimizer == AdagradUpdate.NUMBER) {
        moveByAdagrad(i, g, at);
      } else if (optimizer == AdadeltaUpdate.NUMBER) {
        moveByAdadelta(i, g, at);
      } else if (optimizer == RmsPropUpdate.NUMBER) {
        moveByRmsProp(i, g, at);
      } else if (optimizer == AdamUpdate.NUMBER) {
        moveByAdam(i, g, at);
      } else if (optimizer == AdamWUpdate.NUMBER) {
        moveByAdamW(i, g, at);
      } else if (optimizer == AdamaxUpdate.NUMBER) {
        moveByAdamax(i, g, at);
      } else if (optimizer == NadamUpdate.NUMBER) {
        moveByNadam(i, g, at);
      }
    }
  }

  private void moveBySgd(int i, float gradient, int at) {
    float w = values[i];
    float g = WeightDecay.decayed(gradient, w, shared[at + SgdUpdate.DECAY]);
    values[i] = SgdUpdate.sgdMoved(w, g, shared[at + SgdUpdate.RATE]);
  }

  private void moveByMomentum(int i, float gradient, int at) {
    float w = values[i];
    float g = WeightDecay.decayed(gradient, w, shared[at + MomentumUpdate.DECAY]);
    float v =
        MomentumUpdate.momentumVelocity(values[size + i], g, shared[at + MomentumUpdate.MOMENTUM]);
    values[size + i] = v;
    values[i] = MomentumUpdate.momentumMoved(w, v, shared[at + MomentumUpdate.RATE]);
  }

  private void moveByNesterov(int i, float gradient, int at) {
    float momentum = shared[at + NesterovUpdate.MOMENTUM];
    float w = values[i];
    float g = WeightDecay.decayed(gradient, w, shared[at + NesterovUpdate.DECAY]);
    float v = NesterovUpdate.nesterovVelocity(values[size + i], g, momentum);
    values[size + i] = v;
    values[i] = NesterovUpdate.nesterovMoved(w, g, v, shared[at + NesterovUpdate.RATE], momentum);
  }

  private void moveByAdagrad(int i, float gradient, int at) {
    float rate = shared[at + AdagradUpdate.RATE];
    float epsilon = shared[at + AdagradUpdate.EPSILON];
    float w = values[i];
    float g = WeightDecay.decayed(gradient, w, shared[at + AdagradUpdate.DECAY]);
    float s = AdagradUpdate.adagradSum(values[size + i], g);
    values[size + i] = s;
    values[i] = AdagradUpdate.adagradMoved(w, g, sqrt(s), rate, epsilon);
  }

  private void moveByAdadelta(int i, float gradient, int at) {
    float rho = shared[at + AdadeltaUpdate.RHO];
    float rest = shared[at + AdadeltaUpdate.REST];
    float epsilon = shared[at + AdadeltaUpdate.EPSILON];
    float w = values[i];
    float g = WeightDecay.decayed(gradient, w, shared[at + AdadeltaUpdate.DECAY]);
    float s = AdadeltaUpdate.adadeltaSquare(values[size + i], g, rho, rest);
    float u = values[2 * size + i];
    float d = AdadeltaUpdate.adadeltaDelta(g, sqrt(u + epsilon), sqrt(s + epsilon));
    values[size + i] = s;
    values[2 * size + i] = AdadeltaUpdate.adadeltaSquare(u, d, rho, rest);
    values[i] = AdadeltaUpdate.adadeltaMoved(w, d, shared[at + AdadeltaUpdate.RATE]);
  }

  private void moveByRmsProp(int i, float gradient, int at) {
    float alpha = shared[at + RmsPropUpdate.ALPHA];
    float rest = shared[at + RmsPropUpdate.REST];
    float epsilon = shared[at + RmsPropUpdate.EPSILON];
    float momentum = shared[at + RmsPropUpdate.MOMENTUM];
    float centering = shared[at + RmsPropUpdate.CENTERING];
    float w = values[i];
    float g = WeightDecay.decayed(gradient, w, shared[at + RmsPropUpdate.DECAY]);
    float s = RmsPropUpdate.rmspropSquare(values[size + i], g, alpha, rest);
    float m = 0f;
    float old = 0f;
    if (shared[at + RmsPropUpdate.FULL] > 0f) {
      m = RmsPropUpdate.rmspropMean(values[2 * size + i], g, alpha, rest);
      values[2 * size + i] = m;
      old = values[3 * size + i];
    }
    float variance = RmsPropUpdate.rmspropVariance(s, m, centering);
    if (variance < 0f) {
      variance = 0f;
    }
    float v = RmsPropUpdate.rmspropVelocity(old, g, sqrt(variance), momentum, epsilon);
    if (shared[at + RmsPropUpdate.FULL] > 0f) {
      values[3 * size + i] = v;
    }
    values[size + i] = s;
    values[i] = RmsPropUpdate.rmspropMoved(w, v, shared[at + RmsPropUpdate.RATE]);
  }

  private void moveByAdam(int i, float gradient, int at) {
    float w = values[i];
    float g = WeightDecay.decayed(gradient, w, shared[at + AdamUpdate.DECAY]);
    values[i] = movedByMoments(i, w, g, at);
  }

  private void moveByAdamW(int i, float gradient, int at) {
    float w = AdamWUpdate.adamwShrunk(values[i], shared[at + AdamWUpdate.SHRINK]);
    values[i] = movedByMoments(i, w, gradient, at);
  }

  private float movedByMoments(int i, float w, float g, int at) {
    float rate = shared[at + AdamUpdate.RATE];
    float beta1 = shared[at + AdamUpdate.BETA1];
    float rest1 = shared[at + AdamUpdate.REST1];
    float beta2 = shared[at + AdamUpdate.BETA2];
    float rest2 = shared[at + AdamUpdate.REST2];
    float epsilon = shared[at + AdamUpdate.EPSILON];
    float root = shared[at + AdamUpdate.ROOT];
    float m = AdamUpdate.adamMean(values[size + i], g, beta1, rest1);
    float v = AdamUpdate.adamSquare(values[2 * size + i], g, beta2, rest2);
    float n = v;
    values[size + i] = m;
    values[2 * size + i] = v;
    if (shared[at + AdamUpdate.AMSGRAD] > 0f) {
      float before = values[3 * size + i];
      if (before > v) {
        n = before;
      }
      values[3 * size + i] = n;
    }
    return AdamUpdate.adamMoved(w, m, sqrt(n), rate, root, epsilon);
  }

  private void moveByAdamax(int i, float gradient, int at) {
    float beta1 = shared[at + AdamaxUpdate.BETA1];
    float rest1 = shared[at + AdamaxUpdate.REST1];
    float w = values[i];
    float g = WeightDecay.decayed(gradient, w, shared[at + AdamaxUpdate.DECAY]);
    float m = AdamaxUpdate.adamaxMean(values[size + i], g, beta1, rest1);
    float shrunk = shared[at + AdamaxUpdate.BETA2] * values[2 * size + i];
    float u = abs(g) + shared[at + AdamaxUpdate.EPSILON];
    if (shrunk > u) {
      u = shrunk;
    }
    values[size + i] = m;
    values[2 * size + i] = u;
    values[i] = AdamaxUpdate.adamaxMoved(w, m, u, shared[at + AdamaxUpdate.RATE]);
  }

  private void moveByNadam(int i, float gradient, int at) {
    float a = shared[at + NadamUpdate.GRADIENT_RATE];
    float b = shared[at + NadamUpdate.MEAN_RATE];
    float beta1 = shared[at + NadamUpdate.BETA1];
    float rest1 = shared[at + NadamUpdate.REST1];
    float beta2 = shared[at + NadamUpdate.BETA2];
    float rest2 = shared[at + NadamUpdate.REST2];
    float epsilon = shared[at + NadamUpdate.EPSILON];
    float root = shared[at + NadamUpdate.ROOT];
    float w = values[i];
    float g = WeightDecay.decayed(gradient, w, shared[at + NadamUpdate.DECAY]);
    float m = NadamUpdate.nadamMean(values[size + i], g, beta1, rest1);
    float v = NadamUpdate.nadamSquare(values[2 * size + i], g, beta2, rest2);
    values[size + i] = m;
    values[2 * size + i] = v;
    values[i] = NadamUpdate.nadamMoved(w, g, m, sqrt(v), a, b, root, epsilon);
  }
}
