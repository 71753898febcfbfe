package dev.neurac.runtime;

import dev.neurac.Initializer;
import dev.neurac.Loss;

/**
 * One dense layer without activation under the mean squared error, written by hand: a network for
 * tests. Its parameters are {@code layer1.weight} and {@code layer1.bias}.
 */
public class LinearProgram implements Program {

  private final Architecture architecture;
  private final int in;
  private final int out;

  public LinearProgram(int in, int out) {
    this(
        Architecture.builder("Linear")
            .input("input", in)
            .layer("layer1", "Dense", in * out + out, out)
            .parameter("layer1.weight", 0, in, out)
            .inFiles(1, 0)
            .penalized()
            .starts(Initializer.XAVIER_UNIFORM, in, out)
            .parameter("layer1.bias", in * out, out)
            .starts(Initializer.ZEROS, in, out)
            .output("output", Loss.MEAN_SQUARED_ERROR, out)
            .build());
  }

  /** For tests that override what they run. */
  LinearProgram(Architecture architecture) {
    this.architecture = architecture;
    this.in = architecture.inputSize();
    this.out = architecture.outputSize();
  }

  /** Returns a network with fresh parameters. */
  public static Network network(int in, int out, long seed) {
    NetworkRuntime runtime = new NetworkRuntime(new LinearProgram(in, out), seed);
    return () -> runtime;
  }

  @Override
  public Architecture architecture() {
    return architecture;
  }

  @Override
  public int predictionScratch() {
    return 0;
  }

  @Override
  public long predictionWork() {
    return (long) in * out;
  }

  /** y = x·W + b, with W as [in, out]. */
  @Override
  public void predict(
      float[] parameters,
      float[][] inputs,
      float[][] predictions,
      int from,
      float[] scratch,
      int rows) {
    predict(parameters, inputs[0], predictions[0], from, scratch, rows);
  }

  @Override
  public void predict(
      float[] parameters, float[] input, float[] predictions, int from, float[] scratch, int rows) {
    for (int row = from; row < from + rows; row++) {
      for (int j = 0; j < out; j++) {
        float y = parameters[in * out + j];
        for (int i = 0; i < in; i++) {
          y = Math.fma(input[row * in + i], parameters[i * out + j], y);
        }
        predictions[row * out + j] = y;
      }
    }
  }

  @Override
  public int evaluationScratch() {
    return 0;
  }

  @Override
  public void evaluate(
      float[] parameters,
      float[][] inputs,
      float[][] targets,
      float[][] classes,
      float[][] predictions,
      float[][] losses,
      float[] scratch,
      int rows) {
    predict(parameters, inputs, predictions, 0, scratch, rows);
    for (int row = 0; row < rows; row++) {
      losses[0][row] = loss(predictions[0], targets[0], row);
    }
  }

  /** The predictions, then their gradients. */
  @Override
  public int trainingScratch() {
    return 2 * out;
  }

  @Override
  public int stages() {
    return 2;
  }

  @Override
  public long stageWork(int stage) {
    return (long) in * out;
  }

  @Override
  public void run(int stage, Step step, int part, int parts) {
    if (stage == 0) {
      forward(
          step, Workers.offset(step.rows, part, parts), Workers.offset(step.rows, part + 1, parts));
    } else {
      backward(step, Workers.offset(out, part, parts), Workers.offset(out, part + 1, parts));
    }
  }

  private void forward(Step step, int from, int to) {
    float[] y = step.scratch;
    int dyAt = step.capacity() * out;
    predict(step.parameters, step.inputs[0], y, from, y, to - from);
    for (int row = from; row < to; row++) {
      step.losses[0][row] = loss(y, step.targets[0], row);
      for (int at = row * out; at < (row + 1) * out; at++) {
        y[dyAt + at] = 2 * (y[at] - step.targets[0][at]) / out * step.rowWeights[row];
      }
    }
  }

  /** dW = Xᵀ·dY and db = Σ dY, for the outputs from {@code from} to {@code to}. */
  private void backward(Step step, int from, int to) {
    int dyAt = step.capacity() * out;
    for (int j = from; j < to; j++) {
      for (int i = 0; i < in; i++) {
        float dw = 0;
        for (int row = 0; row < step.rows; row++) {
          dw = Math.fma(step.inputs[0][row * in + i], step.scratch[dyAt + row * out + j], dw);
        }
        step.gradients[i * out + j] = dw;
      }
      float db = 0;
      for (int row = 0; row < step.rows; row++) {
        db += step.scratch[dyAt + row * out + j];
      }
      step.gradients[in * out + j] = db;
    }
  }

  private float loss(float[] y, float[] targets, int row) {
    float sum = 0;
    for (int at = row * out; at < (row + 1) * out; at++) {
      sum += (y[at] - targets[at]) * (y[at] - targets[at]);
    }
    return sum / out;
  }
}
