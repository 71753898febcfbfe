package dev.neurac.settings;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The settings in a {@link Description}, by name. Whoever reads them asks for each of its own. */
public final class SettingValues {

  private final String name;
  private final Map<String, String> values;

  /** What was asked for, to tell what there is where something else was given. */
  private final Set<String> known = new LinkedHashSet<>();

  private SettingValues(String name, Map<String, String> values) {
    this.name = name;
    this.values = values;
  }

  static SettingValues of(String text) {
    List<String> parts = Quoted.split(text, ' ');
    String name = parts.get(0);
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : parts.subList(1, parts.size())) {
      int end = part.indexOf('=');
      if (end < 1) {
        throw new IllegalArgumentException(
            "a setting of " + name + " is written name=value, but there is '" + part + "'");
      }
      if (values.put(part.substring(0, end), part.substring(end + 1)) != null) {
        throw new IllegalArgumentException(
            name + " has the setting " + part.substring(0, end) + " twice: '" + text + "'");
      }
    }
    return new SettingValues(name, values);
  }

  /**
   * Returns a number.
   *
   * @throws IllegalArgumentException if it is missing, or is none
   */
  public double number(String setting) {
    return Values.number(setting, required(setting));
  }

  /**
   * Returns a number without a fraction.
   *
   * @throws IllegalArgumentException if it is missing, or is none within the range of int
   */
  public int wholeNumber(String setting) {
    return Values.wholeNumber(setting, required(setting));
  }

  /**
   * Returns a switch.
   *
   * @throws IllegalArgumentException if it is missing, or neither true nor false
   */
  public boolean flag(String setting) {
    return Values.flag(setting, required(setting));
  }

  /**
   * Returns a text.
   *
   * @throws IllegalArgumentException if it is missing, or not in quotes
   */
  public String text(String setting) {
    return Quoted.read(required(setting));
  }

  /**
   * Returns a text, or nothing where it is missing.
   *
   * @throws IllegalArgumentException if it is not in quotes
   */
  public Optional<String> textIfPresent(String setting) {
    known.add(setting);
    return Optional.ofNullable(values.get(setting)).map(Quoted::read);
  }

  private String required(String setting) {
    known.add(setting);
    String text = values.get(setting);
    if (text == null) {
      throw new IllegalArgumentException(
          name + " needs the setting " + setting + ", but has only " + values.keySet());
    }
    return text;
  }

  void checkAllRead() {
    for (String setting : values.keySet()) {
      if (!known.contains(setting)) {
        throw new IllegalArgumentException(
            name + " has no setting '" + setting + "', but " + String.join(", ", known));
      }
    }
  }
}
