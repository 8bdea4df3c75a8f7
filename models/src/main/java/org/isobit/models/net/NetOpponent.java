package org.isobit.models.net;

import java.util.Map;
import org.isobit.models.onnx.tensor.Tensor;

/**
 * Another program that runs ONNX models, for {@code isobit net bench --against}. Its class stands in {@code
 * META-INF/services/org.isobit.models.net.NetOpponent} of whoever brings it.
 */
public interface NetOpponent {

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
   * @return a call of the model with these inputs
   * @throws IllegalArgumentException if it cannot run the model
   */
  Runnable call(byte[] model, Map<String, Tensor> inputs, int threads);
}
