package org.isobit.verify.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Models whose inputs of type FLOAT are made those of type DOUBLE. */
final class DoubleModel {

  private static final int FLOAT = 1;
  private static final int DOUBLE = 11;

  /** From a model to the element type of an input: graph, input, type, tensor type, element type. */
  private static final int[] WAY = {7, 11, 2, 1, 1};

  private DoubleModel() {}

  static byte[] of(byte[] model) throws IOException {
    return copy(model, 0);
  }

  /** A message's copy, changed where the way goes on. */
  private static byte[] copy(byte[] message, int depth) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    CodedInputStream in = CodedInputStream.newInstance(message);
    int begin = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = tag >>> 3;
      if (field == WAY[depth] && depth == WAY.length - 1) {
        int type = in.readInt32();
        out.writeInt32(field, type == FLOAT ? DOUBLE : type);
      } else if (field == WAY[depth]) {
        out.writeByteArray(field, copy(in.readByteArray(), depth + 1));
      } else {
        in.skipField(tag);
        out.writeRawBytes(message, begin, in.getTotalBytesRead() - begin);
      }
      begin = in.getTotalBytesRead();
    }
    out.flush();
    return bytes.toByteArray();
  }
}
