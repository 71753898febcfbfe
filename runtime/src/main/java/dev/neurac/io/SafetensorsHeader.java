package dev.neurac.io;

import static dev.neurac.io.SafetensorsReader.DAMAGED;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file, checked: the tensors cover the values exactly, in order and
 * without gaps.
 *
 * @param entries the tensors in the order of their values
 * @param metadata the notes
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {

  /**
   * A tensor whose description holds together.
   *
   * @param begin where its values begin, in bytes after the header
   * @param end where they end
   */
  record Entry(String name, ValueType type, List<Long> shape, long begin, long end) {

    int size() {
      return Math.toIntExact((end - begin) / type.bytes());
    }

    int[] extents() {
      return shape.stream().mapToInt(Math::toIntExact).toArray();
    }
  }

  /**
   * What the header says of a tensor.
   *
   * @param shape the extents, none negative
   * @param begin where its values begin, not negative
   * @param end where they end, not negative
   */
  record Claim(String name, String type, List<Long> shape, long begin, long end) {}

  /**
   * Reads and checks a header.
   *
   * @param json the header's bytes
   * @param dataLength how many bytes follow the header
   */
  static SafetensorsHeader parse(Path file, byte[] json, long dataLength)
      throws WeightFileException {
    HeaderParser parser = HeaderParser.parse(file, json);
    List<Entry> entries = new ArrayList<>();
    for (Claim claim : parser.claims()) {
      entries.add(check(file, claim, dataLength));
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    checkCover(file, entries, dataLength);
    return new SafetensorsHeader(entries, parser.metadata());
  }

  private static Entry check(Path file, Claim claim, long dataLength) throws WeightFileException {
    String tensor = "tensor '" + claim.name + "' ";
    ValueType type =
        ValueType.of(claim.type)
            .orElseThrow(
                () ->
                    new WeightFileException(
                        file,
                        tensor
                            + "has values of type "
                            + claim.type
                            + ", but only "
                            + ValueType.names()
                            + " can be read; convert it to F32 before it is saved"));
    String place = claim.begin + " to " + claim.end;
    if (claim.end < claim.begin) {
      throw new WeightFileException(
          file, tensor + "lies at bytes " + place + ", backwards" + DAMAGED);
    }
    if (!fits(claim, type)) {
      throw new WeightFileException(
          file,
          tensor
              + "has shape "
              + claim.shape
              + " of "
              + type
              + ", "
              + type.bytes()
              + " bytes a value, but lies at bytes "
              + place
              + ", which are "
              + (claim.end - claim.begin)
              + DAMAGED);
    }
    if (claim.end > dataLength) {
      throw new WeightFileException(
          file,
          tensor
              + "ends at byte "
              + claim.end
              + " of the values, but there are only "
              + dataLength
              + " bytes; the file is cut short: copy or download it again");
    }
    long count = (claim.end - claim.begin) / type.bytes();
    if (count > Integer.MAX_VALUE || claim.shape.stream().anyMatch(n -> n > Integer.MAX_VALUE)) {
      throw new WeightFileException(
          file,
          tensor
              + "has shape "
              + claim.shape
              + ", but a tensor here has at most "
              + Integer.MAX_VALUE
              + " values, and no longer axis; split it before it is saved");
    }
    return new Entry(claim.name, type, claim.shape, claim.begin, claim.end);
  }

  /** Returns whether shape and type need exactly the claimed bytes. */
  private static boolean fits(Claim claim, ValueType type) {
    try {
      long bytes = type.bytes();
      for (long extent : claim.shape) {
        bytes = Math.multiplyExact(bytes, extent);
      }
      return bytes == claim.end - claim.begin;
    } catch (ArithmeticException e) { // more than a long can count, so more than any file holds
      return false;
    }
  }

  private static void checkCover(Path file, List<Entry> entries, long dataLength)
      throws WeightFileException {
    String before = "the header";
    long covered = 0;
    for (Entry entry : entries) {
      if (entry.begin != covered) {
        throw new WeightFileException(
            file,
            "tensor '"
                + entry.name
                + "' begins at byte "
                + entry.begin
                + " of the values, but "
                + before
                + " ends at byte "
                + covered
                + (entry.begin < covered
                    ? ", so the two overlap"
                    : ", so the bytes between belong to none")
                + DAMAGED);
      }
      before = "'" + entry.name + "' before it";
      covered = entry.end;
    }
    if (covered != dataLength) {
      throw new WeightFileException(
          file,
          "the last tensor ends at byte "
              + covered
              + " of the values, but there are "
              + dataLength
              + " bytes; the rest belongs to none"
              + DAMAGED);
    }
  }
}
