package dev.neurac.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Reads delimited text (CSV, TSV, …) into a {@link Dataset}; immutable, so that a reader can be
 * kept and shared.
 *
 * <pre>{@code
 * Dataset phones = CsvReader.of().readClasses(Path.of("phones.csv"), "price_range");
 * Dataset sales = CsvReader.of().ignore(0).readValues(Path.of("advertising.csv"), "Sales");
 * Dataset digits = CsvReader.of().withoutHeader().readClasses(Path.of("digits.csv.gz"), -1);
 * }</pre>
 *
 * <p>The columns that are neither targets nor ignored are the features, in the file's order. Files
 * are UTF-8, plain or gzipped, which is recognised by their first bytes and not by their names; a
 * byte order mark, either kind of line end, values in double quotes, blanks around values and blank
 * lines are fine. Indices of columns are counted from 0, lines from 1.
 *
 * <p>What is no file, such as a resource on the class path, is read from a stream, under the name
 * that messages call it by; the stream is closed, whatever happens.
 *
 * <p>The {@code read} methods share their errors: an {@link IOException} if the file cannot be read
 * ({@link java.nio.file.NoSuchFileException} if there is none), is not UTF-8 or is damaged; an
 * {@link IllegalArgumentException} that names the file, the line and the column if it is empty, a
 * line has another number of columns, a value is missing or is no finite number within the range of
 * a float, or a column asked for is not there, is asked for twice, or leaves no feature.
 */
public final class CsvReader {

  private static final String FEATURE_ADVICE =
      "correct the line, delete it, or leave the column out with ignore(%s)";
  private static final String TARGET_ADVICE =
      "correct the line or delete it; labels are read with readClasses";

  private final char separator;
  private final boolean header;
  private final int skippedLines;
  private final List<String> ignoredNames;
  private final List<Integer> ignoredIndices;
  private final List<String> labels;

  private CsvReader(
      char separator,
      boolean header,
      int skippedLines,
      List<String> ignoredNames,
      List<Integer> ignoredIndices,
      List<String> labels) {
    this.separator = separator;
    this.header = header;
    this.skippedLines = skippedLines;
    this.ignoredNames = ignoredNames;
    this.ignoredIndices = ignoredIndices;
    this.labels = labels;
  }

  /** Returns a reader of files whose columns are separated by commas, under a header line. */
  public static CsvReader of() {
    return new CsvReader(',', true, 0, List.of(), List.of(), List.of());
  }

  /** Returns a reader of files whose first line is a row already. */
  public CsvReader withoutHeader() {
    return new CsvReader(separator, false, skippedLines, ignoredNames, ignoredIndices, labels);
  }

  /**
   * Returns a reader of columns separated by this character, such as {@code ';'} or {@code '\t'}.
   *
   * @throws IllegalArgumentException if it is a quote or a line end
   */
  public CsvReader separator(char c) {
    if (c == '"' || c == '\n' || c == '\r') {
      throw new IllegalArgumentException(
          "a separator is neither a double quote nor a line end, but it is character " + (int) c);
    }
    return new CsvReader(c, header, skippedLines, ignoredNames, ignoredIndices, labels);
  }

  /**
   * Returns a reader that passes over the first lines of a file, whatever they hold; a header is
   * looked for behind them.
   *
   * @param count at least 0
   * @throws IllegalArgumentException if it is negative
   */
  public CsvReader skipLines(int count) {
    if (count < 0) {
      throw new IllegalArgumentException(
          "the number of lines to skip is at least 0, but it is " + count);
    }
    return new CsvReader(separator, header, count, ignoredNames, ignoredIndices, labels);
  }

  /** Returns a reader that leaves out these columns, too, by their names in the header. */
  public CsvReader ignore(String... columns) {
    List<String> all = new ArrayList<>(ignoredNames);
    all.addAll(Arrays.asList(columns));
    return new CsvReader(separator, header, skippedLines, List.copyOf(all), ignoredIndices, labels);
  }

  /**
   * Returns a reader that leaves out these columns, too.
   *
   * @param columns counted from 0; negative ones from the end, -1 is the last
   */
  public CsvReader ignore(int... columns) {
    List<Integer> all = new ArrayList<>(ignoredIndices);
    Arrays.stream(columns).forEach(all::add);
    return new CsvReader(separator, header, skippedLines, ignoredNames, List.copyOf(all), labels);
  }

  /**
   * Returns a reader that numbers classes in this order, and refuses other labels. Say it where the
   * order matters, as it does for the constants of an enum, or where a file may lack a class.
   *
   * @param classLabels as files write them, each once; used by {@code readClasses} only
   * @throws IllegalArgumentException if there is none, or one twice
   */
  public CsvReader labels(String... classLabels) {
    List<String> all = List.of(classLabels);
    if (all.isEmpty() || Set.copyOf(all).size() < all.size()) {
      throw new IllegalArgumentException("labels are at least one, each once, but they are " + all);
    }
    return new CsvReader(separator, header, skippedLines, ignoredNames, ignoredIndices, all);
  }

  /**
   * Reads rows whose targets are numbers.
   *
   * @param targetColumns one or more names, in the order of a target row's values
   */
  public Dataset readValues(Path file, String... targetColumns) throws IOException {
    return readValues(Files.newInputStream(file), file.toString(), targetColumns);
  }

  /**
   * Reads rows whose targets are numbers.
   *
   * @param targetColumns one or more, in the order of a target row's values, counted from 0;
   *     negative ones from the end, -1 is the last
   */
  public Dataset readValues(Path file, int... targetColumns) throws IOException {
    return readValues(Files.newInputStream(file), file.toString(), targetColumns);
  }

  /**
   * Reads rows whose targets are numbers, as {@link #readValues(Path, String...)} does.
   *
   * @param bytes read to the end and closed
   * @param name what messages call it
   */
  public Dataset readValues(InputStream bytes, String name, String... targetColumns)
      throws IOException {
    return values(bytes, name, columns -> Arrays.stream(targetColumns).mapToInt(columns::find));
  }

  /**
   * Reads rows whose targets are numbers, as {@link #readValues(Path, int...)} does.
   *
   * @param bytes read to the end and closed
   * @param name what messages call it
   */
  public Dataset readValues(InputStream bytes, String name, int... targetColumns)
      throws IOException {
    return values(bytes, name, columns -> Arrays.stream(targetColumns).map(columns::find));
  }

  /**
   * Reads rows whose targets are classes. Their labels are those of {@link #labels(String...)},
   * else the different ones of the column, sorted: by value if all are numbers, so that classes 0,
   * 1, 2, … keep their numbers, else by their characters. {@link Dataset#labels()} tells the
   * outcome.
   *
   * @param targetColumn the name of the labels' column
   */
  public Dataset readClasses(Path file, String targetColumn) throws IOException {
    return readClasses(Files.newInputStream(file), file.toString(), targetColumn);
  }

  /**
   * Reads rows whose targets are classes, numbered as {@link #readClasses(Path, String)} does.
   *
   * @param targetColumn counted from 0; negative from the end, -1 is the last
   */
  public Dataset readClasses(Path file, int targetColumn) throws IOException {
    return readClasses(Files.newInputStream(file), file.toString(), targetColumn);
  }

  /**
   * Reads rows whose targets are classes, as {@link #readClasses(Path, String)} does.
   *
   * @param bytes read to the end and closed
   * @param name what messages call it
   */
  public Dataset readClasses(InputStream bytes, String name, String targetColumn)
      throws IOException {
    return classes(bytes, name, columns -> columns.find(targetColumn));
  }

  /**
   * Reads rows whose targets are classes, as {@link #readClasses(Path, int)} does.
   *
   * @param bytes read to the end and closed
   * @param name what messages call it
   */
  public Dataset readClasses(InputStream bytes, String name, int targetColumn) throws IOException {
    return classes(bytes, name, columns -> columns.find(targetColumn));
  }

  private Dataset values(InputStream bytes, String name, Function<Columns, IntStream> choose)
      throws IOException {
    try (CsvRows rows = CsvRows.open(bytes, name, separator, header, skippedLines)) {
      int[] targets = choose.apply(rows.columns()).toArray();
      int[] features = features(rows.columns(), targets);
      List<float[]> featureRows = new ArrayList<>();
      List<float[]> targetRows = new ArrayList<>();
      while (rows.next()) {
        featureRows.add(rows.numbers(features, FEATURE_ADVICE));
        targetRows.add(rows.numbers(targets, TARGET_ADVICE));
      }
      return Dataset.of(
          flat(name, featureRows, features.length),
          features.length,
          flat(name, targetRows, targets.length),
          targets.length);
    }
  }

  private Dataset classes(InputStream bytes, String name, Function<Columns, Integer> choose)
      throws IOException {
    try (CsvRows rows = CsvRows.open(bytes, name, separator, header, skippedLines)) {
      int target = choose.apply(rows.columns());
      int[] features = features(rows.columns(), target);
      List<float[]> featureRows = new ArrayList<>();
      ClassColumn classes = new ClassColumn(labels);
      while (rows.next()) {
        featureRows.add(rows.numbers(features, FEATURE_ADVICE));
        try {
          classes.add(rows.text(target));
        } catch (IllegalArgumentException e) {
          throw rows.error(target, e.getMessage());
        }
      }
      return classes.toDataset(flat(name, featureRows, features.length), features.length);
    }
  }

  /** The columns that are left once targets and ignored ones are taken out. */
  private int[] features(Columns columns, int... targets) {
    if (targets.length == 0) {
      throw new IllegalArgumentException(
          columns.file() + ": expected at least one target column, but none is given");
    }
    Set<Integer> ignored = new LinkedHashSet<>();
    ignoredNames.forEach(name -> ignored.add(columns.find(name)));
    ignoredIndices.forEach(index -> ignored.add(columns.find(index)));
    Set<Integer> taken = new LinkedHashSet<>(ignored);
    for (int target : targets) {
      if (!taken.add(target)) {
        throw new IllegalArgumentException(
            columns.file()
                + ": "
                + columns.describe(target)
                + (ignored.contains(target)
                    ? " is both a target and ignored"
                    : " is given twice as a target"));
      }
    }
    int[] features =
        IntStream.range(0, columns.count()).filter(column -> !taken.contains(column)).toArray();
    if (features.length == 0) {
      throw new IllegalArgumentException(
          columns.file()
              + ": expected at least one column of features, but all "
              + columns.count()
              + " columns are targets or ignored");
    }
    return features;
  }

  private static float[] flat(String name, List<float[]> rows, int rowSize) {
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          name + ": expected at least one row, but the file ends behind its header");
    }
    long size = (long) rows.size() * rowSize;
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          name
              + ": "
              + rows.size()
              + " rows of "
              + rowSize
              + " values are "
              + size
              + ", but a dataset holds at most "
              + Integer.MAX_VALUE);
    }
    float[] flat = new float[(int) size];
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(rows.get(row), 0, flat, row * rowSize, rowSize);
    }
    return flat;
  }
}
