package org.isobit.models.weights;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.io.InputFiles;
import org.isobit.models.io.Quoted;
import org.isobit.models.io.Similar;

/**
 * Reads a safetensors file: 8 bytes with the header's length, little-endian; a JSON header of type, shape and place of
 * each tensor; the tensors, little-endian and row-major. Source: the format section of the README of
 * github.com/huggingface/safetensors.
 *
 * <p>A header is believed only if every number in it fits the file: at most 100 000 000 bytes of UTF-8 JSON, each key
 * once, known types, integers that are not negative and do not overflow, as many bytes for each tensor as its type and
 * shape need, and all bytes behind the header in exactly one tensor each. Nothing is allocated for what a header merely
 * claims. Values are not checked: NaN and infinity are read as they are.
 *
 * <p>Files may be larger than 2 GiB; one tensor read at once has at most 2^31 − 9 elements. Thread-safe.
 */
public final class SafetensorsReader implements AutoCloseable {

  private static final int BUFFER = 1 << 20;

  /** Heap that a byte of a header may need, at worst, while and after it is parsed. */
  private static final long HEAP_A_BYTE = 32;

  /** Names in a message of a missing tensor. */
  private static final int MOST_NAMES = 20;

  private final String source;
  private final FileChannel channel;
  private final SafetensorsHeader header;
  private final Map<String, TensorInfo> byName = new HashMap<>();

  private SafetensorsReader(String source, FileChannel channel) throws IOException {
    this.source = source;
    this.channel = channel;
    this.header = readHeader(source, channel);
    header.tensors().forEach(t -> byName.put(t.name(), t));
  }

  /**
   * Opens a file and checks its header.
   *
   * @param file the file
   * @return the reader
   * @throws IOException              if the system cannot read it
   * @throws IllegalArgumentException if there is no such file, or it is not a complete safetensors file
   */
  public static SafetensorsReader open(Path file) throws IOException {
    InputFiles.requireFile(file);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new SafetensorsReader(Quoted.path(file), channel);
    } catch (Throwable t) {
      channel.close();
      throw t;
    }
  }

  private static SafetensorsHeader readHeader(String source, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < SafetensorsHeader.PREFIX) {
      throw new IllegalArgumentException(source + ": is not a safetensors file: it has " + size
          + " bytes, and the length of the header alone takes " + SafetensorsHeader.PREFIX);
    }
    ByteBuffer prefix = ByteBuffer.allocate(SafetensorsHeader.PREFIX).order(ByteOrder.LITTLE_ENDIAN);
    fill(source, channel, prefix, 0);
    long length = prefix.getLong(0);
    if (length < 0 || length > SafetensorsHeader.LONGEST) {
      throw new IllegalArgumentException(source + ": the safetensors header claims a length of "
          + Long.toUnsignedString(length) + " bytes; at most " + SafetensorsHeader.LONGEST + " are allowed");
    }
    if (length > size - SafetensorsHeader.PREFIX) {
      throw new IllegalArgumentException(source + ": the safetensors header claims a length of " + length
          + " bytes, but only " + (size - SafetensorsHeader.PREFIX) + " follow: the file is truncated, or no "
          + "safetensors file");
    }
    requireHeap(source, length, Runtime.getRuntime().maxMemory());
    byte[] text = new byte[(int) length];
    fill(source, channel, ByteBuffer.wrap(text), SafetensorsHeader.PREFIX);
    return HeaderParser.parse(source, text, size - SafetensorsHeader.PREFIX - length);
  }

  static void requireHeap(String source, long length, long heap) {
    if (length * HEAP_A_BYTE > heap) {
      throw new IllegalArgumentException(source + ": a safetensors header of " + length + " bytes may need "
          + length * HEAP_A_BYTE + " bytes of heap, but the limit is " + heap + ": raise -Xmx");
    }
  }

  private static void fill(String source, FileChannel channel, ByteBuffer buffer, long position) throws IOException {
    long at = position;
    while (buffer.hasRemaining()) {
      int n = channel.read(buffer, at);
      if (n < 0) {
        throw new EOFException(source + ": became shorter while it was read");
      }
      at += n;
    }
  }

  /**
   * The free text of the header.
   *
   * @return what stands under {@code __metadata__}; empty if there is none
   */
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /**
   * The tensors.
   *
   * @return in the header's order
   */
  public List<TensorInfo> tensors() {
    return header.tensors();
  }

  /**
   * One tensor.
   *
   * @param name its name
   * @return what the header says of it
   * @throws IllegalArgumentException if there is none of that name
   */
  public TensorInfo tensor(String name) {
    TensorInfo tensor = byName.get(name);
    if (tensor == null) {
      List<String> known = header.tensors().stream().limit(MOST_NAMES).map(TensorInfo::name).toList();
      throw new IllegalArgumentException(source + ": has no tensor " + Quoted.of(name) + "; its tensors are "
          + String.join(", ", known.stream().map(Quoted::of).toList())
          + (known.size() < header.tensors().size() ? ", ..." : "")
          + Similar.hint(name, known));
    }
    return tensor;
  }

  /**
   * Reads a tensor of type F64, F32, F16 or BF16; every value is kept exactly.
   *
   * @param tensor one of {@link #tensors()}
   * @param to     destination, row-major
   * @param offset index of the first element
   * @throws IOException              if the system cannot read
   * @throws IllegalArgumentException if the tensor has another type, or does not fit in the array
   */
  public void read(TensorInfo tensor, double[] to, long offset) throws IOException {
    requireReadable(tensor, to.length, offset);
    int size = tensor.type().bits() / 8;
    int at = (int) offset;
    ByteBuffer buffer = buffer(tensor);
    for (long position = tensor.begin(); position < tensor.end(); position += buffer.limit()) {
      next(buffer, tensor, position);
      int n = buffer.limit() / size;
      switch (tensor.type()) {
        case F64 -> buffer.asDoubleBuffer().get(to, at, n);
        case F32 -> {
          for (int i = 0; i < n; i++) {
            to[at + i] = buffer.getFloat(4 * i);
          }
        }
        default -> {
          for (int i = 0; i < n; i++) {
            to[at + i] = half(tensor.type(), buffer, i);
          }
        }
      }
      at += n;
    }
  }

  /**
   * Reads a tensor of type F32, F16 or BF16; every value is kept exactly. F64 is refused, because it would have to be
   * rounded.
   *
   * @param tensor one of {@link #tensors()}
   * @param to     destination, row-major
   * @param offset index of the first element
   * @throws IOException              if the system cannot read
   * @throws IllegalArgumentException if the tensor has another type, or does not fit in the array
   */
  public void read(TensorInfo tensor, float[] to, long offset) throws IOException {
    if (tensor.type() == TensorType.F64) {
      throw new IllegalArgumentException(source + ": tensor " + Quoted.of(tensor.name()) + ": F64 does not fit in a "
          + "float without rounding");
    }
    requireReadable(tensor, to.length, offset);
    int size = tensor.type().bits() / 8;
    int at = (int) offset;
    ByteBuffer buffer = buffer(tensor);
    for (long position = tensor.begin(); position < tensor.end(); position += buffer.limit()) {
      next(buffer, tensor, position);
      int n = buffer.limit() / size;
      switch (tensor.type()) {
        case F32 -> buffer.asFloatBuffer().get(to, at, n);
        default -> {
          for (int i = 0; i < n; i++) {
            to[at + i] = half(tensor.type(), buffer, i);
          }
        }
      }
      at += n;
    }
  }

  /** Element i of type F16 or BF16. */
  private static float half(TensorType type, ByteBuffer buffer, int i) {
    short bits = buffer.getShort(2 * i);
    return type == TensorType.F16 ? Float.float16ToFloat(bits) : Float.intBitsToFloat(bits << 16);
  }

  private void requireReadable(TensorInfo tensor, int length, long offset) {
    if (!tensor.type().readable()) {
      throw new IllegalArgumentException(source + ": tensor " + Quoted.of(tensor.name()) + ": has elements of type "
          + tensor.type() + "; F64, F32, F16 and BF16 can be used as weights");
    }
    if (offset < 0 || offset > length || tensor.elements() > length - offset) {
      throw new IllegalArgumentException(source + ": tensor " + Quoted.of(tensor.name()) + ": its " + tensor.elements()
          + " elements do not fit in an array of " + length + " from index " + offset);
    }
  }

  private static ByteBuffer buffer(TensorInfo tensor) {
    return ByteBuffer.allocateDirect((int) Math.min(BUFFER, tensor.end() - tensor.begin()))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private void next(ByteBuffer buffer, TensorInfo tensor, long position) throws IOException {
    buffer.clear().limit((int) Math.min(buffer.capacity(), tensor.end() - position));
    fill(source, channel, buffer, header.dataOffset() + position);
    buffer.flip();
  }

  /**
   * Feeds all bytes behind the header to a digest.
   *
   * @param digest updated with the tensors' bytes, in the file's order
   * @throws IOException if the system cannot read
   */
  public void digest(MessageDigest digest) throws IOException {
    long end = channel.size();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    for (long position = header.dataOffset(); position < end; position += buffer.limit()) {
      buffer.clear().limit((int) Math.min(BUFFER, end - position));
      fill(source, channel, buffer, position);
      digest.update(buffer.flip());
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
