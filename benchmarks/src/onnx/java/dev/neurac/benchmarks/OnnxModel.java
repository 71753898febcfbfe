package dev.neurac.benchmarks;

import dev.neurac.runtime.Network;
import dev.neurac.runtime.Parameter;
import java.util.List;

/**
 * Writes a dense network as an ONNX model: a {@code Gemm} for each layer, a {@code Relu} between
 * two. Field numbers are those of {@code onnx.proto}.
 */
final class OnnxModel {

  static final String INPUT = "features";
  static final String OUTPUT = "predictions";

  private static final long IR_VERSION = 8;
  private static final long OPSET = 17;
  private static final int FLOAT = 1;
  private static final int INT_ATTRIBUTE = 2;

  private OnnxModel() {}

  /** Returns the file's bytes. */
  static byte[] of(Network network) {
    Protobuf opset = new Protobuf().string(1, "").integer(2, OPSET);
    return new Protobuf()
        .integer(1, IR_VERSION)
        .message(7, graph(network.parameters()))
        .message(8, opset)
        .bytes();
  }

  /** The parameters are {@code weight, bias} of each layer, the weights {@code [out, in]}. */
  private static Protobuf graph(List<Parameter> parameters) {
    Protobuf graph = new Protobuf();
    String value = INPUT;
    for (int i = 0; i < parameters.size(); i += 2) {
      boolean last = i + 2 == parameters.size();
      String weight = parameters.get(i).name();
      String bias = parameters.get(i + 1).name();
      String sum = last ? OUTPUT : weight + ".sum";
      Protobuf transposed =
          new Protobuf().string(1, "transB").integer(3, 1).integer(20, INT_ATTRIBUTE);
      graph.message(1, node("Gemm", sum, value, weight, bias).message(5, transposed));
      value = sum;
      if (!last) {
        value = weight + ".relu";
        graph.message(1, node("Relu", value, sum));
      }
    }
    graph.string(2, "network");
    for (Parameter parameter : parameters) {
      graph.message(5, tensor(parameter));
    }
    int inputSize = parameters.get(0).values().shape()[1];
    int outputSize = parameters.get(parameters.size() - 1).values().shape()[0];
    return graph.message(11, matrix(INPUT, inputSize)).message(12, matrix(OUTPUT, outputSize));
  }

  private static Protobuf node(String operator, String output, String... inputs) {
    Protobuf node = new Protobuf();
    for (String input : inputs) {
      node.string(1, input);
    }
    return node.string(2, output).string(3, output + ".node").string(4, operator);
  }

  private static Protobuf tensor(Parameter parameter) {
    Protobuf tensor = new Protobuf();
    for (int size : parameter.values().shape()) {
      tensor.integer(1, size);
    }
    return tensor
        .integer(2, FLOAT)
        .string(8, parameter.name())
        .floats(9, parameter.values().toArray());
  }

  /** A value of any number of rows. */
  private static Protobuf matrix(String name, int columns) {
    Protobuf shape =
        new Protobuf()
            .message(1, new Protobuf().string(2, "rows"))
            .message(1, new Protobuf().integer(1, columns));
    Protobuf type = new Protobuf().integer(1, FLOAT).message(2, shape);
    return new Protobuf().string(1, name).message(2, new Protobuf().message(1, type));
  }
}
