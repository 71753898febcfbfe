package dev.neurac.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link TrainingSettings} as text, a line {@code name: value} for each, and back. */
final class TrainingSettingsText {

  private TrainingSettingsText() {}

  static String write(TrainingSettings settings) {
    StringBuilder text = new StringBuilder();
    for (Setting setting : Setting.ALL) {
      text.append(setting.name()).append(": ");
      text.append(setting.writer().apply(settings)).append('\n');
    }
    return text.toString();
  }

  /**
   * Reads what was written, its lines in any order.
   *
   * @param given has what no text can hold
   * @throws IllegalArgumentException if anything is wrong; the message lists all of it
   */
  static TrainingSettings read(String text, TrainingSettings given) {
    List<String> problems = new ArrayList<>();
    Map<String, String> lines = lines(text, problems);
    TrainingSettingsDraft draft = new TrainingSettingsDraft(TrainingSettings.of());
    for (Setting setting : Setting.ALL) {
      String value = lines.remove(setting.name());
      if (value == null) {
        problems.add("the line '" + setting.name() + ": …' is missing; " + byDefault(setting));
        continue;
      }
      try {
        setting.reader().read(value, draft, given);
        draft.settings(); // A value out of bounds is a problem of this line.
      } catch (IllegalArgumentException e) {
        problems.add(setting.name() + ": " + e.getMessage());
        draft = new TrainingSettingsDraft(TrainingSettings.of()); // Only looks for more problems.
      }
    }
    lines.keySet().forEach(name -> problems.add("there is no setting '" + name + "'"));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "these are no settings of a training:\n  " + String.join("\n  ", problems));
    }
    return draft.settings();
  }

  private static Map<String, String> lines(String text, List<String> problems) {
    Map<String, String> lines = new LinkedHashMap<>();
    for (String line : text.lines().filter(each -> !each.isBlank()).toList()) {
      int end = line.indexOf(':');
      if (end < 0) {
        problems.add("a line is 'name: value', but there is '" + line + "'");
      } else if (lines.put(line.substring(0, end).strip(), line.substring(end + 1).strip())
          != null) {
        problems.add("the setting " + line.substring(0, end).strip() + " is there twice");
      }
    }
    return lines;
  }

  private static String byDefault(Setting setting) {
    return "by default it is '"
        + setting.name()
        + ": "
        + setting.writer().apply(TrainingSettings.of())
        + "'";
  }
}
