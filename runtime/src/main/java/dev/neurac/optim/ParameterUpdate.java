package dev.neurac.optim;

import dev.neurac.optim.GradientClipping.Kind;
import dev.neurac.runtime.UpdateSettings;
import dev.neurac.runtime.Workers;

/**
 * Changes the parameters by their gradients, split over the threads: the penalty joins the
 * gradient, the sum is clipped, the optimiser moves the parameters.
 */
public final class ParameterUpdate implements Workers.Task {

  /** What an element costs, in the multiply-adds by which work is split. */
  private static final int WORK = 8;

  /** The elements whose squares are summed in one go, however many threads there are. */
  private static final int BLOCK = 4096;

  private final float[] parameters;
  private final float[] gradients;
  private final int trainable;
  private final Penalty penalty;
  private final GradientClipping clipping;
  private final Optimizer.State state;
  private final int parts;

  /** The sum of the squares of each block, for clipping by norm. */
  private final double[] squares;

  private final Workers.Task measuring = this::measure;
  private float scale;

  /**
   * Makes what moves the parameters of one training.
   *
   * @param trainable how many of them are trained: so many from the first on
   */
  public ParameterUpdate(
      float[] parameters,
      float[] gradients,
      int trainable,
      Penalty penalty,
      GradientClipping clipping,
      Optimizer optimizer,
      int threads) {
    this.parameters = parameters;
    this.gradients = gradients;
    this.trainable = trainable;
    this.penalty = penalty;
    this.clipping = clipping;
    this.state = optimizer.start(trainable);
    this.parts = Math.min(threads, Workers.parts((long) WORK * trainable));
    int blocks = (trainable + BLOCK - 1) / BLOCK;
    this.squares = new double[clipping.kind() == Kind.NORM ? blocks : 0];
  }

  /** Returns what decides how a device makes the same steps. */
  public UpdateSettings settings() {
    return new UpdateSettings(
        state.updateNumber(),
        switch (clipping.kind()) {
          case NONE -> UpdateSettings.UNCLIPPED;
          case VALUE -> UpdateSettings.BY_VALUE;
          case NORM -> UpdateSettings.BY_NORM;
        },
        (float) clipping.limit(),
        penalty.gradientScale1(),
        penalty.gradientScale2(),
        penalty.mask(trainable));
  }

  /** Returns what the optimiser remembers. */
  public Optimizer.State state() {
    return state;
  }

  /** Makes a step with some learning rate. */
  public void run(double rate) {
    state.nextStep(rate);
    if (clipping.kind() == Kind.NORM) {
      Workers.run(parts, measuring);
      scale = clipping.scale(sumOfSquares());
    }
    Workers.run(parts, this);
  }

  /** Adds the penalty to some blocks of the gradient, and sums their squares. */
  private void measure(int part, int parts) {
    int end = Workers.offset(squares.length, part + 1, parts);
    for (int block = Workers.offset(squares.length, part, parts); block < end; block++) {
      int from = block * BLOCK;
      int to = Math.min(from + BLOCK, trainable);
      penalty.addGradient(parameters, gradients, from, to);
      squares[block] = sumOfSquares(gradients, from, to);
    }
  }

  /** In two sums, of even and odd places, so that one addition need not wait for the other. */
  private static double sumOfSquares(float[] gradients, int from, int to) {
    double even = 0;
    double odd = 0;
    int i = from;
    for (; i + 1 < to; i += 2) {
      double g0 = gradients[i];
      double g1 = gradients[i + 1];
      even += g0 * g0;
      odd += g1 * g1;
    }
    if (i < to) {
      double g0 = gradients[i];
      even += g0 * g0;
    }
    return even + odd;
  }

  /** In the order of the blocks, whichever threads summed them. */
  private double sumOfSquares() {
    double sum = 0;
    for (double square : squares) {
      sum += square;
    }
    return sum;
  }

  /** Updates one part of the parameters. */
  @Override
  public void run(int part, int parts) {
    int from = Workers.offset(trainable, part, parts);
    int to = Workers.offset(trainable, part + 1, parts);
    switch (clipping.kind()) {
      case NONE -> penalty.addGradient(parameters, gradients, from, to);
      case VALUE -> {
        penalty.addGradient(parameters, gradients, from, to);
        clipping.clip(gradients, from, to);
      }
      case NORM -> scale(from, to);
    }
    state.update(parameters, gradients, from, to);
  }

  private void scale(int from, int to) {
    float scale = this.scale;
    for (int i = from; i < to; i++) {
      gradients[i] *= scale;
    }
  }
}
