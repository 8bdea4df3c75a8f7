// Master of FloatDenseStack: the float version is generated from this file.
package org.isobit.kernels.neural;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;

/**
 * Inference through a chain of dense layers with packed weights, class EXACT: the output is that of
 * {@link Dense#forward(DenseWeights, int, double[], long, int, double[], long, int)} layer by layer, bit by bit, for
 * any batch. Layers of up to {@value #NARROW} inputs and outputs are run for a few samples at a time, whose activations
 * stay in L1 while they pass through all layers.
 *
 * <p>Immutable, thread-safe; nothing is allocated in the steady state (activations live in buffers of the calling
 * thread).
 */
public final class DenseStack {

  private static final DenseStackReference KERNELS = DenseStackReference.of(Backend.active());

  /** Widest layer for which weights of a whole stack stay in cache and samples go through it a few at a time. */
  static final int NARROW = 128;

  private final DenseWeights[] layers;
  private final int widest;
  private final boolean narrow;

  private DenseStack(DenseWeights[] layers, int widest, boolean narrow) {
    this.layers = layers;
    this.widest = widest;
    this.narrow = narrow;
  }

  /**
   * Chains layers.
   *
   * @param layers at least one; each has as many inputs as the one before has outputs
   * @return the stack
   * @throws IllegalArgumentException if there are none or they do not fit
   */
  public static DenseStack of(DenseWeights... layers) {
    if (layers.length == 0) {
      throw new IllegalArgumentException("dense stack: there are no layers");
    }
    int widest = 0;
    boolean narrow = layers[0].layer().inputs() <= NARROW;
    for (int l = 0; l < layers.length; l++) {
      DenseLayer layer = layers[l].layer();
      if (l > 0 && layers[l - 1].layer().outputs() != layer.inputs()) {
        throw new IllegalArgumentException("dense stack: layer " + l + " has " + layer.inputs()
            + " inputs, but the layer before has " + layers[l - 1].layer().outputs() + " outputs");
      }
      widest = Math.max(widest, Math.max(layer.inputs(), layer.outputs()));
      narrow &= layer.outputs() <= NARROW;
    }
    return new DenseStack(layers.clone(), widest, narrow);
  }

  /**
   * Inputs of the first layer.
   *
   * @return columns of X
   */
  public int inputs() {
    return layers[0].layer().inputs();
  }

  /**
   * Outputs of the last layer.
   *
   * @return columns of Y
   */
  public int outputs() {
    return layers[layers.length - 1].layer().outputs();
  }

  /**
   * Y = the layers' outputs for each row of X.
   *
   * @param batch   rows of X and Y
   * @param x       array of X
   * @param xOffset index of its first element
   * @param ldx     its leading dimension
   * @param y       array of Y; shares no element with X
   * @param yOffset index of its first element
   * @param ldy     its leading dimension
   * @throws IllegalArgumentException for a negative batch, elements outside an array and overlaps
   */
  public void forward(int batch, double[] x, long xOffset, int ldx, double[] y, long yOffset, int ldy) {
    forward(batch, x, xOffset, ldx, y, yOffset, ldy, Workers.serial());
  }

  /**
   * Y = the layers' outputs for each row of X; threads share the outputs of each wide layer, the scalar reference does
   * without them. That is for few samples: of many, callers give each thread some.
   *
   * @param batch   rows of X and Y
   * @param x       array of X
   * @param xOffset index of its first element
   * @param ldx     its leading dimension
   * @param y       array of Y; shares no element with X
   * @param yOffset index of its first element
   * @param ldy     its leading dimension
   * @param workers the threads
   * @throws IllegalArgumentException for a negative batch, elements outside an array and overlaps
   */
  public void forward(int batch, double[] x, long xOffset, int ldx, double[] y, long yOffset, int ldy,
      Workers workers) {
    Checks.size("dense stack", "batch", batch);
    int xo = Checks.matrix("dense stack", "X", x, xOffset, batch, inputs(), ldx);
    int yo = Checks.matrix("dense stack", "Y", y, yOffset, batch, outputs(), ldy);
    Checks.apart("dense stack", "Y", "X", y == x, yo, batch, outputs(), ldy, xo, batch, inputs(), ldx);
    Checks.present("dense stack", "workers", workers);
    Environment.require();
    KERNELS.forward(this, batch, x, xo, ldx, y, yo, ldy, workers);
  }

  /**
   * {@link #forward(int, double[], long, int, double[], long, int, Workers) forward} of views; the batch is the number
   * of rows of X.
   *
   * @param x       X, batch × inputs
   * @param y       takes Y, batch × outputs; shares no element with X
   * @param workers the threads
   * @throws IllegalArgumentException if shapes do not fit, both overlap or one is null
   */
  public void forward(Matrix x, Matrix y, Workers workers) {
    Checks.present("dense stack", "X", x);
    Checks.present("dense stack", "Y", y);
    Shapes.require(x.columns() == inputs(), "dense stack", "X", x, "the whole of the layers", inputs(), outputs());
    Shapes.require(y.columns() == outputs(), "dense stack", "Y", y, "the whole of the layers", inputs(), outputs());
    Shapes.require(x.rows() == y.rows(), "dense stack", "Y", y, "X", x);
    forward(x.rows(), x.array(), x.offset(), x.ld(), y.array(), y.offset(), y.ld(), workers);
  }

  int depth() {
    return layers.length;
  }

  DenseWeights layer(int l) {
    return layers[l];
  }

  /** The largest number of inputs or outputs. */
  int widest() {
    return widest;
  }

  boolean narrow() {
    return narrow;
  }
}
