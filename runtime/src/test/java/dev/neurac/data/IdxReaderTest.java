package dev.neurac.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.neurac.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are written byte by byte, as the format's description says. */
class IdxReaderTest {

  @TempDir Path folder;

  private Path write(String name, String hex) throws IOException {
    return Files.write(folder.resolve(name), HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private Path pack(Path file) throws IOException {
    Path packed = folder.resolve(file.getFileName() + ".gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(file, out);
    }
    return packed;
  }

  /** Three images of 1 × 2 bytes: 0, 255, 51, 102, 1, 254. */
  private Path images() throws IOException {
    return write("images", "00000803 00000003 00000001 00000002 00FF 3366 01FE");
  }

  private Path labels() throws IOException {
    return write("labels", "00000801 00000003 02 00 01");
  }

  @Test
  void imagesAndLabelsAreADataset() throws IOException {
    Dataset digits = IdxReader.of().readClasses(images(), labels());
    assertThat(digits.features()).containsExactly(0, 255, 51, 102, 1, 254);
    assertThat(IntStream.range(0, 3).map(digits::classOf)).containsExactly(2, 0, 1);
    assertThat(digits.labels()).containsExactly("0", "1", "2");
    assertThat(digits).hasToString("3 rows of 2 features, 3 classes");
    assertThat(IdxReader.of().classes(10).readClasses(images(), labels()).targetSize())
        .isEqualTo(10);
    assertThat(IdxReader.of().labels("a", "b", "c").readClasses(images(), labels()).labels())
        .containsExactly("a", "b", "c");
  }

  @Test
  void classesMayBeCountedFromOne() throws IOException {
    Path letters = write("letters", "00000801 00000003 03 01 02");
    Dataset data =
        IdxReader.of().firstClass(1).labels("A", "B", "C").readClasses(images(), letters);
    assertThat(IntStream.range(0, 3).map(data::classOf)).containsExactly(2, 0, 1);
    assertThat(IdxReader.of().firstClass(1).readClasses(images(), letters).targetSize())
        .isEqualTo(3);
    refused(
        () -> IdxReader.of().readClasses(images(), letters),
        letters
            + ": no row has class 0, the smallest is 1; if the file counts from there, say"
            + " firstClass(1), else say how many classes(…) there are");
    assertThat(IdxReader.of().classes(4).readClasses(images(), letters).targetSize()).isEqualTo(4);
    refused(
        () -> IdxReader.of().firstClass(2).readClasses(images(), letters),
        letters + ": a class is a whole number from 2, but row 1 (counted from 0) has 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdxReader.of().firstClass(-1))
        .withMessage("the first class is at least 0, but it is -1");
  }

  @Test
  void aDamagedClassTakesNoMemory() throws IOException {
    Path huge = write("huge", "00000C01 00000003 00000000 00000001 40000000");
    refused(
        () -> IdxReader.of().readClasses(images(), huge),
        huge
            + ": a class is a whole number from 0 to 1048575, but row 2 (counted from 0) has"
            + " 1073741824; if there are more classes, say how many with classes(…)");
  }

  @Test
  void namesOfClassesAreThoseThatWereGiven() throws IOException {
    assertThat(IdxReader.of().readClasses(images(), labels()).names().labels()).isEmpty();
    assertThat(IdxReader.of().classes(3).readClasses(images(), labels()).names().labels())
        .isEmpty();
    assertThat(
            IdxReader.of().labels("a", "b", "c").readClasses(images(), labels()).names().labels())
        .containsExactly("a", "b", "c");
  }

  @Test
  void featuresMayBeDivided() throws IOException {
    Dataset digits = IdxReader.of().dividedBy(255).readClasses(images(), labels());
    assertThat(digits.features())
        .containsExactly(0, 1, 51 / 255f, 102 / 255f, 1 / 255f, 254 / 255f);
    Dataset values = IdxReader.of().dividedBy(255).readValues(images(), labels());
    assertThat(values.targets()).containsExactly(2, 0, 1);
  }

  @Test
  void gzipIsKnownByItsBytes() throws IOException {
    Path images = pack(images());
    Path labels = Files.move(pack(labels()), folder.resolve("plain"));
    assertThat(IdxReader.of().readClasses(images, labels).features())
        .isEqualTo(IdxReader.of().readClasses(images(), labels()).features());

    byte[] packed = Files.readAllBytes(images);
    Files.write(images, Arrays.copyOf(packed, packed.length - 9));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> IdxReader.read(images))
        .withMessageStartingWith(images + ": the gzip data is damaged or cut short (")
        .withMessageEndingWith("); copy or download the file again");
  }

  @Test
  void everyTypeIsReadAsFloats() throws IOException {
    assertThat(values("00000801 00000002 7F FF")).containsExactly(127, 255);
    assertThat(values("00000901 00000002 7F FF")).containsExactly(127, -1);
    assertThat(values("00000B01 00000002 7FFF FFFE")).containsExactly(32767, -2);
    assertThat(values("00000C01 00000002 00010000 80000000"))
        .containsExactly(65536, Integer.MIN_VALUE);
    assertThat(values("00000D01 00000002 3FC00000 7FC00000")).containsExactly(1.5f, Float.NaN);
    assertThat(values("00000E01 00000003 3FF8000000000000 3FB999999999999A FFF0000000000000"))
        .containsExactly(1.5f, 0.1f, Float.NEGATIVE_INFINITY);
  }

  private float[] values(String hex) throws IOException {
    return IdxReader.read(write("any", hex)).toArray();
  }

  @Test
  void everyRankIsRead() throws IOException {
    assertThat(IdxReader.read(write("none", "00000800 07"))).isEqualTo(Tensor.of(new float[] {7}));
    assertThat(
            IdxReader.read(write("four", "00000804 00000001 00000002 00000001 00000002 01020304")))
        .isEqualTo(Tensor.of(new float[] {1, 2, 3, 4}, 1, 2, 1, 2));
    assertThat(IdxReader.read(write("empty", "00000802 00000000 00000002")).size()).isZero();
    Path matrix = write("matrix", "00000802 00000003 00000001 010203");
    Dataset rows = IdxReader.of().readValues(images(), matrix);
    assertThat(rows).hasToString("3 rows of 2 features, 1 target");
  }

  @Test
  void longFilesAreReadInBlocks() throws IOException {
    int count = 200_003;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(HexFormat.of().parseHex("00000B01" + HexFormat.of().toHexDigits(count)));
    for (int i = 0; i < count; i++) {
      bytes.write(i >> 8);
      bytes.write(i);
    }
    Path file = Files.write(folder.resolve("long"), bytes.toByteArray());
    float[] values = IdxReader.read(pack(file)).toArray();
    for (int i = 0; i < count; i++) {
      assertThat(values[i]).isEqualTo((short) i);
    }
    Files.write(file, Arrays.copyOf(bytes.toByteArray(), 8 + 2 * 150_000 + 1));
    damaged(
        file,
        "expected 200003 values of type SHORT, but the file ends after 150000 of them; copy or"
            + " download it again");
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    String expected =
        "expected an IDX file, which begins with 00 00 and a type out of 08, 09, 0B, 0C, 0D and"
            + " 0E, but this one begins with ";
    damaged(write("zip", "504B0304 00"), expected + "50 4B 03");
    damaged(write("type", "00000A01 00000001 00"), expected + "00 00 0A");
    String cut = "expected an IDX file, but it ends in the header; copy or download it again";
    damaged(write("nothing", ""), cut);
    damaged(write("half", "00000802 00000001 0000"), cut);
    Path none = folder.resolve("none");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> IdxReader.read(none))
        .withMessage(
            none + ": there is no such file at " + none.toAbsolutePath() + "; check the path");
  }

  @Test
  void sizesThatLieAreRefused() throws IOException {
    damaged(
        write("short", "00000802 00000002 00000002 010203"),
        "expected 2 × 2 values of type UNSIGNED_BYTE, but the file ends after 3 of them; copy or"
            + " download it again");
    damaged(
        write("long", "00000802 00000001 00000002 010203"),
        "expected 1 × 2 values of type UNSIGNED_BYTE, but the file goes on behind them");
    damaged(
        write("scalar", "00000800"),
        "expected 1 value of type UNSIGNED_BYTE, but the file ends after 0 of them; copy or"
            + " download it again");
    damaged(
        write("huge", "00000801 7FFFFFFF 01"),
        "expected 2147483647 values of type UNSIGNED_BYTE, but the file holds 9 bytes in all;"
            + " copy or download it again");
    byte[] lie = new byte[2_100_000];
    System.arraycopy(HexFormat.of().parseHex("000008017FFFFFFF"), 0, lie, 0, 8);
    damaged(
        pack(Files.write(folder.resolve("lie"), lie)),
        "expected 2147483647 values of type UNSIGNED_BYTE, but the file holds 2100000 bytes in"
            + " all; copy or download it again");
    damaged(
        write("more", "00000E02 00010000 00010000"),
        "65536 × 65536 values of type DOUBLE are 4294967296, but an array holds at most"
            + " 2147483647");
    damaged(
        write("negative", "00000802 00000001 FFFFFFFF"),
        "an extent is at least 0, but the shape is [1, -1]");
    damaged(
        write("large", "00000E01 00000002 0000000000000000 7FE0000000000000"),
        "expected numbers within ±3.4028235E38, but value 1 (counted from 0) is"
            + " 8.98846567431158E307");
  }

  private static void damaged(Path file, String problem) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> IdxReader.read(file))
        .withMessage(file + ": " + problem);
  }

  @Test
  void filesThatDoNotFitEachOtherAreRefused() throws IOException {
    Path images = images();
    Path labels = labels();
    Path two = write("two", "00000801 00000002 02 00");
    String rows = "every row needs its target, but " + images + " has 3 rows and " + two + " has 2";
    refused(() -> IdxReader.of().readClasses(images, two), rows);
    refused(() -> IdxReader.of().readValues(images, two), rows);
    refused(
        () -> IdxReader.of().readClasses(labels, images),
        images
            + ": classes are a list of one axis, but the shape is [3, 1, 2]; are the two files"
            + " exchanged?");
    refused(
        () -> IdxReader.of().readClasses(images, images),
        images + ": classes are a list of one axis, but the shape is [3, 1, 2]");
    refused(
        () -> IdxReader.of().classes(2).readClasses(images, labels),
        labels
            + ": a class is a whole number from 0 to 1, but row 0 (counted from 0) has 2; if the"
            + " file counts classes from 1, say firstClass(1)");
    Path negative = write("negative", "00000901 00000003 02 FF 00");
    refused(
        () -> IdxReader.of().readClasses(images, negative),
        negative + ": a class is a whole number from 0, but row 1 (counted from 0) has -1");
    Path halves = write("halves", "00000D01 00000003 3FC00000 00000000 00000000");
    refused(
        () -> IdxReader.of().readClasses(images, halves),
        halves + ": a class is a whole number from 0, but row 0 (counted from 0) has 1.5");
    Path empty = write("empty", "00000802 00000000 00000002");
    refused(
        () -> IdxReader.of().readValues(empty, labels),
        empty + ": expected at least one row, but the shape is [0, 2]");
    Path scalar = write("scalar", "00000800 07");
    refused(
        () -> IdxReader.of().readValues(images, scalar),
        scalar + ": expected at least one row, but the shape is []");
  }

  @Test
  void optionsOutsideTheirRangeAreRefused() {
    for (float number : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
      refused(
          () -> IdxReader.of().dividedBy(number),
          "features are divided by a finite number above 0, but it is " + number);
    }
    refused(() -> IdxReader.of().classes(0), "a class count is at least 1, but it is 0");
    refused(
        () -> IdxReader.of().labels("a", "a"),
        "labels are at least one, each once, but they are [a, a]");
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}
