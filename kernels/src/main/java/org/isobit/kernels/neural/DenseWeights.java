// Master of FloatDenseWeights: the float version is generated from this file.
package org.isobit.kernels.neural;

import org.isobit.kernels.Checks;
import org.isobit.kernels.gemm.GemmReference;

/**
 * Weights and bias of a dense layer, copied once into the order in which inference reads them: panels of
 * {@value #PANEL} outputs, each with its inputs one after the other, the last panel padded with zeros. The order does
 * not depend on the machine. Immutable, thread-safe.
 */
public final class DenseWeights {

  /** Outputs of a panel. */
  static final int PANEL = 16; // float: static final int PANEL = 32;

  /**
   * Where the first panel begins: a large array of the G1 collector starts at a line of the cache with a header of 16
   * bytes, after which 48 bytes are left of the line.
   */
  static final int START = 6; // float: static final int START = 12;

  private final DenseLayer layer;
  private final double[] panels;
  private final double[] bias;

  private DenseWeights(DenseLayer layer, double[] panels, double[] bias) {
    this.layer = layer;
    this.panels = panels;
    this.bias = bias;
  }

  /**
   * Packs a layer's weights.
   *
   * @param layer      the layer
   * @param w          array of W, stored as the layer says
   * @param wOffset    index of its first element
   * @param bias       array of the bias, one element an output; null: none
   * @param biasOffset index of its first element
   * @return the packed weights; later changes of the arrays do not show
   * @throws IllegalArgumentException if elements lie outside the arrays
   */
  public static DenseWeights of(DenseLayer layer, double[] w, long wOffset, double[] bias, long biasOffset) {
    int wo = Checks.vector("dense", "W", w, wOffset, layer.weights());
    int inputs = layer.inputs();
    int outputs = layer.outputs();
    long size = ((long) outputs + PANEL - 1) / PANEL * PANEL * inputs;
    if (size > Checks.LONGEST_ARRAY - START) {
      throw new IllegalArgumentException("dense: " + size + " packed weights are more than one array holds");
    }
    double[] panels = new double[(int) size + START];
    for (int j = 0; j < outputs; j++) {
      for (int k = 0; k < inputs; k++) {
        panels[index(inputs, k, j)] = w[layer.transposed() ? wo + j * inputs + k : wo + k * outputs + j];
      }
    }
    double[] copy = new double[(outputs + PANEL - 1) / PANEL * PANEL];
    if (bias != null) {
      System.arraycopy(bias, Checks.vector("dense", "bias", bias, biasOffset, outputs), copy, 0, outputs);
    }
    return new DenseWeights(layer, panels, copy);
  }

  /**
   * The layer.
   *
   * @return its shape
   */
  public DenseLayer layer() {
    return layer;
  }

  /**
   * One weight.
   *
   * @param input  which input
   * @param output which output
   * @return the factor of that input in that output
   * @throws IllegalArgumentException if there is no such input or output
   */
  public double weight(int input, int output) {
    Checks.index("dense", "input", input, layer.inputs());
    Checks.index("dense", "output", output, layer.outputs());
    return panels[index(layer.inputs(), input, output)];
  }

  /**
   * One element of the bias.
   *
   * @param output which output
   * @return where its chain starts
   * @throws IllegalArgumentException if there is no such output
   */
  public double bias(int output) {
    Checks.index("dense", "output", output, layer.outputs());
    return bias[output];
  }

  /** The weights; those of a panel begin at {@link #panel}. */
  double[] panels() {
    return panels;
  }

  /** Where the panel begins whose first output is j. */
  int panel(int j) {
    return START + j * layer.inputs();
  }

  double[] bias() {
    return bias;
  }

  private static int index(int inputs, int k, int j) {
    return START + j / PANEL * PANEL * inputs + k * PANEL + j % PANEL;
  }

  /** The rule-3 sum that {@link Dense} describes, before the activation. */
  double sum(int output, double[] x, int xo) {
    int inputs = layer.inputs();
    double s = chain(output, 0, Math.min(inputs, GemmReference.RUN), x, xo, bias[output]);
    for (int start = GemmReference.RUN; start < inputs; start += GemmReference.RUN) {
      s += chain(output, start, Math.min(inputs, start + GemmReference.RUN), x, xo, 0.0);
    }
    return s;
  }

  private double chain(int output, int start, int end, double[] x, int xo, double s) {
    for (int k = start; k < end; k++) {
      s = Math.fma(x[xo + k], panels[index(layer.inputs(), k, output)], s);
    }
    return s;
  }
}
