package dev.neurac.processor.ir;

import dev.neurac.processor.loop.Expr;
import dev.neurac.processor.loop.FloatInterpreter;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Kernel.Axis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Computes every node of a graph in floats: what compiled code computes, to the bit. */
public final class FloatGraphInterpreter {

  private FloatGraphInterpreter() {}

  /**
   * Returns the value of each node.
   *
   * @param leaves the values of parameters by name, those of the only leaf of another kind by that
   * @param scalars values of the kernels' scalar arguments
   */
  public static Map<Node, float[]> run(
      Graph graph, Map<String, float[]> leaves, Map<Expr.Var, Integer> scalars) {
    Map<Node, float[]> values = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Leaf leaf) {
        boolean parameter = leaf.kind() == Leaf.Kind.PARAMETER;
        values.put(node, leaves.get(parameter ? leaf.name() : leaf.kind().name()));
      } else {
        values.put(node, compute(node, node.inputs().stream().map(values::get).toList(), scalars));
      }
    }
    return values;
  }

  private static float[] compute(Node node, List<float[]> inputs, Map<Expr.Var, Integer> scalars) {
    float[] y = new float[GraphInterpreter.elements(node.shape(), scalars.get(Kernel.ROWS))];
    Arrays.fill(y, Float.NaN);
    List<float[]> buffers = new ArrayList<>(List.of(y));
    buffers.addAll(inputs);
    Kernel kernel = node.op().lower(node.shape(), node.inputShapes());
    // One point more, so that there is a first axis.
    List<Axis> axes = new ArrayList<>(List.of(new Axis(Expr.index("once"), Expr.integer(1))));
    axes.addAll(kernel.axes());
    new FloatInterpreter(buffers, scalars).run(axes, kernel.body(), 0, 1);
    return y;
  }
}
