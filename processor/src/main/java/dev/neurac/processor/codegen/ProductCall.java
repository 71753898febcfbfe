package dev.neurac.processor.codegen;

import com.palantir.javapoet.CodeBlock;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.Product;
import java.util.List;
import java.util.Optional;

/** Matrix products, with the bias and the ReLU that follow one, if they do. */
final class ProductCall implements RoutineCall<Product> {

  /**
   * Products of at most so many multiply-adds a row are printed out.
   *
   * <p>{@code PrintedProductBenchmark}, in nanoseconds, printed and called with vectors: of 16
   * multiply-adds 5 and 22 for a row, 39 and 40 for 8, 301 and 167 for 64; of 64 multiply-adds 22
   * and 29, 159 and 49, 1248 and 210. So it pays where rows are predicted one by one.
   */
  private static final int MAX_PRINTED = 32;

  @Override
  public Class<Product> intrinsic() {
    return Product.class;
  }

  @Override
  public Optional<Printed> print(Product product, Kernel kernel, KernelSignature signature) {
    if ((long) product.inner() * product.columns() <= MAX_PRINTED) {
      return Optional.empty();
    }
    Optional<Epilogue> epilogue = Epilogue.of(kernel.axes(), product);
    return Optional.of(
        epilogue.isPresent()
            ? new Printed(dense(product, epilogue.get(), signature), List.of())
            : new Printed(product(product, signature), product.rest()));
  }

  // KERNELS.multiply(input, inputAt, parameters, LAYER1_WEIGHT, layer1, layer1At, from, to, 64,
  // 128);
  private static CodeBlock product(Product product, KernelSignature signature) {
    CodeBlock left = signature.place(1);
    CodeBlock right = signature.place(2);
    CodeBlock result = signature.place(0);
    CodeBlock rows = RoutineCall.scaled("from", product.rowsPerRow());
    CodeBlock end = RoutineCall.scaled("to", product.rowsPerRow());
    return switch (product.layout()) {
      case PLAIN ->
          CodeBlock.builder()
              .addStatement(
                  "KERNELS.multiply($L,$W$L,$W$L,$W$L,$W$L,$W$L,$W$L)",
                  left,
                  right,
                  result,
                  rows,
                  end,
                  product.inner(),
                  product.columns())
              .build();
      case RIGHT_TRANSPOSED ->
          CodeBlock.builder()
              .addStatement(
                  "KERNELS.multiplyTransposed($L,$W$L,$W$L,$W$L,$W$L,$W$L,$W$L)",
                  left,
                  right,
                  result,
                  rows,
                  end,
                  product.inner(),
                  product.columns())
              .build();
      case LEFT_TRANSPOSED ->
          CodeBlock.builder()
              .addStatement(
                  "KERNELS.transposedMultiply($L,$W$L,$W$L,$Wfrom,$Wto,$W$L,$W$L,$W$L)",
                  left,
                  right,
                  result,
                  RoutineCall.overRows(product.rowsPerRow(), product.rowByRow()),
                  product.inner(),
                  product.columns())
              .build();
    };
  }

  // KERNELS.denseRelu(input, inputAt, parameters, LAYER1_WEIGHT, parameters, LAYER1_BIAS, layer1,
  // layer1At, from, to, 64, 128);
  private static CodeBlock dense(Product product, Epilogue epilogue, KernelSignature signature) {
    return CodeBlock.builder()
        .addStatement(
            "KERNELS.$L($L,$W$L,$W$L,$W$L,$W$L,$W$L,$W$L,$W$L)",
            epilogue.relu() ? "denseRelu" : "dense",
            signature.place(1),
            signature.place(2),
            signature.place(epilogue.bias()),
            signature.place(0),
            RoutineCall.scaled("from", product.rowsPerRow()),
            RoutineCall.scaled("to", product.rowsPerRow()),
            product.inner(),
            product.columns())
        .build();
  }
}
