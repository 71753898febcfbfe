package dev.neurac.processor.loop;

import java.util.List;
import java.util.Optional;

/**
 * The licence to compute the kernel by a matrix product of buffers 1 and 2 into buffer 0, followed
 * by {@code rest} at every point.
 *
 * @param layout which operand lies transposed
 * @param rowsPerRow how many rows of the matrices one row of the batch makes
 * @param rowByRow of {@code LEFT_TRANSPOSED}, whether those make a sum of their own, and the sums
 *     are added in order
 * @param inner columns of the left operand (for {@code LEFT_TRANSPOSED} of the result's left)
 * @param columns columns of the right operand
 * @param rest what remains to be done at each point, once the product is stored
 */
public record Product(
    Layout layout, int rowsPerRow, boolean rowByRow, int inner, int columns, List<Stmt> rest)
    implements Intrinsic {

  /** Which operand lies transposed. */
  public enum Layout {
    /** {@code X·W [m,k]·[k,n] → [m,n]}. */
    PLAIN,
    /** {@code dY·Wᵀ [m,n]·[k,n]ᵀ → [m,k]}. */
    RIGHT_TRANSPOSED,
    /** {@code Xᵀ·dY [m,k]ᵀ·[m,n] → [k,n]}. */
    LEFT_TRANSPOSED
  }

  public Product {
    rest = List.copyOf(rest);
  }

  @Override
  public Optional<Intrinsic> withRest(List<Stmt> rest) {
    return Optional.of(new Product(layout, rowsPerRow, rowByRow, inner, columns, rest));
  }
}
