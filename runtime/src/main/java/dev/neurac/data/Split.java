package dev.neurac.data;

import static java.util.Objects.requireNonNull;

/**
 * Two parts of a dataset that share no row.
 *
 * @param train the rows to learn from
 * @param test the rows held back
 */
public record Split(Dataset train, Dataset test) {

  public Split {
    requireNonNull(train, "train");
    requireNonNull(test, "test");
  }
}
