package dev.neurac.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.neurac.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {

  @TempDir Path directory;

  @Test
  void theBytesAreThoseOfTheFormat() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("b", Tensor.of(new float[] {1, -2}, 2, 1));
    tensors.put("a", Tensor.of(new float[] {0.5f}));
    Path file = directory.resolve("a.safetensors");
    new Safetensors(tensors, Map.of("z", "1", "format", "pt")).write(file);

    String header =
        "{\"__metadata__\":{\"format\":\"pt\",\"z\":\"1\"},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[4,12]}}";
    int padded = (header.length() + 7) / 8 * 8;
    ByteBuffer expected = ByteBuffer.allocate(8 + padded + 12).order(ByteOrder.LITTLE_ENDIAN);
    expected.putLong(padded);
    expected.put((header + " ".repeat(padded - header.length())).getBytes(StandardCharsets.UTF_8));
    expected.putFloat(0.5f).putFloat(1).putFloat(-2);
    assertThat(file).hasBinaryContent(expected.array());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 65_536, 65_537, 200_001})
  void whatIsWrittenIsRead(int size) throws IOException {
    SplittableRandom random = new SplittableRandom(size);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt());
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("gewicht \"ä\"\n\u2028😀", Tensor.of(values, size));
    tensors.put("empty", Tensor.of(new float[0], 0, 3));
    tensors.put("", Tensor.of(new float[] {Float.NaN}, 1, 1, 1));
    Map<String, String> metadata = Map.of("note", "{\"a\": 1}");
    Path file = directory.resolve("a.safetensors");
    new Safetensors(tensors, metadata).write(file);

    Safetensors read = Safetensors.read(file);
    assertThat(read.tensors()).isEqualTo(tensors);
    assertThat(read.metadata()).isEqualTo(metadata);
  }

  @Test
  void aFileMayHoldNothing() throws IOException {
    Path file = directory.resolve("a.safetensors");
    new Safetensors(Map.of(), Map.of()).write(file);

    assertThat(Safetensors.read(file)).isEqualTo(new Safetensors(Map.of(), Map.of()));
  }

  @Test
  void theOrderOfTheContentDoesNotShow() throws IOException {
    Map<String, Tensor> one = new LinkedHashMap<>();
    one.put("x", Tensor.of(new float[] {1}, 1));
    one.put("a", Tensor.of(new float[] {2}, 1));
    Map<String, Tensor> other = new LinkedHashMap<>();
    other.put("a", one.get("a"));
    other.put("x", one.get("x"));
    Path first = directory.resolve("first");
    Path second = directory.resolve("second");
    new Safetensors(one, Map.of()).write(first);
    new Safetensors(other, Map.of()).write(second);

    assertThat(first).hasSameBinaryContentAs(second);
  }

  @Test
  void laterChangesOfTheMapsDoNotShow() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Safetensors content = new Safetensors(tensors, Map.of());
    tensors.put("a", Tensor.of(new float[] {1}));

    assertThat(content.tensors()).isEmpty();
  }

  @Test
  void theNameOfTheNotesIsTaken() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Safetensors(Map.of("__metadata__", Tensor.of(new float[1])), Map.of()))
        .withMessageContaining("__metadata__");
  }

  @Test
  void namesThatAreNoUnicodeAreRefused() {
    Path file = directory.resolve("a.safetensors");

    assertThatThrownBy(
            () -> new Safetensors(Map.of("\ud800", Tensor.of(new float[1])), Map.of()).write(file))
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("not valid Unicode");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aFileThatCannotBeWrittenLeavesTheOldOne() throws IOException {
    Path file = Files.writeString(directory.resolve("a.safetensors"), "old");

    assertThatThrownBy(
            () -> new Safetensors(Map.of("\udfff", Tensor.of(new float[1])), Map.of()).write(file))
        .isInstanceOf(WeightFileException.class);
    assertThat(file).hasContent("old");
    assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
  }
}
