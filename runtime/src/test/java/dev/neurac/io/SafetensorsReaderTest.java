package dev.neurac.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.neurac.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that others wrote: other types, other orders, and every kind of damage. */
class SafetensorsReaderTest {

  @TempDir Path directory;

  @Test
  void tensorsComeInTheOrderOfTheirValues() throws IOException {
    Path file =
        file(
            """
            { "late": {"data_offsets": [8, 12], "shape": [1, 1], "dtype": "F32"},
              "none": {"dtype": "F32", "shape": [0], "data_offsets": [8, 8]},
              "early": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]} }\
            """,
            floats(1, 2, 3));

    Safetensors read = Safetensors.read(file);
    assertThat(read.tensors())
        .containsExactly(
            Map.entry("early", Tensor.of(new float[] {1, 2}, 2)),
            Map.entry("none", Tensor.of(new float[0], 0)),
            Map.entry("late", Tensor.of(new float[] {3}, 1, 1)));
    assertThat(read.metadata()).isEmpty();
  }

  @Test
  void paddingOfTheHeaderIsSkipped() throws IOException {
    Path file = file("{\"__metadata__\":{\"format\":\"pt\"}}      ", new byte[0]);

    assertThat(Safetensors.read(file).metadata()).containsExactly(Map.entry("format", "pt"));
  }

  @ParameterizedTest
  @CsvSource({"F64, 8", "F32, 4", "F16, 2", "BF16, 2"})
  void everyTypeIsReadAcrossChunks(String type, int valueBytes) throws IOException {
    int size = 300_001;
    byte[] data = new byte[size * valueBytes];
    new SplittableRandom(valueBytes).nextBytes(data);
    Path file = file(tensor("a", type, "[" + size + "]", 0, data.length), data);

    float[] expected = new float[size];
    ByteBuffer bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    ValueType.valueOf(type).decode(bytes, expected, 0, size);
    assertThat(Safetensors.read(file).tensors().get("a")).isEqualTo(Tensor.of(expected, size));
  }

  @ParameterizedTest
  @ValueSource(strings = {"I64", "BOOL", "F8_E4M3", "f32", "XYZ"})
  void otherTypesAreNamed(String type) throws IOException {
    refused(
        file(tensor("steps", type, "[1]", 0, 8), new byte[8]),
        "tensor 'steps' has values of type "
            + type
            + ", but only F64, F32, F16, BF16 can be read; convert it to F32 before it is saved");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  void aFileShorterThanItsLengthIsRefused(int size) throws IOException {
    refusedAsDamaged(
        Files.write(directory.resolve("f"), new byte[size]),
        "the file has "
            + size
            + " bytes, but a safetensors file begins with the 8 bytes of a length");
  }

  @ParameterizedTest
  @CsvSource({
    "100000001, 100000001",
    "9223372036854775807, 9223372036854775807",
    "-1, 18446744073709551615",
  })
  void anAbsurdHeaderLengthIsRefusedBeforeMemoryIsTaken(long length, String shown)
      throws IOException {
    refusedAsDamaged(
        raw(length, "{}"),
        "the header's length is given as " + shown + " bytes, but at most 16777216 are allowed");
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 1 << 24})
  void aHeaderBeyondTheEndIsRefused(long length) throws IOException {
    refusedAsDamaged(
        raw(length, "{}"),
        "the header's length is given as " + length + " bytes, but only 2 follow");
  }

  @Test
  void aHeaderThatIsNoObjectIsRefused() throws IOException {
    refusedAsDamaged(raw(0, ""), "the header is JSON and begins with '{', but it is empty");
    refusedAsDamaged(
        file(" {}", new byte[0]),
        "the header is JSON and begins with '{', but its first byte is 32");
    refusedAsDamaged(
        file("[]", new byte[0]),
        "the header is JSON and begins with '{', but its first byte is 91");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{                          | $.",
        "{} x                       | $",
        "{}{}                       | $",
        "{'a':1}                    | $.",
        "{\"a\":{\"dtype\":F32}}    | $.a.dtype",
        "{\"a\":{\"shape\":[01]}}   | $.a.shape[0]",
        "{\"a\":{\"shape\":[1,]}}   | $.a.shape[1]",
        "{\"a\":{\"shape\":[NaN]}}  | $.a.shape[0]",
        "{/* comment */}            | $.",
      })
  void brokenJsonIsRefused(String header, String at) throws IOException {
    refusedAsDamaged(file(header, new byte[0]), "the header is not valid JSON at " + at);
  }

  @Test
  void brokenUtf8IsRefused() throws IOException {
    byte[] header = {'{', '"', (byte) 0xc3, '"', '}'};
    ByteBuffer bytes = ByteBuffer.allocate(13).order(ByteOrder.LITTLE_ENDIAN);
    refusedAsDamaged(
        Files.write(directory.resolve("f"), bytes.putLong(5).put(header).array()),
        "the header is not valid UTF-8");
  }

  @Test
  void duplicatesAreRefused() throws IOException {
    String twice =
        "{" + entry("a", "F32", "[1]", 0, 4) + "," + entry("\\u0061", "F32", "[1]", 0, 4);
    refusedAsDamaged(file(twice + "}", new byte[4]), "two tensors are named 'a'");
    refusedAsDamaged(
        file("{\"__metadata__\":{},\"__metadata__\":{}}", new byte[0]),
        "__metadata__ appears twice");
    refusedAsDamaged(
        file("{\"__metadata__\":{\"k\":\"1\",\"k\":\"1\"}}", new byte[0]),
        "two notes in __metadata__ are named 'k'");
    for (String field :
        new String[] {"\"dtype\":\"F32\"", "\"shape\":[1]", "\"data_offsets\":[0,4]"}) {
      refusedAsDamaged(
          file("{\"a\":{" + field + "," + field + "}}", new byte[4]),
          "tensor 'a' has two fields " + field.split("\"")[1]);
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"shape\":[1],\"data_offsets\":[0,4]}    | tensor 'a' has no field dtype",
        "{\"dtype\":\"F32\",\"data_offsets\":[0,4]} | tensor 'a' has no field shape",
        "{\"dtype\":\"F32\",\"shape\":[1]}         | tensor 'a' has no field data_offsets",
        "{\"strides\":[1]} | tensor 'a' has a field 'strides', but the format has dtype, shape and"
            + " data_offsets only",
        "{\"data_offsets\":[0]}     | tensor 'a' has data_offsets [0], not a begin and an end",
        "{\"data_offsets\":[0,4,8]} | tensor 'a' has data_offsets [0, 4, 8], not a begin and an"
            + " end",
        "7                | the header has NUMBER at $.a, but an object with dtype, shape and"
            + " data_offsets belongs there",
        "{\"dtype\":7}    | the header has NUMBER at $.a.dtype, but the name of a type, such as"
            + " \"F32\" belongs there",
        "{\"shape\":7}    | the header has NUMBER at $.a.shape, but an array of whole numbers"
            + " belongs there",
        "{\"shape\":null} | the header has NULL at $.a.shape, but an array of whole numbers belongs"
            + " there",
        "{\"shape\":[2,\"3\"]} | the header has STRING at $.a.shape[1], but a whole number belongs"
            + " there",
        "{\"shape\":[-1]} | the header has -1 at $.a.shape[0], but a whole number from 0 to"
            + " 9223372036854775807 belongs there",
        "{\"shape\":[1.0]} | the header has 1.0 at $.a.shape[0], but a whole number from 0 to"
            + " 9223372036854775807 belongs there",
        "{\"shape\":[1e2]} | the header has 1e2 at $.a.shape[0], but a whole number from 0 to"
            + " 9223372036854775807 belongs there",
        "{\"data_offsets\":[0,9223372036854775808]} | the header has 9223372036854775808 at"
            + " $.a.data_offsets[1], but a whole number from 0 to 9223372036854775807 belongs"
            + " there",
      })
  void oddDescriptionsAreRefused(String description, String problem) throws IOException {
    refusedAsDamaged(file("{\"a\":" + description + "}", new byte[4]), problem);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "7          | the header has NUMBER at $.__metadata__, but an object of strings belongs"
            + " there",
        "{\"k\":7}  | the header has NUMBER at $.__metadata__.k, but a string belongs there",
      })
  void notesAreStrings(String notes, String problem) throws IOException {
    refusedAsDamaged(file("{\"__metadata__\":" + notes + "}", new byte[0]), problem);
  }

  @Test
  void overlapsAreRefused() throws IOException {
    refusedAsDamaged(
        file(
            "{" + entry("a", "F32", "[2]", 0, 8) + "," + entry("b", "F32", "[2]", 4, 12) + "}",
            new byte[12]),
        "tensor 'b' begins at byte 4 of the values, but 'a' before it ends at byte 8, so the two"
            + " overlap");
  }

  @Test
  void holesAreRefused() throws IOException {
    refusedAsDamaged(
        file(
            "{" + entry("a", "F32", "[1]", 0, 4) + "," + entry("b", "F32", "[1]", 8, 12) + "}",
            new byte[12]),
        "tensor 'b' begins at byte 8 of the values, but 'a' before it ends at byte 4, so the bytes"
            + " between belong to none");
    refusedAsDamaged(
        file(tensor("a", "F32", "[1]", 4, 8), new byte[8]),
        "tensor 'a' begins at byte 4 of the values, but the header ends at byte 0, so the bytes"
            + " between belong to none");
  }

  @Test
  void valuesOfNoTensorAreRefused() throws IOException {
    refusedAsDamaged(
        file(tensor("a", "F32", "[1]", 0, 4), new byte[5]),
        "the last tensor ends at byte 4 of the values, but there are 5 bytes; the rest belongs to"
            + " none");
    refusedAsDamaged(
        file("{}", new byte[1]),
        "the last tensor ends at byte 0 of the values, but there are 1 bytes; the rest belongs to"
            + " none");
  }

  @Test
  void aFileThatIsCutShortIsRefused() throws IOException {
    refused(
        file(tensor("a", "F32", "[3]", 0, 12), new byte[11]),
        "tensor 'a' ends at byte 12 of the values, but there are only 11 bytes; the file is cut"
            + " short: copy or download it again");
    // Far more than there is memory for.
    refused(
        file(tensor("a", "F32", "[1000000, 1000000]", 0, 4_000_000_000_000L), new byte[4]),
        "tensor 'a' ends at byte 4000000000000 of the values, but there are only 4 bytes; the file"
            + " is cut short: copy or download it again");
  }

  @Test
  void placesThatRunBackwardsAreRefused() throws IOException {
    refusedAsDamaged(
        file(tensor("a", "F32", "[1]", 8, 4), new byte[8]),
        "tensor 'a' lies at bytes 8 to 4, backwards");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[3]",
        "[0]",
        "[4294967296, 4294967296]", // 2⁶⁴ values: 0 to a long
        "[4611686018427387905]", // 2⁶⁴ + 4 bytes: 4 to a long
        "[9223372036854775807, 0]",
      })
  void shapesOfAnotherSizeAreRefused(String shape) throws IOException {
    refusedAsDamaged(
        file(tensor("a", "F32", shape, 0, 8), new byte[8]),
        "tensor 'a' has shape "
            + shape
            + " of F32, 4 bytes a value, but lies at bytes 0 to 8, which are 8");
  }

  @Test
  void anAxisLongerThanAnIntIsRefusedEvenWithoutValues() throws IOException {
    refused(
        file(tensor("a", "F32", "[0, 3000000000]", 0, 0), new byte[0]),
        "tensor 'a' has shape [0, 3000000000], but a tensor here has at most 2147483647 values, and"
            + " no longer axis; split it before it is saved");
  }

  @Test
  void missingFilesAndDirectoriesAreNamed() {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> Safetensors.read(missing))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(missing + ": there is no such file at " + missing + "; check the path");
    assertThatThrownBy(() -> Safetensors.read(directory))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(directory + ": this is a directory; give the name of a file in it");
  }

  /** Whatever byte of a small file is changed, it is read or refused, never anything else. */
  @Test
  void anyChangedByteIsReadOrRefused() throws IOException {
    byte[] good =
        Files.readAllBytes(
            file(
                "{\"__metadata__\":{\"k\":\"v\"},"
                    + entry("a", "F32", "[2,1]", 0, 8)
                    + ","
                    + entry("b", "BF16", "[2]", 8, 12)
                    + "}",
                new byte[12]));
    Path file = directory.resolve("changed");
    for (int at = 0; at < good.length; at++) {
      for (int change : new int[] {1, 2, 4, 16, 128, 255}) {
        byte[] bad = good.clone();
        bad[at] ^= (byte) change;
        Files.write(file, bad);
        try {
          Safetensors.read(file);
        } catch (WeightFileException e) {
          assertThat(e).hasMessageStartingWith(file + ": ");
        }
      }
    }
  }

  private void refusedAsDamaged(Path file, String problem) {
    refused(
        file,
        problem + "; the file is damaged or is no safetensors file: copy or download it again");
  }

  private static void refused(Path file, String problem) {
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(WeightFileException.class)
        .hasMessage(file + ": " + problem);
  }

  private Path file(String header, byte[] data) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json).put(data);
    return Files.write(directory.resolve("f"), bytes.array());
  }

  private Path raw(long headerLength, String rest) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8 + rest.length()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(headerLength).put(rest.getBytes(StandardCharsets.US_ASCII));
    return Files.write(directory.resolve("f"), bytes.array());
  }

  private static String tensor(String name, String type, String shape, long begin, long end) {
    return "{" + entry(name, type, shape, begin, end) + "}";
  }

  private static String entry(String name, String type, String shape, long begin, long end) {
    return String.format(
        "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}",
        name, type, shape, begin, end);
  }

  private static byte[] floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  @Test
  void whatIsNotExpectedIsNotRead() throws IOException {
    Path file = directory.resolve("f");
    new Safetensors(Map.of("a", Tensor.of(new float[6], 2, 3)), Map.of()).write(file);
    Map<String, int[]> seen = new LinkedHashMap<>();
    assertThatThrownBy(
            () ->
                Safetensors.read(
                    file,
                    shapes -> {
                      seen.putAll(shapes);
                      throw new IOException("not that");
                    }))
        .hasMessage("not that");
    assertThat(seen.get("a")).containsExactly(2, 3);
  }
}
