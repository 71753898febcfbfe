package dev.neurac.io;

import dev.neurac.Tensor;
import dev.neurac.io.Safetensors.Expectation;
import dev.neurac.io.SafetensorsHeader.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads safetensors files; what a file claims is checked before memory is taken for it. */
final class SafetensorsReader {

  /** What to do about a file that contradicts itself. */
  static final String DAMAGED =
      "; the file is damaged or is no safetensors file: copy or download it again";

  private static final int CHUNK_BYTES = 1 << 18;

  private final Path file;
  private final SeekableByteChannel channel;

  private SafetensorsReader(Path file, SeekableByteChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static Safetensors read(Path file, Expectation expectation) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(
          file.toString(), null, "this is a directory; give the name of a file in it");
    }
    if (Files.notExists(file)) {
      throw new NoSuchFileException(
          file.toString(),
          null,
          "there is no such file at " + file.toAbsolutePath() + "; check the path");
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return new SafetensorsReader(file, channel).read(expectation);
    }
  }

  private Safetensors read(Expectation expectation) throws IOException {
    int headerLength = headerLength();
    byte[] json = readFully(ByteBuffer.allocate(headerLength)).array();
    long dataLength = channel.size() - Long.BYTES - headerLength;
    SafetensorsHeader header = SafetensorsHeader.parse(file, json, dataLength);
    Map<String, int[]> shapes = new LinkedHashMap<>();
    header.entries().forEach(entry -> shapes.put(entry.name(), entry.extents()));
    expectation.check(shapes);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (Entry entry : header.entries()) {
      tensors.put(entry.name(), Tensor.of(values(entry, chunk), entry.extents()));
    }
    return new Safetensors(tensors, header.metadata());
  }

  private int headerLength() throws IOException {
    long size = channel.size();
    if (size < Long.BYTES) {
      throw new WeightFileException(
          file,
          "the file has "
              + size
              + " bytes, but a safetensors file begins with the 8 bytes of a length"
              + DAMAGED);
    }
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    long length = readFully(bytes).getLong();
    if (Long.compareUnsigned(length, Safetensors.MAX_HEADER_BYTES) > 0) {
      throw new WeightFileException(
          file,
          "the header's length is given as "
              + Long.toUnsignedString(length)
              + " bytes, but at most "
              + Safetensors.MAX_HEADER_BYTES
              + " are allowed"
              + DAMAGED);
    }
    if (length > size - Long.BYTES) {
      throw new WeightFileException(
          file,
          "the header's length is given as "
              + length
              + " bytes, but only "
              + (size - Long.BYTES)
              + " follow"
              + DAMAGED);
    }
    return (int) length;
  }

  /** Reads the values of the next tensor; they lie one after the other, without gaps. */
  private float[] values(Entry entry, ByteBuffer chunk) throws IOException {
    int valueBytes = entry.type().bytes();
    float[] values = new float[entry.size()];
    int count;
    for (int at = 0; at < values.length; at += count) {
      count = Math.min(CHUNK_BYTES / valueBytes, values.length - at);
      entry.type().decode(readFully(chunk.clear().limit(count * valueBytes)), values, at, count);
    }
    return values;
  }

  private ByteBuffer readFully(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new WeightFileException(
            file, "the file became shorter while it was read; read it when it is complete");
      }
    }
    return bytes.flip();
  }
}
