package dev.neurac.processor.loop;

import dev.neurac.processor.loop.Expr.Compare;
import dev.neurac.processor.loop.Expr.Operator;
import dev.neurac.processor.loop.Expr.Relation;
import dev.neurac.processor.loop.Expr.Select;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the formulas of activations and losses.
 *
 * <pre>
 * text       = { name "=" formula ";" } formula
 * formula    = sum [ relation sum "?" formula ":" formula ]
 * sum        = product { ("+" | "-") product }
 * product    = unary { ("*" | "/") unary }
 * unary      = "-" unary | primary
 * primary    = number | variable | function "(" formula { "," formula } ")" | "(" formula ")"
 * </pre>
 */
public final class Formula {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:((?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:e-?[0-9]+)?)|([a-z][a-zA-Z0-9]*)"
              + "|(<=|>=|==|[-+*/()<>?:,;=]))");

  private final String text;
  private final Map<String, Expr> values;
  private final List<String> tokens = new ArrayList<>();
  private int next;

  private Formula(String text, Map<String, Expr> values) {
    this.text = text;
    this.values = new HashMap<>(values);
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      tokens.add(matcher.group().strip());
      end = matcher.end();
    }
    if (end != text.stripTrailing().length()) {
      throw new IllegalArgumentException("cannot read '" + text.substring(end) + "' in: " + text);
    }
    // Two, so that one can look ahead from the last.
    tokens.add("");
    tokens.add("");
  }

  /**
   * Returns the formula as an expression; its variables are floats.
   *
   * @throws IllegalArgumentException if it is not a formula
   */
  public static Expr parse(String text) {
    return parse(text, Map.of());
  }

  /**
   * Returns the formula as an expression, with values in the place of some variables, and with what
   * can be computed from constants computed.
   *
   * @throws IllegalArgumentException if it is not a formula
   */
  public static Expr parse(String text, Map<String, Expr> values) {
    Formula parser = new Formula(text, values);
    while (parser.tokens.get(parser.next + 1).equals("=")) {
      String name = parser.tokens.get(parser.next);
      parser.next += 2;
      parser.values.put(name, parser.formula());
      parser.expect(";");
    }
    Expr formula = parser.formula();
    parser.expect("");
    return formula.withoutConstantParts();
  }

  private Expr formula() {
    Expr left = sum();
    for (Relation relation : Relation.values()) {
      if (accept(relation.symbol())) {
        Expr condition = new Compare(relation, left, sum());
        expect("?");
        Expr then = formula();
        expect(":");
        return new Select(condition, then, formula());
      }
    }
    return left;
  }

  private Expr sum() {
    Expr left = product();
    while (true) {
      if (accept("+")) {
        left = new Expr.Binary(Operator.ADD, left, product());
      } else if (accept("-")) {
        left = new Expr.Binary(Operator.SUBTRACT, left, product());
      } else {
        return left;
      }
    }
  }

  private Expr product() {
    Expr left = unary();
    while (true) {
      if (accept("*")) {
        left = new Expr.Binary(Operator.MULTIPLY, left, unary());
      } else if (accept("/")) {
        left = new Expr.Binary(Operator.DIVIDE, left, unary());
      } else {
        return left;
      }
    }
  }

  private Expr unary() {
    return accept("-") ? Expr.call(Function.NEGATE, unary()) : primary();
  }

  private Expr primary() {
    String token = tokens.get(next++);
    if (token.equals("(")) {
      Expr inner = formula();
      expect(")");
      return inner;
    }
    if (token.matches("[0-9.].*")) {
      return Expr.num(Double.parseDouble(token));
    }
    if (!token.matches("[a-z].*")) {
      throw new IllegalArgumentException("'" + token + "' is out of place in: " + text);
    }
    Optional<Function> function = Function.of(token);
    if (function.isEmpty()) {
      return values.getOrDefault(token, Expr.value(token));
    }
    List<Expr> arguments = new ArrayList<>();
    expect("(");
    do {
      arguments.add(formula());
    } while (accept(","));
    expect(")");
    return new Expr.Call(function.get(), arguments);
  }

  private boolean accept(String token) {
    if (!tokens.get(next).equals(token)) {
      return false;
    }
    next++;
    return true;
  }

  private void expect(String token) {
    if (!accept(token)) {
      throw new IllegalArgumentException(
          "'" + tokens.get(next) + "' where '" + token + "' should be, in: " + text);
    }
  }
}
