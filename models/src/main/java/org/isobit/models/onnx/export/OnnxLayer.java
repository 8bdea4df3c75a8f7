package org.isobit.models.onnx.export;

/**
 * A layer that can be written as nodes of an ONNX model. Layers implement it beside their own interface; those that do
 * not cannot be exported. Thread-safe.
 */
public interface OnnxLayer {

  /**
   * Writes the layer as it is in inference.
   *
   * @param nodes takes its nodes, and says what they read
   * @return the name of the value that is the layer's output, samples first: what a node gave, or one of the layer's
   *     inputs
   * @throws IllegalArgumentException if the layer has settings that ONNX has nothing for
   */
  String export(OnnxNodes nodes);
}
