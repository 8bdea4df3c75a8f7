// Master of FloatPooling: the float version is generated from this file.
package org.isobit.kernels.pooling;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.SizeChecks;
import org.isobit.kernels.Workers;

/**
 * Maxima and averages of windows, and their gradients, class EXACT.
 *
 * <p>X is batch × channels × ny × nx, Y batch × channels × outNy × outNx, contiguous and row-major; lines have one row.
 * The window of output (y, x) has the cells (y·strideY − padTop + i·dilationY, x·strideX − padLeft + j·dilationX) of
 * its channel, i = 0 … kernelY − 1, in it j = 0 … kernelX − 1: the order of a window. Only those in the image are
 * operands; each window has one.
 *
 * <p><b>Maximum.</b> m is the first cell; for each further x: m = x &gt; m or (x ≠ x and m = m) ? x : m, so that the
 * first NaN stays, and the first of equal cells. Its index, row·nx + column in its channel, can be kept, as a number.
 * Gradient: dx = +0, then for all y, in it x, ascending: dx_index ← dx_index + dy. Tangent: dy = dx_index.
 *
 * <p><b>Average.</b> s ← s + x from +0 in the order of the window; y = s ÷ count, count = the cells of the window in
 * the image, or with {@code countPadding} in the padded image. Gradient: dx = +0, then for all y, in it x, ascending
 * and each cell of their window in the image: dx ← dx + dy ÷ count. It is linear: its tangent is itself.
 *
 * <p>Outputs must share no element with inputs. {@link IllegalArgumentException} otherwise, for indices that are no
 * cell of a channel, and for arrays that do not fit; nothing is written before the checks are through. Threads share
 * channels; bits do not depend on them. Thread-safe; nothing is allocated in the steady state.
 */
public final class Pooling {

  static final PoolingReference KERNELS = PoolingReference.of(Backend.active());

  private static final String MAXIMUM = "max pooling";
  private static final String MAXIMUM_GRADIENT = "max pooling gradient";
  private static final String MAXIMUM_TANGENT = "max pooling tangent";
  private static final String AVERAGE = "average pooling";
  private static final String AVERAGE_GRADIENT = "average pooling gradient";

  /** Cells of a channel up to which an index is exactly a number. */
  private static final int MOST_CELLS = Integer.MAX_VALUE; // float: private static final int MOST_CELLS = 1 << 24;

  private Pooling() {}

  /**
   * Y = the maxima of X's windows.
   *
   * @param shape       sizes, strides, padding
   * @param batch       samples
   * @param x           array of X
   * @param xOffset     index of its first element
   * @param y           array of Y
   * @param yOffset     index of its first element
   * @param index       takes where each maximum stands in its channel, of the shape of Y; null: not wanted. Of float,
   *                    for channels of at most 2²⁴ cells
   * @param indexOffset index of its first element
   * @param workers     the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void maximum(PoolingShape shape, int batch, double[] x, long xOffset, double[] y, long yOffset,
      double[] index, long indexOffset, Workers workers) {
    start(MAXIMUM, shape, batch, workers);
    int inputs = SizeChecks.samples(MAXIMUM, "X", batch, shape.inputs());
    int outputs = SizeChecks.samples(MAXIMUM, "Y", batch, shape.outputs());
    int xo = Checks.vector(MAXIMUM, "X", x, xOffset, inputs);
    int yo = Checks.vector(MAXIMUM, "Y", y, yOffset, outputs);
    Checks.apart(MAXIMUM, "Y", "X", y == x, yo, outputs, xo, inputs);
    int io = 0;
    if (index != null) {
      if (shape.ny() * shape.nx() > MOST_CELLS) {
        throw new IllegalArgumentException(MAXIMUM + ": channels of " + shape.ny() + "x" + shape.nx()
            + " cells are too large for the indices, at most " + MOST_CELLS + " cells");
      }
      io = Checks.vector(MAXIMUM, "index", index, indexOffset, outputs);
      Checks.apart(MAXIMUM, "index", "X", index == x, io, outputs, xo, inputs);
      Checks.apart(MAXIMUM, "index", "Y", index == y, io, outputs, yo, outputs);
    }
    Environment.require();
    PoolingParts.of(PoolingParts.Step.MAXIMUM).pooling(shape).from(x, xo).to(y, yo).index(index, io).run(batch
        * shape.channels(), (long) inputs + outputs, workers);
  }

  /**
   * dX of {@link #maximum}.
   *
   * @param shape       sizes, strides, padding
   * @param batch       samples
   * @param index       array of where the maxima stand; the whole parts of its numbers count
   * @param indexOffset index of its first element
   * @param dy          array of dY
   * @param dyOffset    index of its first element
   * @param dx          takes dX
   * @param dxOffset    index of its first element
   * @param workers     the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void maximumGradient(PoolingShape shape, int batch, double[] index, long indexOffset, double[] dy,
      long dyOffset, double[] dx, long dxOffset, Workers workers) {
    start(MAXIMUM_GRADIENT, shape, batch, workers);
    int inputs = SizeChecks.samples(MAXIMUM_GRADIENT, "dX", batch, shape.inputs());
    int outputs = SizeChecks.samples(MAXIMUM_GRADIENT, "dY", batch, shape.outputs());
    int io = Checks.vector(MAXIMUM_GRADIENT, "index", index, indexOffset, outputs);
    int dyo = Checks.vector(MAXIMUM_GRADIENT, "dY", dy, dyOffset, outputs);
    int dxo = Checks.vector(MAXIMUM_GRADIENT, "dX", dx, dxOffset, inputs);
    Checks.apart(MAXIMUM_GRADIENT, "dX", "index", dx == index, dxo, inputs, io, outputs);
    Checks.apart(MAXIMUM_GRADIENT, "dX", "dY", dx == dy, dxo, inputs, dyo, outputs);
    cells(MAXIMUM_GRADIENT, shape, index, io, outputs);
    Environment.require();
    PoolingParts.of(PoolingParts.Step.MAXIMUM_GRADIENT).pooling(shape).from(dy, dyo).to(dx, dxo).index(index, io).run(
        batch * shape.channels(), (long) inputs + outputs, workers);
  }

  /**
   * The perturbation of Y that one of X makes, where maxima stay where they are.
   *
   * @param shape       sizes, strides, padding
   * @param batch       samples
   * @param index       array of where the maxima stand; the whole parts of its numbers count
   * @param indexOffset index of its first element
   * @param dx          array of the perturbation of X
   * @param dxOffset    index of its first element
   * @param dy          takes that of Y
   * @param dyOffset    index of its first element
   * @param workers     the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void maximumTangent(PoolingShape shape, int batch, double[] index, long indexOffset, double[] dx,
      long dxOffset, double[] dy, long dyOffset, Workers workers) {
    start(MAXIMUM_TANGENT, shape, batch, workers);
    int inputs = SizeChecks.samples(MAXIMUM_TANGENT, "dX", batch, shape.inputs());
    int outputs = SizeChecks.samples(MAXIMUM_TANGENT, "dY", batch, shape.outputs());
    int io = Checks.vector(MAXIMUM_TANGENT, "index", index, indexOffset, outputs);
    int dxo = Checks.vector(MAXIMUM_TANGENT, "dX", dx, dxOffset, inputs);
    int dyo = Checks.vector(MAXIMUM_TANGENT, "dY", dy, dyOffset, outputs);
    Checks.apart(MAXIMUM_TANGENT, "dY", "index", dy == index, dyo, outputs, io, outputs);
    Checks.apart(MAXIMUM_TANGENT, "dY", "dX", dy == dx, dyo, outputs, dxo, inputs);
    cells(MAXIMUM_TANGENT, shape, index, io, outputs);
    Environment.require();
    PoolingParts.of(PoolingParts.Step.MAXIMUM_TANGENT).pooling(shape).from(dx, dxo).to(dy, dyo).index(index, io).run(
        batch * shape.channels(), (long) inputs + outputs, workers);
  }

  /**
   * Y = the averages of X's windows.
   *
   * @param shape   sizes, strides, padding
   * @param batch   samples
   * @param x       array of X
   * @param xOffset index of its first element
   * @param y       array of Y
   * @param yOffset index of its first element
   * @param workers the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void average(PoolingShape shape, int batch, double[] x, long xOffset, double[] y, long yOffset,
      Workers workers) {
    start(AVERAGE, shape, batch, workers);
    int inputs = SizeChecks.samples(AVERAGE, "X", batch, shape.inputs());
    int outputs = SizeChecks.samples(AVERAGE, "Y", batch, shape.outputs());
    int xo = Checks.vector(AVERAGE, "X", x, xOffset, inputs);
    int yo = Checks.vector(AVERAGE, "Y", y, yOffset, outputs);
    Checks.apart(AVERAGE, "Y", "X", y == x, yo, outputs, xo, inputs);
    Environment.require();
    PoolingParts.of(PoolingParts.Step.AVERAGE).pooling(shape).from(x, xo).to(y, yo).run(batch * shape.channels(),
        (long) inputs + outputs, workers);
  }

  /**
   * dX of {@link #average}.
   *
   * @param shape    sizes, strides, padding
   * @param batch    samples
   * @param dy       array of dY
   * @param dyOffset index of its first element
   * @param dx       takes dX
   * @param dxOffset index of its first element
   * @param workers  the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void averageGradient(PoolingShape shape, int batch, double[] dy, long dyOffset, double[] dx,
      long dxOffset, Workers workers) {
    start(AVERAGE_GRADIENT, shape, batch, workers);
    int inputs = SizeChecks.samples(AVERAGE_GRADIENT, "dX", batch, shape.inputs());
    int outputs = SizeChecks.samples(AVERAGE_GRADIENT, "dY", batch, shape.outputs());
    int dyo = Checks.vector(AVERAGE_GRADIENT, "dY", dy, dyOffset, outputs);
    int dxo = Checks.vector(AVERAGE_GRADIENT, "dX", dx, dxOffset, inputs);
    Checks.apart(AVERAGE_GRADIENT, "dX", "dY", dx == dy, dxo, inputs, dyo, outputs);
    Environment.require();
    PoolingParts.of(PoolingParts.Step.AVERAGE_GRADIENT).pooling(shape).from(dy, dyo).to(dx, dxo).run(batch
        * shape.channels(), (long) inputs + outputs, workers);
  }

  private static void start(String operation, PoolingShape shape, int batch, Workers workers) {
    Checks.present(operation, "shape", shape);
    Checks.present(operation, "workers", workers);
    Checks.size(operation, "batch", batch);
  }

  private static void cells(String operation, PoolingShape shape, double[] index, int io, int n) {
    double cells = shape.ny() * shape.nx();
    for (int i = 0; i < n; i++) {
      double cell = index[io + i];
      if (!(cell >= 0.0 && cell < cells && cell == (int) cell)) {
        throw new IllegalArgumentException(operation + ": index[" + i + "] is " + index[io + i]
            + ", but a channel has the cells 0 … " + (shape.ny() * shape.nx() - 1));
      }
    }
  }
}
