package dev.neurac.train;

import dev.neurac.optim.Optimizer;
import dev.neurac.schedule.Schedule;
import java.util.Map;

/** The learning rate of each step of a run, by its schedule. */
final class LearningRate {

  private final Schedule.Rates rates;
  private final int unitsPerEpoch;

  LearningRate(Schedule schedule, Optimizer optimizer, int rows, int batchSize) {
    this.unitsPerEpoch = schedule.changesEveryStep() ? (rows - 1) / batchSize + 1 : 1;
    this.rates = schedule.start(optimizer.learningRate(), unitsPerEpoch);
  }

  /**
   * Returns the rate of a step.
   *
   * @param epoch 1 for the first
   * @param step 0 for the first of the epoch
   */
  double at(int epoch, int step) {
    long first = (epoch - 1L) * unitsPerEpoch;
    return rates.at(unitsPerEpoch == 1 ? first : first + step);
  }

  /** Lets the schedule know how well an epoch ended. */
  void watch(Epoch epoch) {
    double loss = epoch.validation().orElse(epoch.training()).loss();
    rates.watch((long) epoch.number() * unitsPerEpoch - 1, loss);
  }

  /** Returns what the schedule remembers; it goes on from there after {@link #restore}. */
  Map<String, Double> memory() {
    return rates.memory();
  }

  void restore(Map<String, Double> memory) {
    rates.restore(memory);
  }
}
