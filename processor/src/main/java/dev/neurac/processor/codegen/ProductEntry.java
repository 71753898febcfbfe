package dev.neurac.processor.codegen;

import com.palantir.javapoet.CodeBlock;
import dev.neurac.processor.loop.Product;
import java.util.List;

/** Matrix products. A device sums over all rows in a single chain, whatever Java does. */
final class ProductEntry implements TableEntry<Product> {

  @Override
  public Class<Product> intrinsic() {
    return Product.class;
  }

  // table.plain(1, 20, 128, 0, 0, capacity * 30, 1);
  @Override
  public CodeBlock print(Product product, List<String> offsets, int operation) {
    boolean left = product.layout() == Product.Layout.LEFT_TRANSPOSED;
    return CodeBlock.builder()
        .addStatement(
            "table.$L($L, $L, $L, $L, $L, $L, $L)",
            switch (product.layout()) {
              case PLAIN -> "plain";
              case RIGHT_TRANSPOSED -> "rightTransposed";
              case LEFT_TRANSPOSED -> "leftTransposed";
            },
            left ? product.inner() : product.rowsPerRow(),
            left ? product.rowsPerRow() : product.inner(),
            product.columns(),
            offsets.get(1),
            offsets.get(2),
            offsets.get(0),
            operation)
        .build();
  }
}
