package org.isobit.models.net;

import java.util.Map;
import org.isobit.models.onnx.tensor.Tensor;

/**
 * Another program that runs ONNX models, for {@code isobit net bench --against}. Its class stands in {@code
 * META-INF/services/org.isobit.models.net.NetOpponent} of whoever brings it.
 */
public interface NetOpponent {

  /** A model with its inputs, run as often as one likes, and what it holds outside of Java's memory. */
  interface Call extends Runnable, AutoCloseable {

    @Override
    void close();
  }

  /**
   * What users call it.
   *
   * @return a word in lower case, such as {@code onnxruntime}
   */
  String name();

  /**
   * Its version.
   *
   * @return a word
   */
  String version();

  /**
   * Prepares a model, so that calls are as quick as it can make them.
   *
   * @param model   the file's bytes
   * @param inputs  tensors by the names of inputs
   * @param threads how many it may use
   * @return a call of the model with these inputs, which is closed when there are no more
   * @throws IllegalArgumentException if it cannot run the model
   */
  Call call(byte[] model, Map<String, Tensor> inputs, int threads);
}
