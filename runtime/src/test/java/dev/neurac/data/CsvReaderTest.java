package dev.neurac.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReaderTest {

  @TempDir Path folder;
  private Path file;
  private final CsvReader reader = CsvReader.of();

  @BeforeEach
  void nameFile() {
    file = folder.resolve("phones.csv");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(file, text);
  }

  @Test
  void columnsThatAreNoTargetsAreFeatures() throws IOException {
    write("ram,price,weight\n512,9.5,100\n1024,-1e2,+.5\n");
    for (Dataset data :
        new Dataset[] {
          reader.readValues(file, "price"), reader.readValues(file, 1), reader.readValues(file, -2)
        }) {
      assertThat(data.features()).containsExactly(512, 100, 1024, 0.5f);
      assertThat(data.targets()).containsExactly(9.5f, -100);
      assertThat(data.featureSize()).isEqualTo(2);
    }
  }

  @Test
  void targetsComeInTheGivenOrder() throws IOException {
    write("a,b,c\n1,2,3\n4,5,6\n");
    Dataset data = reader.readValues(file, "c", "a");
    assertThat(data.targets()).containsExactly(3, 1, 6, 4);
    assertThat(data.targetSize()).isEqualTo(2);
    assertThat(reader.readValues(file, -1, 0).targets()).isEqualTo(data.targets());
  }

  @Test
  void ignoredColumnsMayHoldAnything() throws IOException {
    write("id,name,x,y\n1,\"Ann, B\",2,3\n2,,4,5\n");
    assertThat(reader.ignore("id").ignore("name").readValues(file, "y").features())
        .containsExactly(2, 4);
    assertThat(reader.ignore(0, -3).readValues(file, "y").features()).containsExactly(2, 4);
    assertThat(reader.ignore("name").readValues(file, "y").featureSize()).isEqualTo(2);
  }

  @Test
  void aFileMayHaveNoHeaderAndAnotherSeparator() throws IOException {
    write("made by hand\n1;2;0\n3;4;1\n");
    Dataset data = reader.withoutHeader().separator(';').skipLines(1).readClasses(file, -1);
    assertThat(data.features()).containsExactly(1, 2, 3, 4);
    assertThat(data.targets()).containsExactly(1, 0, 0, 1);
    write("x\ty\n1\t2\n");
    assertThat(reader.separator('\t').readValues(file, "y").targets()).containsExactly(2);
  }

  @Test
  void quotesLineEndsBlanksAndAByteOrderMarkAreFine() throws IOException {
    write(
        "\uFEFF\"a\", b ,\"the \"\"c\"\"\"\r\n\r\n\"1\", 2 ,\"x,\r\ny\"\r\n3,4,z \r\n   \r\n\r\n");
    Dataset data = reader.readClasses(file, "the \"c\"");
    assertThat(data.features()).containsExactly(1, 2, 3, 4);
    assertThat(data.labels()).containsExactly("x,\r\ny", "z");
    assertThat(reader.ignore(2).readValues(file, "a").targets()).containsExactly(1, 3);
  }

  @Test
  void gzipIsKnownByItsBytes() throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("\uFEFFa,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(reader.readValues(file, "a").features()).containsExactly(2);
    Path plain = Files.writeString(folder.resolve("plain.csv.gz"), "a,b\n1,2\n");
    assertThat(reader.readValues(plain, "a").features()).containsExactly(2);

    byte[] packed = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(packed, packed.length - 9));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> reader.readValues(file, "a"))
        .withMessageContaining(file + ": the gzip data is damaged or cut short (")
        .withMessageEndingWith("); copy or download the file again");
  }

  @Test
  void wholeNumbersFromZeroKeepTheirClass() throws IOException {
    String rows = "x,class\n0,10\n0,9\n0,0\n0,2\n0,1\n0,3\n0,4\n0,8\n0,7\n0,6\n0,5\n";
    write(rows);
    assertThat(classes(reader.readClasses(file, "class")))
        .containsExactly(10, 9, 0, 2, 1, 3, 4, 8, 7, 6, 5);
    write("x,class\n0,042\n0,7\n0,42\n");
    assertThat(reader.readClasses(file, -1).labels()).containsExactly("7", "042", "42");
  }

  @Test
  void otherLabelsAreNumberedInSortedOrder() throws IOException {
    write("x,class\n0,versicolor\n0,virginica\n0,setosa\n0,virginica\n");
    Dataset flowers = reader.readClasses(file, "class");
    assertThat(flowers.labels()).containsExactly("setosa", "versicolor", "virginica");
    assertThat(classes(flowers)).containsExactly(1, 2, 0, 2);
    assertThat(flowers.split(0.5, 1).test().labels()).isEqualTo(flowers.labels());

    write("x,class\n0,10\n0,-1\n0,2\n");
    Dataset numbers = reader.readClasses(file, "class");
    assertThat(numbers.labels()).containsExactly("-1", "2", "10");
    assertThat(classes(numbers)).containsExactly(2, 0, 1);
  }

  @Test
  void givenLabelsKeepTheirOrder() throws IOException {
    CsvReader ordered = reader.labels("LOW", "MEDIUM", "HIGH");
    write("x,class\n0,HIGH\n0,LOW\n");
    Dataset data = ordered.readClasses(file, "class");
    assertThat(classes(data)).containsExactly(2, 0);
    assertThat(data.targetSize()).isEqualTo(3);

    write("x,class\n0,HIGH\n0,low\n");
    refused(
        () -> ordered.readClasses(file, "class"),
        ", line 3, column \"class\": expected one of the labels LOW, MEDIUM, HIGH, but found"
            + " \"low\" (did you mean \"LOW\"?); correct the value or add it to labels(…)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.labels("a", "a"))
        .withMessage("labels are at least one, each once, but they are [a, a]");
  }

  @Test
  void optionsLeaveTheReaderAsItWas() throws IOException {
    write("a,b\n1,2\n");
    assertThat(reader.withoutHeader().separator(';').ignore(0).ignore("a").skipLines(3))
        .isNotSameAs(reader);
    assertThat(reader.readValues(file, "b").features()).containsExactly(1);
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> reader.readValues(file, "a"))
        .withMessage(
            file + ": there is no such file at " + file.toAbsolutePath() + "; check the path");
  }

  @Test
  void labelsMayHaveBlanksAroundThem() throws IOException {
    write("1, >50K\n2, <=50K\n");
    CsvReader incomes = reader.withoutHeader().labels(" <=50K", " >50K ");
    assertThat(classes(incomes.readClasses(file, -1))).containsExactly(1, 0);
  }

  @Test
  void twoLabelsAreValuesOfASingleOutput() throws IOException {
    write("x,ill\n1,yes\n-1,no\n2,yes\n");
    Dataset rows = reader.labels("no", "yes").readValues(file, "ill");
    assertThat(rows.targets()).containsExactly(1, 0, 1);
    assertThat(rows.hasClasses()).isFalse();
    assertThat(rows.labels()).containsExactly("no", "yes");
    assertThat(rows.names().labels()).containsExactly("no", "yes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.labels("yes", "maybe").readValues(file, "ill"))
        .withMessageContaining("line 3")
        .withMessageContaining("expected one of the labels yes, maybe, but found \"no\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.labels("no", "yes", "maybe").readValues(file, "ill"))
        .withMessage(
            "readValues reads two labels as 0 and 1, but there are [no, yes, maybe]; read more of"
                + " them with readClasses");
  }

  @Test
  void featuresAndTargetsMayLieInTwoFiles() throws IOException {
    write("a,b\n1,2\n3,4\n");
    Path targets = Files.writeString(folder.resolve("y.csv"), "price\n10\n\n20\n");
    Dataset values = reader.readValues(file, targets, "price");
    assertThat(values.features()).containsExactly(1, 2, 3, 4);
    assertThat(values.targets()).containsExactly(10, 20);
    assertThat(reader.readValues(file, targets, 0).targets()).containsExactly(10, 20);
    assertThat(reader.ignore("a").readClasses(file, targets, "price").featureNames())
        .containsExactly("b");
    assertThat(reader.readClasses(file, targets, -1).labels()).containsExactly("10", "20");
    Path short1 = Files.writeString(folder.resolve("short.csv"), "price\n10\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.readValues(file, short1, "price"))
        .withMessage(
            short1
                + " ends where "
                + file
                + " goes on with line 3; every row of features needs its target, so give files of"
                + " as many rows");
    Path long1 = Files.writeString(folder.resolve("long.csv"), "price\n10\n20\n30\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.readClasses(file, long1, "price"))
        .withMessageStartingWith(file + " ends where " + long1 + " goes on with line 4");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> reader.readValues(file, folder.resolve("none.csv"), "price"));
  }

  @Test
  void numbersMayHaveADecimalComma() throws IOException {
    write("a;y\n1,5;-2,25\n3;1e2\n");
    Dataset rows = reader.separator(';').decimalComma().readValues(file, "y");
    assertThat(rows.features()).containsExactly(1.5f, 3);
    assertThat(rows.targets()).containsExactly(-2.25f, 100);
    write("a;y\n1.5;2\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.separator(';').decimalComma().readValues(file, "y"))
        .withMessageContaining(
            "expected a finite number such as 3,14, but found \"1.5\" (the reader has"
                + " decimalComma(), so a point has no meaning)");
    write("1,5;2,5\n2,5;3,5\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.separator(';').decimalComma().readValues(file, 0))
        .withMessageContaining("expected a header, but found only numbers");
  }

  @Test
  void blanksMaySeparateColumns() throws IOException {
    write("  a   b\ty\n 1  2 \t 3\n\n4\t5 6  \n");
    for (CsvReader blanks : new CsvReader[] {reader.separatedByBlanks(), reader.separator(' ')}) {
      Dataset rows = blanks.readValues(file, "y");
      assertThat(rows.features()).containsExactly(1, 2, 4, 5);
      assertThat(rows.targets()).containsExactly(3, 6);
    }
    write("a b y\n1 2 3\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.readValues(file, "y"))
        .withMessageContaining("if ' ' separates the columns, say separatedByBlanks()");
    write("a b y\n1 2 3\n4 6\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.separatedByBlanks().readValues(file, "y"))
        .withMessageContaining("line 3: expected 3 columns as in line 1 (the header), but found 2");
  }

  /**
   * More columns than the parser allows unless it is told; with names, doubling doubles the time.
   */
  @Test
  void thereIsNoLimitToTheNumberOfColumns() throws IOException {
    int columns = 40_000;
    String header =
        IntStream.range(0, columns).mapToObj(i -> "gene" + i).collect(Collectors.joining(","));
    write(header + ",y\n" + "1,".repeat(columns) + "0\n" + "2,".repeat(columns) + "1\n");
    Dataset rows = reader.readClasses(file, "y");
    assertThat(rows.featureSize()).isEqualTo(columns);
    assertThat(rows.featureNames().get(columns - 1)).isEqualTo("gene" + (columns - 1));
  }

  @Test
  void allMembersOfAGzipStreamAreRead() throws IOException {
    byte[] one = gzip("x,y\n1,2\n3,4\n");
    byte[] two = gzip("5,6\n");
    for (InputStream parts :
        List.of(
            new ByteArrayInputStream(joined(one, two)),
            new ByteArrayInputStream(joined(one, two, new byte[1000])),
            new SequenceInputStream(new ByteArrayInputStream(one), new ByteArrayInputStream(two)),
            new NeverAvailable(joined(one, two)))) {
      assertThat(reader.readValues(parts, "parts", "y").features()).containsExactly(1, 3, 5);
    }
  }

  @Test
  void aDamagedMemberIsNotTheEnd() throws IOException {
    byte[] one = gzip("x,y\n1,2\n3,4\n");
    byte[] two = gzip("5,6\n");
    for (int at : new int[] {0, 1, 2}) {
      byte[] damaged = two.clone();
      damaged[at] ^= 0x40;
      assertThatExceptionOfType(IOException.class)
          .as("byte %d of the second member", at)
          .isThrownBy(
              () -> reader.readValues(new NeverAvailable(joined(one, damaged)), "parts", "y"))
          .withMessageStartingWith("parts: the gzip data is damaged or cut short");
    }
  }

  /** As streams from networks are: nothing is ever at hand, and bytes come one by one. */
  private static final class NeverAvailable extends InputStream {

    private final ByteArrayInputStream bytes;

    NeverAvailable(byte[] bytes) {
      this.bytes = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int at, int length) {
      return bytes.read(into, at, Math.min(length, 1));
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }

  @Test
  void whatIsNoFileIsReadUnderAName() throws IOException {
    byte[] bytes = "a,b\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8);
    for (Dataset data :
        new Dataset[] {
          reader.readValues(new ByteArrayInputStream(bytes), "ab", "b"),
          reader.readValues(new ByteArrayInputStream(bytes), "ab", 1)
        }) {
      assertThat(data.features()).containsExactly(1, 3);
      assertThat(data.targets()).containsExactly(2, 4);
    }
    for (Dataset data :
        new Dataset[] {
          reader.readClasses(new ByteArrayInputStream(bytes), "ab", "b"),
          reader.readClasses(new ByteArrayInputStream(bytes), "ab", 1)
        }) {
      assertThat(data.labels()).containsExactly("2", "4");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.readValues(new ByteArrayInputStream(bytes), "ab", "c"))
        .withMessageStartingWith("ab, line 1: there is no column \"c\"");
    assertThatExceptionOfType(FileNotFoundException.class)
        .isThrownBy(
            () -> reader.readValues(CsvReaderTest.class.getResourceAsStream("ab"), "ab", "b"))
        .withMessage("ab: there is no such resource");
  }

  @Test
  void streamsAreClosedWhateverHappens() {
    for (String text : new String[] {"a,b\n1,2\n", "a,b\n1,x\n", "a\n", ""}) {
      AtomicBoolean closed = new AtomicBoolean();
      InputStream bytes =
          new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
              closed.set(true);
            }
          };
      catchThrowable(() -> reader.readValues(bytes, "ab", "b"));
      assertThat(closed).as(text).isTrue();
    }
  }

  @Test
  void otherEncodingsAreRefused() throws IOException {
    Files.write(file, "a,b\n1,é\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> reader.readClasses(file, "b"))
        .withMessage(
            file
                + ": this is not UTF-8 text; name the charset(…) in which it was saved, or save it"
                + " as UTF-8");
    assertThat(reader.charset(StandardCharsets.ISO_8859_1).readClasses(file, "b").labels())
        .containsExactly("é");
    Files.write(file, "a,b\n1,é\n".getBytes(StandardCharsets.UTF_16));
    assertThat(reader.charset(StandardCharsets.UTF_16).readClasses(file, "b").labels())
        .containsExactly("é");
  }

  @Test
  void aFileWithoutRowsIsRefused() throws IOException {
    write("\n");
    refused(
        () -> reader.readValues(file, "a"),
        ": the file is empty; expected a header line and at least one row");
    refused(
        () -> reader.withoutHeader().readValues(file, 0),
        ": the file is empty; expected at least one row");
    write("a,b\n");
    refused(
        () -> reader.readValues(file, "a"),
        ": expected at least one row, but the file ends behind its header");
    refused(
        () -> reader.skipLines(1).readValues(file, "a"),
        ": the file is empty after the 1 skipped lines; expected a header line and at least one"
            + " row");
    refused(
        () -> reader.skipLines(7).readValues(file, "a"),
        ": skipLines(7) skips more lines than the file has");
  }

  @Test
  void linesOfOtherLengthsAreRefused() throws IOException {
    write("a,b\n1,2\n\n3\n");
    refused(
        () -> reader.readValues(file, "a"),
        ", line 4: expected 2 columns as in line 1 (the header), but found 1; complete the line or"
            + " delete it");
    write("1,2\n3,4,5\n");
    refused(
        () -> reader.withoutHeader().readValues(file, 0),
        ", line 2: expected 2 columns as in line 1, but found 3; quote values that contain ',', or"
            + " pass over lines above the table with skipLines");
  }

  @Test
  void whatIsNoNumberIsRefused() throws IOException {
    for (String text : new String[] {"abc", "Infinity", "1f", "0x1p3", "1 2"}) {
      write("ram,price\n1,2\n" + text + ",4\n");
      refused(
          () -> reader.readValues(file, "price"),
          ", line 3, column \"ram\": expected a finite number such as 3.14, but found \""
              + text
              + "\"; correct the line, delete it, leave the column out with ignore(\"ram\"), or"
              + " encode categories with oneHot(\"ram\")");
    }
    for (String text : new String[] {"NaN", "-", "NA", "?"}) {
      write("ram,price\n1,2\n" + text + ",4\n");
      refused(
          () -> reader.readValues(file, "price"),
          ", line 3, column \"ram\": expected a finite number such as 3.14, but found \""
              + text
              + "\"; correct the line, delete it, leave the column out with ignore(\"ram\"), or"
              + " read the value as NaN with allowMissing(\""
              + text
              + "\")");
    }
    write("ram,price\n1,\"2,5\"\n");
    refused(
        () -> reader.readValues(file, "price"),
        ", line 2, column \"price\": expected a finite number such as 3.14, but found \"2,5\""
            + " (write a decimal point, or say decimalComma()); correct the line or delete it;"
            + " labels are read with readClasses, or for a single output with labels(\"no\","
            + " \"yes\") and readValues");
    write("ram,price\n1,1e39\n");
    refused(
        () -> reader.readValues(file, "price"),
        ", line 2, column \"price\": expected a number within ±3.4028235E38, but found \"1e39\";"
            + " correct the line or delete it; labels are read with readClasses, or for a"
            + " single output with labels(\"no\", \"yes\") and readValues");
  }

  @Test
  void aMissingValueIsRefused() throws IOException {
    write("1,2,3\n4, ,6\n");
    refused(
        () -> reader.withoutHeader().readValues(file, 0),
        ", line 2, column 1 (counted from 0): expected a number, but the value is missing; correct"
            + " the line, delete it, leave the column out with ignore(1), or read the value as NaN"
            + " with allowMissing(\"\")");
    write("a,b\n1,\n");
    refused(
        () -> reader.readClasses(file, "b"),
        ", line 2, column \"b\": expected a class label, but the value is missing; fill it in or"
            + " delete the line");
  }

  @Test
  void headersAndRowsAreNotTakenForEachOther() throws IOException {
    write("1.5,2\n3,4\n");
    refused(
        () -> reader.readValues(file, 0),
        ", line 1: expected a header, but found only numbers: 1.5,2; if this is the first row,"
            + " read the file withoutHeader()");
    write("a,b\n3,4\n");
    refused(
        () -> reader.withoutHeader().readClasses(file, 1),
        ", line 1, column 0 (counted from 0): expected a finite number such as 3.14, but found"
            + " \"a\"; correct the line, delete it, leave the column out with ignore(0), or encode"
            + " categories with oneHot(0), or leave out withoutHeader() if this line is a header");
    write("0,1,2\n3,4,5\n");
    assertThat(reader.readValues(file, "2").targets()).containsExactly(5);
  }

  @Test
  void unknownColumnsAreRefused() throws IOException {
    write("battery_power,ram,,price\n1,2,3,4\n");
    refused(
        () -> reader.readValues(file, "batteryPower"),
        ", line 1: there is no column \"batteryPower\" (did you mean \"battery_power\"?); the"
            + " columns are battery_power, ram, \"\", price");
    refused(
        () -> reader.ignore("colour").readValues(file, "ram"),
        ", line 1: there is no column \"colour\"; the columns are battery_power, ram, \"\","
            + " price");
    for (int index : new int[] {4, -5}) {
      refused(
          () -> reader.readValues(file, index),
          ", line 1: there is no column "
              + index
              + "; there are 4 columns, so an index is from 0 to 3, or from -4 to -1 counted from"
              + " the end");
    }
    refused(
        () -> reader.withoutHeader().readValues(file, "ram"),
        ": column \"ram\" is asked for by name, but the reader has withoutHeader(); give the"
            + " index, counted from 0, or leave out withoutHeader()");
  }

  @Test
  void ambiguousChoicesAreRefused() throws IOException {
    write("a,b,a\n1,2,x\n");
    refused(
        () -> reader.readValues(file, "a"),
        ", line 1: columns 0 and 2 (counted from 0) are both called \"a\"; give the index");
    refused(
        () -> reader.readValues(file, "b"),
        ", line 2, column 2 (counted from 0): expected a finite number such as 3.14, but found"
            + " \"x\"; correct the line, delete it, leave the column out with ignore(2), or encode"
            + " categories with oneHot(2)");
    refused(() -> reader.readValues(file, 1, -2), ": column \"b\" is given twice as a target");
    refused(
        () -> reader.ignore("b").readValues(file, "b"),
        ": column \"b\" is both a target and ignored");
    refused(
        () -> reader.ignore(0, 2).readValues(file, "b"),
        ": expected at least one column of features, but all 3 columns are targets or ignored");
    refused(
        () -> reader.readValues(file, new int[0]),
        ": expected at least one target column, but none is given");
  }

  @Test
  void anotherSeparatorIsSuggested() throws IOException {
    write("ram;price\n1;2\n");
    refused(
        () -> reader.readValues(file, "price"),
        ", line 1: expected at least 2 columns separated by ',', but found one: \"ram;price\"; if"
            + " ';' separates the columns, say separator(';')");
  }

  @Test
  void aQuoteThatNeverEndsIsRefused() throws IOException {
    write("a,b\n1,\"2\n3,4\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.readValues(file, "a"))
        .withMessageStartingWith(file + ": ")
        .withMessageContaining("line 2")
        .withMessageEndingWith(
            "a quoted value ends with a quote right before the separator, and a quote inside it"
                + " is written twice");
  }

  @Test
  void optionsOutsideTheirRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.separator('"'))
        .withMessage(
            "a separator is neither a double quote nor a line end, but it is character 34");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.skipLines(-1))
        .withMessage("the number of lines to skip is at least 0, but it is -1");
  }

  private void refused(ThrowingCallable reading, String problem) {
    assertThatIllegalArgumentException().isThrownBy(reading).withMessage(file + problem);
  }

  private static int[] classes(Dataset data) {
    return IntStream.range(0, data.size()).map(data::classOf).toArray();
  }
}
