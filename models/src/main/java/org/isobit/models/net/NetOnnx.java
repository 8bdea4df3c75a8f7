package org.isobit.models.net;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.isobit.models.cli.Cli;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.NpyType;
import org.isobit.models.io.OutputPlaces;
import org.isobit.models.io.Quoted;
import org.isobit.models.onnx.OnnxModel;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;
import org.isobit.models.onnx.tensor.ValueInfo;

/** ONNX models in commands, and {@code isobit net run} of one with one input and one output. */
final class NetOnnx {

  private NetOnnx() {}

  /** Whether a file's name says that it is an ONNX model. */
  static boolean means(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
  }

  static void requireAlone(NetSource source) {
    if (!source.alone()) {
      throw new IllegalArgumentException(Quoted.path(source.file())
          + ": an ONNX model says itself what it is; leave out --network");
    }
  }

  static int run(NetSource source, Path input, Path output, PrintWriter out) throws IOException {
    String name = Quoted.path(source.file());
    requireAlone(source);
    OutputPlaces.requireFile(output);
    OutputPlaces.requireApart(output, List.of(source.file(), input));
    OnnxModel model = OnnxModel.read(source.file());
    if (model.inputs().size() != 1 || model.outputs().size() != 1) {
      throw new IllegalArgumentException(name + ": has " + model.inputs().size() + " inputs and "
          + model.outputs().size() + " outputs; models with one of each can be run here");
    }
    ValueInfo in = model.inputs().getFirst();
    NpyFile x = NpyFile.read(input);
    Tensor y = model.run(Map.of(in.name(), tensor(x, in.type()))).values().iterator().next();
    boolean single = y.type().single();
    long notFinite = IntStream.range(0, y.size()).filter(i -> !Double.isFinite(y.number(i))).count();
    if (single) {
      NpyFile.write(output, y.floats(), y.dims());
    } else {
      NpyFile.write(output, IntStream.range(0, y.size()).mapToDouble(y::number).toArray(), y.dims());
    }
    out.println("Wrote " + output + ": " + y + ", " + (single ? "f4" : "f8")
        + (in.type() == ElementType.FLOAT && x.type() != NpyType.FLOAT32 ? "; the inputs, " + x.type().code()
        + ", were rounded to float" : ""));
    if (notFinite > 0) {
      out.println(notFinite + " of " + y.size() + " outputs are infinite or NaN.");
    }
    out.flush();
    return Cli.OK;
  }

  /** A file's numbers as the model takes them: floating-point types rounded, integers only where they are exact. */
  private static Tensor tensor(NpyFile x, ElementType type) {
    if (type == null || type == ElementType.FLOAT && x.type() == NpyType.FLOAT32) {
      return x.type() == NpyType.FLOAT32 ? Tensor.of(x.floats(), x.shape()) : Tensor.of(x.doubles(), x.shape());
    }
    double[] values = x.doubles();
    if (type == ElementType.DOUBLE) {
      return Tensor.of(values, x.shape());
    }
    Tensor y = Tensor.zeros(type, x.shape());
    for (int i = 0; i < values.length; i++) {
      if (type.single()) {
        y.floats()[i] = type.narrow(values[i]);
      } else {
        y.longs()[i] = type.wrap((long) values[i]);
        if (y.number(i) != values[i]) {
          throw new IllegalArgumentException(Quoted.path(x.source()) + ": " + values[i] + " is no number of type "
              + type + ", which the model takes");
        }
      }
    }
    return y;
  }
}
