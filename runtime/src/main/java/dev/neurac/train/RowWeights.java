package dev.neurac.train;

import dev.neurac.data.Dataset;
import java.util.List;

/**
 * How much each row counts in the loss of its batch: {@code s} by the dataset's weights, {@code c}
 * by the weight of its class, each 1 unless given.
 *
 * <pre>{@code
 * loss = Σ s·c·loss / Σ c
 * }</pre>
 *
 * <p>Without class weights that is Keras' reduction {@code Σ s·loss / rows}: a weight moves the
 * parameters even where a row is a batch by itself. Without weights of the rows it is PyTorch's
 * weighted mean {@code Σ c·loss / Σ c}. Where all classes of a batch weigh 0, the loss is 0.
 */
final class RowWeights {

  private final Dataset data;

  /** Of no elements where all classes count the same. */
  private final float[] classWeights;

  RowWeights(Dataset data, List<Float> classWeights) {
    this.data = data;
    this.classWeights = new float[classWeights.size()];
    for (int i = 0; i < this.classWeights.length; i++) {
      this.classWeights[i] = classWeights.get(i);
    }
  }

  /** Writes the weight of each row of a batch into an array, from {@code at} on. */
  void load(float[] into, int at, int[] order, int from, int rows) {
    double divisor = divisor(order, from, rows);
    for (int row = 0; row < rows; row++) {
      double weight = of(order[from + row]);
      into[at + row] = divisor == 0 ? 0 : (float) (weight / divisor);
    }
  }

  /**
   * Returns the sum of {@code s·c·loss} over a batch, in the order of its rows.
   *
   * @param losses the loss of each row, from {@code at} on
   */
  double sumOfLosses(float[] losses, int at, int[] order, int from, int rows) {
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += of(order[from + row]) * losses[at + row];
    }
    return sum;
  }

  /** Returns the sum of {@code c} over a batch. */
  double divisor(int[] order, int from, int rows) {
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += ofClass(order[from + row]);
    }
    return sum;
  }

  /** Returns the sum of {@code c} over all rows, by which the sum of their losses is divided. */
  double divisor() {
    double sum = 0;
    for (int row = 0; row < data.size(); row++) {
      sum += ofClass(row);
    }
    return sum;
  }

  private double of(int row) {
    return data.weight(row) * ofClass(row);
  }

  private double ofClass(int row) {
    return classWeights.length == 0 ? 1 : classWeights[data.classOf(row)];
  }
}
