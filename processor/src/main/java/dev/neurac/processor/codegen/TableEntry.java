package dev.neurac.processor.codegen;

import com.palantir.javapoet.CodeBlock;
import dev.neurac.processor.loop.Intrinsic;
import dev.neurac.processor.loop.Kernel;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How an intrinsic is described to {@code dev.neurac.opencl.ProductTable}, from which the routine
 * of a device reads what to compute.
 */
interface TableEntry<I extends Intrinsic> {

  /** Those of the intrinsics that devices have a routine for; of others the loops are printed. */
  Map<Class<?>, TableEntry<?>> ALL =
      Stream.of(new ProductEntry())
          .collect(Collectors.toUnmodifiableMap(TableEntry::intrinsic, Function.identity()));

  /** Returns whose entry it is. */
  Class<I> intrinsic();

  /**
   * Returns the entry.
   *
   * @param offsets where the values of the kernel's buffers begin
   * @param operation what becomes of the routine's elements, 0 for nothing
   */
  CodeBlock print(I intrinsic, List<String> offsets, int operation);

  /** Returns whether a device computes a kernel by its routine. */
  static boolean isOf(Kernel kernel) {
    return kernel.intrinsic().filter(i -> ALL.containsKey(i.getClass())).isPresent();
  }

  /** Returns the entry of a kernel that has one. */
  static CodeBlock of(Kernel kernel, List<String> offsets, int operation) {
    Intrinsic intrinsic = kernel.intrinsic().orElseThrow();
    return print(ALL.get(intrinsic.getClass()), intrinsic, offsets, operation);
  }

  private static <I extends Intrinsic> CodeBlock print(
      TableEntry<I> entry, Intrinsic intrinsic, List<String> offsets, int operation) {
    return entry.print(entry.intrinsic().cast(intrinsic), offsets, operation);
  }
}
