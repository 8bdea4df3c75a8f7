package org.isobit.models.weights;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.isobit.models.io.Quoted;

/**
 * A tensor to be written: a name, a shape and a part of an array, which is not copied. Immutable if the array is left
 * alone.
 */
public final class TensorData {

  private static final int CHUNK = 1 << 13;

  private final String name;
  private final List<Long> shape;
  private final int elements;
  private final double[] doubles;
  private final float[] floats;
  private final TensorType type;
  private final int offset;

  private TensorData(String name, long[] shape, TensorType type, double[] doubles, float[] floats, long offset) {
    int length = doubles != null ? doubles.length : floats.length;
    if (!SafetensorsHeader.encodable(name) || name.equals(SafetensorsHeader.METADATA)) {
      throw new IllegalArgumentException("safetensors: a tensor cannot have the name " + Quoted.of(name));
    }
    long n = 1;
    for (long s : shape) {
      n = s < 0 || n > Integer.MAX_VALUE || s > Integer.MAX_VALUE ? Long.MAX_VALUE : n * s;
    }
    if (offset < 0 || offset > length || n > length - offset) {
      throw new IllegalArgumentException("safetensors: tensor " + Quoted.of(name) + " of shape "
          + Arrays.toString(shape) + " does not fit in an array of " + length + " from index " + offset);
    }
    this.name = name;
    this.shape = Arrays.stream(shape).boxed().toList();
    this.elements = (int) n;
    this.doubles = doubles;
    this.floats = floats;
    this.type = type;
    this.offset = (int) offset;
  }

  /**
   * A tensor of type F64.
   *
   * @param name   its name; any text but {@code __metadata__}
   * @param values array of its elements, row-major
   * @param offset index of the first
   * @param shape  its dimensions
   * @return the tensor
   * @throws IllegalArgumentException if elements lie outside the array, or the name cannot be written
   */
  public static TensorData of(String name, double[] values, long offset, long... shape) {
    return new TensorData(name, shape, TensorType.F64, values, null, offset);
  }

  /**
   * A tensor of type F32.
   *
   * @param name   its name; any text but {@code __metadata__}
   * @param values array of its elements, row-major
   * @param offset index of the first
   * @param shape  its dimensions
   * @return the tensor
   * @throws IllegalArgumentException if elements lie outside the array, or the name cannot be written
   */
  public static TensorData of(String name, float[] values, long offset, long... shape) {
    return new TensorData(name, shape, TensorType.F32, null, values, offset);
  }

  /**
   * A tensor of type F32, F16 or BF16; the latter take each number rounded to the nearest one that they have, ties to
   * even.
   *
   * @param name   its name; any text but {@code __metadata__}
   * @param type   the type
   * @param values array of its elements, row-major
   * @param offset index of the first
   * @param shape  its dimensions
   * @return the tensor
   * @throws IllegalArgumentException if the type is another one, a finite number would become infinite, which is named,
   *                                  elements lie outside the array, or the name cannot be written
   */
  public static TensorData of(String name, TensorType type, float[] values, long offset, long... shape) {
    if (type != TensorType.F32 && type != TensorType.F16 && type != TensorType.BF16) {
      throw new IllegalArgumentException("safetensors: tensor " + Quoted.of(name) + ": floats are not written as "
          + type);
    }
    TensorData tensor = new TensorData(name, shape, type, null, values, offset);
    for (int i = tensor.offset; type != TensorType.F32 && i < tensor.offset + tensor.elements; i++) {
      short bits = half(type, values[i]);
      if (Float.isFinite(values[i]) && !Float.isFinite(type == TensorType.F16 ? Float.float16ToFloat(bits)
          : Float.intBitsToFloat(bits << 16))) {
        throw new IllegalArgumentException("safetensors: tensor " + Quoted.of(name) + ": " + values[i]
            + " is beyond the range of " + type);
      }
    }
    return tensor;
  }

  /** The nearest number of a half-width type, ties to even, as bits; NaN stays NaN. */
  private static short half(TensorType type, float x) {
    if (type == TensorType.F16) {
      return Float.floatToFloat16(x);
    }
    int word = Float.floatToRawIntBits(x);
    return (short) (x != x ? word >>> 16 | 0x40 : word + 0x7fff + (word >>> 16 & 1) >>> 16);
  }

  String name() {
    return name;
  }

  /** The header's entry of the tensor, its data beginning at a position. */
  TensorInfo at(long begin) {
    return new TensorInfo(name, type, shape, begin, begin + (long) elements * type.bits() / 8);
  }

  /** Writes the elements, little-endian, bit by bit. */
  void writeTo(OutputStream out) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(8 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (int done = 0; done < elements; done += CHUNK) {
      int n = Math.min(CHUNK, elements - done);
      if (doubles != null) {
        buffer.asDoubleBuffer().put(doubles, offset + done, n);
      } else if (type != TensorType.F32) {
        for (int i = 0; i < n; i++) {
          buffer.putShort(2 * i, half(type, floats[offset + done + i]));
        }
      } else {
        buffer.asFloatBuffer().put(floats, offset + done, n);
      }
      out.write(buffer.array(), 0, n * type.bits() / 8);
    }
  }
}
