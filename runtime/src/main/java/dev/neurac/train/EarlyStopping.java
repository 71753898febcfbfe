package dev.neurac.train;

import dev.neurac.settings.Checks;
import dev.neurac.settings.Description;
import dev.neurac.settings.DescriptionReader;
import dev.neurac.settings.SettingValues;
import java.util.Optional;

/**
 * When a training that no longer gets better ends, and which parameters it leaves behind.
 *
 * <pre>{@code
 * EarlyStopping.of(5)                                      // the validation loss, lower is better
 * EarlyStopping.of(5).minChange(0.001).highest("validation accuracy")
 * }</pre>
 *
 * <p>The best epoch is the one with the best value, the first of several equal ones; NaN is worse
 * than any number. Patience is counted from the last epoch that was better than the one from which
 * it was counted before, by more than {@code minChange}.
 *
 * @param patience after so many epochs without such an improvement the training ends, at least 1
 * @param minChange by how much more an epoch is better before it counts, at least 0
 * @param value what is watched, a name as in {@link History#values}; without one the validation
 *     loss, or the training loss where there is no validation set
 * @param higherIsBetter whether high values are good
 * @param restoresBest whether the training leaves the parameters of the best epoch, however it
 *     ends, or those of the last
 */
public record EarlyStopping(
    int patience,
    double minChange,
    Optional<String> value,
    boolean higherIsBetter,
    boolean restoresBest) {

  public EarlyStopping {
    Checks.atLeastOne("patience", patience);
    Checks.notNegative("minChange", minChange);
  }

  /**
   * Returns the rule that ends a training after some epochs in which the loss was no lower, and
   * restores the parameters of the best one.
   *
   * @param patience the number of epochs, at least 1
   */
  public static EarlyStopping of(int patience) {
    return new EarlyStopping(patience, 0, Optional.empty(), false, true);
  }

  /**
   * Returns this rule where smaller improvements do not count.
   *
   * @param minChange at least 0
   */
  public EarlyStopping minChange(double minChange) {
    return new EarlyStopping(patience, minChange, value, higherIsBetter, restoresBest);
  }

  /** Returns this rule where a value is watched that is good when low: {@code "loss"}. */
  public EarlyStopping lowest(String value) {
    return new EarlyStopping(patience, minChange, Optional.of(value), false, restoresBest);
  }

  /** Returns this rule where a value is watched that is good when high: {@code "accuracy"}. */
  public EarlyStopping highest(String value) {
    return new EarlyStopping(patience, minChange, Optional.of(value), true, restoresBest);
  }

  /** Returns this rule without going back to the best epoch at the end. */
  public EarlyStopping keepLast() {
    return new EarlyStopping(patience, minChange, value, higherIsBetter, false);
  }

  /**
   * Returns the rule, the same text on every JVM: {@code highest value="validation accuracy"
   * patience=5 minChange=0 restoresBest=true}; without {@code value} where none was named.
   */
  public String describe() {
    Description text = Description.of(higherIsBetter ? "highest" : "lowest");
    value.ifPresent(name -> text.with("value", name));
    return text.with("patience", patience)
        .with("minChange", minChange)
        .with("restoresBest", restoresBest)
        .toString();
  }

  /**
   * Returns the rule that {@link #describe} tells of.
   *
   * @throws IllegalArgumentException if it is none, or its settings are not all there and within
   *     their bounds
   */
  public static EarlyStopping parse(String text) {
    return new DescriptionReader<EarlyStopping>("rule of early stopping")
        .kind("lowest", values -> read(values, false))
        .kind("highest", values -> read(values, true))
        .read(text);
  }

  private static EarlyStopping read(SettingValues values, boolean higherIsBetter) {
    return new EarlyStopping(
        values.wholeNumber("patience"),
        values.number("minChange"),
        values.textIfPresent("value"),
        higherIsBetter,
        values.flag("restoresBest"));
  }
}
