package org.isobit.models.onnx.export;

import java.util.Map;

/** Nodes of RMS norm, which ONNX has an operator for from version 23 on only. Thread-safe. */
public final class RootMeanSquareNodes {

  private RootMeanSquareNodes() {}

  /**
   * Writes x ÷ √(mean of squares + ε), times a weight, of each row of the last dimension.
   *
   * @param nodes  takes the nodes
   * @param value  x
   * @param eps    added to the mean of squares
   * @param weight name of as many numbers as a row has; null: none
   * @return the name of the result
   */
  public static String of(OnnxNodes nodes, String value, double eps, String weight) {
    String squares = nodes.node("Mul", Map.of(), value, value);
    String mean = nodes.node("ReduceMean", Map.of(), squares, nodes.integers(-1));
    String root = nodes.node("Sqrt", Map.of(), nodes.node("Add", Map.of(), mean, nodes.numbers(new double[] {eps})));
    String y = nodes.node("Div", Map.of(), value, root);
    return weight == null ? y : nodes.node("Mul", Map.of(), y, weight);
  }
}
