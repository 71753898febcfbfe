package dev.neurac.io;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import dev.neurac.Tensor;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes safetensors files, byte for byte as the reference implementation does. */
final class SafetensorsWriter {

  private static final int CHUNK_FLOATS = 1 << 16;

  private SafetensorsWriter() {}

  static void write(Path file, Safetensors content) throws IOException {
    SortedMap<String, Tensor> tensors = new TreeMap<>(content.tensors());
    ByteBuffer header = header(file, tensors, new TreeMap<>(content.metadata()));
    AtomicFile.write(
        file,
        channel -> {
          writeFully(channel, header);
          ByteBuffer chunk =
              ByteBuffer.allocate(CHUNK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          for (Tensor tensor : tensors.values()) {
            writeValues(channel, tensor.toArray(), chunk);
          }
        });
  }

  /** Returns the length of the header and the header, padded so that the values lie aligned. */
  private static ByteBuffer header(
      Path file, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
    ByteBuffer json = encode(file, json(tensors, metadata));
    int length = (json.remaining() + 7) / 8 * 8;
    if (length > Safetensors.MAX_HEADER_BYTES) {
      throw new WeightFileException(
          file,
          "the header would take "
              + length
              + " bytes, but readers take "
              + Safetensors.MAX_HEADER_BYTES
              + " at most; write fewer tensors or shorter notes");
    }
    ByteBuffer header = ByteBuffer.allocate(Long.BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(length).put(json);
    while (header.hasRemaining()) {
      header.put((byte) ' ');
    }
    return header.flip();
  }

  /** {@code {"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},…}}. */
  private static String json(Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setStrictness(Strictness.STRICT);
      json.beginObject();
      if (!metadata.isEmpty()) {
        json.name(Safetensors.METADATA).beginObject();
        for (Map.Entry<String, String> note : metadata.entrySet()) {
          json.name(note.getKey()).value(note.getValue());
        }
        json.endObject();
      }
      long offset = 0;
      for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
        long end = offset + (long) tensor.getValue().size() * Float.BYTES;
        json.name(tensor.getKey()).beginObject();
        json.name("dtype").value(ValueType.F32.name());
        json.name("shape").beginArray();
        for (int extent : tensor.getValue().shape()) {
          json.value(extent);
        }
        json.endArray();
        json.name("data_offsets").beginArray().value(offset).value(end).endArray();
        json.endObject();
        offset = end;
      }
      json.endObject();
    }
    return text.toString();
  }

  /** Encodes as UTF-8, and refuses half a surrogate pair: as '?' two names could become one. */
  private static ByteBuffer encode(Path file, String json) throws IOException {
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(json));
    } catch (CharacterCodingException e) {
      throw new WeightFileException(
          file, "a name or a note is not valid Unicode, so it cannot be written; change it", e);
    }
  }

  private static void writeValues(FileChannel channel, float[] values, ByteBuffer chunk)
      throws IOException {
    int count;
    for (int at = 0; at < values.length; at += count) {
      count = Math.min(CHUNK_FLOATS, values.length - at);
      chunk.clear().limit(count * Float.BYTES);
      chunk.asFloatBuffer().put(values, at, count);
      writeFully(channel, chunk);
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
