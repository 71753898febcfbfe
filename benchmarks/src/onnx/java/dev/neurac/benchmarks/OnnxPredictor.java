package dev.neurac.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * A session of ONNX Runtime, used as fast as its Java interface allows: input and output are native
 * buffers that are bound once.
 */
final class OnnxPredictor implements AutoCloseable {

  private final OrtSession session;
  private final FloatBuffer input;
  private final FloatBuffer output;
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxTensor> outputs;

  OnnxPredictor(byte[] model, Work work, int threads) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      session = environment.createSession(model, options);
    }
    input = buffer(work.batch() * work.inputSize());
    output = buffer(work.batch() * work.outputSize());
    inputs =
        Map.of(
            OnnxModel.INPUT,
            OnnxTensor.createTensor(
                environment, input, new long[] {work.batch(), work.inputSize()}));
    outputs =
        Map.of(
            OnnxModel.OUTPUT,
            OnnxTensor.createTensor(
                environment, output, new long[] {work.batch(), work.outputSize()}));
  }

  private static FloatBuffer buffer(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  void predict(float[] features, float[] predictions) throws OrtException {
    input.put(0, features);
    session.run(inputs, outputs).close();
    output.get(0, predictions);
  }

  @Override
  public void close() throws OrtException {
    inputs.values().forEach(OnnxTensor::close);
    outputs.values().forEach(OnnxTensor::close);
    session.close();
  }
}
