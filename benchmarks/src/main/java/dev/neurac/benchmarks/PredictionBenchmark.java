package dev.neurac.benchmarks;

import dev.neurac.runtime.Network;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Our predictions, by the call that users make. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PredictionBenchmark {

  /** The network and its rows. */
  @Param({"20-128-256-4/1", "784-128-10/1", "2-10-1/1", "20-128-256-4/400"})
  public String work;

  private Network network;
  private float[] features;
  private float[] predictions;

  /** Makes the network, and runs it until it is warm. */
  @Setup
  public void prepare() {
    Work given = Work.parse(work);
    network = given.network();
    features = given.features();
    predictions = new float[given.batch() * given.outputSize()];
    Warm.up(this::predict);
  }

  /** Predicts all rows. */
  @Benchmark
  public float[] predict() {
    network.predict(features, predictions);
    return predictions;
  }
}
