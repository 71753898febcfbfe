package dev.neurac.kernels;

import dev.neurac.kernels.MicroKernel.Form;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prints the method of a {@link MicroKernel}.
 *
 * <p>It is four parts, each with its comment in what is printed: the accumulators, the loop over
 * the inner index, its tail, the stores. They are written out because C2 keeps accumulators in
 * registers only where they are local variables; that nobody has to write them is what this class
 * is for.
 */
final class MicroKernelWriter {

  private final StringBuilder text = new StringBuilder();

  private MicroKernelWriter() {}

  /** Returns the text of the method. */
  static String write(MicroKernel kernel) {
    MicroKernelWriter writer = new MicroKernelWriter();
    writer.kernel(kernel);
    return writer.text.toString();
  }

  private void kernel(MicroKernel kernel) {
    line("");
    line("  /** %s */", description(kernel));
    line("  private static void %s(", name(kernel));
    switch (kernel.form) {
      case TILE ->
          lines(
              """
                    float[] a,
                    int aAt,
                    int aRow,
                    int aStep,
                    float[] b,
                    int bAt,
                    int bRow,
                    float[] c,
                    int cAt,
                    int cRow,
                    int inner) {
              """);
      case ROW ->
          line(
              "      float[] a, int aAt, float[] b, int bAt, int bRow, float[] c, int cAt, int"
                  + " inner) {");
      case PANEL ->
          line(
              "      float[] a, int aAt, int aRow, float[] b, int bAt, float[] c, int cAt, int"
                  + " inner) {");
    }
    line("    if (inner < 0) {");
    line("      for (int iteration = inner; iteration < 0; iteration++) {}");
    line("      return;");
    line("    }");
    accumulators(kernel);
    switch (kernel.form) {
      case TILE -> {
        if (kernel.unroll == 1) {
          tileLoop(kernel);
        } else {
          unrolledTileLoop(kernel);
        }
      }
      case ROW -> rowLoop(kernel);
      case PANEL -> panelLoop(kernel);
    }
    stores(kernel);
    line("  }");
  }

  /** {@code 4 rows by 3 vectors of C.} */
  private static String description(MicroKernel kernel) {
    return count(kernel.rows, "row")
        + " by "
        + count(kernel.vectors, "vector")
        + switch (kernel.form) {
          case TILE -> "";
          case ROW -> ", for an A without gaps";
          case PANEL -> ", for panels";
        }
        + (kernel.unroll == 1 ? "." : "; " + kernel.unroll + " inner indices at a time.");
  }

  private static String count(int count, String what) {
    return count == 1 ? "A " + what : count + " " + what + "s";
  }

  /** {@code tile4x3}. */
  static String name(MicroKernel kernel) {
    return kernel.name().toLowerCase(Locale.ROOT).replace("_", "");
  }

  /** {@code FloatVector c00 = FloatVector.zero(S);} for each. */
  private void accumulators(MicroKernel kernel) {
    line("");
    line("    // Accumulators.");
    if (kernel.form == Form.PANEL && kernel.rows > 1) {
      for (int r = 0; r < kernel.rows; r++) {
        line("    int a%d = %s;", r, sum("aAt", times(r, "aRow")));
      }
    }
    for (int r = 0; r < kernel.rows; r++) {
      for (int v = 0; v < kernel.vectors; v++) {
        line("    FloatVector %s = FloatVector.zero(S);", accumulator(kernel, r, v));
      }
    }
  }

  /**
   * Prints an outer product of a column of A and a row of B in each iteration. There is no tail.
   *
   * <pre>
   *   int end = bAt + inner * bRow;
   *   if (inner > 0) {
   *     do {
   *       FloatVector b0 = FloatVector.fromArray(S, b, bAt);
   *       FloatVector x = FloatVector.broadcast(S, a[aAt]);
   *       c0 = x.fma(b0, EXACT.cast(c0));
   *       x = FloatVector.broadcast(S, a[aAt + aRow]);
   *       c1 = x.fma(b0, EXACT.cast(c1));
   *       aAt += aStep;
   *       bAt += bRow;
   *     } while (bAt != end);
   *   }
   * </pre>
   */
  private void tileLoop(MicroKernel kernel) {
    line("");
    line("    // Loop over the inner index.");
    line("    int end = bAt + inner * bRow;");
    line("    if (inner > 0) {");
    line("      do {");
    for (int v = 0; v < kernel.vectors; v++) {
      line("        %s", load("b" + v, sum("bAt", times(v, "LANES"))));
    }
    for (int r = 0; r < kernel.rows; r++) {
      line(
          "        %sx = FloatVector.broadcast(S, a[%s]);",
          r == 0 ? "FloatVector " : "", sum("aAt", times(r, "aRow")));
      for (int v = 0; v < kernel.vectors; v++) {
        String c = accumulator(kernel, r, v);
        line("        %s = x.fma(b%d, EXACT.cast(%s));", c, v, c);
      }
    }
    line("        aAt += aStep;");
    line("        bAt += bRow;");
    line("      } while (bAt != end);");
    line("    }");
  }

  /**
   * Prints several such outer products in each iteration, then those that are left.
   *
   * <pre>
   *   int whole = bAt + (inner & ~1) * bRow;
   *   while (bAt != whole) {
   *     int next1 = aAt + aStep;
   *     FloatVector b0 = FloatVector.fromArray(S, b, bAt);
   *     c0 = FloatVector.broadcast(S, a[aAt]).fma(b0, EXACT.cast(c0));
   *     FloatVector b1 = FloatVector.fromArray(S, b, bAt + bRow);
   *     c0 = FloatVector.broadcast(S, a[next1]).fma(b1, EXACT.cast(c0));
   *     aAt += 2 * aStep;
   *     bAt += 2 * bRow;
   *   }
   *   if ((inner & 1) != 0) {
   *     FloatVector b0 = FloatVector.fromArray(S, b, bAt);
   *     c0 = FloatVector.broadcast(S, a[aAt]).fma(b0, EXACT.cast(c0));
   *   }
   * </pre>
   */
  private void unrolledTileLoop(MicroKernel kernel) {
    int unroll = kernel.unroll;
    int rest = unroll - 1;
    line("");
    line("    // Loop over the inner index, %d at a time.", unroll);
    line("    int whole = bAt + (inner & ~%d) * bRow;", rest);
    line("    while (bAt != whole) {");
    if (kernel.rows > 1) {
      for (int p = 1; p < unroll; p++) {
        line("      int next%d = %s;", p, sum("aAt", times(p, "aStep")));
      }
    }
    for (int p = 0; p < unroll; p++) {
      line("      %s", load("b" + p, sum("bAt", times(p, "bRow"))));
      String column =
          kernel.rows == 1 ? sum("aAt", times(p, "aStep")) : p == 0 ? "aAt" : "next" + p;
      multiplyAdds(kernel, "      ", p, r -> sum(column, times(r, "aRow")), true);
    }
    line("      aAt += %s;", times(unroll, "aStep"));
    line("      bAt += %s;", times(unroll, "bRow"));
    line("    }");
    line("");
    line("    // Tail.");
    if (unroll > 2) {
      line("    int end = bAt + (inner & %d) * bRow;", rest);
    }
    line(unroll > 2 ? "    while (bAt != end) {" : "    if ((inner & 1) != 0) {");
    line("      %s", load("b0", "bAt"));
    multiplyAdds(kernel, "      ", 0, r -> sum("aAt", times(r, "aRow")), true);
    if (unroll > 2) {
      line("      aAt += aStep;");
      line("      bAt += bRow;");
    }
    line("    }");
  }

  /**
   * Prints a multiple of a row of B in each iteration. There is no tail.
   *
   * <pre>
   *   for (int p = 0; p < inner; p++) {
   *     FloatVector x = FloatVector.broadcast(S, a[aAt + p]);
   *     c0 = x.fma(FloatVector.fromArray(S, b, bAt), EXACT.cast(c0));
   *     c1 = x.fma(FloatVector.fromArray(S, b, bAt + LANES), EXACT.cast(c1));
   *     bAt += bRow;
   *   }
   * </pre>
   */
  private void rowLoop(MicroKernel kernel) {
    line("");
    line("    // Loop over the inner index.");
    line("    for (int p = 0; p < inner; p++) {");
    line("      FloatVector x = FloatVector.broadcast(S, a[aAt + p]);");
    for (int v = 0; v < kernel.vectors; v++) {
      line(
          "      c%d = x.fma(FloatVector.fromArray(S, b, %s), EXACT.cast(c%d));",
          v, sum("bAt", times(v, "LANES")), v);
    }
    line("      bAt += bRow;");
    line("    }");
  }

  /**
   * Prints several inner indices in each iteration, which share what the addresses cost, then those
   * that are left.
   *
   * <pre>
   *   int p = 0;
   *   for (; p <= inner - 2; p += 2) {
   *     FloatVector b0 = FloatVector.fromArray(S, b, bAt + p * LANES);
   *     FloatVector b1 = FloatVector.fromArray(S, b, bAt + p * LANES + LANES);
   *     c0 = FloatVector.broadcast(S, a[a0 + p]).fma(b0, EXACT.cast(c0));
   *     c0 = FloatVector.broadcast(S, a[a0 + p + 1]).fma(b1, c0);
   *   }
   *   if (p < inner) {
   *     FloatVector b0 = FloatVector.fromArray(S, b, bAt + p * LANES);
   *     c0 = FloatVector.broadcast(S, a[a0 + p]).fma(b0, EXACT.cast(c0));
   *   }
   * </pre>
   */
  private void panelLoop(MicroKernel kernel) {
    int unroll = kernel.unroll;
    IntFunction<String> row = r -> (kernel.rows == 1 ? "aAt" : "a" + r) + " + p";
    line("");
    line("    // Loop over the inner index, %d at a time.", unroll);
    line("    int p = 0;");
    line("    for (; p <= inner - %d; p += %d) {", unroll, unroll);
    if (kernel.rows == 1) {
      line("      int at = bAt + p * LANES;");
      for (int q = 0; q < unroll; q++) {
        line("      %s", load("b" + q, sum("at", times(q, "LANES"))));
        multiplyAdds(kernel, "      ", q, shifted(row, q), true);
      }
    } else {
      for (int q = 0; q < unroll; q++) {
        line("      %s", load("b" + q, sum("bAt + p * LANES", times(q, "LANES"))));
      }
      for (int q = 0; q < unroll; q++) {
        multiplyAdds(kernel, "      ", q, shifted(row, q), q == 0);
      }
    }
    line("    }");
    line("");
    line("    // Tail.");
    line(unroll > 2 ? "    for (; p < inner; p++) {" : "    if (p < inner) {");
    line("      %s", load("b0", "bAt + p * LANES"));
    multiplyAdds(kernel, "      ", 0, row, true);
    line("    }");
  }

  private static IntFunction<String> shifted(IntFunction<String> row, int by) {
    return by == 0 ? row : r -> row.apply(r) + " + " + by;
  }

  /**
   * Prints {@code c0 = FloatVector.broadcast(S, a[aAt]).fma(b0, EXACT.cast(c0));} for each row of a
   * tile of one vector.
   *
   * @param p the number of the vector of B
   * @param left where in A the element of a row lies
   * @param exact whether the class of the accumulator may be lost
   */
  private void multiplyAdds(
      MicroKernel kernel, String indent, int p, IntFunction<String> left, boolean exact) {
    if (kernel.vectors != 1) {
      throw new IllegalArgumentException(kernel + ": only tiles of one vector are unrolled");
    }
    for (int r = 0; r < kernel.rows; r++) {
      line(
          "%sc%d = FloatVector.broadcast(S, a[%s]).fma(b%d, %s);",
          indent, r, left.apply(r), p, exact ? "EXACT.cast(c" + r + ")" : "c" + r);
    }
  }

  /** {@code EXACT.cast(c01).intoArray(c, cAt + LANES);} for each accumulator. */
  private void stores(MicroKernel kernel) {
    line("");
    line("    // Stores.");
    String nextRow = kernel.form == Form.PANEL ? "LANES" : "cRow";
    for (int r = 0; r < kernel.rows; r++) {
      for (int v = 0; v < kernel.vectors; v++) {
        line(
            "    EXACT.cast(%s).intoArray(c, %s);",
            accumulator(kernel, r, v), sum("cAt", times(r, nextRow), times(v, "LANES")));
      }
    }
  }

  /** {@code c23} for the row 2 and the vector 3; one number where there is one row or vector. */
  private static String accumulator(MicroKernel kernel, int row, int vector) {
    return kernel.rows > 1 && kernel.vectors > 1 ? "c" + row + vector : "c" + (row + vector);
  }

  private static String load(String name, String at) {
    return "FloatVector " + name + " = FloatVector.fromArray(S, b, " + at + ");";
  }

  /** {@code 3 * aRow}; nothing for 0 of them. */
  static String times(int factor, String what) {
    return factor == 0 ? "" : factor == 1 ? what : factor + " * " + what;
  }

  /** {@code aAt + 3 * aRow}, without the terms that are nothing. */
  private static String sum(String... terms) {
    return Stream.of(terms).filter(term -> !term.isEmpty()).collect(Collectors.joining(" + "));
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private void lines(String lines) {
    text.append(lines);
  }
}
