package dev.neurac.processor.codegen;

import com.palantir.javapoet.CodeBlock;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.RowSum;
import java.util.List;
import java.util.Optional;

/** Sums over rows. */
final class RowSumCall implements RoutineCall<RowSum> {

  /** Sums of at least so many columns are called: they are as many chains side by side. */
  private static final int MIN_COLUMNS = 8;

  @Override
  public Class<RowSum> intrinsic() {
    return RowSum.class;
  }

  // KERNELS.sumRows(layer1Gradient, layer1GradientAt, gradients, LAYER1_BIAS, from, to, rows, 128);
  @Override
  public Optional<Printed> print(RowSum sum, Kernel kernel, KernelSignature signature) {
    if (sum.columns() < MIN_COLUMNS) {
      return Optional.empty();
    }
    CodeBlock call =
        CodeBlock.builder()
            .addStatement(
                "KERNELS.sumRows($L,$W$L,$Wfrom,$Wto,$W$L,$W$L)",
                signature.place(1),
                signature.place(0),
                RoutineCall.overRows(sum.rowsPerRow(), sum.rowByRow()),
                sum.columns())
            .build();
    return Optional.of(new Printed(call, List.of()));
  }
}
