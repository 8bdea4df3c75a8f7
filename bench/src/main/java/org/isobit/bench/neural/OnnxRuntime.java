package org.isobit.bench.neural;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * A model in ONNX Runtime on one thread, all optimisations on, input and output in buffers that are made once: its
 * quickest way from Java.
 */
public final class OnnxRuntime {

  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxTensor> outputs;
  private final FloatBuffer y;

  /**
   * Loads a model with one input x and one output y of the same rows.
   *
   * @param model   the file's bytes
   * @param batch   rows of both
   * @param x       the input
   * @param columns columns of the output
   */
  public OnnxRuntime(byte[] model, int batch, float[] x, int columns) {
    this(model, x, new long[] {batch, x.length / batch}, new long[] {batch, columns});
  }

  /**
   * Loads a model with one input x and one output y.
   *
   * @param model  the file's bytes
   * @param x      the input
   * @param shape  its shape
   * @param result the output's shape
   */
  public OnnxRuntime(byte[] model, float[] x, long[] shape, long[] result) {
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      OrtSession.SessionOptions options = new OrtSession.SessionOptions();
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      session = environment.createSession(model, options);
      FloatBuffer in = floats(x.length);
      in.put(x).rewind();
      y = floats((int) Arrays.stream(result).reduce(1, Math::multiplyExact));
      inputs = Map.of("x", OnnxTensor.createTensor(environment, in, shape));
      outputs = Map.of("y", OnnxTensor.createTensor(environment, y, result));
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
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
