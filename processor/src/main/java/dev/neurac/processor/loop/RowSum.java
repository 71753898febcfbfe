package dev.neurac.processor.loop;

import java.util.List;
import java.util.Optional;

/**
 * The licence to sum the rows of buffer 1 into buffer 0, {@code Σ X [m,n] → [n]}, in their order.
 *
 * @param rowsPerRow how many rows of the matrix one row of the batch makes
 * @param rowByRow whether those make a sum of their own, and the sums are added in order
 */
public record RowSum(int rowsPerRow, boolean rowByRow, int columns) implements Intrinsic {

  @Override
  public List<Stmt> rest() {
    return List.of();
  }

  @Override
  public Optional<Intrinsic> withRest(List<Stmt> rest) {
    return rest.isEmpty() ? Optional.of(this) : Optional.empty();
  }
}
