package dev.neurac.metric;

import dev.neurac.data.Dataset;
import dev.neurac.runtime.Architecture;
import dev.neurac.runtime.Backend;
import dev.neurac.runtime.LossRunner;
import dev.neurac.runtime.NetworkRuntime;
import dev.neurac.runtime.Targets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures one network on one dataset, any number of times, with arrays made once.
 *
 * <p>The losses are summed in double in the order of the rows, so the result does not depend on the
 * number of threads.
 */
public final class Evaluator {

  private final NetworkRuntime runtime;
  private final Dataset data;
  private final List<Metric> metrics;
  private final float[] targets;
  private final LossRunner runner;

  public Evaluator(NetworkRuntime runtime, Dataset data, List<Metric> metrics, int threads) {
    this.runtime = runtime;
    this.data = data;
    this.metrics = metrics;
    this.targets = metrics.isEmpty() ? new float[0] : Predictions.targets(runtime, data);
    metrics.forEach(metric -> metric.check(runtime.architecture(), targets));
    this.runner =
        new LossRunner(
            runtime, data.size(), data::copyFeatures, ofLoss(runtime.architecture()), threads);
  }

  /** Returns the targets as the loss takes them, where metrics take vectors of all classes. */
  private Targets ofLoss(Architecture architecture) {
    if (!architecture.output().takesClasses() || !data.hasClasses()) {
      return new Targets(metrics.isEmpty() ? Predictions.targets(runtime, data) : targets, false);
    }
    float[] classes = new float[data.size()];
    for (int row = 0; row < classes.length; row++) {
      classes[row] = data.classOf(row);
    }
    return new Targets(classes, true);
  }

  /** Measures the network as it is now, by a back end. */
  public Evaluation evaluate(Backend backend) {
    runner.run(backend);
    double sum = 0;
    for (int row = 0; row < data.size(); row++) {
      sum += (double) data.weight(row) * runner.losses[row];
    }
    Map<String, Double> values = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      values.put(metric.name(), metric.of(runtime.architecture(), runner.predictions, targets));
    }
    return new Evaluation(sum / data.size(), values);
  }
}
