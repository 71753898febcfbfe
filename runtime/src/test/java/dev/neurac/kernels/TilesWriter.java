package dev.neurac.kernels;

import dev.neurac.kernels.MicroKernel.Form;
import java.util.Locale;

/**
 * Prints {@code VectorTiles}: a method for each line of {@link MicroKernel}, and the loops that run
 * it over a part of C.
 */
final class TilesWriter {

  private final StringBuilder text = new StringBuilder();

  private TilesWriter() {}

  /** Returns the text of the class. */
  static String write() {
    TilesWriter writer = new TilesWriter();
    writer.head();
    for (MicroKernel kernel : MicroKernel.values()) {
      writer.line("  private static final int %s = %d;", kernel.name(), kernel.ordinal());
    }
    writer.line("");
    writer.line("  VectorTiles() {}");
    writer.run();
    for (MicroKernel kernel : MicroKernel.values()) {
      writer.lines(MicroKernelWriter.write(kernel));
    }
    writer.line("}");
    return writer.text.toString();
  }

  private void head() {
    lines(
"""
// DO NOT EDIT: printed by TilesWriter (src/test). TilesAreAsWrittenTest prints it anew with
// -Dtiles.update=true.
package dev.neurac.kernels;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The {@link MicroKernel}s on {@code jdk.incubator.vector}.
 *
 * <p>A tile of C stays in registers while the inner index runs: four rows by four vectors make 16
 * accumulators, and 4 loads of B and 4 of A feed 16 multiply-adds. The width of the vectors is a
 * constant of the class, since C2 compiles vectors of no other: {@link
 * dev.neurac.warmup.VectorWidth} defines the class once for each width.
 *
 * <p>What C2 asks of this code:
 *
 * <ul>
 *   <li>Each kernel starts with a way out where it does nothing but count: HotSpot counts calls and
 *       iterations of each method by itself, and {@link dev.neurac.warmup.WarmUp} has it compile
 *       them by that.
 *   <li>Each is longer than what C2 inlines into other methods, 325 bytes of code. What calls a
 *       kernel to have it compiled would get a copy, and the kernel itself would stay as it is.
 *   <li>The accumulators are local variables and not an array, and no kernel calls another method
 *       of ours: C2 inlines none into so much vector code.
 *   <li>The loops of the larger tiles are do-while, not for: with the test at the loop head, C2 of
 *       JDK 17 keeps two copies of the accumulators alive in about half of all processes; they no
 *       longer fit 16 registers, and the tile runs at half speed.
 *   <li>{@link #EXACT}.cast tells C2 the class of an accumulator again, which it loses where the
 *       paths of a loop meet. Without it JDK 17 allocates the vectors as soon as several widths are
 *       in use: 4 GFLOP/s in place of 95.
 * </ul>
 */
final class VectorTiles implements Tiles {

  private static final VectorSpecies<Float> S = Species.of(MethodHandles.lookup());
  private static final int LANES = S.length();

  private static final Class<? extends FloatVector> EXACT =
      S.vectorType().asSubclass(FloatVector.class);

  // The kernels by their place in the table.
""");
  }

  /**
   * Prints the loops over the tiles of a range: rows inside, so that the columns of B that a tile
   * reads stay in the first-level cache.
   *
   * <pre>
   *   case TILE_4X4 -> {
   *     for (int j = range.firstColumn(); j < endColumn; j += 4 * LANES) {
   *       for (int r = firstRow; r < endRow; r += 4) {
   *         int at = aAt + r * aRow;
   *         int into = cAt + r * cRow + j;
   *         tile4x4(a, at, aRow, aStep, b, bAt + j, bRow, c, into, cRow, inner);
   *       }
   *     }
   *   }
   * </pre>
   */
  private void run() {
    lines(
"""

  @Override
  public void run(
      TileRange range,
      Layout layout,
      int inner,
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      float[] c,
      int cAt) {
    int aRow = layout.aRow();
    int aStep = layout.aStep();
    int bRow = layout.bRow();
    int cRow = layout.cRow();
    int firstRow = range.firstRow();
    int endRow = range.endRow();
    int endColumn = range.endColumn();
    switch (range.kernel().ordinal()) {
""");
    for (MicroKernel kernel : MicroKernel.values()) {
      line("      case %s -> {", kernel.name());
      line(
          "        for (int j = range.firstColumn(); j < endColumn; j += %s) {",
          MicroKernelWriter.times(kernel.vectors, "LANES"));
      line("          for (int r = firstRow; r < endRow; r += %d) {", kernel.rows);
      line("            int at = aAt + r * aRow;");
      line("            int into = cAt + r * cRow + j;");
      line("            %s(%s);", MicroKernelWriter.name(kernel), arguments(kernel.form));
      line("          }");
      line("        }");
      line("      }");
    }
    line("      default -> throw new IllegalArgumentException(range.toString());");
    line("    }");
    line("  }");
  }

  private static String arguments(Form form) {
    return switch (form) {
      case TILE -> "a, at, aRow, aStep, b, bAt + j, bRow, c, into, cRow, inner";
      case ROW -> "a, at, b, bAt + j, bRow, c, into, inner";
      case PANEL -> "a, at, aRow, b, bAt + j, c, into, inner";
    };
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private void lines(String lines) {
    text.append(lines);
  }
}
