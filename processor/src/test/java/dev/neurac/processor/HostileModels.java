package dev.neurac.processor;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Draws models that are Java, but whose names and texts are the worst that one can choose: those of
 * generated code itself, of the language, of JavaPoet, too long ones, and texts that are no names.
 */
final class HostileModels {

  /** Names that Java allows for methods and variables. */
  private static final List<String> NAMES =
      List.of(
          "Compiled",
          "Tensor",
          "Math",
          "Float",
          "FloatMath",
          "Workers",
          "Network",
          "String",
          "runtime",
          "rows",
          "reading",
          "parameters",
          "output",
          "scratch",
          "seed",
          "create",
          "predict",
          "toString",
          "hashCode",
          "wait",
          "clone",
          "finalize",
          "getClass",
          "from",
          "to",
          "step",
          "part",
          "parts",
          "r",
          "i",
          "j",
          "sum",
          "max",
          "log1p0",
          "input",
          "inputAt",
          "input_",
          "layer1",
          "layer1At",
          "layer1Gradient",
          "loss",
          "lossGradient",
          "KERNELS",
          "ARCHITECTURE",
          "LOSS",
          "describe",
          "architecture",
          "stage0",
          "run",
          "trace",
          "listener",
          "network",
          "features",
          "featuresAt",
          "targets",
          "losses",
          "predictions",
          "gradients",
          "record",
          "var",
          "yield",
          "sealed",
          "permits",
          "when",
          "module",
          "open",
          "dev",
          "java",
          "$",
          "$$",
          "$L",
          "$T",
          "$N",
          "$1T",
          "a$b",
          "_a",
          "__",
          "ß",
          "ﬁ",
          "ŉ",
          "𝒳",
          "Größe",
          "größe",
          "GRÖSSE",
          "aB",
          "a_b",
          "A_B",
          "AB",
          "x".repeat(300),
          "y".repeat(1001));

  /** Texts that no name may be. */
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\"",
          "\\",
          "*/",
          "/*",
          "//",
          "\n",
          "\r\n",
          "'",
          "a b",
          "a.b",
          "a-b",
          "1a",
          "{",
          "}",
          "{@code",
          "*/ int x; /*",
          "class",
          "for",
          "null",
          "true",
          "_",
          "${x}",
          "%s",
          "%n",
          "$L b",
          "a\u0000b",
          "a\u200bb",
          "\u202e",
          "\ud835",
          "\\u002a/",
          "<b>",
          "&amp;",
          "@Layer",
          "\u001a");

  /** A source file. */
  record Source(String packageName, String typeName, String text) {}

  private final Random random;
  private final String packageName;
  private final StringBuilder text = new StringBuilder();

  HostileModels(long seed) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L + 7);
    this.packageName = "hostile.p" + seed;
  }

  /** Returns one file with one model in it. */
  Source draw() {
    text.append("package ").append(packageName).append(";\n");
    String type = typeName();
    boolean nested = random.nextInt(4) == 0;
    String outer = nested ? typeName() : type;
    if (nested && outer.equals(type)) {
      type += "_";
    }
    if (nested) {
      text.append("interface ").append(outer).append(" {\n");
    }
    if (random.nextInt(8) == 0) {
      text.append("@Deprecated(since = ").append(literal(any())).append(")\n");
    }
    text.append("@dev.neurac.Model(loss = dev.neurac.Loss.");
    text.append(one(List.of("MEAN_SQUARED_ERROR", "BINARY_CROSS_ENTROPY", "HUBER"))).append(")\n");
    boolean stack = random.nextBoolean();
    if (stack) {
      stack();
    }
    text.append("interface ").append(type).append(" extends dev.neurac.runtime.Network {\n");
    if (!stack) {
      nodes();
    }
    members(type, outer);
    text.append(nested ? "}\n}\n" : "}\n");
    return new Source(packageName, outer, text.toString());
  }

  private void stack() {
    int layers = 1 + random.nextInt(3);
    for (int i = 0; i < layers; i++) {
      text.append("@dev.neurac.Layer(");
      text.append(i == 0 ? "in = 3, " : "").append("out = ").append(1 + random.nextInt(9));
      text.append(i < layers - 1 ? ", act = dev.neurac.Activation.TANH" : "");
      if (random.nextInt(3) > 0) {
        text.append(", name = ").append(literal(random.nextInt(4) == 0 ? any() : name()));
      }
      text.append(")\n");
    }
  }

  /** A chain of nodes, each of which takes the one before it, under its own name or another. */
  private void nodes() {
    Set<String> taken = new HashSet<>();
    String before = fresh(taken);
    int nodes = 1 + random.nextInt(4);
    for (int i = 0; i < nodes; i++) {
      String name = fresh(taken);
      text.append("  ").append(i == 0 ? "@dev.neurac.Layer(out = 4)" : annotation()).append(' ');
      text.append("dev.neurac.Tensor ").append(written(name)).append('(');
      text.append(i == 0 ? "@dev.neurac.Input(3) " : "");
      if (i == 0 && random.nextInt(4) == 0) {
        text.append("@dev.neurac.From(").append(literal(any())).append(") ");
        before = name();
      } else if (random.nextInt(3) == 0) {
        text.append("@dev.neurac.From(").append(literal(before)).append(") ");
        before = name();
      }
      text.append("dev.neurac.Tensor ").append(written(before)).append(");\n");
      before = name;
    }
  }

  private String annotation() {
    return one(
        List.of(
            "@dev.neurac.Layer(out = 5, act = dev.neurac.Activation.SOFTPLUS)",
            "@dev.neurac.Layer(out = 2)",
            "@dev.neurac.Apply(dev.neurac.Activation.GELU)",
            "@dev.neurac.Apply(dev.neurac.Activation.TANH)"));
  }

  /** Constants, methods and types of the user's, which generated code inherits. */
  private void members(String type, String outer) {
    Set<String> fields = new HashSet<>();
    Set<String> types = new HashSet<>(List.of(type, outer, "dev", "java"));
    for (int i = random.nextInt(3); i > 0; i--) {
      String name = fresh(fields);
      text.append("  int ").append(written(name)).append(" = 1;\n");
    }
    if (random.nextInt(3) == 0) {
      text.append("  default int ").append(name()).append("(int a, int b, int c) { return a; }\n");
    }
    if (random.nextInt(4) == 0) {
      String name = random.nextInt(3) == 0 ? outerNames(outer, type) : typeName();
      if (types.add(name) && name.length() < 100) { // the name of its file has all names in it
        text.append("  class ").append(name).append(" {}\n");
      }
    }
  }

  private static String outerNames(String outer, String type) {
    return (outer.equals(type) ? "" : outer + "_") + type + "Net";
  }

  private String fresh(Set<String> taken) {
    String name = name();
    while (!taken.add(name)) {
      name = name();
    }
    return name;
  }

  private String name() {
    String name = one(NAMES);
    return name.equals("dev") ? name() : name; // the file itself names the package
  }

  private String any() {
    return random.nextBoolean() ? one(TEXTS) : name();
  }

  private String typeName() {
    String name = one(NAMES);
    if (Set.of("record", "var", "yield", "sealed", "permits", "dev", "java").contains(name)) {
      return name + "Type";
    }
    if (random.nextInt(12) == 0) {
      return one(List.of("T", "Ä", "𝒳")).repeat(110 + random.nextInt(20));
    }
    return name.length() > 300 ? "Z".repeat(220 + random.nextInt(20)) : name;
  }

  /** Returns an identifier as a source file may have it: some letters escaped. */
  private String written(String name) {
    if (random.nextInt(6) > 0) {
      return name;
    }
    int at = name.offsetByCodePoints(0, random.nextInt(name.codePointCount(0, name.length())));
    int end = name.offsetByCodePoints(at, 1);
    StringBuilder written = new StringBuilder(name.substring(0, at));
    name.substring(at, end).chars().forEach(c -> written.append(escape((char) c)));
    return written.append(name.substring(end)).toString();
  }

  private String literal(String text) {
    StringBuilder literal = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"' -> literal.append("\\\"");
        case '\\' -> literal.append("\\\\");
        case '\n' -> literal.append("\\n");
        case '\r' -> literal.append("\\r");
        default -> literal.append(c < ' ' || c > '~' || random.nextInt(6) == 0 ? escape(c) : c);
      }
    }
    return literal.append('"').toString();
  }

  private static String escape(char c) {
    return String.format(Locale.ROOT, "\\u%04x", (int) c);
  }

  private <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
