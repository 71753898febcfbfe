package dev.neurac.optim;

import dev.neurac.schedule.Schedule;
import dev.neurac.settings.DescriptionReader;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How gradients change parameters.
 *
 * <p>An optimiser is a record of its settings; what it remembers from step to step is a {@link
 * State} of its own, so that one optimiser can serve any number of runs. Each is one file, with its
 * formula, and follows PyTorch's definition.
 *
 * <p>A weight decay λ is PyTorch's: {@code λ·w} joins the gradient, for all parameters, biases
 * included, after clipping, and is no part of the loss. {@code Trainer.l2} is the penalty that
 * textbooks add to the loss. {@link AdamW} decays apart from the gradient.
 */
public sealed interface Optimizer
    permits Adadelta, Adagrad, Adam, AdamW, Adamax, Momentum, Nadam, Nesterov, RmsProp, Sgd {

  /** Returns the rate of each step where no {@link Schedule} changes it. */
  double learningRate();

  /**
   * Returns the state of a run that has made no step.
   *
   * @param size the number of trainable parameters
   */
  State start(int size);

  /**
   * Returns name and settings, the same text on every JVM: {@code momentum learningRate=0.1
   * momentum=0.9 weightDecay=0}. Two optimisers are the same if their texts are.
   */
  String describe();

  /**
   * Returns the optimiser that {@link #describe} tells of.
   *
   * @throws IllegalArgumentException if there is no such optimiser, or its settings are not all
   *     there and within their bounds
   */
  static Optimizer parse(String text) {
    return new DescriptionReader<Optimizer>("optimizer")
        .kind("adadelta", Adadelta::read)
        .kind("adagrad", Adagrad::read)
        .kind("adam", Adam::read)
        .kind("adamax", Adamax::read)
        .kind("adamw", AdamW::read)
        .kind("momentum", Momentum::read)
        .kind("nadam", Nadam::read)
        .kind("nesterov", Nesterov::read)
        .kind("rmsprop", RmsProp::read)
        .kind("sgd", Sgd::read)
        .read(text);
  }

  /** What an optimiser remembers of a run: arrays as long as the parameters, and the steps made. */
  abstract class State {

    private final int size;
    private final int updateNumber;

    /** What all elements share in a step, in the places that the update's class names. */
    final float[] scalars;

    private final Map<String, float[]> arrays = new LinkedHashMap<>();
    private long step;

    /**
     * Makes the state of a run; its scalars that no step changes are the subclass's to set.
     *
     * @param size the number of trainable parameters
     * @param updateNumber the {@code NUMBER} of the update
     * @param scalars how many scalars it has
     */
    State(int size, int updateNumber, int scalars) {
      this.size = size;
      this.updateNumber = updateNumber;
      this.scalars = new float[scalars];
    }

    /** Returns a new array of zeros that is one of {@link #arrays()}. */
    final float[] array(String name) {
      float[] array = new float[size];
      arrays.put(name, array);
      return array;
    }

    /**
     * Begins a step: counts it and works out what all elements share.
     *
     * @param rate the learning rate of this step, at least 0
     */
    public final void nextStep(double rate) {
      step++;
      prepare(step, rate);
    }

    /**
     * Works out the {@link #scalars} that change from step to step.
     *
     * @param step 1 for the first
     * @param rate its learning rate
     */
    abstract void prepare(long step, double rate);

    /** Returns the {@code NUMBER} of the update. */
    final int updateNumber() {
      return updateNumber;
    }

    /** Copies what all elements share in this step, for a device that makes the step. */
    public final void share(float[] into, int at) {
      System.arraycopy(scalars, 0, into, at, scalars.length);
    }

    /**
     * Updates a range of the parameters. Elements do not depend on each other, so a step may split
     * the range in any way, over any threads: the result is the same to the bit.
     *
     * @param parameters changed from {@code from} up to {@code to}
     * @param gradients the gradient by each parameter
     */
    public abstract void update(float[] parameters, float[] gradients, int from, int to);

    /** Returns the number of steps begun. */
    public final long step() {
      return step;
    }

    /**
     * Returns by name what is remembered of each parameter: the arrays themselves, which the next
     * step changes. With {@link #step()} they are all that is remembered.
     */
    public final Map<String, float[]> arrays() {
      return Collections.unmodifiableMap(arrays);
    }

    /**
     * Makes this the state of another run after so many steps, to the bit.
     *
     * @param step the number of its steps
     * @param arrays its {@link #arrays()}, copied from
     * @throws IllegalArgumentException if that is no state of this optimiser and size; this one is
     *     then unchanged
     */
    public final void restore(long step, Map<String, float[]> arrays) {
      if (step < 0) {
        throw new IllegalArgumentException("step is at least 0, not " + step);
      }
      if (!arrays.keySet().equals(this.arrays.keySet())) {
        throw new IllegalArgumentException(
            "the state has the arrays " + this.arrays.keySet() + ", not " + arrays.keySet());
      }
      arrays.forEach(
          (name, array) -> {
            if (array.length != size) {
              throw new IllegalArgumentException(
                  name + " has " + size + " values, not " + array.length);
            }
          });
      arrays.forEach((name, array) -> System.arraycopy(array, 0, this.arrays.get(name), 0, size));
      this.step = step;
    }
  }
}
