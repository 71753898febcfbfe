package dev.neurac.runtime;

import java.util.List;

/**
 * A training that a device is to make.
 *
 * @param batchSize the rows of a full batch
 * @param rows the rows of the training set
 * @param source where they come from
 * @param ofClasses whether targets are classes, one for each vector along the output's last axis
 * @param update how the parameters move
 * @param state what the optimiser remembers of each parameter, array after array; changed by the
 *     training
 * @param seed where random masks start
 */
public record DeviceJob(
    int batchSize,
    int rows,
    Source source,
    boolean ofClasses,
    UpdateSettings update,
    List<float[]> state,
    int seed) {

  /** Where the rows of a training come from. */
  public interface Source {

    /** Writes a row's features, then its targets, from {@code at} on. */
    void copyRow(int row, float[] into, int at);

    /** Returns whether batches are changed before they are used, so that each is made anew. */
    boolean changesBatches();

    /** Writes the rows of a batch as it is to be used, one after the other, from {@code at} on. */
    void copyBatch(int batch, float[] into, int at);
  }

  public DeviceJob {
    state = List.copyOf(state);
  }
}
