package dev.neurac.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OverfitTest {

  @Test
  void everyRemedyLowersTheLossOnNewRows() {
    Run run = Run.of(new Overfit.Story());
    double plain = testLoss(run, "plain");
    assertThat(List.of("L2, 1", "dropout, 0.5", "early stopping"))
        .allSatisfy(way -> assertThat(testLoss(run, way)).isLessThan(plain));
    assertThat(run.exitCode()).isZero();
  }

  private static double testLoss(Run run, String way) {
    String row = run.out().lines().filter(line -> line.startsWith(way + " ")).findFirst().get();
    return Double.parseDouble(row.substring(37, 49).strip());
  }
}
