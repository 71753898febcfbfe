package dev.neurac.benchmarks;

import ai.onnxruntime.OrtException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Predictions in ONNX Runtime for Java, with the weights of our networks. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OnnxPredictionBenchmark {

  /** The network and its rows. */
  @Param({"20-128-256-4/1", "784-128-10/1", "2-10-1/1", "20-128-256-4/400"})
  public String work;

  private OnnxPredictor predictor;
  private float[] features;
  private float[] predictions;

  /** Makes the session, and checks that it predicts what our network does. */
  @Setup
  public void prepare() throws OrtException {
    Work given = Work.parse(work);
    features = given.features();
    predictions = new float[given.batch() * given.outputSize()];
    byte[] model = OnnxModel.of(given.network());
    predictor = new OnnxPredictor(model, given, Work.threads());
    predictor.predict(features, predictions);
    float[] ours = given.network().predict(features);
    for (int i = 0; i < ours.length; i++) {
      if (!(Math.abs(ours[i] - predictions[i]) <= 1e-4)) {
        throw new IllegalStateException(
            work + ": output " + i + " is " + predictions[i] + ", ours is " + ours[i]);
      }
    }
  }

  /** Predicts all rows. */
  @Benchmark
  public float[] predict() throws OrtException {
    predictor.predict(features, predictions);
    return predictions;
  }

  /** Frees the native memory. */
  @TearDown
  public void close() throws OrtException {
    predictor.close();
  }
}
