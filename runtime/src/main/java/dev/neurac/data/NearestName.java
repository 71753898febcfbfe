package dev.neurac.data;

import dev.neurac.runtime.Spelling;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Finds the column or category that was probably meant. */
final class NearestName {

  private NearestName() {}

  /** Returns {@code " (did you mean \"ram\"?)"}, or nothing where no name is near. */
  static String hint(String wanted, Collection<String> names) {
    Map<String, String> byFolded = new LinkedHashMap<>();
    names.stream()
        .filter(name -> !name.isEmpty())
        .forEach(name -> byFolded.putIfAbsent(folded(name), name));
    return Spelling.closest(folded(wanted), byFolded.keySet())
        .map(nearest -> " (did you mean \"" + byFolded.get(nearest) + "\"?)")
        .orElse("");
  }

  /** {@code batteryPower}, {@code battery_power} and {@code "Battery power"} are the same. */
  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
  }
}
