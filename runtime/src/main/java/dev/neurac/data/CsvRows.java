package dev.neurac.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;

/** One pass over the rows of a delimited file; every error says where it is. */
final class CsvRows implements Closeable {

  private final String file;
  private final CsvFormat format;
  private final CsvReader<CsvRecord> parser;
  private final CloseableIterator<CsvRecord> records;
  private final Columns columns;

  /** The row that is read now, and its values. */
  private CsvRecord row;

  private List<String> fields;

  /** The first row where there is no header: read to count the columns, not yet handed out. */
  private CsvRecord pending;

  /**
   * Opens a file; it is closed with the rows, or when this fails.
   *
   * @param minColumns 2 where a row has a feature and a target; 1 where these lie in two files
   */
  static CsvRows open(InputStream bytes, String file, CsvFormat format, int minColumns)
      throws IOException {
    if (bytes == null) { // what Class.getResourceAsStream returns
      throw new FileNotFoundException(file + ": there is no such resource");
    }
    Reader text;
    try {
      text = TextFile.open(bytes, format.charset());
    } catch (IOException e) {
      throw error(file, format, e);
    }
    try {
      return new CsvRows(file, text, format, minColumns);
    } catch (RuntimeException | IOException e) {
      text.close();
      throw e;
    }
  }

  private CsvRows(String file, Reader text, CsvFormat format, int minColumns) throws IOException {
    this.file = file;
    this.format = format;
    // Lines of other lengths are let through, since our own message says more.
    this.parser =
        CsvReader.builder()
            .fieldSeparator(format.separator())
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .build(
                // As many columns as there are; an array holds a row's values anyway.
                CsvRecordHandler.builder()
                    .maxFields(Integer.MAX_VALUE)
                    .maxRecordSize(Integer.MAX_VALUE)
                    .build(),
                format.isSeparatedByBlanks() ? new TabsAsBlanks(text) : text);
    skip(format.skippedLines());
    this.records = parser.iterator();
    CsvRecord first = read();
    if (first == null) {
      throw new IllegalArgumentException(
          file
              + ": the file is empty"
              + (format.skippedLines() > 0
                  ? " after the " + format.skippedLines() + " skipped lines"
                  : "")
              + "; expected "
              + (format.header() ? "a header line and at least one row" : "at least one row"));
    }
    List<String> fields = fields(first).stream().map(String::strip).toList();
    if (fields.size() < minColumns) {
      throw new IllegalArgumentException(
          at(first)
              + "expected at least 2 columns separated by "
              + (format.isSeparatedByBlanks() ? "blanks" : quoted(format.separator()))
              + ", but found one: \""
              + shortened(fields.get(0))
              + "\""
              + otherSeparator(fields.get(0)));
    }
    if (format.header()) {
      refuseNumbersAsHeader(first, fields);
    } else {
      pending = first;
    }
    this.columns =
        new Columns(
            file,
            first.getStartingLineNumber(),
            format.header() ? fields : List.of(),
            fields.size());
  }

  /** Returns the values of a line; a run of blanks separates but once. */
  private List<String> fields(CsvRecord line) {
    return format.isSeparatedByBlanks()
        ? line.getFields().stream().filter(field -> !field.isEmpty()).toList()
        : line.getFields();
  }

  private static IOException error(String file, CsvFormat format, IOException e) {
    return e instanceof CharacterCodingException
        ? new IOException(
            file
                + ": this is not "
                + format.charset()
                + " text; name the charset(…) in which it was saved, or save it as UTF-8",
            e)
        : PackedFile.error(file, e);
  }

  private void skip(int lines) throws IOException {
    try {
      parser.skipLines(lines);
    } catch (CsvParseException e) {
      throw new IllegalArgumentException(
          file + ": skipLines(" + lines + ") skips more lines than the file has", e);
    } catch (UncheckedIOException e) {
      throw error(file, format, e.getCause());
    }
  }

  /** A first row taken for a header would be lost without a word. */
  private void refuseNumbersAsHeader(CsvRecord line, List<String> fields) {
    if (fields.stream().allMatch(this::isNumber) && !isCounting(fields)) {
      throw new IllegalArgumentException(
          at(line)
              + "expected a header, but found only numbers: "
              + shortened(String.join(String.valueOf(format.separator()), fields))
              + "; if this is the first row, read the file withoutHeader()");
    }
  }

  private boolean isNumber(String text) {
    return FiniteNumber.isNumber(format.decimal() == ',' ? text.replace(',', '.') : text);
  }

  /** Columns may be called 0, 1, 2, … or 1, 2, 3, …, as data frames without names are written. */
  private static boolean isCounting(List<String> fields) {
    for (int from = 0; from <= 1; from++) {
      boolean counting = true;
      for (int i = 0; i < fields.size(); i++) {
        counting &= fields.get(i).equals(Integer.toString(from + i));
      }
      if (counting) {
        return true;
      }
    }
    return false;
  }

  Columns columns() {
    return columns;
  }

  /** Returns the line where this row begins. */
  long line() {
    return row.getStartingLineNumber();
  }

  /** Goes to the next row; returns false behind the last. */
  boolean next() throws IOException {
    row = pending != null ? pending : read();
    pending = null;
    if (row == null) {
      return false;
    }
    fields = fields(row);
    if (fields.size() != columns.count()) {
      int found = fields.size();
      throw new IllegalArgumentException(
          at(row)
              + "expected "
              + columns.count()
              + " columns as in line "
              + columns.line()
              + (columns.hasHeader() ? " (the header)" : "")
              + ", but found "
              + found
              + "; "
              + (found > columns.count()
                  ? "quote values that contain "
                      + quoted(format.separator())
                      + ", or pass over lines above the table with skipLines"
                  : "complete the line or delete it"));
    }
    return true;
  }

  /**
   * Returns the number of a column of this row.
   *
   * @param advice what to do where it is none
   */
  float number(int column, String advice) {
    try {
      return FiniteNumber.parse(text(column), format.decimal());
    } catch (IllegalArgumentException e) {
      throw error(
          column,
          e.getMessage()
              + "; "
              + advice
              + (!columns.hasHeader() && row.getStartingLineNumber() == columns.line()
                  ? ", or leave out withoutHeader() if this line is a header"
                  : ""));
    }
  }

  /** Returns the value of a column of this row, without the blanks around it. */
  String text(int column) {
    return fields.get(column).strip();
  }

  IllegalArgumentException error(int column, String problem) {
    return new IllegalArgumentException(
        file
            + ", line "
            + row.getStartingLineNumber()
            + ", "
            + columns.describe(column)
            + ": "
            + problem);
  }

  /** The next line that is not blank, or null behind the last. */
  private CsvRecord read() throws IOException {
    try {
      while (records.hasNext()) {
        CsvRecord record = records.next();
        if (record.getFieldCount() > 1 || !record.getField(0).isBlank()) {
          return record;
        }
      }
      return null;
    } catch (UncheckedIOException e) {
      throw error(file, format, e.getCause());
    } catch (CsvParseException e) {
      if (e.getCause() instanceof IOException cause) {
        throw error(file, format, cause);
      }
      throw new IllegalArgumentException(
          file
              + ": "
              + e.getMessage()
              + "; a quoted value ends with a quote right before the separator, and a quote inside"
              + " it is written twice",
          e);
    }
  }

  private String at(CsvRecord record) {
    return file + ", line " + record.getStartingLineNumber() + ": ";
  }

  private String otherSeparator(String line) {
    for (char other : new char[] {',', ';', '\t', '|', ' '}) {
      if (other != format.separator() && line.indexOf(other) > 0) {
        return "; if "
            + quoted(other)
            + " separates the columns, say "
            + (other == CsvFormat.BLANKS
                ? "separatedByBlanks()"
                : "separator(" + quoted(other) + ")");
      }
    }
    return "";
  }

  private static String quoted(char c) {
    return c == '\t' ? "'\\t'" : "'" + c + "'";
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  /** Reads a tab as a blank, so that either separates columns. */
  private static final class TabsAsBlanks extends FilterReader {

    TabsAsBlanks(Reader in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int c = in.read();
      return c == '\t' ? ' ' : c;
    }

    @Override
    public int read(char[] into, int at, int length) throws IOException {
      int count = in.read(into, at, length);
      for (int i = at; i < at + count; i++) {
        into[i] = into[i] == '\t' ? ' ' : into[i];
      }
      return count;
    }
  }
}
