package dev.neurac.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How a delimited text is laid out.
 *
 * @param separator between columns; {@link #BLANKS} for any number of blanks and tabs
 * @param header whether the first line names the columns
 * @param skippedLines how many lines there are above it
 * @param decimal what stands before the decimals of a number, a point or a comma
 */
record CsvFormat(char separator, boolean header, int skippedLines, char decimal, Charset charset) {

  static final char BLANKS = ' ';

  static final CsvFormat COMMAS = new CsvFormat(',', true, 0, '.', StandardCharsets.UTF_8);

  CsvFormat separator(char c) {
    return new CsvFormat(c, header, skippedLines, decimal, charset);
  }

  CsvFormat withoutHeader() {
    return new CsvFormat(separator, false, skippedLines, decimal, charset);
  }

  CsvFormat skippedLines(int count) {
    return new CsvFormat(separator, header, count, decimal, charset);
  }

  CsvFormat decimal(char c) {
    return new CsvFormat(separator, header, skippedLines, c, charset);
  }

  CsvFormat charset(Charset other) {
    return new CsvFormat(separator, header, skippedLines, decimal, other);
  }

  boolean isSeparatedByBlanks() {
    return separator == BLANKS;
  }
}
