// Master of FloatResizeReference: the float version is generated from this file.
package org.isobit.kernels.pooling;

import java.util.Arrays;
import org.isobit.kernels.Backend;

/** Scalar {@link Resize}: defines the bits. Channels {@code from … to − 1} of all samples. Thread-safe. */
public sealed class ResizeReference permits ResizeSimd {

  ResizeReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static ResizeReference of(Backend backend) {
    return backend.isSimd() ? new ResizeSimd() : new ResizeReference();
  }

  /** How far output o of m lies beyond its cell of n. */
  static double share(ResizeShape shape, int o, int n, int m) {
    return shape.share(o, n, m); // float: return (float) shape.share(o, n, m);
  }

  /** Between two numbers, the first one where t is 0. */
  static double between(double t, double a, double b) {
    return t == 0.0 ? a : Math.fma(t, b - a, a);
  }

  /**
   * {@link Resize#forward}.
   *
   * @param shape sizes, interpolation, coordinates
   * @param from  the first channel, counted over all samples
   * @param to    the channel after the last one
   * @param x     array of X
   * @param xo    index of its first element, as of all arrays here
   * @param y     array of Y
   * @param yo    index of its first element
   */
  public void forward(ResizeShape shape, int from, int to, double[] x, int xo, double[] y, int yo) {
    int ny = shape.ny();
    int nx = shape.nx();
    for (int plane = from; plane < to; plane++) {
      for (int oy = 0; oy < shape.outNy(); oy++) {
        double t = share(shape, oy, ny, shape.outNy());
        int row = xo + (plane * ny + shape.cell(oy, ny, shape.outNy())) * nx;
        int next = t == 0.0 ? row : row + nx;
        for (int ox = 0; ox < shape.outNx(); ox++) {
          double u = share(shape, ox, nx, shape.outNx());
          int j = shape.cell(ox, nx, shape.outNx());
          int right = u == 0.0 ? j : j + 1;
          y[yo + (plane * shape.outNy() + oy) * shape.outNx() + ox] = between(t, between(u, x[row + j], x[row + right]),
              between(u, x[next + j], x[next + right]));
        }
      }
    }
  }

  /**
   * {@link Resize#backward}.
   *
   * @param shape sizes, interpolation, coordinates
   * @param from  the first channel
   * @param to    the channel after the last one
   * @param dy    array of dY
   * @param dyo   index of its first element
   * @param dx    array of dX
   * @param dxo   index of its first element
   */
  public void backward(ResizeShape shape, int from, int to, double[] dy, int dyo, double[] dx, int dxo) {
    int ny = shape.ny();
    int nx = shape.nx();
    int outNx = shape.outNx();
    double[] g = PoolingScratch.mine().rows(ny * outNx);
    for (int plane = from; plane < to; plane++) {
      Arrays.fill(g, 0, ny * outNx, 0.0);
      for (int oy = 0; oy < shape.outNy(); oy++) {
        int at = dyo + (plane * shape.outNy() + oy) * outNx;
        spread(shape.cell(oy, ny, shape.outNy()), share(shape, oy, ny, shape.outNy()), outNx, dy, at, 1, g, 0, 1,
            outNx);
      }
      int out = dxo + plane * ny * nx;
      Arrays.fill(dx, out, out + ny * nx, 0.0);
      for (int ox = 0; ox < outNx; ox++) {
        spread(shape.cell(ox, nx, outNx), share(shape, ox, nx, outNx), ny, g, ox, outNx, dx, out, nx, 1);
      }
    }
  }

  /** What n outputs of one cell and share give to that cell and the next one, {@code apart} from it. */
  private static void spread(int cell, double t, int n, double[] from, int fo, int step, double[] to, int o, int ld,
      int apart) {
    for (int k = 0; k < n; k++) {
      double value = from[fo + k * step];
      int at = o + k * ld + cell * apart;
      to[at] = Math.fma(1.0 - t, value, to[at]);
      if (t != 0.0) {
        to[at + apart] = Math.fma(t, value, to[at + apart]);
      }
    }
  }
}
