package org.isobit.models.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.isobit.kernels.random.Philox;
import org.isobit.models.io.Quoted;
import org.isobit.models.onnx.OnnxModel;
import org.isobit.models.onnx.tensor.Dims;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;
import org.isobit.models.onnx.tensor.ValueInfo;

/** What {@code isobit net bench} calls of an ONNX model, and of another program that runs it. */
final class NetContest {

  private NetContest() {}

  /** The opponent of that name. */
  static NetOpponent opponent(String name) {
    List<NetOpponent> all = ServiceLoader.load(NetOpponent.class).stream().map(ServiceLoader.Provider::get).toList();
    return all.stream().filter(o -> o.name().equals(name)).findFirst().orElseThrow(() -> new IllegalArgumentException(
        "--against " + Quoted.of(name) + ": no such program is on the class path; there "
            + (all.isEmpty() ? "are none" : "is " + all.stream().map(NetOpponent::name)
                .collect(Collectors.joining(", ")))));
  }

  /** Calls of a model, one a batch size. */
  static List<Runnable> calls(OnnxModel model, String source, List<Integer> batches) {
    List<Runnable> calls = new ArrayList<>();
    for (int batch : batches) {
      Map<String, Tensor> inputs = inputs(model, source, batch);
      calls.add(() -> model.run(inputs));
    }
    return calls;
  }

  /** Normal numbers for each input; a first dimension that is not said is the batch. */
  static Map<String, Tensor> inputs(OnnxModel model, String source, int batch) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (ValueInfo input : model.inputs()) {
      inputs.put(input.name(), normals(input, source, batch));
    }
    return inputs;
  }

  private static Tensor normals(ValueInfo input, String source, int batch) {
    boolean floats = input.type() == ElementType.FLOAT;
    if (input.dims() == null || !floats && input.type() != ElementType.DOUBLE) {
      throw new IllegalArgumentException(source + ": the input " + Quoted.line(input.toString())
          + " cannot be made up: it has no shape, or is neither of FLOAT nor of DOUBLE");
    }
    int[] dims = new int[input.dims().size()];
    for (int d = 0; d < dims.length; d++) {
      boolean known = input.dims().get(d).matches("\\d{1,9}");
      if (!known && d > 0) {
        throw new IllegalArgumentException(source + ": the input " + Quoted.line(input.toString())
            + " cannot be made up: of its dimensions only the first may be open, which is the batch");
      }
      dims[d] = known ? Integer.parseInt(input.dims().get(d)) : batch;
    }
    NetBench.size(1, Dims.count(dims), floats);
    if (floats) {
      float[] x = new float[Dims.count(dims)];
      Philox.gaussian(NetBench.SEED, 0, 0, x.length, x, 0);
      return Tensor.of(x, dims);
    }
    double[] x = new double[Dims.count(dims)];
    Philox.gaussian(NetBench.SEED, 0, 0, x.length, x, 0);
    return Tensor.of(x, dims);
  }

  /** The opponent's calls of a model, which whoever asks for them closes. */
  static List<NetOpponent.Call> calls(NetOpponent opponent, byte[] bytes, OnnxModel model, String source,
      List<Integer> batches, int threads) {
    return batches.stream().map(batch -> opponent.call(bytes, inputs(model, source, batch), threads)).toList();
  }
}
