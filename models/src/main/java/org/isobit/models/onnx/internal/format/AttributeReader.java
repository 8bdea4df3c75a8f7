package org.isobit.models.onnx.internal.format;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isobit.models.onnx.tensor.Tensor;

/** One AttributeProto. Its type says which of its fields counts. */
final class AttributeReader {

  private final Path folder;
  private String name = "";
  private long type;
  private float number;
  private long integer;
  private String text = "";
  private Tensor tensor;
  private String refused = "a tensor that is not there";
  private boolean reference;
  private final Messages.Numbers numbers = new Messages.Numbers();
  private final Messages.Numbers integers = new Messages.Numbers();
  private final List<String> texts = new ArrayList<>();

  AttributeReader(Path folder) {
    this.folder = folder;
  }

  String name() {
    return name;
  }

  void field(CodedInputStream in, int tag) throws IOException {
    switch (tag >>> 3) {
      case 1, 4, 5, 9, 21 -> Messages.requireWire(tag, 2);
      case 2 -> Messages.requireWire(tag, 5);
      case 3, 20 -> Messages.requireWire(tag, 0);
      default -> { }
    }
    switch (tag >>> 3) {
      case 1 -> name = Messages.text(in);
      case 2 -> number = in.readFloat();
      case 3 -> integer = in.readRawVarint64();
      case 4 -> text = Messages.text(in);
      case 5 -> {
        TensorReader reader = new TensorReader(folder);
        Messages.message(in, t -> reader.field(in, t));
        try {
          tensor = reader.tensor();
        } catch (IllegalArgumentException e) {
          refused = e.getMessage();
        }
      }
      case 7 -> numbers.fixed(in, tag, true);
      case 8 -> integers.varints(in, tag);
      case 9 -> texts.add(Messages.text(in));
      case 20 -> type = in.readRawVarint64();
      case 21 -> {
        reference = true;
        Messages.skip(in, tag);
      }
      default -> Messages.skip(in, tag);
    }
  }

  Object value() {
    if (reference) {
      return new NodeDef.Unread("a reference to a function's attribute");
    }
    return switch ((int) Math.max(-1, Math.min(type, 99))) {
      case 1 -> number;
      case 2 -> integer;
      case 3 -> text;
      case 4 -> tensor == null ? new NodeDef.Unread(refused) : tensor;
      case 5 -> new NodeDef.Unread("a graph");
      case 6 -> {
        long[] bits = numbers.values();
        float[] values = new float[bits.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = Float.intBitsToFloat((int) bits[i]);
        }
        yield values;
      }
      case 7 -> integers.values();
      case 8 -> List.copyOf(texts);
      default -> new NodeDef.Unread("of type " + type);
    };
  }
}
