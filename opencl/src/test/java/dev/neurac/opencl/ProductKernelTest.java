package dev.neurac.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neurac.opencl.KernelSession.Schedule;
import dev.neurac.opencl.KernelSession.Tiling;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way to compute a matrix product, of sizes below, at and above those of tiles. */
class ProductKernelTest {

  @BeforeAll
  static void needDevice() {
    RealDevice.assume();
    System.setProperty(KernelSession.TILES, "local"); // So that a CPU's work groups are as large.
    System.setProperty(KernelSession.GROUPS, "1"); // So that groups compute several tiles.
  }

  @AfterAll
  static void leaveAsBefore() {
    System.clearProperty(KernelSession.TILES);
    System.clearProperty(KernelSession.GROUPS);
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,1",
    "7,5,3",
    "64,32,64",
    "65,33,63",
    "128,8,128",
    "130,70,150",
    "129,9,257",
    "650,9,700"
  })
  void everyWayIsTheSameChain(int m, int k, int n) {
    check(ProductOnly.PLAIN, m, k, n, 0);
    check(ProductOnly.PLAIN, m, k, n, 1);
    check(ProductOnly.RIGHT_TRANSPOSED, m, k, n, 1);
    check(ProductOnly.LEFT_TRANSPOSED, m, k, n, 1);
  }

  private static void check(int form, int m, int k, int n, int operation) {
    ProductOnly kernel = new ProductOnly(form, m, k, n, operation);
    try (KernelSession session = RealDevice.session(kernel)) {
      kernel.bind(1, 1, 1, 0);
      kernel.makeRoom();
      kernel.choosePhases(false, false, 0, 1);
      kernel.end = 1;
      SplittableRandom random = new SplittableRandom(1);
      fill(kernel.values(), random);
      fill(kernel.scratch(), random);
      float[] expected = expected(kernel, form, m, k, n, operation);
      session.compile();
      assertThat(session.range(Schedule.WIDE).getLocalSize(0)).isEqualTo(ProductKernel.TILE_LANES);
      for (Tiling tiling : Tiling.values()) {
        session.tile(tiling);
        for (Schedule schedule : Schedule.values()) {
          int at = kernel.resultAt();
          Arrays.fill(kernel.scratch(), at, at + m * n, Float.NaN);
          kernel.put(kernel.values());
          kernel.put(kernel.scratch());
          session.execute(schedule, 1);
          kernel.get(kernel.scratch());
          assertThat(Arrays.copyOfRange(kernel.scratch(), at, at + m * n))
              .as("form %d, %s, %s", form, tiling, schedule)
              .isEqualTo(expected);
        }
      }
    }
  }

  private static float[] expected(
      ProductOnly kernel, int form, int m, int k, int n, int operation) {
    float[] expected = new float[m * n];
    for (int point = 0; point < m * n; point++) {
      int i = point / n;
      int j = point % n;
      float sum = 0;
      for (int p = 0; p < k; p++) {
        int a = form == ProductOnly.LEFT_TRANSPOSED ? p * m + i : i * k + p;
        int b = form == ProductOnly.RIGHT_TRANSPOSED ? j * k + p : p * n + j;
        float right =
            form == ProductOnly.LEFT_TRANSPOSED
                ? kernel.scratch()[kernel.bAt() + b]
                : kernel.values()[b];
        sum = Math.fma(kernel.scratch()[ProductOnly.A_AT + a], right, sum);
      }
      expected[point] = operation == 0 ? sum : sum + point;
    }
    return expected;
  }

  private static void fill(float[] values, SplittableRandom random) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
  }
}
