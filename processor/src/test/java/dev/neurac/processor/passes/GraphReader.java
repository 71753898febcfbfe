package dev.neurac.processor.passes;

import dev.neurac.Activation;
import dev.neurac.Loss;
import dev.neurac.processor.ir.Add;
import dev.neurac.processor.ir.BiasAdd;
import dev.neurac.processor.ir.Concat;
import dev.neurac.processor.ir.CrossEntropy;
import dev.neurac.processor.ir.Dropout;
import dev.neurac.processor.ir.ElementLoss;
import dev.neurac.processor.ir.Graph;
import dev.neurac.processor.ir.Graph.Output;
import dev.neurac.processor.ir.GraphBuilder;
import dev.neurac.processor.ir.Leaf;
import dev.neurac.processor.ir.MatMul;
import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Op;
import dev.neurac.processor.ir.Pointwise;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.ir.Softmax;
import dev.neurac.processor.ir.SumRows;
import dev.neurac.processor.loop.Product.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the text that a graph prints, so that tests of passes show graphs before and after. */
final class GraphReader {

  /** The operations that can stand before a pass, by what they print. */
  private static final Map<String, Op> OPERATIONS =
      Stream.of(
              new Add(),
              new BiasAdd(),
              new Concat(0),
              new CrossEntropy(),
              new Dropout(0.5, 0),
              new Dropout(0.5, 1),
              new ElementLoss(Loss.HALF_SQUARED_ERROR),
              new MatMul(Layout.PLAIN),
              new Pointwise(Activation.RELU),
              new Pointwise(Activation.TANH),
              new Softmax(),
              new SumRows())
          .collect(Collectors.toMap(Op::toString, Function.identity()));

  private static final Pattern NODE =
      Pattern.compile("%\\d+ = (.*?)(?:\\(([%\\d, ]*)\\))? : \\[(.*)]  // (gradient of )?(.*)");

  private static final Pattern OUTPUT = Pattern.compile("(\\w+)( [\\w.]+)? %(\\d+)");

  private GraphReader() {}

  /** Returns the graph that prints as the text. */
  static Graph read(String text) {
    GraphBuilder g = new GraphBuilder();
    List<Output> outputs = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher node = NODE.matcher(line);
      if (node.matches()) {
        Op op = op(node.group(1), shape(node.group(3)));
        List<Node> inputs = new ArrayList<>();
        for (String input : split(node.group(2))) {
          inputs.add(g.nodes().get(Integer.parseInt(input.substring(1))));
        }
        g.of(node.group(5), node.group(4) != null).add(op, inputs.toArray(new Node[0]));
      } else {
        OUTPUT.matcher(line).results().forEach(output -> outputs.add(output(g, output)));
      }
    }
    Graph graph = new Graph(g.nodes(), outputs);
    if (!graph.toString().equals(text)) {
      throw new IllegalArgumentException("read as\n" + graph);
    }
    return graph;
  }

  private static Op op(String text, Shape shape) {
    for (Leaf.Kind kind : Leaf.Kind.values()) {
      String prefix = kind.name().toLowerCase(Locale.ROOT) + " ";
      if (text.startsWith(prefix)) {
        return new Leaf(kind, text.substring(prefix.length()), shape);
      }
    }
    if (!OPERATIONS.containsKey(text)) {
      throw new IllegalArgumentException("no operation is called " + text);
    }
    return OPERATIONS.get(text);
  }

  private static Output output(GraphBuilder g, MatchResult output) {
    String name = output.group(2) == null ? "" : output.group(2).strip();
    Output.Kind kind = Output.Kind.valueOf(output.group(1).toUpperCase(Locale.ROOT));
    return new Output(kind, name, g.nodes().get(Integer.parseInt(output.group(3))));
  }

  private static Shape shape(String extents) {
    List<String> all = split(extents);
    boolean perRow = all.contains("rows");
    Shape.Batch batch = perRow ? Shape.Batch.ROWS : Shape.Batch.NONE;
    return new Shape(batch, all.stream().skip(perRow ? 1 : 0).map(Integer::valueOf).toList());
  }

  private static List<String> split(String list) {
    return list == null || list.isEmpty() ? List.of() : List.of(list.split(", "));
  }
}
