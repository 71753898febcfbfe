package dev.neurac.processor.codegen;

import com.palantir.javapoet.CodeBlock;
import dev.neurac.processor.loop.Intrinsic;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Stmt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How an intrinsic becomes a call of {@code dev.neurac.kernels} in generated Java. */
interface RoutineCall<I extends Intrinsic> {

  /** One for each intrinsic. */
  Map<Class<?>, RoutineCall<?>> ALL =
      Stream.of(new ProductCall(), new RowSumCall())
          .collect(Collectors.toUnmodifiableMap(RoutineCall::intrinsic, Function.identity()));

  /**
   * A call.
   *
   * @param rest what it leaves to be done at each point
   */
  record Printed(CodeBlock code, List<Stmt> rest) {}

  /** Returns whose call it is. */
  Class<I> intrinsic();

  /**
   * Returns the call for the share of a thread, if it pays: its points of {@link Kernel#split} go
   * from {@code from} up to {@code to}.
   */
  Optional<Printed> print(I intrinsic, Kernel kernel, KernelSignature signature);

  /** Returns the call that computes a kernel, if there is one that pays. */
  static Optional<Printed> of(Kernel kernel, KernelSignature signature) {
    return kernel
        .intrinsic()
        .flatMap(intrinsic -> print(ALL.get(intrinsic.getClass()), intrinsic, kernel, signature));
  }

  private static <I extends Intrinsic> Optional<Printed> print(
      RoutineCall<I> call, Intrinsic intrinsic, Kernel kernel, KernelSignature signature) {
    return call.print(call.intrinsic().cast(intrinsic), kernel, signature);
  }

  /** {@code rows * 50}: over how many vectors a sum goes; in blocks {@code rows * 50, 50}. */
  static CodeBlock overRows(int rowsPerRow, boolean rowByRow) {
    CodeBlock all = scaled("rows", rowsPerRow);
    return rowByRow ? CodeBlock.of("$L,$W$L", all, rowsPerRow) : all;
  }

  /** {@code rows * 28}. */
  static CodeBlock scaled(String count, int factor) {
    return factor == 1 ? CodeBlock.of("$N", count) : CodeBlock.of("$N * $L", count, factor);
  }
}
