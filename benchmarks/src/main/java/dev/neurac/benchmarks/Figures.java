package dev.neurac.benchmarks;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was measured, from a folder of JMH's result files and {@code figures.tsv}, whose lines are
 * benchmark, parameters, Java version, threads and value.
 */
final class Figures {

  /** Stands for the Java version where there is none. */
  static final int PYTHON = 0;

  private final Map<String, List<Double>> values = new TreeMap<>();

  static Figures read(Path folder) throws IOException {
    Figures figures = new Figures();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        figures.addResults(file);
      }
    }
    Path table = folder.resolve("figures.tsv");
    if (Files.exists(table)) {
      for (String line : Files.readAllLines(table)) {
        String[] cells = line.split("\t");
        int java = Integer.parseInt(cells[2]);
        int threads = Integer.parseInt(cells[3]);
        figures.add(key(cells[0], cells[1], java, threads), Double.parseDouble(cells[4]));
      }
    }
    return figures;
  }

  /** Adds one file of JMH's; a side that failed has left it empty. */
  private void addResults(Path file) throws IOException {
    JsonElement content;
    try (Reader reader = Files.newBufferedReader(file)) {
      content = JsonParser.parseReader(reader);
    }
    if (!content.isJsonArray()) {
      return;
    }
    for (JsonElement element : content.getAsJsonArray()) {
      JsonObject result = element.getAsJsonObject();
      String key =
          key(
              simpleName(result.get("benchmark").getAsString()),
              parameters(result.getAsJsonObject("params")),
              javaVersion(result),
              threads(result.getAsJsonArray("jvmArgs")));
      for (JsonElement fork : result.getAsJsonObject("primaryMetric").getAsJsonArray("rawData")) {
        for (JsonElement value : fork.getAsJsonArray()) {
          add(key, value.getAsDouble());
        }
      }
    }
  }

  private void add(String key, double value) {
    values.computeIfAbsent(key, ignored -> new ArrayList<>()).add(value);
  }

  /** Class and method, without the package. */
  private static String simpleName(String benchmark) {
    int method = benchmark.lastIndexOf('.');
    return benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
  }

  private static String parameters(JsonObject parameters) {
    Map<String, String> sorted = new TreeMap<>();
    parameters
        .entrySet()
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue().getAsString()));
    return String.join(",", sorted.entrySet().stream().map(Map.Entry::toString).toList());
  }

  private static int javaVersion(JsonObject result) {
    JsonElement version = result.get("jdkVersion");
    return version == null ? PYTHON : Integer.parseInt(version.getAsString().split("\\D")[0]);
  }

  private static int threads(JsonArray arguments) {
    for (JsonElement argument : arguments) {
      String[] parts = argument.getAsString().split("=");
      if (parts[0].equals("-Dneurac.threads")) {
        return Integer.parseInt(parts[1]);
      }
    }
    throw new IllegalArgumentException("a result says nothing of its threads: " + arguments);
  }

  private static String key(String benchmark, String parameters, int java, int threads) {
    return benchmark + " " + parameters + " java " + java + " threads " + threads;
  }

  /**
   * Returns the median of a benchmark.
   *
   * @param parameters sorted: {@code "optimizer=Sgd,work=20-128-256-4/8"}
   */
  OptionalDouble median(String benchmark, String parameters, int java, int threads) {
    return median(key(benchmark, parameters, java, threads));
  }

  /** Returns the names of all that was measured: benchmark, parameters, Java version, threads. */
  Set<String> rows() {
    return values.keySet();
  }

  /** Returns the median of one of the {@link #rows()}, if it was measured. */
  OptionalDouble median(String row) {
    List<Double> sorted = sorted(row);
    return sorted.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(quantile(sorted, 0.5));
  }

  static OptionalDouble quotient(OptionalDouble dividend, OptionalDouble divisor) {
    return dividend.isPresent() && divisor.isPresent()
        ? OptionalDouble.of(dividend.getAsDouble() / divisor.getAsDouble())
        : OptionalDouble.empty();
  }

  /** Returns how far the middle half of a benchmark's values spreads, typically, to its median. */
  double typicalSpread() {
    List<Double> spreads = new ArrayList<>();
    for (String key : values.keySet()) {
      List<Double> sorted = sorted(key);
      if (sorted.size() >= 4) {
        spreads.add((quantile(sorted, 0.75) - quantile(sorted, 0.25)) / quantile(sorted, 0.5));
      }
    }
    spreads.sort(null);
    return spreads.isEmpty() ? Double.NaN : quantile(spreads, 0.5);
  }

  /** Returns the median of values in ascending order, at least one. */
  static double median(double... sorted) {
    return quantile(Arrays.stream(sorted).boxed().toList(), 0.5);
  }

  private List<Double> sorted(String key) {
    return values.getOrDefault(key, List.of()).stream().sorted().toList();
  }

  private static double quantile(List<Double> sorted, double fraction) {
    double place = fraction * (sorted.size() - 1);
    double low = sorted.get((int) place);
    double high = sorted.get((int) Math.ceil(place));
    return low + (high - low) * (place - Math.floor(place));
  }
}
