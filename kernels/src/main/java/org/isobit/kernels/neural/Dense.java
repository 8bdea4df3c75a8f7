// Master of FloatDense: the float version is generated from this file.
package org.isobit.kernels.neural;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;

/**
 * Dense layers, forward and backward, class EXACT.
 *
 * <p><b>Forward.</b> Y = activation(X·W + b): output j of sample i is activation(s), s ← fma(x_ik, w_kj, s), k
 * ascending, in runs of 4096 inputs as in {@link org.isobit.kernels.gemm.Gemm}; run 0 starts from b_j itself (from +0
 * without bias), later runs start from +0 and are added. The activation's operations are those of {@link Activations}.
 * A sample's output does not depend on the batch it is in, and packed weights give the bits of plain ones.
 *
 * <p><b>Backward.</b> From dY = ∂L/∂Y, in this order:
 * <ul>
 *   <li>dZ = dY·activation', as {@link Activations#backward} computes it from the stored Y (or from the stored
 *       Z = X·W + b, where {@link Activation#fromOutput()} is false: then run the layer forward with
 *       {@link Activation#IDENTITY} into Z and {@link Activations#forward} from Z into Y). dZ replaces dY;</li>
 *   <li>db_j ← db_j + dz_ij, i ascending, one chain over the whole batch;</li>
 *   <li>dW_kj ← fma(x_ik, dz_ij, dW_kj), i ascending, in runs of 4096 samples;</li>
 *   <li>dX_ik ← fma(dz_ij, w_kj, dX_ik) from +0, j ascending, in runs of 4096 outputs.</li>
 * </ul>
 * Chains of db and dW start from what is there if {@code accumulate}, else from +0. Since the batch is never split,
 * gradients do not depend on threads: those of calls with {@link Workers} share tiles of outputs, of dX and of dW, and
 * have the bits of the others. Which calls are too small for a second thread depends on their sizes.
 *
 * <p>X, Y and their gradients are batch × inputs and batch × outputs, row-major, with leading dimensions. Outputs must
 * share no element with inputs or with each other. {@link IllegalArgumentException} otherwise, and for sizes and arrays
 * that do not fit; nothing is written before the checks are through. Thread-safe; nothing is allocated in the steady
 * state.
 */
public final class Dense {

  static final DenseReference KERNELS = DenseReference.of(Backend.active());

  private Dense() {}

  /**
   * Y = activation(X·W + b).
   *
   * @param layer      shape and activation
   * @param batch      rows of X and Y
   * @param x          array of X
   * @param xOffset    index of its first element
   * @param ldx        leading dimension of X
   * @param w          array of W, contiguous, stored as the layer says
   * @param wOffset    index of its first element
   * @param bias       array of b; null: none
   * @param biasOffset index of its first element
   * @param y          array of Y
   * @param yOffset    index of its first element
   * @param ldy        leading dimension of Y
   * @throws IllegalArgumentException as the class describes
   */
  public static void forward(DenseLayer layer, int batch, double[] x, long xOffset, int ldx, double[] w, long wOffset,
      double[] bias, long biasOffset, double[] y, long yOffset, int ldy) {
    forward(layer, batch, x, xOffset, ldx, w, wOffset, bias, biasOffset, y, yOffset, ldy, Workers.serial());
  }

  /**
   * Y = activation(X·W + b) by several threads.
   *
   * @param layer      shape and activation
   * @param batch      rows of X and Y
   * @param x          array of X
   * @param xOffset    index of its first element
   * @param ldx        leading dimension of X
   * @param w          array of W, contiguous, stored as the layer says
   * @param wOffset    index of its first element
   * @param bias       array of b; null: none
   * @param biasOffset index of its first element
   * @param y          array of Y
   * @param yOffset    index of its first element
   * @param ldy        leading dimension of Y
   * @param workers    the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void forward(DenseLayer layer, int batch, double[] x, long xOffset, int ldx, double[] w, long wOffset,
      double[] bias, long biasOffset, double[] y, long yOffset, int ldy, Workers workers) {
    Checks.present("dense", "workers", workers);
    Checks.size("dense", "batch", batch);
    int inputs = layer.inputs();
    int outputs = layer.outputs();
    int xo = Checks.matrix("dense", "X", x, xOffset, batch, inputs, ldx);
    int wo = Checks.vector("dense", "W", w, wOffset, layer.weights());
    int bo = bias == null ? 0 : Checks.vector("dense", "bias", bias, biasOffset, outputs);
    int yo = Checks.matrix("dense", "Y", y, yOffset, batch, outputs, ldy);
    Checks.apart("dense", "Y", "X", y == x, yo, batch, outputs, ldy, xo, batch, inputs, ldx);
    Checks.apart("dense", "Y", "W", y == w, yo, batch, outputs, ldy, wo, 1, layer.weights(), 1);
    Checks.apart("dense", "Y", "bias", y == bias, yo, batch, outputs, ldy, bo, 1, outputs, 1);
    Environment.require();
    DenseParts.forward(layer, batch, x, xo, ldx, w, wo, bias, bo, y, yo, ldy, workers);
  }

  /**
   * Y = activation(X·W + b) with packed weights: bias and activation are applied to a tile row of Y while it is in
   * cache.
   *
   * @param weights W, b and the layer
   * @param batch   rows of X and Y
   * @param x       array of X
   * @param xOffset index of its first element
   * @param ldx     leading dimension of X
   * @param y       array of Y
   * @param yOffset index of its first element
   * @param ldy     leading dimension of Y
   * @throws IllegalArgumentException as the class describes
   */
  public static void forward(DenseWeights weights, int batch, double[] x, long xOffset, int ldx, double[] y,
      long yOffset, int ldy) {
    Checks.size("dense", "batch", batch);
    int inputs = weights.layer().inputs();
    int outputs = weights.layer().outputs();
    int xo = Checks.matrix("dense", "X", x, xOffset, batch, inputs, ldx);
    int yo = Checks.matrix("dense", "Y", y, yOffset, batch, outputs, ldy);
    Checks.apart("dense", "Y", "X", y == x, yo, batch, outputs, ldy, xo, batch, inputs, ldx);
    Environment.require();
    KERNELS.forward(weights, batch, x, xo, ldx, y, yo, ldy);
  }

  /**
   * {@link #forward(DenseWeights, int, double[], long, int, double[], long, int) forward} of views; the batch is the
   * number of rows of X. {@link DenseCall} has views in place of the other arguments of a layer.
   *
   * @param weights W, b and the layer
   * @param x       X, batch × inputs
   * @param y       takes Y, batch × outputs
   * @throws IllegalArgumentException if shapes do not fit, an operand is null, and as the class describes
   */
  public static void forward(DenseWeights weights, Matrix x, Matrix y) {
    Checks.present("dense", "weights", weights);
    Checks.present("dense", "X", x);
    Checks.present("dense", "Y", y);
    int inputs = weights.layer().inputs();
    int outputs = weights.layer().outputs();
    Shapes.require(x.columns() == inputs, "dense", "X", x, "W", inputs, outputs);
    Shapes.require(y.columns() == outputs, "dense", "Y", y, "W", inputs, outputs);
    Shapes.require(x.rows() == y.rows(), "dense", "Y", y, "X", x);
    forward(weights, x.rows(), x.array(), x.offset(), x.ld(), y.array(), y.offset(), y.ld());
  }

  /**
   * Gradients of a layer.
   *
   * @param layer        shape and activation
   * @param batch        rows of X and Y
   * @param x            array of X
   * @param xOffset      index of its first element
   * @param ldx          leading dimension of X
   * @param w            array of W
   * @param wOffset      index of its first element
   * @param stored       array of Y, or of Z, see the class
   * @param storedOffset index of its first element
   * @param lds          its leading dimension
   * @param dy           array of dY; dZ afterwards
   * @param dyOffset     index of its first element
   * @param lddy         its leading dimension
   * @param dx           array of dX; null: not computed
   * @param dxOffset     index of its first element
   * @param lddx         its leading dimension
   * @param dw           array of dW, stored like W; null: not computed, nor is db
   * @param dwOffset     index of its first element
   * @param db           array of db; null: not computed
   * @param dbOffset     index of its first element
   * @param accumulate   whether dW and db start from what is there
   * @throws IllegalArgumentException as the class describes
   */
  public static void backward(DenseLayer layer, int batch, double[] x, long xOffset, int ldx, double[] w, long wOffset,
      double[] stored, long storedOffset, int lds, double[] dy, long dyOffset, int lddy, double[] dx, long dxOffset,
      int lddx, double[] dw, long dwOffset, double[] db, long dbOffset, boolean accumulate) {
    backward(layer, batch, x, xOffset, ldx, w, wOffset, stored, storedOffset, lds, dy, dyOffset, lddy, dx, dxOffset,
        lddx, dw, dwOffset, db, dbOffset, accumulate, Workers.serial());
  }

  /**
   * Gradients of a layer, by several threads.
   *
   * @param layer        shape and activation
   * @param batch        rows of X and Y
   * @param x            array of X
   * @param xOffset      index of its first element
   * @param ldx          leading dimension of X
   * @param w            array of W
   * @param wOffset      index of its first element
   * @param stored       array of Y, or of Z, see the class
   * @param storedOffset index of its first element
   * @param lds          its leading dimension
   * @param dy           array of dY; dZ afterwards
   * @param dyOffset     index of its first element
   * @param lddy         its leading dimension
   * @param dx           array of dX; null: not computed
   * @param dxOffset     index of its first element
   * @param lddx         its leading dimension
   * @param dw           array of dW, stored like W; null: not computed, nor is db
   * @param dwOffset     index of its first element
   * @param db           array of db; null: not computed
   * @param dbOffset     index of its first element
   * @param accumulate   whether dW and db start from what is there
   * @param workers      the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void backward(DenseLayer layer, int batch, double[] x, long xOffset, int ldx, double[] w, long wOffset,
      double[] stored, long storedOffset, int lds, double[] dy, long dyOffset, int lddy, double[] dx, long dxOffset,
      int lddx, double[] dw, long dwOffset, double[] db, long dbOffset, boolean accumulate, Workers workers) {
    String name = "dense gradient";
    Checks.present(name, "workers", workers);
    Checks.size(name, "batch", batch);
    int inputs = layer.inputs();
    int outputs = layer.outputs();
    int size = layer.weights();
    int xo = Checks.matrix(name, "X", x, xOffset, batch, inputs, ldx);
    int wo = Checks.vector(name, "W", w, wOffset, size);
    int so = Checks.matrix(name, "stored", stored, storedOffset, batch, outputs, lds);
    int dyo = Checks.matrix(name, "dY", dy, dyOffset, batch, outputs, lddy);
    int dxo = dx == null ? 0 : Checks.matrix(name, "dX", dx, dxOffset, batch, inputs, lddx);
    if (dw == null && db != null) {
      throw new IllegalArgumentException(name + ": there is an array for db, but none for dW");
    }
    int dwo = dw == null ? 0 : Checks.vector(name, "dW", dw, dwOffset, size);
    int dbo = db == null ? 0 : Checks.vector(name, "db", db, dbOffset, outputs);
    Checks.apart(name, "dY", "X", dy == x, dyo, batch, outputs, lddy, xo, batch, inputs, ldx);
    Checks.apart(name, "dY", "W", dy == w, dyo, batch, outputs, lddy, wo, 1, size, 1);
    Checks.apart(name, "dY", "stored", dy == stored, dyo, batch, outputs, lddy, so, batch, outputs, lds);
    Checks.apart(name, "dX", "X", dx == x, dxo, batch, inputs, lddx, xo, batch, inputs, ldx);
    Checks.apart(name, "dX", "stored", dx == stored, dxo, batch, inputs, lddx, so, batch, outputs, lds);
    Checks.apart(name, "dX", "dY", dx == dy, dxo, batch, inputs, lddx, dyo, batch, outputs, lddy);
    Checks.apart(name, "dX", "W", dx == w, dxo, batch, inputs, lddx, wo, 1, size, 1);
    Checks.apart(name, "dW", "dY", dw == dy, dwo, 1, size, 1, dyo, batch, outputs, lddy);
    Checks.apart(name, "dW", "X", dw == x, dwo, 1, size, 1, xo, batch, inputs, ldx);
    Checks.apart(name, "dW", "W", dw == w, dwo, size, wo, size);
    Checks.apart(name, "dW", "stored", dw == stored, dwo, 1, size, 1, so, batch, outputs, lds);
    Checks.apart(name, "dW", "dX", dw != null && dw == dx, dwo, 1, size, 1, dxo, batch, inputs, lddx);
    Checks.apart(name, "db", "X", db == x, dbo, 1, outputs, 1, xo, batch, inputs, ldx);
    Checks.apart(name, "db", "W", db == w, dbo, outputs, wo, size);
    Checks.apart(name, "db", "stored", db == stored, dbo, 1, outputs, 1, so, batch, outputs, lds);
    Checks.apart(name, "db", "dY", db == dy, dbo, 1, outputs, 1, dyo, batch, outputs, lddy);
    Checks.apart(name, "db", "dX", db != null && db == dx, dbo, 1, outputs, 1, dxo, batch, inputs, lddx);
    Checks.apart(name, "db", "dW", db != null && db == dw, dbo, outputs, dwo, size);
    Environment.require();
    DenseParts.backward(layer, batch, x, xo, ldx, w, wo, stored, so, lds, dy, dyo, lddy, dx, dxo, lddx, dw, dwo, db,
        dbo, accumulate, workers);
  }
}
