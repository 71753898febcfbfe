package dev.neurac.processor;

import dev.neurac.Activation;
import dev.neurac.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Draws valid models of both forms, and spoils one thing of a valid stack. */
final class RandomModels {

  /** Functions that stay finite however deep, and have a slope nearly everywhere. */
  private static final List<Activation> ACTIVATIONS =
      Arrays.stream(Activation.values())
          .filter(a -> !Set.of("SQUARE", "SQRT", "EXP", "LOG").contains(a.name()))
          .toList();

  private static final Set<Activation> PROBABILITIES =
      Set.of(
          Activation.SIGMOID, Activation.HARD_SIGMOID, Activation.SOFTMAX, Activation.LOG_SOFTMAX);

  private final Random random;

  RandomModels(long seed) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
  }

  /** A layer of a stack. */
  record StackLayer(int in, int out, Activation act, double dropout, boolean bias, String name) {
    String text() {
      return "@Layer(in = %d, out = %d, act = %s, dropout = %s, bias = %s%s)"
          .formatted(
              in, out, act, dropout, bias, name.isEmpty() ? "" : ", name = \"" + name + "\"");
    }

    StackLayer withIn(int other) {
      return new StackLayer(other, out, act, dropout, bias, name);
    }

    StackLayer withOut(int other) {
      return new StackLayer(in, other, act, dropout, bias, name);
    }

    StackLayer withDropout(double other) {
      return new StackLayer(in, out, act, other, bias, name);
    }

    StackLayer withBias(boolean other) {
      return new StackLayer(in, out, act, dropout, other, name);
    }

    StackLayer withName(String other) {
      return new StackLayer(in, out, act, dropout, bias, other);
    }

    int parameters() {
      return in * out + (bias ? out : 0) + (act == Activation.PRELU ? out : 0);
    }
  }

  /** A stack: what can be spoilt. */
  record Stack(Loss loss, long parameters, List<StackLayer> layers) {

    Stack with(int index, StackLayer layer) {
      List<StackLayer> changed = new ArrayList<>(layers);
      changed.set(index, layer);
      return new Stack(loss, parameters, changed);
    }

    String text(String name) {
      StringBuilder text = new StringBuilder();
      text.append("@Model(loss = %s, parameters = %dL)\n".formatted(loss, parameters));
      layers.forEach(layer -> text.append(layer.text()).append('\n'));
      return text.append("interface ").append(name).append(" extends Network {}\n").toString();
    }
  }

  /** A step of a node graph: the annotation, the method's name and what it takes. */
  record Step(String annotation, String name, List<String> inputs) {}

  /** A node graph, its nodes in topological order. */
  record Nodes(Loss loss, List<Integer> input, List<Step> steps) {

    String text(String name) {
      StringBuilder text = new StringBuilder("@Model(loss = " + loss + ")\n");
      text.append("interface ").append(name).append(" extends Network {\n");
      boolean declared = false;
      for (Step step : steps) {
        List<String> parameters = new ArrayList<>();
        for (String input : step.inputs()) {
          String parameter = "Tensor p" + parameters.size();
          if (input.equals("x") && !declared) {
            declared = true;
            String shape = input().toString().replace('[', '{').replace(']', '}');
            parameters.add("@Input(" + shape + ") @From(\"x\") " + parameter);
          } else {
            parameters.add("@From(\"" + input + "\") " + parameter);
          }
        }
        text.append("  ").append(step.annotation()).append(" Tensor ").append(step.name());
        text.append('(').append(String.join(", ", parameters)).append(");\n");
      }
      return text.append("}\n").toString();
    }
  }

  int between(int from, int to) {
    return from + random.nextInt(to - from + 1);
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  Stack stack() {
    int depth = between(1, 6);
    int width = between(1, 12);
    List<StackLayer> layers = new ArrayList<>();
    Loss loss = one(List.of(Loss.values()));
    int total = 0;
    for (int i = 0; i < depth; i++) {
      boolean last = i == depth - 1;
      int out = random.nextInt(5) == 0 ? between(30, 70) : between(1, 12);
      out = last && loss == Loss.CROSS_ENTROPY ? Math.max(2, out) : out;
      Activation act = last ? outputActivation(loss) : one(ACTIVATIONS);
      String name = random.nextInt(3) == 0 ? "named" + i : "";
      double dropout = last || random.nextInt(4) > 0 ? 0 : 0.25;
      StackLayer layer = new StackLayer(width, out, act, dropout, random.nextInt(4) > 0, name);
      layers.add(layer);
      total += layer.parameters();
      width = out;
    }
    return new Stack(loss, total, layers);
  }

  private Activation outputActivation(Loss loss) {
    return switch (loss) {
      case KL_DIVERGENCE -> Activation.LOG_SOFTMAX;
      case CROSS_ENTROPY ->
          one(List.of(Activation.SOFTMAX, Activation.LOG_SOFTMAX, Activation.IDENTITY));
      case BINARY_CROSS_ENTROPY, POISSON ->
          one(List.of(loss.activation().orElseThrow(), Activation.IDENTITY));
      default -> one(ACTIVATIONS.stream().filter(a -> !PROBABILITIES.contains(a)).toList());
    };
  }

  /**
   * Draws a node graph on rows of one to three axes. Dense layers change the last axis, and concats
   * one axis that is drawn: all others keep the input's extents, so that all can be joined.
   */
  Nodes nodes() {
    List<Integer> input = new ArrayList<>(List.of(between(1, 9)));
    int rank = between(1, 3);
    while (input.size() < rank) {
      input.add(0, between(1, 4));
    }
    int last = rank - 1;
    int joined = random.nextBoolean() ? last : between(0, last);
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    shapes.put("x", input);
    List<String> unused = new ArrayList<>();
    List<String> probabilities = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    int count = between(1, 9);
    for (int i = 0; i < count; i++) {
      // Names in no order, so that the topological order is not the alphabetical one.
      String name = "n" + (char) ('a' + random.nextInt(26)) + i;
      String from = i == 0 ? "x" : one(new ArrayList<>(shapes.keySet()));
      List<Integer> shape = new ArrayList<>(shapes.get(from));
      switch (i == 0 ? 0 : random.nextInt(7)) {
        case 0, 1 -> {
          shape.set(last, random.nextInt(6) == 0 ? between(20, 40) : between(1, 9));
          Activation act = one(ACTIVATIONS);
          steps.add(
              new Step(
                  "@Layer(out = " + shape.get(last) + ", act = " + act + ")", name, List.of(from)));
          if (isSoftmax(act)) {
            probabilities.add(name);
          }
        }
        case 2 -> {
          List<String> same = like(shape, -1, shapes);
          List<String> inputs = new ArrayList<>(List.of(from, one(same)));
          if (random.nextBoolean()) {
            inputs.add(one(same));
          }
          steps.add(new Step("@Add", name, inputs));
        }
        case 3 -> {
          String other = one(like(shape, joined, shapes));
          shape.set(joined, shape.get(joined) + shapes.get(other).get(joined));
          steps.add(new Step(concat(joined), name, List.of(from, other)));
        }
        case 4 -> steps.add(new Step("@Dropout(0.25)", name, List.of(from)));
        case 6 -> {
          String kind = random.nextBoolean() ? "@LayerNorm" : "@RmsNorm";
          // Two features differ by little: a small epsilon would make a step of what is a slope.
          steps.add(new Step(kind + "(epsilon = 0.1)", name, List.of(from)));
        }
        default -> {
          Activation act = one(ACTIVATIONS);
          if (isSoftmax(act) && probabilities.contains(from)) {
            act = Activation.TANH;
          } else if (isSoftmax(act)) {
            probabilities.add(name);
          }
          steps.add(new Step("@Apply(" + act + ")", name, List.of(from)));
        }
      }
      unused.removeAll(steps.get(steps.size() - 1).inputs());
      unused.add(name);
      shapes.put(name, shape);
    }
    String end = unused.get(0);
    if (unused.size() > 1) {
      List<String> ends = new ArrayList<>();
      for (String name : unused) {
        boolean fits = joined == last || shapes.get(name).get(last).equals(input.get(last));
        ends.add(fits ? name : "fit" + name);
        if (!fits) {
          String layer = "@Layer(out = " + input.get(last) + ", act = TANH)";
          steps.add(new Step(layer, "fit" + name, List.of(name)));
        }
      }
      end = "joined";
      steps.add(new Step(concat(joined), end, ends));
    }
    Loss loss = one(List.of(Loss.values()));
    steps.add(
        new Step(
            "@Layer(out = %d, act = %s)".formatted(between(2, 5), outputActivation(loss)),
            "answer",
            List.of(end)));
    return new Nodes(loss, input, steps);
  }

  /** Returns the values of a shape, on an axis of any extent. */
  private static List<String> like(
      List<Integer> shape, int axis, Map<String, List<Integer>> shapes) {
    return shapes.keySet().stream()
        .filter(
            name ->
                IntStream.range(0, shape.size())
                    .allMatch(i -> i == axis || shapes.get(name).get(i).equals(shape.get(i))))
        .toList();
  }

  private static boolean isSoftmax(Activation activation) {
    return activation == Activation.SOFTMAX || activation == Activation.LOG_SOFTMAX;
  }

  private static String concat(int axis) {
    return "@Concat(axis = " + (axis + 1) + ")";
  }

  /** Returns the stack with one mistake, after the id of the problem that it is. */
  Map.Entry<String, Stack> spoilt(Stack stack) {
    int index = random.nextInt(stack.layers().size());
    StackLayer layer = stack.layers().get(index);
    List<Map.Entry<String, Stack>> choices = new ArrayList<>();
    choices.add(Map.entry("InvalidSize", stack.with(index, layer.withOut(-between(0, 9)))));
    choices.add(Map.entry("InvalidSize", stack.with(index, layer.withIn(-between(1, 9)))));
    String word = one(List.of("1st", "for", "a b", "x-y", "null"));
    choices.add(Map.entry("InvalidName", stack.with(index, layer.withName(word))));
    choices.add(Map.entry("DuplicateName", stack.with(index, layer.withName("input"))));
    choices.add(Map.entry("InvalidRate", stack.with(index, layer.withDropout(between(1, 9)))));
    choices.add(Map.entry("ParameterCount", stack.with(index, layer.withBias(!layer.bias()))));
    choices.add(
        Map.entry(
            "ParameterCount",
            new Stack(stack.loss(), stack.parameters() + between(1, 9), stack.layers())));
    if (index > 0) {
      int in = layer.in() + (random.nextBoolean() || layer.in() == 1 ? 1 : -1);
      choices.add(Map.entry("ShapeMismatch", stack.with(index, layer.withIn(in))));
    }
    int end = stack.layers().size() - 1;
    StackLayer output = stack.layers().get(end);
    choices.add(Map.entry("DropoutOnOutput", stack.with(end, output.withDropout(0.5))));
    if (output.act() == Activation.RELU || output.act() == Activation.TANH) {
      Loss wrong = output.out() == 1 ? Loss.BINARY_CROSS_ENTROPY : Loss.CROSS_ENTROPY;
      choices.add(Map.entry("LossMismatch", new Stack(wrong, stack.parameters(), stack.layers())));
    }
    return one(choices);
  }
}
