package org.isobit.bench.neural;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.isobit.models.onnx.tensor.Tensor;

/**
 * A model in ONNX Runtime, all optimisations on, inputs and output in buffers that are made once: its quickest way from
 * Java.
 */
public final class OnnxRuntime {

  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
  private final Map<String, OnnxTensor> outputs;
  private final FloatBuffer y;

  /**
   * Loads a model with one input x and one output y of the same rows, on one thread.
   *
   * @param model   the file's bytes
   * @param batch   rows of both
   * @param x       the input
   * @param columns columns of the output
   */
  public OnnxRuntime(byte[] model, int batch, float[] x, int columns) {
    this(model, x, new int[] {batch, x.length / batch}, batch, columns);
  }

  /**
   * Loads a model with one input x and one output y, on one thread.
   *
   * @param model  the file's bytes
   * @param x      the input
   * @param shape  its shape
   * @param result the output's shape
   */
  public OnnxRuntime(byte[] model, float[] x, int[] shape, int... result) {
    this(model, Map.of("x", Tensor.of(x, shape)), 1, result);
  }

  /**
   * Loads a model with one output y.
   *
   * @param model   the file's bytes
   * @param values  its inputs by name, floats
   * @param threads that it computes with
   * @param result  the output's shape
   */
  public OnnxRuntime(byte[] model, Map<String, Tensor> values, int threads, int... result) {
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      OrtSession.SessionOptions options = new OrtSession.SessionOptions();
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // Its threads would go on spinning on the other side's cores.
      options.addConfigEntry("session.force_spinning_stop", "1");
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      session = environment.createSession(model, options);
      for (Map.Entry<String, Tensor> value : values.entrySet()) {
        FloatBuffer in = floats(value.getValue().size());
        in.put(value.getValue().floats()).rewind();
        inputs.put(value.getKey(), OnnxTensor.createTensor(environment, in, longs(value.getValue().dims())));
      }
      y = floats(Arrays.stream(result).reduce(1, Math::multiplyExact));
      outputs = Map.of("y", OnnxTensor.createTensor(environment, y, longs(result)));
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The threads of an implementation.
   *
   * @param implementation as benchmarks name it
   * @return 2 if its name ends so, else 1
   */
  public static int threads(String implementation) {
    return implementation.endsWith("-threads") ? 2 : 1;
  }

  private static long[] longs(int[] shape) {
    return Arrays.stream(shape).asLongStream().toArray();
  }

  private static FloatBuffer floats(int n) {
    return ByteBuffer.allocateDirect(4 * n).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** Runs it once. */
  public void run() {
    try (OrtSession.Result result = session.run(inputs, Set.of(), outputs)) {
      if (result.size() != 1) {
        throw new IllegalStateException("one output expected, not " + result.size());
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The output of the last run.
   *
   * @param to takes it
   */
  public void output(float[] to) {
    y.get(0, to);
  }
}
