package org.isobit.bench.neural;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.models.net.NetOpponent;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/** ONNX Runtime with all optimisations on, inputs in direct buffers that are made once. */
public final class RuntimeOpponent implements NetOpponent {

  /** For {@link java.util.ServiceLoader}. */
  public RuntimeOpponent() {}

  @Override
  public String name() {
    return "onnxruntime";
  }

  @Override
  public String version() {
    return OrtEnvironment.getEnvironment().getVersion();
  }

  @Override
  public Call call(byte[] model, Map<String, Tensor> inputs, int threads) {
    Session session = new Session();
    try {
      session.begin(model, inputs, threads);
      session.run();
      return session;
    } catch (OrtException | IllegalStateException e) {
      session.close();
      throw new IllegalArgumentException("onnxruntime: " + e.getMessage(), e);
    }
  }

  /** A session with its options and tensors, all of which are native memory. */
  private static final class Session implements Call {

    private final OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    private final Map<String, OnnxTensor> given = new LinkedHashMap<>();
    private OrtSession session;

    void begin(byte[] model, Map<String, Tensor> inputs, int threads) throws OrtException {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      session = environment.createSession(model, options);
      for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
        given.put(input.getKey(), tensor(environment, input.getValue()));
      }
    }

    @Override
    public void run() {
      try {
        session.run(given).close();
      } catch (OrtException e) {
        throw new IllegalStateException(e.getMessage(), e);
      }
    }

    @Override
    public void close() {
      given.values().forEach(OnnxTensor::close);
      try {
        if (session != null) {
          session.close();
        }
      } catch (OrtException e) {
        throw new IllegalStateException(e.getMessage(), e);
      } finally {
        options.close();
      }
    }
  }

  private static OnnxTensor tensor(OrtEnvironment environment, Tensor x) throws OrtException {
    long[] shape = Arrays.stream(x.dims()).asLongStream().toArray();
    ByteBuffer bytes = ByteBuffer.allocateDirect(x.size() * x.type().bytes()).order(ByteOrder.nativeOrder());
    if (x.type() == ElementType.FLOAT) {
      FloatBuffer buffer = bytes.asFloatBuffer();
      return OnnxTensor.createTensor(environment, buffer.put(x.floats()).rewind(), shape);
    }
    DoubleBuffer buffer = bytes.asDoubleBuffer();
    return OnnxTensor.createTensor(environment, buffer.put(x.doubles()).rewind(), shape);
  }
}
