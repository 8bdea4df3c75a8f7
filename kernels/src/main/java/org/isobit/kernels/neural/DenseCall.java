// Master of FloatDenseCall: the float version is generated from this file.
package org.isobit.kernels.neural;

import org.isobit.kernels.Checks;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;

/**
 * A dense layer with its weights, and with its gradients if it is trained, to be made once and used for any samples:
 * Y = activation(X·W + b) and back. Bits are those of {@link Dense}, which also checks that outputs share no element
 * with inputs or each other; the batch is the number of rows of X.
 *
 * <p>The weights are views of the caller's arrays: a step of an optimiser that changes them there is seen by the next
 * call. {@link DenseWeights}, packed once, are faster for weights that do not change.
 *
 * <p>Immutable, thread-safe as long as no two calls write one gradient; calls allocate nothing in the steady state.
 */
public final class DenseCall {

  private final DenseLayer layer;
  private final Matrix w;
  private final Matrix bias;
  private final Matrix dw;
  private final Matrix db;
  private final boolean accumulate;
  private final Workers workers;

  private DenseCall(DenseLayer layer, Matrix w, Matrix bias, Matrix dw, Matrix db, boolean accumulate,
      Workers workers) {
    this.layer = layer;
    this.w = w;
    this.bias = bias;
    this.dw = dw;
    this.db = db;
    this.accumulate = accumulate;
    this.workers = workers;
  }

  /**
   * A layer without bias, on the calling thread.
   *
   * @param layer shape and activation
   * @param w     W as the layer stores it, inputs × outputs or outputs × inputs, its elements one after the other
   * @return a call without gradients
   * @throws IllegalArgumentException if an argument is null, or W has another shape or something between its rows
   */
  public static DenseCall of(DenseLayer layer, Matrix w) {
    Checks.present("dense", "layer", layer);
    Shapes.contiguous("dense", "W", w);
    int rows = layer.transposed() ? layer.outputs() : layer.inputs();
    int columns = layer.transposed() ? layer.inputs() : layer.outputs();
    Shapes.require(w.rows() == rows && w.columns() == columns, "dense", "W", w, "that of the layer", rows, columns);
    return new DenseCall(layer, w, null, null, null, false, Workers.serial());
  }

  /**
   * A layer with bias, on the calling thread.
   *
   * @param layer shape and activation
   * @param w     W as the layer stores it, inputs × outputs or outputs × inputs, its elements one after the other
   * @param bias  b, a row or column of one element an output, one after the other
   * @return a call without gradients
   * @throws IllegalArgumentException if an argument is null or has another shape, or something lies between its
   *                                  elements
   */
  public static DenseCall of(DenseLayer layer, Matrix w, Matrix bias) {
    DenseCall plain = of(layer, w);
    Shapes.vector("dense", "bias", bias, layer.outputs(), "W", w);
    return new DenseCall(layer, w, bias, null, null, false, plain.workers);
  }

  /**
   * The same with a place for the gradient of the weights alone.
   *
   * @param newDw         takes dW, stored like W
   * @param newAccumulate whether it starts from what is there
   * @return a call
   * @throws IllegalArgumentException if dW is null, has not the shape of W, or something lies between its rows
   */
  public DenseCall withGradient(Matrix newDw, boolean newAccumulate) {
    Shapes.contiguous("dense gradient", "dW", newDw, "W", w);
    return new DenseCall(layer, w, bias, newDw, null, newAccumulate, workers);
  }

  /**
   * The same with places for the gradients of weights and bias.
   *
   * @param newDw         takes dW, stored like W
   * @param newDb         takes db, a row or column of one element an output, one after the other
   * @param newAccumulate whether they start from what is there
   * @return a call
   * @throws IllegalArgumentException if an argument is null or has another shape, or something lies between its
   *                                  elements
   */
  public DenseCall withGradient(Matrix newDw, Matrix newDb, boolean newAccumulate) {
    Shapes.contiguous("dense gradient", "dW", newDw, "W", w);
    Shapes.vector("dense gradient", "db", newDb, layer.outputs(), "W", w);
    return new DenseCall(layer, w, bias, newDw, newDb, newAccumulate, workers);
  }

  /**
   * The same by other threads.
   *
   * @param threads the threads; bits do not depend on them
   * @return a call
   * @throws IllegalArgumentException if there are none
   */
  public DenseCall withWorkers(Workers threads) {
    Checks.present("dense", "workers", threads);
    return new DenseCall(layer, w, bias, dw, db, accumulate, threads);
  }

  /**
   * Y = activation(X·W + b).
   *
   * @param x X, batch × inputs
   * @param y takes Y, batch × outputs
   * @throws IllegalArgumentException if shapes do not fit, Y overlaps another operand, or an operand is null
   */
  public void forward(Matrix x, Matrix y) {
    samples("dense", "X", x, layer.inputs(), x);
    samples("dense", "Y", y, layer.outputs(), x);
    Dense.forward(layer, x.rows(), x.array(), x.offset(), x.ld(), w.array(), w.offset(), array(bias), offset(bias),
        y.array(), y.offset(), y.ld(), workers);
  }

  /**
   * The gradients of weights and bias that this call has places for, and none of X; dZ replaces dY.
   *
   * @param x      X, batch × inputs
   * @param stored Y, or Z where the activation needs that, batch × outputs, see {@link Dense}
   * @param dy     dY, batch × outputs; dZ afterwards
   * @throws IllegalArgumentException if shapes do not fit, an output overlaps another operand, or an operand is null
   */
  public void backward(Matrix x, Matrix stored, Matrix dy) {
    require(x, stored, dy);
    Dense.backward(layer, x.rows(), x.array(), x.offset(), x.ld(), w.array(), w.offset(), stored.array(),
        stored.offset(), stored.ld(), dy.array(), dy.offset(), dy.ld(), null, 0, 0, array(dw), offset(dw), array(db),
        offset(db), accumulate, workers);
  }

  /**
   * dX, and the gradients of weights and bias that this call has places for; dZ replaces dY.
   *
   * @param x      X, batch × inputs
   * @param stored Y, or Z where the activation needs that, batch × outputs, see {@link Dense}
   * @param dy     dY, batch × outputs; dZ afterwards
   * @param dx     takes dX, batch × inputs
   * @throws IllegalArgumentException if shapes do not fit, an output overlaps another operand, or an operand is null
   */
  public void backward(Matrix x, Matrix stored, Matrix dy, Matrix dx) {
    require(x, stored, dy);
    samples("dense gradient", "dX", dx, layer.inputs(), x);
    Dense.backward(layer, x.rows(), x.array(), x.offset(), x.ld(), w.array(), w.offset(), stored.array(),
        stored.offset(), stored.ld(), dy.array(), dy.offset(), dy.ld(), dx.array(), dx.offset(), dx.ld(), array(dw),
        offset(dw), array(db), offset(db), accumulate, workers);
  }

  private void require(Matrix x, Matrix stored, Matrix dy) {
    samples("dense gradient", "X", x, layer.inputs(), x);
    samples("dense gradient", "stored", stored, layer.outputs(), x);
    samples("dense gradient", "dY", dy, layer.outputs(), x);
  }

  /** Refuses an operand that has not the width of the layer or not a row for each sample. */
  private void samples(String operation, String name, Matrix x, int width, Matrix samples) {
    Checks.present(operation, name, x);
    Shapes.require(x.columns() == width, operation, name, x, false, "W", w, layer.transposed());
    Shapes.require(x.rows() == samples.rows(), operation, name, x, "X", samples);
  }

  private static double[] array(Matrix x) {
    return x == null ? null : x.array();
  }

  private static int offset(Matrix x) {
    return x == null ? 0 : x.offset();
  }
}
