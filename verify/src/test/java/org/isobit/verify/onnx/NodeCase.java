package org.isobit.verify.onnx;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isobit.models.onnx.OnnxModel;
import org.isobit.models.onnx.internal.format.OnnxReader;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;
import org.isobit.models.onnx.tensor.ValueInfo;
import org.isobit.verify.ReactorRoot;

/**
 * One of ONNX's tests of its operators: a model, inputs, and what must come out.
 *
 * @param folder   where it lies
 * @param operator the operator of the model's only node; empty if there are several, or it is not ONNX's own
 * @param problem  what is wrong with our outputs; null if nothing is
 */
record NodeCase(Path folder, String operator, String problem) {

  private static final double RELATIVE = 1e-5;
  private static final double ABSOLUTE = 1e-6;

  /** All cases, run, by name. */
  static Map<String, NodeCase> all() throws IOException {
    Map<String, NodeCase> cases = new TreeMap<>();
    try (Stream<Path> folders = Files.list(data())) {
      for (Path folder : folders.filter(f -> Files.exists(f.resolve("model.onnx"))).toList()) {
        cases.put(folder.getFileName().toString(), of(folder));
      }
    }
    return cases;
  }

  private static Path data() {
    Path installed = Path.of("usr/share/libonnx-testdata/data/node");
    for (Path root : List.of(Path.of("/"), ReactorRoot.find().resolve("target/onnx-testdata"))) {
      if (Files.isDirectory(root.resolve(installed))) {
        return root.resolve(installed);
      }
    }
    throw new IllegalStateException("ONNX's tests are not there: install Debian's package libonnx-testdata, or run "
        + "verify/src/build/test-tools.sh, which needs no root");
  }

  /** A case whose model has its operator's function in place of the operator. */
  boolean expanded() {
    return folder.toString().endsWith("_expanded") || folder.toString().contains("_expanded_");
  }

  private static NodeCase of(Path folder) throws IOException {
    Path file = folder.resolve("model.onnx");
    String operator = operator(Files.readAllBytes(file));
    try {
      return new NodeCase(folder, operator, problem(OnnxModel.read(file), folder, false));
    } catch (IllegalArgumentException e) {
      return new NodeCase(folder, operator, e.getMessage());
    }
  }

  /** What is wrong if the inputs that are FLOAT in the case's file are DOUBLE instead; null if nothing is. */
  String problemInDouble() throws IOException {
    byte[] model = Files.readAllBytes(folder.resolve("model.onnx"));
    try {
      return problem(OnnxModel.read(folder.toString(), DoubleModel.of(model)), folder, true);
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  /** Read by hand, since files with other element types are refused as a whole. */
  private static String operator(byte[] model) throws IOException {
    List<byte[]> nodes = new ArrayList<>();
    for (byte[] graph : fields(model, 7)) {
      nodes.addAll(fields(graph, 1));
    }
    return nodes.size() == 1 && fields(nodes.getFirst(), 7).isEmpty()
        ? new String(fields(nodes.getFirst(), 4).getFirst(), StandardCharsets.UTF_8) : "";
  }

  static List<byte[]> fields(byte[] message, int number) throws IOException {
    List<byte[]> found = new ArrayList<>();
    CodedInputStream in = CodedInputStream.newInstance(message);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == (number << 3 | 2)) {
        found.add(in.readByteArray());
      } else {
        in.skipField(tag);
      }
    }
    return found;
  }

  private static String problem(OnnxModel model, Path folder, boolean doubled) throws IOException {
    int sets = 0;
    for (Path set = folder.resolve("test_data_set_0"); Files.isDirectory(set);
        set = folder.resolve("test_data_set_" + sets)) {
      Map<String, Tensor> inputs = new LinkedHashMap<>();
      for (int i = 0; i < model.inputs().size(); i++) {
        inputs.put(model.inputs().get(i).name(), 
            tensor(set.resolve("input_" + i + ".pb"), model.inputs().get(i)));
      }
      Map<String, Tensor> outputs = model.run(inputs);
      List<String> problems = new ArrayList<>();
      for (int i = 0; i < model.outputs().size(); i++) {
        ValueInfo output = model.outputs().get(i);
        Tensor actual = outputs.get(output.name());
        boolean wider = doubled && actual.type() == ElementType.DOUBLE && output.type() == ElementType.FLOAT;
        String difference = difference(tensor(set.resolve("output_" + i + ".pb"),
            wider ? new ValueInfo(output.name(), ElementType.DOUBLE, output.dims()) : output), actual);
        if (difference != null) {
          problems.add("output " + output.name() + ": " + difference);
        }
      }
      if (!problems.isEmpty()) {
        return problems.toString();
      }
      sets++;
    }
    return sets == 0 ? "has no data" : null;
  }

  /** A tensor of a test; NumPy, which wrote them, has no BFLOAT16 and gave its bits as UINT16. */
  private static Tensor tensor(Path file, ValueInfo value) throws IOException {
    Tensor x = OnnxReader.tensor(file);
    if (value.type() == ElementType.DOUBLE && x.type() == ElementType.FLOAT) {
      return Tensor.of(IntStream.range(0, x.size()).mapToDouble(x::number).toArray(), x.dims());
    }
    if (value.type() != ElementType.BFLOAT16 || x.type() != ElementType.UINT16) {
      return x;
    }
    float[] y = new float[x.size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = Float.intBitsToFloat((int) x.longs()[i] << 16);
    }
    return Tensor.of(ElementType.BFLOAT16, y, x.dims());
  }

  private static String difference(Tensor expected, Tensor actual) {
    if (!expected.toString().equals(actual.toString())) {
      return "is " + actual + " in place of " + expected;
    }
    for (int i = 0; i < expected.size(); i++) {
      boolean same = expected.type().floating() ? near(expected.number(i), actual.number(i))
          : expected.longs()[i] == actual.longs()[i];
      if (!same) {
        return "element " + i + " is " + actual.number(i) + " in place of " + expected.number(i);
      }
    }
    return null;
  }

  /** As numpy.allclose has it; NaN is NaN. */
  private static boolean near(double expected, double actual) {
    return expected == actual || expected != expected && actual != actual
        || Math.abs(expected - actual) <= ABSOLUTE + RELATIVE * Math.abs(expected);
  }
}
