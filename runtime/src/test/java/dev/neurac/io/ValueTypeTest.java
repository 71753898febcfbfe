package dev.neurac.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class ValueTypeTest {

  /** Every half against the definition: ±2^(e - 15)·(1 + f/1024), or ±2^-14·f/1024 where e is 0. */
  @Test
  void everyHalfIsItsFloat() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      int exponent = bits >> 10 & 31;
      double fraction = (bits & 1023) / 1024.0;
      double magnitude;
      if (exponent == 31) {
        magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
      } else if (exponent == 0) {
        magnitude = fraction * Math.pow(2, -14);
      } else {
        magnitude = (1 + fraction) * Math.pow(2, exponent - 15);
      }
      float expected = (float) (bits < 1 << 15 ? magnitude : -magnitude);
      assertThat(ValueType.half((short) bits))
          .as("bits %04x", bits)
          .isEqualTo(Float.valueOf(expected));
    }
  }

  @Test
  void everyTypeIsLittleEndian() {
    assertThat(decode(ValueType.F64, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0xc0))
        .containsExactly(0, 1.5f, -2);
    assertThat(decode(ValueType.F32, 0, 0, 0xc0, 0x3f, 0, 0, 0, 0xc0)).containsExactly(0, 1.5f, -2);
    assertThat(decode(ValueType.F16, 0, 0x3e, 0, 0xc0)).containsExactly(0, 1.5f, -2);
    assertThat(decode(ValueType.BF16, 0xc0, 0x3f, 0, 0xc0)).containsExactly(0, 1.5f, -2);
  }

  @Test
  void doublesAreRounded() {
    ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putDouble(0.1).putDouble(1e300).putDouble(Double.NaN).flip();
    float[] values = new float[3];
    ValueType.F64.decode(bytes, values, 0, 3);

    assertThat(values).containsExactly(0.1f, Float.POSITIVE_INFINITY, Float.NaN);
  }

  /** Decodes all but leaves the first element of the result as it is. */
  private static float[] decode(ValueType type, int... bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(bytes.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int b : bytes) {
      buffer.put((byte) b);
    }
    int count = bytes.length / type.bytes();
    float[] values = new float[1 + count];
    type.decode(buffer.flip(), values, 1, count);
    return values;
  }
}
