package dev.neurac.metric;

import dev.neurac.data.Dataset;
import dev.neurac.runtime.Backend;
import dev.neurac.runtime.LossRunner;
import dev.neurac.runtime.NetworkRuntime;
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
    this.targets = Predictions.targets(runtime, data);
    metrics.forEach(metric -> metric.check(runtime.architecture(), targets));
    this.runner = new LossRunner(runtime, data.size(), data::copyFeatures, targets, threads);
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
