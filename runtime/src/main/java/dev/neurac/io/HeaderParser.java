package dev.neurac.io;

import static dev.neurac.io.SafetensorsReader.DAMAGED;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.neurac.io.SafetensorsHeader.Claim;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses the JSON of a safetensors header, strictly; what the numbers mean is checked later. */
final class HeaderParser {

  private final Path file;
  private final JsonReader json;
  private final Map<String, Claim> claims = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private HeaderParser(Path file, JsonReader json) {
    this.file = file;
    this.json = json;
  }

  /** Parses a header, UTF-8 that may end in spaces. */
  static HeaderParser parse(Path file, byte[] header) throws WeightFileException {
    if (header.length == 0 || header[0] != '{') {
      throw new WeightFileException(
          file,
          "the header is JSON and begins with '{', but "
              + (header.length == 0 ? "it is empty" : "its first byte is " + (header[0] & 0xff))
              + DAMAGED);
    }
    JsonReader json = new JsonReader(decoded(header));
    json.setStrictness(Strictness.STRICT);
    HeaderParser parser = new HeaderParser(file, json);
    try {
      parser.parseHeader();
    } catch (WeightFileException e) {
      throw e;
    } catch (CharacterCodingException e) {
      throw new WeightFileException(file, "the header is not valid UTF-8" + DAMAGED, e);
    } catch (IOException e) { // the reader's own message advises programmers
      throw new WeightFileException(
          file, "the header is not valid JSON at " + json.getPath() + DAMAGED, e);
    }
    return parser;
  }

  /** Piece by piece: as one text, a long header would take three times its size. */
  private static Reader decoded(byte[] header) {
    return new InputStreamReader(
        new ByteArrayInputStream(header), StandardCharsets.UTF_8.newDecoder());
  }

  /** Returns what the header says of each tensor, in its order. */
  List<Claim> claims() {
    return List.copyOf(claims.values());
  }

  /** Returns the notes, in the header's order. */
  Map<String, String> metadata() {
    return metadata;
  }

  private void parseHeader() throws IOException {
    boolean metadataSeen = false;
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      if (name.equals(Safetensors.METADATA)) {
        refuse(metadataSeen, Safetensors.METADATA + " appears twice");
        metadataSeen = true;
        parseMetadata();
      } else {
        refuse(claims.containsKey(name), "two tensors are named '" + name + "'");
        claims.put(name, parseTensor(name));
      }
    }
    json.endObject();
    json.peek(); // END_DOCUMENT: a strict reader takes nothing more
  }

  private void parseMetadata() throws IOException {
    expect(JsonToken.BEGIN_OBJECT, "an object of strings");
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      expect(JsonToken.STRING, "a string");
      String value = json.nextString();
      refuse(
          metadata.put(name, value) != null,
          "two notes in " + Safetensors.METADATA + " are named '" + name + "'");
    }
    json.endObject();
  }

  /** {@code {"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}. */
  private Claim parseTensor(String name) throws IOException {
    String type = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    expect(JsonToken.BEGIN_OBJECT, "an object with dtype, shape and data_offsets");
    json.beginObject();
    while (json.hasNext()) {
      String field = json.nextName();
      switch (field) {
        case "dtype" -> {
          refuse(type != null, "tensor '" + name + "' has two fields dtype");
          expect(JsonToken.STRING, "the name of a type, such as \"F32\"");
          type = known(json.nextString());
        }
        case "shape" -> {
          refuse(shape != null, "tensor '" + name + "' has two fields shape");
          shape = parseWholeNumbers();
        }
        case "data_offsets" -> {
          refuse(offsets != null, "tensor '" + name + "' has two fields data_offsets");
          offsets = parseWholeNumbers();
          refuse(
              offsets.size() != 2,
              "tensor '" + name + "' has data_offsets " + offsets + ", not a begin and an end");
        }
        default ->
            refuse(
                true,
                "tensor '"
                    + name
                    + "' has a field '"
                    + field
                    + "', but the format has dtype, shape and data_offsets only");
      }
    }
    json.endObject();
    refuse(type == null, "tensor '" + name + "' has no field dtype");
    refuse(shape == null, "tensor '" + name + "' has no field shape");
    refuse(offsets == null, "tensor '" + name + "' has no field data_offsets");
    return new Claim(name, type, List.copyOf(shape), offsets.get(0), offsets.get(1));
  }

  /** The same few names for all tensors: a file can have hundreds of thousands. */
  private static String known(String type) {
    return ValueType.of(type).map(ValueType::name).orElse(type);
  }

  private List<Long> parseWholeNumbers() throws IOException {
    expect(JsonToken.BEGIN_ARRAY, "an array of whole numbers");
    List<Long> numbers = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      String at = json.getPath();
      expect(JsonToken.NUMBER, "a whole number");
      numbers.add(wholeNumber(at, json.nextString()));
    }
    json.endArray();
    return numbers;
  }

  /** Takes digits only: nextLong would also take 8.0 and 1e3. */
  private long wholeNumber(String at, String digits) throws WeightFileException {
    try {
      long number = Long.parseLong(digits);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw new WeightFileException(
        file,
        "the header has "
            + digits
            + " at "
            + at
            + ", but a whole number from 0 to "
            + Long.MAX_VALUE
            + " belongs there"
            + DAMAGED);
  }

  private void expect(JsonToken token, String meaning) throws IOException {
    JsonToken found = json.peek();
    refuse(
        found != token,
        "the header has "
            + found
            + " at "
            + json.getPath()
            + ", but "
            + meaning
            + " belongs there");
  }

  private void refuse(boolean wrong, String problem) throws WeightFileException {
    if (wrong) {
      throw new WeightFileException(file, problem + DAMAGED);
    }
  }
}
