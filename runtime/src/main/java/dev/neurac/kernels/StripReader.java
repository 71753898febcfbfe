package dev.neurac.kernels;

import dev.neurac.kernels.StripNode.Extent;
import dev.neurac.kernels.StripNode.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * Reads the text of strip programs.
 *
 * <pre>
 * program    = vectors of a row, their length { statement }
 * statement  = "set" name value | "sum" name value | "max" name value | "dot" name value value
 *            | "store" value | "storeVector" value
 * value      = number | name | "b" buffer | "f" buffer ":" period | "r" buffer ":" period
 *            | "uniform" salt | operation { value }
 * name       = "$" letters
 * operation  = "+" | "-" | "*" | "/" | "max" | "min" | "fma" | "negate" | "abs" | "sqrt"
 *            | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "==" | "exp" | "log" | "log1p" | "tanh" | "erfc"
 * </pre>
 *
 * <p>{@code b1} is the element of buffer 1 at the same place, {@code f1:8} the one of eight at the
 * same feature, {@code r1:2} the number that two vectors share. A relation takes two values to
 * compare, then the one if it holds and the one if not. {@code sum}, {@code max} and {@code dot}
 * take the elements of each vector in order into a variable. {@code store} writes the element of
 * buffer 0, {@code storeVector} a number for each vector.
 *
 * <p>Equal values are one node, so that nothing is computed twice.
 */
final class StripReader {

  /** A step of a program: to compute a node, or to store one into a view if that is not null. */
  record Step(StripNode node, View store) {}

  private final StringTokenizer tokens;
  private final Map<List<Object>, StripNode> nodes = new HashMap<>();
  private final Map<String, StripNode> variables = new HashMap<>();
  private final Map<View, StripNode> stored = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final int lead;
  private final int length;

  StripReader(String text) {
    tokens = new StringTokenizer(text);
    lead = Integer.parseInt(tokens.nextToken());
    length = Integer.parseInt(tokens.nextToken());
    while (tokens.hasMoreTokens()) {
      statement(tokens.nextToken());
    }
  }

  /** Returns how many vectors a row of the batch has. */
  int lead() {
    return lead;
  }

  /** Returns how many elements a vector has. */
  int length() {
    return length;
  }

  /** Returns what is to be done, in order. */
  List<Step> steps() {
    return steps;
  }

  private void statement(String word) {
    switch (word) {
      case "set" -> {
        String name = tokens.nextToken();
        StripNode value = value();
        // What is loaded may be stored over; a variable keeps it.
        boolean loaded = value.view() != null && value.view().buffer() == 0;
        variables.put(name, loaded ? compute(value.extent(), Primitive.COPY, value) : value);
      }
      case "sum" -> reduce(Primitive.SUM, 1);
      case "max" -> reduce(Primitive.MAXIMUM, 1);
      case "dot" -> reduce(Primitive.DOT, 2);
      case "store" -> store(new View(0, Extent.ELEMENT, 1), element(value()));
      case "storeVector" -> store(new View(0, Extent.VECTOR, 1), value());
      default -> throw new IllegalArgumentException("no statement: " + word);
    }
  }

  private void reduce(Primitive primitive, int terms) {
    String name = tokens.nextToken();
    StripNode[] operands = new StripNode[1 + terms];
    operands[0] = variables.get(name);
    for (int i = 1; i <= terms; i++) {
      operands[i] = element(value());
    }
    variables.put(name, compute(Extent.VECTOR, primitive, operands));
  }

  private void store(View view, StripNode value) {
    steps.add(new Step(value, view));
    stored.put(view, value);
  }

  private StripNode value() {
    String word = tokens.nextToken();
    char first = word.charAt(0);
    if (first == '$') {
      return variables.get(word);
    } else if (word.length() > 1
        && Character.isDigit(word.charAt(1))
        && "bfr".indexOf(first) >= 0) {
      return load(first, word.substring(1));
    }
    return switch (word) {
      case "+" -> compute(Primitive.ADD, value(), value());
      case "-" -> compute(Primitive.SUBTRACT, value(), value());
      case "*" -> compute(Primitive.MULTIPLY, value(), value());
      case "/" -> compute(Primitive.DIVIDE, value(), value());
      case "max" -> compute(Primitive.MAX, value(), value());
      case "min" -> compute(Primitive.MIN, value(), value());
      case "fma" -> compute(Primitive.FMA, value(), value(), value());
      case "negate" -> compute(Primitive.NEGATE, value());
      case "abs" -> compute(Primitive.ABS, value());
      case "sqrt" -> compute(Primitive.SQRT, value());
      case ">" -> compute(Primitive.GREATER, value(), value(), value(), value());
      case ">=" -> compute(Primitive.AT_LEAST, value(), value(), value(), value());
      case "==" -> compute(Primitive.EQUAL, value(), value(), value(), value());
      case "<" -> turned(Primitive.GREATER);
      case "<=" -> turned(Primitive.AT_LEAST);
      case "exp" -> compute(Primitive.EXP, value());
      case "log" -> log(value());
      case "log1p" -> log1p(value());
      case "tanh" -> tanh(value());
      case "erfc" -> erfc(value());
      case "uniform" -> uniform(Integer.parseInt(tokens.nextToken()));
      default -> constant(Float.parseFloat(word));
    };
  }

  private StripNode turned(Primitive relation) {
    StripNode left = value();
    return compute(relation, value(), left, value(), value());
  }

  private StripNode log(StripNode x) {
    return compute(Primitive.LOG, x, compute(Primitive.LOG_OF_POSITIVE, x));
  }

  // u = 1 + x; u == 1 ? x : ln u + c/u
  private StripNode log1p(StripNode x) {
    StripNode one = constant(1);
    StripNode u = compute(Primitive.ADD, x, one);
    StripNode y = compute(Primitive.LOG1P, x, u, compute(Primitive.LOG_OF_POSITIVE, u));
    return compute(Primitive.EQUAL, u, one, x, compute(Primitive.LOG, u, y));
  }

  private StripNode tanh(StripNode x) {
    StripNode magnitude = compute(Primitive.ABS, x);
    StripNode twice = compute(Primitive.ADD, magnitude, magnitude);
    return compute(Primitive.TANH, x, compute(Primitive.EXP, twice));
  }

  private StripNode erfc(StripNode x) {
    StripNode square = compute(Primitive.EXP, compute(Primitive.ERFC_SQUARE, x));
    StripNode rest = compute(Primitive.EXP, compute(Primitive.ERFC_REST, x));
    return compute(Primitive.ERFC, x, square, rest);
  }

  private StripNode uniform(int salt) {
    return node(new StripNode(Extent.ELEMENT, Primitive.UNIFORM, List.of(), null, salt), salt);
  }

  private StripNode load(char form, String rest) {
    String[] numbers = rest.split(":");
    int buffer = Integer.parseInt(numbers[0]);
    Extent extent = form == 'b' ? Extent.ELEMENT : form == 'f' ? Extent.CONSTANT : Extent.VECTOR;
    View view = new View(buffer, extent, numbers.length > 1 ? Integer.parseInt(numbers[1]) : 1);
    StripNode there = stored.get(view);
    // Features are spread over all rows before the program runs.
    Extent loaded = extent == Extent.CONSTANT ? Extent.ELEMENT : extent;
    return there != null
        ? there
        : nodes.computeIfAbsent(
            List.of(view), key -> new StripNode(loaded, null, List.of(), view, 0));
  }

  private StripNode constant(float value) {
    return nodes.computeIfAbsent(
        List.of(Float.floatToRawIntBits(value)),
        key -> new StripNode(Extent.CONSTANT, null, List.of(), null, value));
  }

  /** Returns a value as one of each element. */
  private StripNode element(StripNode value) {
    return value.extent() == Extent.VECTOR
        ? compute(Extent.ELEMENT, length == 1 ? Primitive.COPY : Primitive.SPREAD, value)
        : value;
  }

  /** Returns the value of an operation, of as many numbers as the operand that has most. */
  private StripNode compute(Primitive primitive, StripNode... operands) {
    Extent extent = Extent.VECTOR;
    for (StripNode operand : operands) {
      extent = operand.extent() == Extent.ELEMENT ? Extent.ELEMENT : extent;
    }
    if (extent == Extent.ELEMENT) {
      for (int i = 0; i < operands.length; i++) {
        operands[i] = element(operands[i]);
      }
    }
    return compute(extent, primitive, operands);
  }

  private StripNode compute(Extent extent, Primitive primitive, StripNode... operands) {
    return node(new StripNode(extent, primitive, List.of(operands), null, 0), List.of(operands));
  }

  /** Returns the node that computes the same, else the new one, which is then to be computed. */
  private StripNode node(StripNode made, Object operands) {
    List<Object> key = List.of(made.primitive(), operands);
    StripNode known = nodes.putIfAbsent(key, made);
    if (known != null) {
      return known;
    }
    steps.add(new Step(made, null));
    return made;
  }
}
