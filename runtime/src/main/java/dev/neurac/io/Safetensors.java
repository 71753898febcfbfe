package dev.neurac.io;

import dev.neurac.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a safetensors file holds: tensors by name, and notes about them.
 *
 * <p>The <a href="https://github.com/huggingface/safetensors">format</a> is the length of a header,
 * 8 bytes little-endian; the header, JSON that gives each tensor's type, shape and place; and the
 * values, little-endian and row-major. It holds data only: reading a file never runs code from it.
 *
 * @param tensors the tensors by name
 * @param metadata notes by name, for people and other programs; often empty
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {

  /** The name in the header under which the notes lie; no tensor can have it. */
  static final String METADATA = "__metadata__";

  /**
   * The longest header that is read or written, 16 MB: the names and places of some hundred
   * thousand tensors. Other readers take 100 MB, which as objects would fill the heap of a small
   * application.
   */
  static final int MAX_HEADER_BYTES = 1 << 24;

  /** What somebody expects of a file. */
  @FunctionalInterface
  public interface Expectation {

    /**
     * Compares, before any value is read.
     *
     * @param shapes the shape of each tensor of the file, by name
     * @throws IOException if the file holds other tensors
     */
    void check(Map<String, int[]> shapes) throws IOException;
  }

  /**
   * Keeps copies of the maps, in their order.
   *
   * @throws IllegalArgumentException if a tensor is named {@code __metadata__}
   */
  public Safetensors {
    if (tensors.containsKey(METADATA)) {
      throw new IllegalArgumentException(
          "a tensor cannot be named " + METADATA + ": the format keeps that name for its notes");
    }
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * Reads a file. Every length and place in it is checked before memory is taken for it.
   *
   * @return its tensors in the order in which their values lie in the file. {@code F32} is kept to
   *     the bit, {@code F16} and {@code BF16} are widened, {@code F64} is rounded to the nearest
   *     float.
   * @throws WeightFileException if the file is damaged, or holds values of another type
   * @throws IOException if it cannot be read
   */
  public static Safetensors read(Path file) throws IOException {
    return read(file, shapes -> {});
  }

  /**
   * Reads a file as {@link #read(Path)} does, if it holds what is expected: memory for values is
   * taken after that has been checked.
   */
  public static Safetensors read(Path file, Expectation expectation) throws IOException {
    return SafetensorsReader.read(file, expectation);
  }

  /**
   * Writes a file of {@code F32} values, tensors and notes sorted by name: the same content gives
   * the same bytes. The file appears complete or not at all; if anything fails, what was there
   * before is left as it was.
   *
   * @throws IOException if the file cannot be written, for example because its directory is missing
   */
  public void write(Path file) throws IOException {
    SafetensorsWriter.write(file, this);
  }
}
