package dev.neurac.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * What an IDX file holds.
 *
 * <pre>
 * 00 00 TT RR        TT the type of the values, RR the number of axes
 * RR × 4 bytes       the extent of each axis, the first one outermost
 * the values         row-major; everything is big-endian
 * </pre>
 *
 * @param path for messages
 * @param type of the values in the file
 * @param shape the extents
 * @param values each the nearest float
 */
record IdxFile(Path path, Type type, int[] shape, float[] values) {

  /** So many values are read without looking first whether the file holds them. */
  private static final int FEW_VALUES = 1 << 20;

  /** The types of values, with the byte that stands for each. */
  enum Type {
    UNSIGNED_BYTE(0x08, 1) {
      @Override
      double read(ByteBuffer bytes) {
        return bytes.get() & 0xff;
      }
    },
    SIGNED_BYTE(0x09, 1) {
      @Override
      double read(ByteBuffer bytes) {
        return bytes.get();
      }
    },
    SHORT(0x0B, 2) {
      @Override
      double read(ByteBuffer bytes) {
        return bytes.getShort();
      }
    },
    INT(0x0C, 4) {
      @Override
      double read(ByteBuffer bytes) {
        return bytes.getInt();
      }
    },
    FLOAT(0x0D, 4) {
      @Override
      double read(ByteBuffer bytes) {
        return bytes.getFloat();
      }
    },
    DOUBLE(0x0E, 8) {
      @Override
      double read(ByteBuffer bytes) {
        return bytes.getDouble();
      }
    };

    private final int code;
    private final int size;

    Type(int code, int size) {
      this.code = code;
      this.size = size;
    }

    abstract double read(ByteBuffer bytes);
  }

  /**
   * Reads a file, plain or gzipped.
   *
   * @throws IOException if it cannot be read, or is no whole IDX file
   */
  static IdxFile read(Path path) throws IOException {
    try (InputStream bytes = PackedFile.open(PackedFile.newInputStream(path))) {
      int magic = header(path, bytes);
      Type type = type(path, magic);
      int[] shape = new int[magic & 0xff];
      for (int axis = 0; axis < shape.length; axis++) {
        shape[axis] = header(path, bytes);
      }
      float[] values = new float[size(path, type, shape)];
      read(path, type, shape, bytes, values);
      if (bytes.read() >= 0) {
        throw new IOException(
            path + ": expected " + describe(type, shape) + ", but the file goes on behind them");
      }
      return new IdxFile(path, type, shape, values);
    } catch (IOException e) {
      String message = e.getMessage();
      throw message != null && message.startsWith(path + ":")
          ? e
          : PackedFile.error(path.toString(), e);
    }
  }

  private static int header(Path path, InputStream bytes) throws IOException {
    byte[] four = bytes.readNBytes(4);
    if (four.length < 4) {
      throw new IOException(
          path + ": expected an IDX file, but it ends in the header; copy or download it again");
    }
    return ByteBuffer.wrap(four).getInt();
  }

  private static Type type(Path path, int magic) throws IOException {
    for (Type type : Type.values()) {
      if (magic >>> 8 == type.code) {
        return type;
      }
    }
    throw new IOException(
        path
            + ": expected an IDX file, which begins with 00 00 and a type out of 08, 09, 0B, 0C, 0D"
            + " and 0E, but this one begins with "
            + String.format(
                "%02X %02X %02X", magic >>> 24, magic >>> 16 & 0xff, magic >>> 8 & 0xff));
  }

  private static int size(Path path, Type type, int[] shape) throws IOException {
    BigInteger size = BigInteger.ONE;
    for (int extent : shape) {
      if (extent < 0) {
        throw new IOException(
            path + ": an extent is at least 0, but the shape is " + Arrays.toString(shape));
      }
      size = size.multiply(BigInteger.valueOf(extent));
    }
    if (size.bitLength() > 31) {
      throw new IOException(
          path
              + ": "
              + describe(type, shape)
              + " are "
              + size
              + ", but an array holds at most "
              + Integer.MAX_VALUE);
    }
    if (size.intValue() > FEW_VALUES) {
      long bytes = unpackedBytes(path);
      if (size.longValue() * type.size > bytes) {
        throw new IOException(
            path
                + ": expected "
                + describe(type, shape)
                + ", but the file holds "
                + bytes
                + " bytes in all; copy or download it again");
      }
    }
    return size.intValue();
  }

  /** Memory is taken for what a file holds, not for what its header claims. */
  private static long unpackedBytes(Path path) throws IOException {
    try (InputStream bytes = PackedFile.open(PackedFile.newInputStream(path))) {
      return bytes instanceof GZIPInputStream
          ? bytes.transferTo(OutputStream.nullOutputStream())
          : Files.size(path);
    }
  }

  private static void read(Path path, Type type, int[] shape, InputStream bytes, float[] values)
      throws IOException {
    byte[] block = new byte[1 << 16];
    for (int at = 0; at < values.length; ) {
      int wanted = Math.min(block.length / type.size, values.length - at);
      int found = bytes.readNBytes(block, 0, wanted * type.size) / type.size;
      ByteBuffer buffer = ByteBuffer.wrap(block);
      for (int i = 0; i < found; i++) {
        values[at + i] = toFloat(path, type.read(buffer), at + i);
      }
      if (found < wanted) {
        throw new IOException(
            path
                + ": expected "
                + describe(type, shape)
                + ", but the file ends after "
                + (at + found)
                + " of them; copy or download it again");
      }
      at += found;
    }
  }

  private static float toFloat(Path path, double value, int at) throws IOException {
    float rounded = (float) value;
    if (Float.isInfinite(rounded) && !Double.isInfinite(value)) {
      throw new IOException(
          path
              + ": expected numbers within ±"
              + Float.MAX_VALUE
              + ", but value "
              + at
              + " (counted from 0) is "
              + value);
    }
    return rounded;
  }

  /** Returns {@code 60000 × 28 × 28 values of type UNSIGNED_BYTE}. */
  private static String describe(Type type, int[] shape) {
    String extents =
        Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(" × "));
    return (shape.length == 0 ? "1 value" : extents + " values") + " of type " + type;
  }

  /** Returns the number of rows: the extent of the first axis. */
  int rows() {
    if (shape.length == 0 || values.length == 0) {
      throw new IllegalArgumentException(
          path + ": expected at least one row, but the shape is " + Arrays.toString(shape));
    }
    return shape[0];
  }
}
