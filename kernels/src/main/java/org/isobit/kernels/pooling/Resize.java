// Master of FloatResize: the float version is generated from this file.
package org.isobit.kernels.pooling;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.SizeChecks;
import org.isobit.kernels.Workers;

/**
 * Nearest and bilinear resizes of images and lines, and their gradients, class EXACT.
 *
 * <p>X is batch × channels × ny × nx, Y batch × channels × outNy × outNx, contiguous and row-major; lines have one row.
 * Along each axis, of n cells and m outputs, output o lies at c = p ÷ q, whole numbers that {@link Coordinates} gives.
 * Its cell is ⌊c⌋, from 0 to n − 1, and its share t = (p mod q) ÷ q, one division in double, for float then rounded to
 * float; where p &lt; 0 or ⌊c⌋ ≥ n − 1 it is 0. A nearest resize has the cell that {@link Interpolation} says, and t =
 * 0.
 *
 * <p><b>Forward.</b> For output (y, x), of cells (i, j) and shares (t_y, t_x): r_i = x_ij if t_x = 0, else fma(t_x,
 * x_i,j+1 − x_ij, x_ij); y = r_i if t_y = 0, else fma(t_y, r_i+1 − r_i, r_i). Where shares are 0 nothing else is read.
 *
 * <p><b>Backward.</b> Rows first: g = +0 for all rows of X and columns of Y; for y ascending, of cell i and share t:
 * g_ix ← fma(1 − t, dy_yx, g_ix), and if t ≠ 0 g_i+1,x ← fma(t, dy_yx, g_i+1,x). Then columns alike: dx = +0; for x
 * ascending, of cell j and share t: dx_ij ← fma(1 − t, g_ix, dx_ij), and if t ≠ 0 dx_i,j+1 ← fma(t, g_ix, dx_i,j+1).
 * Resizes are linear: their tangents are themselves.
 *
 * <p>Outputs must share no element with inputs. {@link IllegalArgumentException} otherwise, and for arrays that do not
 * fit; nothing is written before the checks are through. Threads share channels; bits do not depend on them.
 * Thread-safe; nothing is allocated in the steady state.
 */
public final class Resize {

  static final ResizeReference KERNELS = ResizeReference.of(Backend.active());

  private static final String FORWARD = "resize";
  private static final String BACKWARD = "resize gradient";

  private Resize() {}

  /**
   * Y of X.
   *
   * @param shape   sizes, interpolation, coordinates
   * @param batch   samples
   * @param x       array of X
   * @param xOffset index of its first element
   * @param y       array of Y
   * @param yOffset index of its first element
   * @param workers the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void forward(ResizeShape shape, int batch, double[] x, long xOffset, double[] y, long yOffset,
      Workers workers) {
    start(FORWARD, shape, batch, workers);
    int inputs = SizeChecks.samples(FORWARD, "X", batch, shape.inputs());
    int outputs = SizeChecks.samples(FORWARD, "Y", batch, shape.outputs());
    int xo = Checks.vector(FORWARD, "X", x, xOffset, inputs);
    int yo = Checks.vector(FORWARD, "Y", y, yOffset, outputs);
    Checks.apart(FORWARD, "Y", "X", y == x, yo, outputs, xo, inputs);
    Environment.require();
    PoolingParts.of(PoolingParts.Step.RESIZE).resize(shape).from(x, xo).to(y, yo).run(batch * shape.channels(),
        (long) inputs + outputs, workers);
  }

  /**
   * dX from dY.
   *
   * @param shape    sizes, interpolation, coordinates
   * @param batch    samples
   * @param dy       array of dY
   * @param dyOffset index of its first element
   * @param dx       takes dX
   * @param dxOffset index of its first element
   * @param workers  the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void backward(ResizeShape shape, int batch, double[] dy, long dyOffset, double[] dx, long dxOffset,
      Workers workers) {
    start(BACKWARD, shape, batch, workers);
    int inputs = SizeChecks.samples(BACKWARD, "dX", batch, shape.inputs());
    int outputs = SizeChecks.samples(BACKWARD, "dY", batch, shape.outputs());
    int dyo = Checks.vector(BACKWARD, "dY", dy, dyOffset, outputs);
    int dxo = Checks.vector(BACKWARD, "dX", dx, dxOffset, inputs);
    Checks.apart(BACKWARD, "dX", "dY", dx == dy, dxo, inputs, dyo, outputs);
    Environment.require();
    PoolingParts.of(PoolingParts.Step.RESIZE_GRADIENT).resize(shape).from(dy, dyo).to(dx, dxo).run(batch
        * shape.channels(), (long) inputs + outputs, workers);
  }

  private static void start(String operation, ResizeShape shape, int batch, Workers workers) {
    Checks.present(operation, "shape", shape);
    Checks.present(operation, "workers", workers);
    Checks.size(operation, "batch", batch);
  }
}
