package org.isobit.models.onnx;

import org.isobit.models.learning.Architecture;
import org.isobit.models.onnx.tensor.Tensor;

/**
 * A network made of an ONNX model: layers and parameters, as the library trains and writes them. Immutable but for the
 * arrays that it hands out.
 */
public final class OnnxNetwork {

  private final Architecture architecture;
  private final Tensor theta;

  OnnxNetwork(Architecture architecture, Tensor theta) {
    this.architecture = architecture;
    this.theta = theta;
  }

  /**
   * Makes a network of a model whose nodes are layers: Gemm, or MatMul and Add, of constants are dense layers or of
   * samples with rows {@link org.isobit.models.learning.layers.attention.Linear}, Conv, with a Pad in front or not, and
   * ConvTranspose of lines and images convolutions, each with an activation behind them where it is the only reader;
   * LayerNormalization, BatchNormalization and InstanceNormalization with constants; LSTM and GRU forward from zero
   * between Transposes; MaxPool, AveragePool and GlobalAveragePool without ceil mode; Reshape, DepthToSpace, Resize to
   * constant sizes; further activations, Softmax along the last axis, Sum, Add, Concat, Mul and Add with constants, of
   * which an Add of one number for each element is a position embedding. Dropout and Identity are passed over.
   *
   * <p>What {@link OnnxExport} writes comes back with the bits of outputs that it had in training: attention, group and
   * RMS norm, patches and the like by the nodes that it writes, rotations whose base has up to 12 digits and is at
   * least 1, Fourier features with such a scale and a seed from 0 to 65535. A dropout is not in the model, a norm
   * without factors comes back with ones, and a resize by factors as one to a size; slopes and ε are floats there, and
   * a Linear without bias and a position embedding of one token behind it are one layer, to rounding.
   *
   * @param model a model of floats or doubles whose inputs have samples first and known shapes behind
   * @return the network
   * @throws IllegalArgumentException that names the first node that is no layer, or the input or output that does not
   *                                  fit
   */
  public static OnnxNetwork of(OnnxModel model) {
    return new ImportedLayers(model).network();
  }

  /**
   * The layers.
   *
   * @return the architecture
   */
  public Architecture architecture() {
    return architecture;
  }

  /**
   * Whether parameters are floats.
   *
   * @return false for doubles
   */
  public boolean single() {
    return theta.type().single();
  }

  /**
   * The parameters of a network of floats.
   *
   * @return the array itself
   * @throws ClassCastException if they are doubles
   */
  public float[] floats() {
    return theta.floats();
  }

  /**
   * The parameters of a network of doubles.
   *
   * @return the array itself
   * @throws ClassCastException if they are floats
   */
  public double[] doubles() {
    return theta.doubles();
  }
}
