package dev.neurac.processor.ir;

import dev.neurac.processor.loop.Interpreter;
import dev.neurac.processor.loop.Interpreter.Arguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Computes every node of a graph in double precision, from the values of its leaves. */
public final class GraphInterpreter {

  /** What an element holds that no kernel has written: a NaN that no arithmetic yields. */
  private static final long UNWRITTEN = 0x7ff8_0000_dead_beefL;

  private GraphInterpreter() {}

  /**
   * Returns the value of each node.
   *
   * @param leaves the value of each leaf by its name
   */
  public static Map<Node, double[]> run(
      Graph graph, Map<String, double[]> leaves, Arguments arguments) {
    return run(graph.nodes(), leaves, arguments);
  }

  /** Returns the value of each node; every node comes after its inputs. */
  public static Map<Node, double[]> run(
      List<Node> nodes, Map<String, double[]> leaves, Arguments arguments) {
    Map<Node, double[]> values = new LinkedHashMap<>();
    for (Node node : nodes) {
      values.put(
          node,
          node.op() instanceof Leaf leaf
              ? leaf(leaf, leaves.get(leaf.name()), arguments)
              : compute(node, node.inputs().stream().map(values::get).toList(), arguments));
    }
    return values;
  }

  private static double[] leaf(Leaf leaf, double[] value, Arguments arguments) {
    if (value == null || value.length != elements(leaf.value(), arguments.rows())) {
      throw new AssertionError(
          leaf + " of shape " + leaf.value() + " is given " + Arrays.toString(value));
    }
    return value;
  }

  private static double[] compute(Node node, List<double[]> inputs, Arguments arguments) {
    try {
      return run(node.op(), node.shape(), node.inputShapes(), inputs, arguments, false);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(node.toString(), e);
    }
  }

  /** Returns what an operation computes from its inputs. */
  static double[] run(
      Op op,
      Shape result,
      List<Shape> shapes,
      List<double[]> inputs,
      Arguments arguments,
      boolean backwards) {
    double[] y = new double[elements(result, arguments.rows())];
    Arrays.fill(y, Double.longBitsToDouble(UNWRITTEN));
    List<double[]> buffers = new ArrayList<>(List.of(y));
    buffers.addAll(inputs);
    if (backwards) {
      Interpreter.runBackwards(op.lower(result, shapes), buffers, arguments);
    } else {
      Interpreter.run(op.lower(result, shapes), buffers, arguments);
    }
    for (int i = 0; i < y.length; i++) {
      if (Double.doubleToRawLongBits(y[i]) == UNWRITTEN) {
        throw new AssertionError("element " + i + " of " + result + " is never written");
      }
    }
    return y;
  }

  /** Returns the number of elements of a value. */
  public static int elements(Shape shape, int rows) {
    return shape.perRow() ? rows * shape.size() : shape.size();
  }
}
