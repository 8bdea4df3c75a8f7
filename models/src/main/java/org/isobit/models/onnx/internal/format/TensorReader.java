package org.isobit.models.onnx.internal.format;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.isobit.models.io.InputFiles;
import org.isobit.models.io.Quoted;
import org.isobit.models.onnx.tensor.Dims;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/** One TensorProto: its elements as bytes, in a typed field, or in a file beside the model. */
final class TensorReader {

  private final Path folder;
  private final Messages.Numbers dims = new Messages.Numbers();
  private final Messages.Numbers typed = new Messages.Numbers();
  private final Map<String, String> external = new HashMap<>();
  private String name = "";
  private long code;
  private int typedField;
  private ByteBuffer raw;
  private boolean outside;
  private boolean segment;

  /** A reader of one tensor, with the folder in which its file may lie. */
  TensorReader(Path folder) {
    this.folder = folder;
  }

  String name() {
    return name;
  }

  /** Reads one field. */
  void field(CodedInputStream in, int tag) throws IOException {
    switch (tag >>> 3) {
      case 2, 14 -> Messages.requireWire(tag, 0);
      case 8, 9, 13 -> Messages.requireWire(tag, 2);
      default -> { }
    }
    switch (tag >>> 3) {
      case 1 -> dims.varints(in, tag);
      case 2 -> code = in.readRawVarint64();
      case 3 -> {
        segment = true;
        Messages.skip(in, tag);
      }
      case 4, 10 -> {
        typedField = typed(tag);
        typed.fixed(in, tag, tag >>> 3 == 4);
      }
      case 5, 7, 11 -> {
        typedField = typed(tag);
        typed.varints(in, tag);
      }
      case 8 -> name = Messages.text(in);
      case 9 -> raw = in.readByteBuffer();
      case 13 -> {
        String[] entry = {"", ""};
        Messages.message(in, t -> {
          if (t >>> 3 <= 2 && (t & 7) == 2) {
            entry[(t >>> 3) - 1] = Messages.text(in);
          } else {
            Messages.skip(in, t, 1, 2);
          }
        });
        external.put(entry[0], entry[1]);
      }
      case 14 -> outside = in.readRawVarint64() == 1;
      default -> Messages.skip(in, tag);
    }
  }

  private int typed(int tag) {
    int field = tag >>> 3;
    if (typedField != 0 && typedField != field) {
      throw wrong("has elements in two fields");
    }
    return field;
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("tensor " + Quoted.of(name) + ": " + what);
  }

  /** The tensor, once all fields are read. */
  Tensor tensor() throws IOException {
    try {
      return checked();
    } catch (IllegalArgumentException e) {
      throw e.getMessage().startsWith("tensor '") ? e : wrong(e.getMessage().replaceFirst("^tensor: ", ""));
    }
  }

  private Tensor checked() throws IOException {
    ElementType type = ElementType.of(code);
    if (segment) {
      throw wrong("is only a segment of a tensor");
    }
    int[] shape = Arrays.stream(dims.values()).mapToInt(Dims::dimension).toArray();
    int n = Dims.count(shape);
    if (outside) {
      if (raw != null || typed.size() > 0) {
        throw wrong("has elements both inside and outside the model's file");
      }
      return of(type, elsewhere((long) n * type.bytes()), shape);
    }
    if (raw != null) {
      if (typed.size() > 0) {
        throw wrong("has elements in two fields");
      }
      if (raw.remaining() != (long) n * type.bytes()) {
        throw wrong("the shape " + Arrays.toString(shape) + " of " + type + " takes " + (long) n * type.bytes()
            + " bytes, but " + raw.remaining() + " are there");
      }
      return of(type, raw, shape);
    }
    if (typed.size() != n) {
      throw wrong("the shape " + Arrays.toString(shape) + " has " + n + " elements, but " + typed.size()
          + " are there");
    }
    return typed(type, shape);
  }

  private Tensor typed(ElementType type, int[] shape) {
    int field = switch (type) {
      case FLOAT -> 4;
      case DOUBLE -> 10;
      case INT64 -> 7;
      case UINT32, UINT64 -> 11;
      default -> 5;
    };
    if (typed.size() > 0 && field != typedField) {
      throw wrong("elements of type " + type + " are in the wrong field, number " + typedField);
    }
    long[] values = typed.values();
    Tensor y = Tensor.zeros(type, shape);
    for (int i = 0; i < values.length; i++) {
      switch (type) {
        case FLOAT -> y.floats()[i] = Float.intBitsToFloat((int) values[i]);
        case DOUBLE -> y.doubles()[i] = Double.longBitsToDouble(values[i]);
        case FLOAT16 -> y.floats()[i] = Float.float16ToFloat((short) values[i]);
        case BFLOAT16 -> y.floats()[i] = Float.intBitsToFloat((int) values[i] << 16);
        default -> y.longs()[i] = type.wrap(values[i]);
      }
    }
    return y;
  }

  private static Tensor of(ElementType type, ByteBuffer bytes, int[] shape) {
    Tensor y = Tensor.zeros(type, shape);
    int n = y.size();
    ByteBuffer b = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    switch (type) {
      case FLOAT -> b.asFloatBuffer().get(y.floats());
      case DOUBLE -> b.asDoubleBuffer().get(y.doubles());
      case INT64, UINT64 -> b.asLongBuffer().get(y.longs());
      case FLOAT16, BFLOAT16 -> {
        for (int i = 0; i < n; i++) {
          short half = b.getShort(2 * i);
          y.floats()[i] = type == ElementType.FLOAT16 ? Float.float16ToFloat(half) : Float.intBitsToFloat(half << 16);
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          y.longs()[i] = type.wrap(switch (type.bytes()) {
            case 1 -> b.get(i);
            case 2 -> b.getShort(2 * i);
            default -> b.getInt(4 * i);
          });
        }
      }
    }
    return y;
  }

  /** So many bytes of the file that the tensor names; it lies in the model's folder or below, links resolved. */
  private ByteBuffer elsewhere(long bytes) throws IOException {
    String location = external.getOrDefault("location", "");
    Path file;
    try {
      file = Path.of(location);
    } catch (InvalidPathException e) {
      throw wrong("the place of its elements, " + Quoted.of(location) + ", is no path");
    }
    boolean up = false;
    for (Path part : file) {
      up |= part.toString().equals("..");
    }
    if (location.isEmpty() || file.isAbsolute() || up || location.contains("\\")) {
      throw wrong("its elements are at " + Quoted.of(location) + "; only files in the model's folder are read");
    }
    if (folder == null) {
      throw wrong("its elements are in the file " + Quoted.of(location) + ", but the model has no folder");
    }
    InputFiles.requireFile(folder.resolve(file));
    // What is opened is what was looked at, even if a link is exchanged meanwhile.
    Path there = folder.resolve(file).toRealPath();
    if (!there.startsWith(folder.toRealPath())) {
      throw wrong("the link " + Quoted.of(location) + " leads out of the model's folder");
    }
    long offset = number("offset", 0);
    long length = number("length", bytes);
    long size = Files.size(there);
    if (length != bytes || offset > size || bytes > size - offset) {
      throw wrong("takes " + bytes + " bytes, but has " + length + " from " + offset + " of " + Quoted.path(there)
          + ", which has " + size);
    }
    if (bytes > Integer.MAX_VALUE - 64 || bytes > Runtime.getRuntime().maxMemory()) {
      throw wrong("takes " + bytes + " bytes, more than one array or the heap holds");
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) bytes);
    try (FileChannel channel = FileChannel.open(there, StandardOpenOption.READ)) {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, offset + buffer.position()) < 0) {
          throw wrong(Quoted.path(there) + " became shorter while it was read");
        }
      }
    }
    return buffer.flip();
  }

  private long number(String key, long missing) {
    String text = external.get(key);
    if (text == null) {
      return missing;
    }
    if (!text.matches("\\d{1,18}")) {
      throw wrong("the " + key + " of its elements, " + Quoted.of(text) + ", is no number");
    }
    return Long.parseLong(text);
  }
}
