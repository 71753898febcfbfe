package dev.neurac.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads delimited text (CSV, TSV, …) into a {@link Dataset}; immutable, so that a reader can be
 * kept and shared.
 *
 * <pre>{@code
 * Dataset phones = CsvReader.of().readClasses(Path.of("phones.csv"), "price_range");
 * Dataset sales = CsvReader.of().ignore(0).readValues(Path.of("advertising.csv"), "Sales");
 * Dataset digits = CsvReader.of().withoutHeader().readClasses(Path.of("digits.csv.gz"), -1);
 * Dataset cars = CsvReader.of().features("power", "fuel").oneHot("fuel", "petrol", "electric")
 *     .allowMissing("?").readValues(Path.of("cars.csv"), "price");
 * }</pre>
 *
 * <p>The features are the columns given by {@code features}, else those that are neither targets
 * nor ignored, in the file's order. Files are UTF-8 unless {@link #charset} says otherwise, plain
 * or gzipped, which is recognised by their first bytes and not by their names; a byte order mark,
 * either kind of line end, values in double quotes, blanks around values and blank lines are fine.
 * Indices of columns are counted from 0, lines from 1.
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

  private static final String TARGET_ADVICE =
      "correct the line or delete it; labels are read with readClasses, or for a single output with"
          + " labels(\"no\", \"yes\") and readValues";

  private static final String LABEL_ADVICE = "correct the value or add it to labels(…)";

  private final CsvFormat format;
  private final FeatureSelection selection;
  private final List<String> labels;

  private CsvReader(CsvFormat format, FeatureSelection selection, List<String> labels) {
    this.format = format;
    this.selection = selection;
    this.labels = labels;
  }

  /** Returns a reader of files whose columns are separated by commas, under a header line. */
  public static CsvReader of() {
    return new CsvReader(CsvFormat.COMMAS, FeatureSelection.ALL, List.of());
  }

  /** Returns a reader of files whose first line is a row already. */
  public CsvReader withoutHeader() {
    return with(format.withoutHeader());
  }

  /**
   * Returns a reader of columns separated by this character, such as {@code ';'} or {@code '\t'}; a
   * blank is {@link #separatedByBlanks()}.
   *
   * @throws IllegalArgumentException if it is a quote or a line end
   */
  public CsvReader separator(char c) {
    if (c == '"' || c == '\n' || c == '\r') {
      throw new IllegalArgumentException(
          "a separator is neither a double quote nor a line end, but it is character " + (int) c);
    }
    return with(format.separator(c));
  }

  /**
   * Returns a reader of columns separated by blanks or tabs, any number of them, as tables for
   * people are written; blanks before the first column do not count.
   */
  public CsvReader separatedByBlanks() {
    return with(format.separator(CsvFormat.BLANKS));
  }

  /**
   * Returns a reader of numbers with a decimal comma, {@code 3,14}; a point in a number is then an
   * error. Where the separator is a comma too, such numbers stand in double quotes.
   */
  public CsvReader decimalComma() {
    return with(format.decimal(','));
  }

  /** Returns a reader of text in another charset than UTF-8, such as ISO_8859_1. */
  public CsvReader charset(Charset charset) {
    return with(format.charset(Objects.requireNonNull(charset, "charset")));
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
    return with(format.skippedLines(count));
  }

  /** Returns a reader that leaves out these columns, too, by their names in the header. */
  public CsvReader ignore(String... columns) {
    return with(selection.ignore(ColumnChoice.of(columns)));
  }

  /**
   * Returns a reader that leaves out these columns, too.
   *
   * @param columns counted from 0; negative ones from the end, -1 is the last
   */
  public CsvReader ignore(int... columns) {
    return with(selection.ignore(ColumnChoice.of(columns)));
  }

  /**
   * Returns a reader whose features are these columns, too, in this order, by their names in the
   * header; other columns are left out.
   */
  public CsvReader features(String... columns) {
    return with(selection.choose(ColumnChoice.of(columns)));
  }

  /**
   * Returns a reader whose features are these columns, too, in this order; other columns are left
   * out.
   *
   * @param columns counted from 0; negative ones from the end, -1 is the last
   */
  public CsvReader features(int... columns) {
    return with(selection.choose(ColumnChoice.of(columns)));
  }

  /**
   * Returns a reader that makes a feature of every category of a column: 1 where a row has it, else
   * 0. They stand where the column stands, and {@link Dataset#featureNames()} tells which is which.
   *
   * @param column its name in the header
   * @param categories as files write them, blanks around them aside, in the order of the features,
   *     each once; others are then refused. Say them where more than one file is read, or where
   *     rows come from elsewhere. None for those of the file, sorted as {@link #readClasses(Path,
   *     String)} sorts labels
   * @throws IllegalArgumentException if a category is there twice
   */
  public CsvReader oneHot(String column, String... categories) {
    return with(selection.oneHot(new ColumnChoice.Named(column), distinct(categories)));
  }

  /**
   * Returns a reader that makes a feature of every category of a column, as {@link #oneHot(String,
   * String...)} does.
   *
   * @param column counted from 0; negative from the end, -1 is the last
   */
  public CsvReader oneHot(int column, String... categories) {
    return with(selection.oneHot(new ColumnChoice.Indexed(column), distinct(categories)));
  }

  private static List<String> distinct(String... categories) {
    List<String> all = stripped(categories);
    if (Set.copyOf(all).size() < all.size()) {
      throw new IllegalArgumentException("categories are each once, but they are " + all);
    }
    return all;
  }

  /** Values are read without the blanks around them, so what they are compared with has none. */
  private static List<String> stripped(String... texts) {
    return Stream.of(texts).map(String::strip).toList();
  }

  /**
   * Returns a reader that takes these texts, too, for missing features, and reads them as NaN: in
   * columns of numbers and in one-hot columns, all of whose features are then NaN. An {@link
   * Imputer} fills them in. Targets are never missing.
   *
   * @param texts as files write them, such as {@code "NA"}; {@code ""} for no text at all
   * @throws IllegalArgumentException if there is none
   */
  public CsvReader allowMissing(String... texts) {
    if (texts.length == 0) {
      throw new IllegalArgumentException(
          "allowMissing needs the texts that stand for a missing value, such as \"NA\", or \"\" for"
              + " none");
    }
    return with(selection.allowMissing(List.of(texts)));
  }

  /**
   * Returns a reader that numbers classes in this order, and refuses other labels. Say it where the
   * order matters, as it does for the constants of an enum, or where a file may lack a class.
   *
   * <p>Two labels are also read by {@code readValues}, as 0 and 1: the targets of a network with a
   * single output.
   *
   * @param classLabels as files write them, blanks around them aside, each once
   * @throws IllegalArgumentException if there is none, or one twice
   */
  public CsvReader labels(String... classLabels) {
    List<String> all = stripped(classLabels);
    if (all.isEmpty() || Set.copyOf(all).size() < all.size()) {
      throw new IllegalArgumentException("labels are at least one, each once, but they are " + all);
    }
    return new CsvReader(format, selection, all);
  }

  private CsvReader with(CsvFormat changed) {
    return new CsvReader(changed, selection, labels);
  }

  private CsvReader with(FeatureSelection changed) {
    return new CsvReader(format, changed, labels);
  }

  /**
   * Reads rows whose targets are numbers, or the two {@link #labels(String...)}, read as 0 and 1.
   *
   * @param targetColumns one or more names, in the order of a target row's values
   */
  public Dataset readValues(Path file, String... targetColumns) throws IOException {
    return readValues(PackedFile.newInputStream(file), file.toString(), targetColumns);
  }

  /**
   * Reads rows whose targets are numbers, or the two {@link #labels(String...)}, read as 0 and 1.
   *
   * @param targetColumns one or more, in the order of a target row's values, counted from 0;
   *     negative ones from the end, -1 is the last
   */
  public Dataset readValues(Path file, int... targetColumns) throws IOException {
    return readValues(PackedFile.newInputStream(file), file.toString(), targetColumns);
  }

  /**
   * Reads rows whose targets are numbers, as {@link #readValues(Path, String...)} does.
   *
   * @param bytes read to the end and closed
   * @param name what messages call it
   */
  public Dataset readValues(InputStream bytes, String name, String... targetColumns)
      throws IOException {
    return values(
        new Source(bytes, name),
        Optional.empty(),
        columns -> Arrays.stream(targetColumns).mapToInt(columns::find));
  }

  /**
   * Reads rows whose targets are numbers, as {@link #readValues(Path, int...)} does.
   *
   * @param bytes read to the end and closed
   * @param name what messages call it
   */
  public Dataset readValues(InputStream bytes, String name, int... targetColumns)
      throws IOException {
    return values(
        new Source(bytes, name),
        Optional.empty(),
        columns -> Arrays.stream(targetColumns).map(columns::find));
  }

  /**
   * Reads rows whose features lie in one file and whose targets, numbers, lie in another, row by
   * row, as {@link #readValues(Path, String...)} does.
   *
   * @param features has as many rows as the other; all its columns are features unless chosen
   * @param targetColumns one or more names, in the order of a target row's values
   */
  public Dataset readValues(Path features, Path targets, String... targetColumns)
      throws IOException {
    return values(
        Source.of(features),
        Optional.of(targets),
        columns -> Arrays.stream(targetColumns).mapToInt(columns::find));
  }

  /**
   * Reads rows from two files, as {@link #readValues(Path, Path, String...)} does.
   *
   * @param targetColumns one or more, counted from 0; negative ones from the end, -1 is the last
   */
  public Dataset readValues(Path features, Path targets, int... targetColumns) throws IOException {
    return values(
        Source.of(features),
        Optional.of(targets),
        columns -> Arrays.stream(targetColumns).map(columns::find));
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
    return readClasses(PackedFile.newInputStream(file), file.toString(), targetColumn);
  }

  /**
   * Reads rows whose targets are classes, numbered as {@link #readClasses(Path, String)} does.
   *
   * @param targetColumn counted from 0; negative from the end, -1 is the last
   */
  public Dataset readClasses(Path file, int targetColumn) throws IOException {
    return readClasses(PackedFile.newInputStream(file), file.toString(), targetColumn);
  }

  /**
   * Reads rows whose targets are classes, as {@link #readClasses(Path, String)} does.
   *
   * @param bytes read to the end and closed
   * @param name what messages call it
   */
  public Dataset readClasses(InputStream bytes, String name, String targetColumn)
      throws IOException {
    return classes(
        new Source(bytes, name), Optional.empty(), columns -> columns.find(targetColumn));
  }

  /**
   * Reads rows whose targets are classes, as {@link #readClasses(Path, int)} does.
   *
   * @param bytes read to the end and closed
   * @param name what messages call it
   */
  public Dataset readClasses(InputStream bytes, String name, int targetColumn) throws IOException {
    return classes(
        new Source(bytes, name), Optional.empty(), columns -> columns.find(targetColumn));
  }

  /**
   * Reads rows whose features lie in one file and whose targets, classes, lie in another, row by
   * row, as {@link #readClasses(Path, String)} does.
   *
   * @param features has as many rows as the other; all its columns are features unless chosen
   * @param targetColumn the name of the labels' column in the other
   */
  public Dataset readClasses(Path features, Path targets, String targetColumn) throws IOException {
    return classes(
        Source.of(features), Optional.of(targets), columns -> columns.find(targetColumn));
  }

  /**
   * Reads rows from two files, as {@link #readClasses(Path, Path, String)} does.
   *
   * @param targetColumn counted from 0; negative from the end, -1 is the last
   */
  public Dataset readClasses(Path features, Path targets, int targetColumn) throws IOException {
    return classes(
        Source.of(features), Optional.of(targets), columns -> columns.find(targetColumn));
  }

  /** Where rows come from, and what messages call it. */
  private record Source(InputStream bytes, String name) {
    static Source of(Path file) throws IOException {
      return new Source(PackedFile.newInputStream(file), file.toString());
    }
  }

  private Dataset values(
      Source source, Optional<Path> targetFile, Function<Columns, IntStream> choose)
      throws IOException {
    if (!labels.isEmpty() && labels.size() != 2) {
      throw new IllegalArgumentException(
          "readValues reads two labels as 0 and 1, but there are "
              + labels
              + "; read more of them with readClasses");
    }
    try (CsvRowPairs rows = open(source, targetFile)) {
      int[] targets = choose.apply(rows.targets().columns()).toArray();
      FeatureTable features = rows.table(selection, targets);
      Categories binary = new Categories(labels, "labels", LABEL_ADVICE);
      List<float[]> targetRows = new ArrayList<>();
      while (rows.next()) {
        features.add(rows.features());
        float[] row = new float[targets.length];
        for (int i = 0; i < row.length; i++) {
          row[i] =
              labels.isEmpty()
                  ? rows.targets().number(targets[i], TARGET_ADVICE)
                  : classOf(rows.targets(), targets[i], binary);
        }
        targetRows.add(row);
      }
      features.finish(source.name());
      float[] flat = FeatureTable.flat(source.name(), targetRows, targets.length);
      return new Dataset(
          ValueRows.of(features.values(), features.size(), flat, targets.length),
          features.meaning().labels(labels, !labels.isEmpty()));
    }
  }

  private Dataset classes(
      Source source, Optional<Path> targetFile, Function<Columns, Integer> choose)
      throws IOException {
    try (CsvRowPairs rows = open(source, targetFile)) {
      int target = choose.apply(rows.targets().columns());
      FeatureTable features = rows.table(selection, target);
      Categories classes = new Categories(labels, "labels", LABEL_ADVICE);
      IntStream.Builder numbers = IntStream.builder();
      while (rows.next()) {
        features.add(rows.features());
        numbers.add(classOf(rows.targets(), target, classes));
      }
      features.finish(source.name());
      int[] places = classes.places();
      int[] ofRows = numbers.build().map(number -> places[number]).toArray();
      List<String> ordered = classes.ordered();
      return new Dataset(
          ClassRows.of(features.values(), features.size(), ofRows, ordered.size()),
          features.meaning().labels(ordered, true));
    }
  }

  private int classOf(CsvRows rows, int target, Categories classes) {
    String label = rows.text(target);
    boolean missing = label.isEmpty() || selection.missing().contains(label);
    if (missing && !classes.isGiven(label)) {
      throw rows.error(
          target,
          "expected a class label, but the value is missing; fill it in or delete the line");
    }
    try {
      return classes.number(label);
    } catch (IllegalArgumentException e) {
      throw rows.error(target, e.getMessage());
    }
  }

  private CsvRowPairs open(Source source, Optional<Path> targetFile) throws IOException {
    if (targetFile.isEmpty()) {
      CsvRows rows = CsvRows.open(source.bytes(), source.name(), format, 2);
      return new CsvRowPairs(rows, rows);
    }
    CsvRows features = CsvRows.open(source.bytes(), source.name(), format, 1);
    try {
      Path file = targetFile.get();
      InputStream bytes = PackedFile.newInputStream(file);
      return new CsvRowPairs(features, CsvRows.open(bytes, file.toString(), format, 1));
    } catch (RuntimeException | IOException e) {
      features.close();
      throw e;
    }
  }
}
