package dev.neurac.train;

import dev.neurac.Initializer;
import dev.neurac.Loss;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.LayerListener;
import dev.neurac.runtime.Network;
import dev.neurac.runtime.NetworkRuntime;
import dev.neurac.runtime.Program;
import dev.neurac.runtime.Step;
import dev.neurac.runtime.Workers;

/**
 * One dense layer written by hand, {@code z = x·W + b}, with any loss: the smallest network that
 * can be trained. Its parts give the same bits in any split.
 */
public final class DenseNetwork implements Network {

  private final NetworkRuntime runtime;

  private DenseNetwork(Architecture architecture, int failingStep) {
    runtime = new NetworkRuntime(new DenseProgram(architecture, failingStep), 1);
  }

  /** Returns a network whose output applies the loss's activation, if the loss names one. */
  public static DenseNetwork of(Loss loss, int in, int out) {
    return new DenseNetwork(
        describe(in, out).output("layer1", loss, out).build(), Integer.MAX_VALUE);
  }

  /** Returns a network whose output is logits. */
  public static DenseNetwork ofLogits(Loss loss, int in, int out) {
    return new DenseNetwork(
        describe(in, out).logits("layer1", loss, out).build(), Integer.MAX_VALUE);
  }

  /** Returns a network that throws in a step. */
  static DenseNetwork failingAt(int step) {
    return new DenseNetwork(
        describe(2, 1).output("layer1", Loss.MEAN_SQUARED_ERROR, 1).build(), step);
  }

  private static Architecture.Builder describe(int in, int out) {
    return Architecture.builder("Line")
        .input("input", in)
        .layer("layer1", "Dense", in * out + out, out)
        .parameter("layer1.weight", 0, in, out)
        .inFiles(1, 0)
        .penalized()
        .starts(Initializer.XAVIER_UNIFORM, in, out)
        .parameter("layer1.bias", in * out, out)
        .starts(Initializer.ZEROS, in, out);
  }

  @Override
  public NetworkRuntime runtime() {
    return runtime;
  }

  private static final class DenseProgram implements Program {

    private final Architecture architecture;
    private final int failingStep;
    private final int in;
    private final int out;

    DenseProgram(Architecture architecture, int failingStep) {
      this.architecture = architecture;
      this.failingStep = failingStep;
      this.in = architecture.inputSize();
      this.out = architecture.outputSize();
    }

    @Override
    public Architecture architecture() {
      return architecture;
    }

    @Override
    public int predictionScratch() {
      return 0;
    }

    /** So much that the work is split wherever there are threads. */
    @Override
    public long predictionWork() {
      return 1_000_000;
    }

    @Override
    public void predict(
        float[] parameters,
        float[][] inputs,
        float[][] predictions,
        int from,
        float[] scratch,
        int rows) {
      for (int row = from; row < from + rows; row++) {
        forward(parameters, inputs[0], row * in, predictions[0], row * out);
        if (!architecture.logits()) {
          activate(predictions[0], row * out);
        }
      }
    }

    @Override
    public int evaluationScratch() {
      return out;
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
        forward(parameters, inputs[0], row * in, scratch, row * out);
        losses[0][row] = loss(scratch, row * out, targets[0], classes[0]);
      }
    }

    @Override
    public int trainingScratch() {
      return out;
    }

    @Override
    public int stages() {
      return 2;
    }

    @Override
    public long stageWork(int stage) {
      return 1_000_000;
    }

    @Override
    public void run(int stage, Step step, int part, int parts) {
      if (step.step == failingStep) {
        throw new IllegalStateException("step " + step.step + " fails");
      }
      if (stage == 0) {
        for (int row = Workers.offset(step.rows, part, parts);
            row < Workers.offset(step.rows, part + 1, parts);
            row++) {
          differentiate(step, row);
        }
      } else {
        for (int j = Workers.offset(out, part, parts);
            j < Workers.offset(out, part + 1, parts);
            j++) {
          collect(step, j);
        }
      }
    }

    @Override
    public void trace(Step step, LayerListener listener) {
      for (int row = 0; row < step.rows; row++) {
        forward(step.parameters, step.inputs[0], row * in, step.scratch, row * out);
      }
      listener.computed("layer1", step.scratch, 0, step.rows * out);
    }

    /** The loss of a row, and its gradient by z, weighted, in scratch. */
    private void differentiate(Step step, int row) {
      int at = row * out;
      forward(step.parameters, step.inputs[0], row * in, step.scratch, at);
      step.losses[0][row] = loss(step.scratch, at, step.targets[0], step.classes[0]);
      activate(step.scratch, at);
      float scale =
          switch (architecture.loss()) {
            case MEAN_SQUARED_ERROR -> 2f / out;
            case BINARY_CROSS_ENTROPY -> 1f / out;
            case HALF_SQUARED_ERROR, CROSS_ENTROPY -> 1;
            default -> throw unsupported();
          };
      for (int j = 0; j < out; j++) {
        float dz =
            scale * (step.scratch[at + j] - target(at + j, step.targets[0], step.classes[0]));
        step.scratch[at + j] = step.rowWeights[row] * dz;
      }
    }

    /** dW = xᵀ·dz and db = Σ dz, for one output. */
    private void collect(Step step, int j) {
      for (int i = 0; i <= in; i++) {
        float sum = 0;
        for (int row = 0; row < step.rows; row++) {
          sum += (i == in ? 1 : step.inputs[0][row * in + i]) * step.scratch[row * out + j];
        }
        step.gradients[i * out + j] = sum;
      }
    }

    private void forward(float[] parameters, float[] features, int from, float[] z, int at) {
      for (int j = 0; j < out; j++) {
        float sum = parameters[in * out + j];
        for (int i = 0; i < in; i++) {
          sum += features[from + i] * parameters[i * out + j];
        }
        z[at + j] = sum;
      }
    }

    /** Turns logits into what the loss compares with the targets. */
    private void activate(float[] z, int at) {
      double sum = 0;
      for (int j = at; j < at + out; j++) {
        switch (architecture.loss()) {
          case BINARY_CROSS_ENTROPY -> z[j] = (float) (1 / (1 + StrictMath.exp(-z[j])));
          case CROSS_ENTROPY -> sum += StrictMath.exp(z[j]);
          case MEAN_SQUARED_ERROR, HALF_SQUARED_ERROR -> {}
          default -> throw unsupported();
        }
      }
      for (int j = at; sum > 0 && j < at + out; j++) {
        z[j] = (float) (StrictMath.exp(z[j]) / sum);
      }
    }

    private IllegalArgumentException unsupported() {
      return new IllegalArgumentException("written for other losses: " + architecture.loss());
    }

    /** Returns a target, which for classes is 1 at that of the row and else 0. */
    private float target(int at, float[] targets, float[] classes) {
      return targets != null ? targets[at] : classes[at / out] == at % out ? 1 : 0;
    }

    private float loss(float[] z, int at, float[] targets, float[] classes) {
      double sum = 0;
      double exponentials = 0;
      for (int j = at; j < at + out; j++) {
        double x = z[j];
        double t = target(j, targets, classes);
        exponentials += StrictMath.exp(x);
        sum +=
            switch (architecture.loss()) {
              case MEAN_SQUARED_ERROR -> (x - t) * (x - t) / out;
              case HALF_SQUARED_ERROR -> (x - t) * (x - t) / 2;
              case BINARY_CROSS_ENTROPY -> (StrictMath.log1p(StrictMath.exp(x)) - x * t) / out;
              case CROSS_ENTROPY -> -x * t;
              default -> throw unsupported();
            };
      }
      boolean softmax = architecture.loss() == Loss.CROSS_ENTROPY;
      return (float) (softmax ? sum + StrictMath.log(exponentials) : sum);
    }
  }
}
