package dev.neurac.io;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The types of values that are read, as safetensors names them. */
enum ValueType {
  F64(8) {
    @Override
    void decode(ByteBuffer from, float[] to, int at, int count) {
      for (int i = 0; i < count; i++) {
        to[at + i] = (float) from.getDouble();
      }
    }
  },
  F32(4) {
    @Override
    void decode(ByteBuffer from, float[] to, int at, int count) {
      from.asFloatBuffer().get(to, at, count);
    }
  },
  F16(2) {
    @Override
    void decode(ByteBuffer from, float[] to, int at, int count) {
      for (int i = 0; i < count; i++) {
        to[at + i] = half(from.getShort());
      }
    }
  },
  /** The upper half of a float. */
  BF16(2) {
    @Override
    void decode(ByteBuffer from, float[] to, int at, int count) {
      for (int i = 0; i < count; i++) {
        to[at + i] = Float.intBitsToFloat(from.getShort() << 16);
      }
    }
  };

  private final int bytes;

  ValueType(int bytes) {
    this.bytes = bytes;
  }

  /** Returns the number of bytes of one value. */
  int bytes() {
    return bytes;
  }

  /** Converts {@code count} values to floats. */
  abstract void decode(ByteBuffer from, float[] to, int at, int count);

  static Optional<ValueType> of(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  static String names() {
    return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
  }

  /**
   * Widens an IEEE 754 half: 1 bit of sign, 5 of exponent (bias 15), 10 of fraction. Every half is
   * exactly a float; Java has this conversion from 20 on.
   */
  static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) { // zero or subnormal: fraction · 2⁻²⁴
      return Float.intBitsToFloat(sign | Float.floatToRawIntBits(fraction * 0x1p-24f));
    }
    // 112 is the difference of the biases, 127 - 15; all ones stay all ones
    int wide = exponent == 0x1f ? 0xff : exponent + 112;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }
}
