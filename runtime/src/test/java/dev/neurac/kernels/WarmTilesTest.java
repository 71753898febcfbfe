package dev.neurac.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.warmup.WarmUp;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which micro-kernels compute which part of C, and which are compiled for that. */
class WarmTilesTest {

  private static final int LANES = 4;

  /** Keeps the kernels that it is given to compile, by running each of them once. */
  private static final class Recorder implements WarmUp, Tiles {
    final Set<MicroKernel> compiled = EnumSet.noneOf(MicroKernel.class);
    final List<TileRange> ranges = new ArrayList<>();

    @Override
    public void compile(Code code, Runnable whenCompiled) {
      code.run(-1);
      compiled.add(ranges.remove(ranges.size() - 1).kernel());
      whenCompiled.run();
    }

    @Override
    public void run(Runnable work) {
      throw new UnsupportedOperationException();
    }

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
      ranges.add(range);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyElementIsInOneTileAndEveryKernelThatRunsIsCompiledBefore(boolean manyRegisters) {
    for (int rows = 0; rows <= 17; rows++) {
      for (int vectors = 0; vectors <= 40; vectors++) {
        for (int aStep : List.of(1, 7)) {
          Recorder recorder = new Recorder();
          WarmTiles tiles = new WarmTiles(LANES, manyRegisters, recorder, recorder);
          Needs needs = new Needs();
          Layout layout = new Layout(9, aStep, 50, 50);
          int end = 3 + vectors * LANES;
          Algorithm product = new TiledProduct(layout, 9, tiles.cover(needs, layout, rows, 3, end));
          check(recorder, needs, product, rows, 3, end);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 7, 8, 11, 12, 23, 64})
  void panelsToo(int rows) {
    Recorder recorder = new Recorder();
    WarmTiles tiles = new WarmTiles(LANES, true, recorder, recorder);
    Needs needs = new Needs();
    check(recorder, needs, tiles.panel(needs, rows, 9, 9), rows, 0, LANES);
  }

  private static void check(
      Recorder recorder, Needs needs, Algorithm product, int rows, int first, int end) {
    for (WarmCode needed : needs.toArray()) {
      assertThat(needed.isReady()).isTrue();
    }
    product.run(null, 0, null, 0, null, 0);
    int[][] tiles = new int[rows][end];
    Set<MicroKernel> run = EnumSet.noneOf(MicroKernel.class);
    for (TileRange range : recorder.ranges) {
      run.add(range.kernel());
      assertThat((range.endRow() - range.firstRow()) % range.kernel().rows).isZero();
      assertThat((range.endColumn() - range.firstColumn()) % (range.kernel().vectors * LANES))
          .isZero();
      for (int r = range.firstRow(); r < range.endRow(); r++) {
        for (int j = range.firstColumn(); j < range.endColumn(); j++) {
          tiles[r][j]++;
        }
      }
    }
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < end; j++) {
        assertThat(tiles[r][j]).as("row %d, column %d", r, j).isEqualTo(j < first ? 0 : 1);
      }
    }
    assertThat(recorder.compiled).isEqualTo(run);
  }
}
