// Master of FloatPoolingReference: the float version is generated from this file.
package org.isobit.kernels.pooling;

import java.util.Arrays;
import org.isobit.kernels.Backend;

/** Scalar {@link Pooling}: defines the bits. Operands of channels {@code from … to − 1} of all samples. Thread-safe. */
public sealed class PoolingReference permits PoolingSimd {

  PoolingReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static PoolingReference of(Backend backend) {
    return backend.isSimd() ? new PoolingSimd() : new PoolingReference();
  }

  /**
   * {@link Pooling#maximum}.
   *
   * @param shape sizes, strides, padding
   * @param from  the first channel, counted over all samples
   * @param to    the channel after the last one
   * @param x     array of X
   * @param xo    index of its first element, as of all arrays here
   * @param y     array of Y
   * @param yo    index of its first element
   * @param index array of the indices, or null
   * @param io    index of its first element
   */
  public void maximum(PoolingShape shape, int from, int to, double[] x, int xo, double[] y, int yo, double[] index,
      int io) {
    int outNy = shape.outNy();
    int outNx = shape.outNx();
    for (int plane = from; plane < to; plane++) {
      for (int oy = 0; oy < outNy; oy++) {
        int out = (plane * outNy + oy) * outNx;
        maxima(shape, oy, 0, outNx, x, xo + plane * shape.ny() * shape.nx(), y, yo + out, index, io + out);
      }
    }
  }

  /** Columns from … to − 1 of a row of the output; x from the channel, y and index from the row on. */
  static void maxima(PoolingShape shape, int oy, int from, int to, double[] x, int xo, double[] y, int yo,
      double[] index, int io) {
    for (int ox = from; ox < to; ox++) {
      int row = shape.row(oy);
      int column = shape.column(ox);
      int endY = shape.endY(oy);
      int startX = shape.startX(ox);
      int endX = shape.endX(ox);
      int at = -1;
      double m = 0.0;
      for (int i = shape.startY(oy); i < endY; i++) {
        for (int j = startX; j < endX; j++) {
          int cell = (row + i * shape.dilationY()) * shape.nx() + column + j * shape.dilationX();
          double value = x[xo + cell];
          if (at < 0 || value > m || value != value && m == m) {
            m = value;
            at = cell;
          }
        }
      }
      y[yo + ox] = m;
      if (index != null) {
        index[io + ox] = at;
      }
    }
  }

  /**
   * {@link Pooling#maximumGradient}. A scatter in a fixed order has no vector form.
   *
   * @param shape sizes, strides, padding
   * @param from  the first channel
   * @param to    the channel after the last one
   * @param index array of the indices
   * @param io    index of its first element
   * @param dy    array of dY
   * @param dyo   index of its first element
   * @param dx    array of dX
   * @param dxo   index of its first element
   */
  public final void maximumGradient(PoolingShape shape, int from, int to, double[] index, int io, double[] dy, int dyo,
      double[] dx, int dxo) {
    int size = shape.ny() * shape.nx();
    int outputs = shape.outNy() * shape.outNx();
    Arrays.fill(dx, dxo + from * size, dxo + to * size, 0.0);
    for (int plane = from; plane < to; plane++) {
      int at = dxo + plane * size;
      int out = plane * outputs;
      for (int o = 0; o < outputs; o++) {
        dx[at + (int) index[io + out + o]] += dy[dyo + out + o];
      }
    }
  }

  /**
   * {@link Pooling#maximumTangent}. A gather without arithmetic has no vector form that is faster.
   *
   * @param shape sizes, strides, padding
   * @param from  the first channel
   * @param to    the channel after the last one
   * @param index array of the indices
   * @param io    index of its first element
   * @param dx    array of dX
   * @param dxo   index of its first element
   * @param dy    array of dY
   * @param dyo   index of its first element
   */
  public final void maximumTangent(PoolingShape shape, int from, int to, double[] index, int io, double[] dx, int dxo,
      double[] dy, int dyo) {
    int outputs = shape.outNy() * shape.outNx();
    for (int plane = from; plane < to; plane++) {
      int at = dxo + plane * shape.ny() * shape.nx();
      int out = plane * outputs;
      for (int o = 0; o < outputs; o++) {
        dy[dyo + out + o] = dx[at + (int) index[io + out + o]];
      }
    }
  }

  /**
   * {@link Pooling#average}.
   *
   * @param shape sizes, strides, padding
   * @param from  the first channel
   * @param to    the channel after the last one
   * @param x     array of X
   * @param xo    index of its first element
   * @param y     array of Y
   * @param yo    index of its first element
   */
  public void average(PoolingShape shape, int from, int to, double[] x, int xo, double[] y, int yo) {
    int outNy = shape.outNy();
    int outNx = shape.outNx();
    for (int plane = from; plane < to; plane++) {
      for (int o = 0; o < outNy * outNx; o++) {
        int oy = o / outNx;
        int ox = o % outNx;
        double s = 0.0;
        for (int i = shape.startY(oy); i < shape.endY(oy); i++) {
          int at = xo + (plane * shape.ny() + shape.row(oy) + i * shape.dilationY()) * shape.nx() + shape.column(ox);
          for (int j = shape.startX(ox); j < shape.endX(ox); j++) {
            s += x[at + j * shape.dilationX()];
          }
        }
        y[yo + plane * outNy * outNx + o] = s / (shape.countY(oy) * shape.countX(ox));
      }
    }
  }

  /**
   * {@link Pooling#averageGradient}.
   *
   * @param shape sizes, strides, padding
   * @param from  the first channel
   * @param to    the channel after the last one
   * @param dy    array of dY
   * @param dyo   index of its first element
   * @param dx    array of dX
   * @param dxo   index of its first element
   */
  public void averageGradient(PoolingShape shape, int from, int to, double[] dy, int dyo, double[] dx, int dxo) {
    int size = shape.ny() * shape.nx();
    int outNy = shape.outNy();
    int outNx = shape.outNx();
    Arrays.fill(dx, dxo + from * size, dxo + to * size, 0.0);
    for (int plane = from; plane < to; plane++) {
      for (int o = 0; o < outNy * outNx; o++) {
        int oy = o / outNx;
        int ox = o % outNx;
        double g = dy[dyo + plane * outNy * outNx + o] / (shape.countY(oy) * shape.countX(ox));
        for (int i = shape.startY(oy); i < shape.endY(oy); i++) {
          int at = dxo + plane * size + (shape.row(oy) + i * shape.dilationY()) * shape.nx() + shape.column(ox);
          for (int j = shape.startX(ox); j < shape.endX(ox); j++) {
            dx[at + j * shape.dilationX()] += g;
          }
        }
      }
    }
  }
}
