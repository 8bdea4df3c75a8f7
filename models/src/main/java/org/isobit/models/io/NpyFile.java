package org.isobit.models.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A whole NumPy array: {@code .npy} files of format 1.0, 2.0 and 3.0 with elements f8, f4, i4 or i8 of either byte
 * order, in C or Fortran order. In memory it is always in C order (last index fastest). Structured and object arrays
 * are refused. Immutable by convention: {@link #doubles()} and {@link #floats()} hand out the array itself.
 */
public final class NpyFile {

  private final Path source;
  private final NpyType type;
  private final int[] shape;
  private final double[] doubles;
  private final float[] floats;

  private NpyFile(Path source, NpyType type, int[] shape, double[] doubles, float[] floats) {
    this.source = source;
    this.type = type;
    this.shape = shape;
    this.doubles = doubles;
    this.floats = floats;
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @return its array
   * @throws IOException              if the system cannot read it
   * @throws IllegalArgumentException if there is no such file, it is not a complete {@code .npy} file of a type that
   *                                  can be read, or it does not fit in one Java array or in the heap
   */
  public static NpyFile read(Path file) throws IOException {
    return read(file, Runtime.getRuntime().maxMemory());
  }

  /** The same with a limit of memory in bytes. */
  static NpyFile read(Path file, long heap) throws IOException {
    try (NpyReader reader = NpyReader.open(file)) {
      NpyHeader header = reader.header();
      long n = header.elements();
      boolean single = header.type() == NpyType.FLOAT32;
      if (Arrays.stream(header.shape()).anyMatch(s -> s > Integer.MAX_VALUE)) {
        throw new IllegalArgumentException(Quoted.path(file) + ": shape " + header.shapeText()
            + " has a dimension above 2^31 - 1");
      }
      int size = single ? Float.BYTES : Double.BYTES;
      long bytes = n * (header.fortranOrder() ? 2 * size + Integer.BYTES : size); // a copy, and places
      boolean tooLong = n > Integer.MAX_VALUE - 8;
      if (tooLong || bytes > heap) {
        throw new IllegalArgumentException(Quoted.path(file) + ": shape " + header.shapeText() + " needs " + bytes
            + " bytes" + (tooLong ? ", more than one Java array holds" : " of heap, but the limit is " + heap
            + ": raise -Xmx"));
      }
      int[] shape = Arrays.stream(header.shape()).mapToInt(s -> (int) s).toArray();
      int[] from = header.fortranOrder() && shape.length > 1 ? fortranPositions(shape, (int) n) : null;
      double[] doubles = null;
      float[] floats = null;
      if (single) {
        floats = new float[(int) n];
        reader.read(floats, 0, (int) n);
        if (from != null) {
          float[] file0 = floats;
          floats = new float[(int) n];
          for (int i = 0; i < n; i++) {
            floats[i] = file0[from[i]];
          }
        }
      } else {
        doubles = new double[(int) n];
        reader.read(doubles, 0, (int) n);
        if (from != null) {
          double[] file0 = doubles;
          doubles = new double[(int) n];
          for (int i = 0; i < n; i++) {
            doubles[i] = file0[from[i]];
          }
        }
      }
      return new NpyFile(file, header.type(), shape, doubles, floats);
    }
  }

  /** For each element in C order its position in Fortran order. */
  private static int[] fortranPositions(int[] shape, int n) {
    int[] position = new int[n];
    int[] index = new int[shape.length];
    int[] stride = new int[shape.length];
    int product = 1;
    for (int d = 0; d < shape.length; d++) {
      stride[d] = product;
      product *= shape[d];
    }
    int at = 0;
    for (int i = 0; i < n; i++) {
      position[i] = at;
      for (int d = shape.length - 1; d >= 0; d--) {
        at += stride[d];
        if (++index[d] < shape[d]) {
          break;
        }
        at -= stride[d] * shape[d];
        index[d] = 0;
      }
    }
    return position;
  }

  /**
   * Writes an array as f8, little-endian, C order; the file appears whole or not at all.
   *
   * @param file   the file, replaced if it exists
   * @param values the elements in C order, as many as the shape has
   * @param shape  the dimensions
   * @throws IOException              if the system cannot write
   * @throws IllegalArgumentException if values and shape disagree
   */
  public static void write(Path file, double[] values, int... shape) throws IOException {
    long[] dimensions = dimensions(file, values.length, shape);
    AtomicFiles.write(file, out -> {
      NpyWriter writer = new NpyWriter(out, NpyType.FLOAT64, dimensions);
      writer.write(values, 0, values.length);
      writer.close();
    });
  }

  /**
   * Writes an array as f4, little-endian, C order; the file appears whole or not at all.
   *
   * @param file   the file, replaced if it exists
   * @param values the elements in C order, as many as the shape has
   * @param shape  the dimensions
   * @throws IOException              if the system cannot write
   * @throws IllegalArgumentException if values and shape disagree
   */
  public static void write(Path file, float[] values, int... shape) throws IOException {
    long[] dimensions = dimensions(file, values.length, shape);
    AtomicFiles.write(file, out -> {
      NpyWriter writer = new NpyWriter(out, NpyType.FLOAT32, dimensions);
      writer.write(values, 0, values.length);
      writer.close();
    });
  }

  private static long[] dimensions(Path file, int values, int[] shape) {
    long n = 1;
    for (int s : shape) {
      n = s < 0 ? -1 : Math.multiplyExact(n, (long) s);
    }
    long[] dimensions = Arrays.stream(shape).asLongStream().toArray();
    if (n != values) {
      throw new IllegalArgumentException(
          Quoted.path(file) + ": " + values + " elements do not have the shape " + NpyHeader.shapeText(dimensions));
    }
    return dimensions;
  }

  /**
   * Where the array came from.
   *
   * @return the file
   */
  public Path source() {
    return source;
  }

  /**
   * The type of the file's elements.
   *
   * @return the type
   */
  public NpyType type() {
    return type;
  }

  /**
   * The dimensions.
   *
   * @return a copy
   */
  public int[] shape() {
    return shape.clone();
  }

  /**
   * The shape as Python writes it.
   *
   * @return for example {@code (20, 64, 64)}
   */
  public String shapeText() {
    return NpyHeader.shapeText(Arrays.stream(shape).asLongStream().toArray());
  }

  /**
   * The elements as doubles, each with exactly the file's value.
   *
   * @return the elements in C order; the array itself unless the file is f4
   */
  public double[] doubles() {
    if (doubles != null) {
      return doubles;
    }
    double[] widened = new double[floats.length];
    for (int i = 0; i < widened.length; i++) {
      widened[i] = floats[i];
    }
    return widened;
  }

  /**
   * The elements of an f4 file.
   *
   * @return the elements in C order, the array itself
   * @throws IllegalStateException if the file has another type
   */
  public float[] floats() {
    if (floats == null) {
      throw new IllegalStateException(Quoted.path(source) + ": has elements of type " + type.code() + ", not f4");
    }
    return floats;
  }
}
