package dev.neurac.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads back what a {@link Description} wrote: the name in front says which kind of thing it is,
 * and so how its settings are read.
 *
 * <pre>{@code
 * new DescriptionReader<Optimizer>("optimizer").kind("sgd", Sgd::read).kind("adam", Adam::read).read(text)
 * }</pre>
 *
 * @param <T> what is described
 */
public final class DescriptionReader<T> {

  private final String what;
  private final Map<String, Function<SettingValues, T>> kinds = new LinkedHashMap<>();

  /**
   * Starts a reader that knows no kind yet.
   *
   * @param what the word for what is described, for messages: {@code "optimizer"}
   */
  public DescriptionReader(String what) {
    this.what = what;
  }

  /** Adds a kind, with what makes one of its settings. */
  public DescriptionReader<T> kind(String name, Function<SettingValues, T> reader) {
    kinds.put(name, reader);
    return this;
  }

  /**
   * Reads a description. Its settings may come in any order, but all must be there.
   *
   * @throws IllegalArgumentException if there is no such kind, or a setting is missing, unknown,
   *     twice there, of another type or out of its bounds
   */
  public T read(String text) {
    String name = text.strip().split(" ", 2)[0];
    Function<SettingValues, T> reader = kinds.get(name);
    if (reader == null) {
      throw new IllegalArgumentException(
          "there is no " + what + " '" + name + "', but " + String.join(", ", kinds.keySet()));
    }
    SettingValues values = SettingValues.of(text.strip());
    T read = reader.apply(values);
    values.checkAllRead();
    return read;
  }
}
