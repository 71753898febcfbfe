package dev.neurac.runtime;

import dev.neurac.runtime.Architecture.OutputInfo;

/**
 * The arrays of one training step, made once and used for every batch. Generated code reads and
 * writes the fields.
 */
public final class Step {

  private static final String ADVICE = "train with a smaller batchSize";

  /** All parameters of the network; read. */
  public final float[] parameters;

  /** The gradient of the weighted sum of the losses by each parameter; written. */
  public final float[] gradients;

  /** The rows of the batch, of each input; read. */
  public final float[][] inputs;

  /**
   * A row of targets for each row of the batch, of each output; read. An element is null where
   * classes are given.
   */
  public final float[][] targets;

  /**
   * A class for each vector along an output's last axis, of each output; read. An element is null
   * where targets are given.
   */
  public final float[][] classes;

  /** The weight of each row in the loss of the batch, 1/rows for a mean; read. */
  public final float[] rowWeights;

  /** The loss of each row, unweighted, of each output; written. */
  public final float[][] losses;

  /** Values between the operations. */
  public final float[] scratch;

  /** The number of rows in this batch, at most the number the arrays were made for. */
  public int rows;

  /** Where random masks start, together with {@link #step}. */
  public int seed;

  /** The number of this step in the run. */
  public int step;

  /** 1 to drop values as training does, 0 to compute as prediction does. */
  public int dropping;

  /**
   * Makes the arrays for batches of up to {@code capacity} rows.
   *
   * @param parameters the network's parameters, not copied
   * @param ofClasses whether targets are classes, where the loss takes them
   * @throws IllegalArgumentException if one of the arrays would be longer than arrays can be
   */
  public Step(Program program, float[] parameters, int capacity, boolean ofClasses) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a batch has at least 1 row, not " + capacity);
    }
    Architecture architecture = program.architecture();
    this.parameters = parameters;
    this.gradients = new float[parameters.length];
    this.inputs = new float[architecture.inputs().size()][];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = new float[length(capacity, architecture.inputs().get(i).size())];
    }
    this.targets = new float[architecture.outputs().size()][];
    this.classes = new float[targets.length][];
    for (int i = 0; i < targets.length; i++) {
      OutputInfo output = architecture.outputs().get(i);
      boolean classesOfThis = ofClasses && output.takesClasses();
      float[] given = new float[length(capacity, output.targetSize(classesOfThis))];
      (classesOfThis ? classes : targets)[i] = given;
    }
    this.rowWeights = new float[capacity];
    this.losses = new float[targets.length][capacity];
    this.scratch =
        new float
            [ArrayLength.of(capacity, program.trainingScratch(), program.sharedScratch(), ADVICE)];
  }

  private static int length(int capacity, int floatsPerRow) {
    return ArrayLength.of(capacity, floatsPerRow, ADVICE);
  }

  /** Returns whether the targets of the only output are classes. */
  public boolean isOfClasses() {
    return classes[0] != null;
  }

  /** Returns the targets of the only output: its rows of targets, or its classes. */
  public float[] targetArray() {
    return isOfClasses() ? classes[0] : targets[0];
  }

  /** Returns how many targets of the only output a row has: values or classes. */
  public int targetSize() {
    return targetArray().length / capacity();
  }

  /** Returns the largest number of rows of a batch. */
  public int capacity() {
    return rowWeights.length;
  }
}
