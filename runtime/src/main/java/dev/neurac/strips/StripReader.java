package dev.neurac.strips;

import dev.neurac.strips.StripValue.Extent;
import dev.neurac.strips.StripValue.View;
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
 *            | "i" | "at" value value | "uniform" salt | operation { value }
 * name       = "$" letters
 * operation  = "+" | "-" | "*" | "/" | "max" | "min" | "fma" | "negate" | "abs" | "sqrt"
 *            | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "==" | "exp" | "log" | "log1p" | "tanh" | "erfc"
 * </pre>
 *
 * <p>{@code b1} is the element of buffer 1 at the same place, {@code f1:8} the one of eight at the
 * same feature, {@code r1:2} the number that two vectors share, {@code i} the place of the element
 * in its vector, {@code at b1 r2:1} the element of the vector at the place that {@code r2:1} says.
 * A relation takes two values to compare, then the one if it holds and the one if not. {@code sum},
 * {@code max} and {@code dot} take the elements of each vector in order into a variable. {@code
 * store} writes the element of buffer 0, {@code storeVector} a number for each vector.
 *
 * <p>Equal values are one {@link StripValue}, so that nothing is computed twice.
 */
final class StripReader {

  /**
   * Something to do.
   *
   * @param value what to compute, or to store if it is computed already
   * @param target where to store it; null if it is only to be computed
   */
  record Assignment(StripValue value, View target) {}

  private final StringTokenizer tokens;
  private final Map<List<Object>, StripValue> values = new HashMap<>();
  private final Map<String, StripValue> variables = new HashMap<>();
  private final Map<View, StripValue> stored = new HashMap<>();
  private final List<Assignment> assignments = new ArrayList<>();
  private final int vectorsPerRow;
  private final int vectorLength;

  StripReader(String text) {
    tokens = new StringTokenizer(text);
    vectorsPerRow = Integer.parseInt(tokens.nextToken());
    vectorLength = Integer.parseInt(tokens.nextToken());
    while (tokens.hasMoreTokens()) {
      statement(tokens.nextToken());
    }
  }

  /** Returns how many vectors a row of the batch has. */
  int vectorsPerRow() {
    return vectorsPerRow;
  }

  /** Returns how many elements a vector has. */
  int vectorLength() {
    return vectorLength;
  }

  /** Returns what is to be done, in order. */
  List<Assignment> assignments() {
    return assignments;
  }

  private void statement(String word) {
    switch (word) {
      case "set" -> {
        String name = tokens.nextToken();
        StripValue value = value();
        // A later statement may store over what is loaded here; the variable keeps the old value.
        boolean loaded = value.view() != null && value.view().buffer() == 0;
        variables.put(name, loaded ? compute(value.extent(), Primitive.COPY, value) : value);
      }
      case "sum" -> reduce(Primitive.SUM, 1);
      case "max" -> reduce(Primitive.MAXIMUM, 1);
      case "dot" -> reduce(Primitive.DOT, 2);
      case "store" -> store(new View(0, Extent.ELEMENT, 1), element(value()));
      case "storeVector" -> store(new View(0, Extent.VECTOR, 1), value());
      default -> throw new IllegalArgumentException("not a statement: " + word);
    }
  }

  private void reduce(Primitive primitive, int terms) {
    String name = tokens.nextToken();
    StripValue[] operands = new StripValue[1 + terms];
    operands[0] = variables.get(name);
    for (int i = 1; i <= terms; i++) {
      operands[i] = element(value());
    }
    variables.put(name, compute(Extent.VECTOR, primitive, operands));
  }

  private void store(View view, StripValue value) {
    assignments.add(new Assignment(value, view));
    stored.put(view, value);
  }

  private StripValue value() {
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
      case ">=" -> compute(Primitive.GREATER_OR_EQUAL, value(), value(), value(), value());
      case "==" -> compute(Primitive.EQUAL, value(), value(), value(), value());
      case "<" -> swapped(Primitive.GREATER);
      case "<=" -> swapped(Primitive.GREATER_OR_EQUAL);
      case "exp" -> compute(Primitive.EXP, value());
      case "log" -> log(value());
      case "log1p" -> log1p(value());
      case "tanh" -> tanh(value());
      case "erfc" -> erfc(value());
      case "i" -> index();
      case "at" -> compute(Extent.VECTOR, Primitive.ELEMENT_AT, element(value()), value());
      case "uniform" -> uniform(Integer.parseInt(tokens.nextToken()));
      default -> constant(Float.parseFloat(word));
    };
  }

  /** {@code a < b} as {@code b > a}. */
  private StripValue swapped(Primitive relation) {
    StripValue left = value();
    return compute(relation, value(), left, value(), value());
  }

  private StripValue log(StripValue x) {
    return compute(Primitive.LOG, x, compute(Primitive.LOG_OF_POSITIVE, x));
  }

  // u = 1 + x; u == 1 ? x : ln u + c/u
  private StripValue log1p(StripValue x) {
    StripValue one = constant(1);
    StripValue u = compute(Primitive.ADD, x, one);
    StripValue y = compute(Primitive.LOG1P, x, u, compute(Primitive.LOG_OF_POSITIVE, u));
    return compute(Primitive.EQUAL, u, one, x, compute(Primitive.LOG, u, y));
  }

  private StripValue tanh(StripValue x) {
    StripValue magnitude = compute(Primitive.ABS, x);
    StripValue twice = compute(Primitive.ADD, magnitude, magnitude);
    return compute(Primitive.TANH, x, compute(Primitive.EXP, twice));
  }

  private StripValue erfc(StripValue x) {
    StripValue square = compute(Primitive.EXP, compute(Primitive.ERFC_SQUARE, x));
    StripValue rest = compute(Primitive.EXP, compute(Primitive.ERFC_REST, x));
    return compute(Primitive.ERFC, x, square, rest);
  }

  private StripValue uniform(int salt) {
    return unique(new StripValue(Extent.ELEMENT, Primitive.UNIFORM, List.of(), null, salt), salt);
  }

  private StripValue load(char form, String rest) {
    String[] numbers = rest.split(":");
    int buffer = Integer.parseInt(numbers[0]);
    Extent extent = form == 'b' ? Extent.ELEMENT : form == 'f' ? Extent.CONSTANT : Extent.VECTOR;
    View view = new View(buffer, extent, numbers.length > 1 ? Integer.parseInt(numbers[1]) : 1);
    StripValue there = stored.get(view);
    // Features are spread over all rows before the program runs.
    Extent loaded = extent == Extent.CONSTANT ? Extent.ELEMENT : extent;
    return there != null
        ? there
        : values.computeIfAbsent(
            List.of(view), key -> new StripValue(loaded, null, List.of(), view, 0));
  }

  private StripValue constant(float value) {
    return values.computeIfAbsent(
        List.of(Float.floatToRawIntBits(value)),
        key -> new StripValue(Extent.CONSTANT, null, List.of(), null, value));
  }

  private StripValue index() {
    return values.computeIfAbsent(
        List.of("i"), key -> new StripValue(Extent.ELEMENT, null, List.of(), null, 0));
  }

  /** Returns a value as one number for each element. */
  private StripValue element(StripValue value) {
    return value.extent() == Extent.VECTOR
        ? compute(Extent.ELEMENT, vectorLength == 1 ? Primitive.COPY : Primitive.SPREAD, value)
        : value;
  }

  /** Returns the result of a primitive: as many numbers as the operand that has most. */
  private StripValue compute(Primitive primitive, StripValue... operands) {
    Extent extent = Extent.VECTOR;
    for (StripValue operand : operands) {
      extent = operand.extent() == Extent.ELEMENT ? Extent.ELEMENT : extent;
    }
    if (extent == Extent.ELEMENT) {
      for (int i = 0; i < operands.length; i++) {
        operands[i] = element(operands[i]);
      }
    }
    return compute(extent, primitive, operands);
  }

  private StripValue compute(Extent extent, Primitive primitive, StripValue... operands) {
    return unique(new StripValue(extent, primitive, List.of(operands), null, 0), List.of(operands));
  }

  /** Returns the value that is computed the same way; if there is none, the new one is added. */
  private StripValue unique(StripValue made, Object operands) {
    List<Object> key = List.of(made.primitive(), operands);
    StripValue earlier = values.putIfAbsent(key, made);
    if (earlier != null) {
      return earlier;
    }
    assignments.add(new Assignment(made, null));
    return made;
  }
}
