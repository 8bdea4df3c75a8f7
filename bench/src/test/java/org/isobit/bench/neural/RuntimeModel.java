package org.isobit.bench.neural;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/** Any model in ONNX Runtime, run once. */
final class RuntimeModel {

  private RuntimeModel() {}

  /** The outputs of type FLOAT or INT64, by name. */
  static Map<String, Tensor> run(byte[] model, Map<String, Tensor> inputs) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> given = new LinkedHashMap<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(model, options)) {
        for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
          given.put(input.getKey(), tensor(environment, input.getValue()));
        }
        try (OrtSession.Result result = session.run(given)) {
          Map<String, Tensor> outputs = new LinkedHashMap<>();
          for (Map.Entry<String, OnnxValue> output : result) {
            outputs.put(output.getKey(), tensor((OnnxTensor) output.getValue()));
          }
          return outputs;
        }
      }
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }

  private static Tensor tensor(OnnxTensor value) {
    int[] dims = LongStream.of(value.getInfo().getShape()).mapToInt(Math::toIntExact).toArray();
    if (value.getInfo().type == OnnxJavaType.INT64) {
      LongBuffer buffer = value.getLongBuffer();
      long[] longs = new long[buffer.remaining()];
      buffer.get(longs);
      return Tensor.of(longs, dims);
    }
    FloatBuffer buffer = value.getFloatBuffer();
    float[] floats = new float[buffer.remaining()];
    buffer.get(floats);
    return Tensor.of(floats, dims);
  }

  private static OnnxTensor tensor(OrtEnvironment environment, Tensor x) throws OrtException {
    long[] shape = Arrays.stream(x.dims()).asLongStream().toArray();
    if (x.type() == ElementType.FLOAT) {
      return OnnxTensor.createTensor(environment, FloatBuffer.wrap(x.floats()), shape);
    }
    if (x.type() == ElementType.INT64) {
      return OnnxTensor.createTensor(environment, LongBuffer.wrap(x.longs()), shape);
    }
    if (x.type() == ElementType.INT32) {
      return OnnxTensor.createTensor(environment,
          IntBuffer.wrap(LongStream.of(x.longs()).mapToInt(v -> (int) v).toArray()), shape);
    }
    ByteBuffer flags = ByteBuffer.allocateDirect(x.size()).order(ByteOrder.nativeOrder());
    LongStream.of(x.longs()).forEach(v -> flags.put((byte) v));
    return OnnxTensor.createTensor(environment, flags.rewind(), shape, OnnxJavaType.BOOL);
  }
}
