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
  private final int offset;

  private TensorData(String name, long[] shape, double[] doubles, float[] floats, long offset) {
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
    return new TensorData(name, shape, values, null, offset);
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
    return new TensorData(name, shape, null, values, offset);
  }

  String name() {
    return name;
  }

  /** The header's entry of the tensor, its data beginning at a position. */
  TensorInfo at(long begin) {
    TensorType type = doubles != null ? TensorType.F64 : TensorType.F32;
    return new TensorInfo(name, type, shape, begin, begin + (long) elements * type.bits() / 8);
  }

  /** Writes the elements, little-endian, bit by bit. */
  void writeTo(OutputStream out) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(8 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (int done = 0; done < elements; done += CHUNK) {
      int n = Math.min(CHUNK, elements - done);
      if (doubles != null) {
        buffer.asDoubleBuffer().put(doubles, offset + done, n);
      } else {
        buffer.asFloatBuffer().put(floats, offset + done, n);
      }
      out.write(buffer.array(), 0, n * (doubles != null ? 8 : 4));
    }
  }
}
