// Master of FloatResizeSimd: the float version is generated from this file.
package org.isobit.kernels.pooling;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * {@link Resize} row by row: along a row cells are picked, once for all outputs between two rows; between rows lanes
 * are columns.
 */
final class ResizeSimd extends ResizeReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  /** Rows whose columns are summed at a time. */
  private static final int ROWS = 4;

  ResizeSimd() {}

  @Override
  public void forward(ResizeShape shape, int from, int to, double[] x, int xo, double[] y, int yo) {
    int outNx = shape.outNx();
    PoolingScratch scratch = PoolingScratch.mine();
    int[] cells = scratch.cells(outNx);
    double[] shares = scratch.shares(outNx);
    for (int ox = 0; ox < outNx; ox++) {
      cells[ox] = shape.cell(ox, shape.nx(), outNx);
      shares[ox] = share(shape, ox, shape.nx(), outNx);
    }
    for (int plane = from; plane < to; plane++) {
      int in = xo + plane * shape.ny() * shape.nx();
      int out = yo + plane * shape.outNy() * outNx;
      if (shape.interpolation() == Interpolation.NEAREST) {
        nearest(shape, cells, x, in, y, out);
      } else {
        bilinear(shape, cells, shares, scratch.rows(2 * outNx), x, in, y, out);
      }
    }
  }

  private static void nearest(ResizeShape shape, int[] cells, double[] x, int xo, double[] y, int yo) {
    int outNx = shape.outNx();
    double[] lanes = PoolingScratch.mine().line(outNx + V);
    boolean near = lanes(outNx, shape.nx(), cells, lanes);
    int last = -1;
    for (int oy = 0; oy < shape.outNy(); oy++) {
      int row = shape.cell(oy, shape.ny(), shape.outNy());
      int out = yo + oy * outNx;
      if (row == last) {
        System.arraycopy(y, out - outNx, y, out, outNx);
      } else if (near) {
        pick(outNx, shape.nx(), cells, lanes, x, xo + row * shape.nx(), y, out);
      } else {
        pick(outNx, cells, x, xo + row * shape.nx(), y, out);
      }
      last = row;
    }
  }

  /** Lanes of each vector's cells in a vector of x, and whether they are in one, as where an image becomes larger. */
  private static boolean lanes(int n, int nx, int[] cells, double[] lanes) {
    if (n < V || nx < V) {
      return false;
    }
    for (int q = 0; q < n; q += V) {
      int p = Math.min(q, n - V);
      int base = Math.min(cells[p], nx - V);
      for (int l = 0; l < V; l++) {
        lanes[q + l] = cells[p + l] - base;
      }
      if (cells[p + V - 1] - base >= V) {
        return false;
      }
    }
    return true;
  }

  /** Vectors of cells that lie in one vector of x each. */
  private static void pick(int n, int nx, int[] cells, double[] lanes, double[] x, int xo, double[] y, int yo) {
    for (int q = 0; q < n; q += V) {
      int p = Math.min(q, n - V);
      DoubleVector v = DoubleVector.fromArray(S, x, xo + Math.min(cells[p], nx - V));
      DoubleVector.fromArray(S, lanes, q).selectFrom(v).intoArray(y, yo + p);
    }
  }

  private static void pick(int n, int[] cells, double[] x, int xo, double[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + cells[i]];
    }
  }

  /** Rows with an even and with an odd index have a place each in {@code lines}: two neighbours are both there. */
  private static void bilinear(ResizeShape shape, int[] cells, double[] shares, double[] lines, double[] x, int xo,
      double[] y, int yo) {
    int ny = shape.ny();
    int nx = shape.nx();
    int outNx = shape.outNx();
    int even = -1;
    int odd = -1;
    for (int oy = 0; oy < shape.outNy(); oy++) {
      int row = shape.cell(oy, ny, shape.outNy());
      double t = share(shape, oy, ny, shape.outNy());
      int next = t == 0.0 ? row : row + 1;
      for (int r = row; r <= next; r++) {
        if (r != (r % 2 == 0 ? even : odd)) {
          between(outNx, cells, shares, x, xo + r * nx, lines, r % 2 * outNx);
          even = r % 2 == 0 ? r : even;
          odd = r % 2 == 0 ? odd : r;
        }
      }
      int a = row % 2 * outNx;
      if (t == 0.0) {
        System.arraycopy(lines, a, y, yo + oy * outNx, outNx);
      } else {
        between(outNx, t, lines, a, outNx - a, y, yo + oy * outNx);
      }
    }
  }

  /** Columns of the output in a row of the image. */
  private static void between(int n, int[] cells, double[] shares, double[] x, int xo, double[] to, int o) {
    for (int i = 0; i < n; i++) {
      double t = shares[i];
      int at = xo + cells[i];
      double a = x[at];
      to[o + i] = t == 0.0 ? a : Math.fma(t, x[at + 1] - a, a);
    }
  }

  /** A row of the output between two rows. */
  private static void between(int n, double t, double[] lines, int ao, int bo, double[] y, int yo) {
    DoubleVector share = DoubleVector.broadcast(S, t);
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector a = DoubleVector.fromArray(S, lines, ao + i);
      share.fma(DoubleVector.fromArray(S, lines, bo + i).sub(a), a).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = Math.fma(t, lines[bo + i] - lines[ao + i], lines[ao + i]);
    }
  }

  @Override
  public void backward(ResizeShape shape, int from, int to, double[] dy, int dyo, double[] dx, int dxo) {
    int ny = shape.ny();
    int nx = shape.nx();
    int outNx = shape.outNx();
    PoolingScratch scratch = PoolingScratch.mine();
    double[] g = scratch.rows(ny * outNx);
    double[] shares = scratch.shares(outNx);
    int[] first = scratch.cells(nx + 1);
    int cell = 0;
    for (int ox = 0; ox < outNx; ox++) {
      shares[ox] = share(shape, ox, nx, outNx);
      for (int reached = shape.cell(ox, nx, outNx); cell <= reached; cell++) {
        first[cell] = ox;
      }
    }
    Arrays.fill(first, cell, nx + 1, outNx);
    for (int plane = from; plane < to; plane++) {
      Arrays.fill(g, 0, ny * outNx, 0.0);
      for (int oy = 0; oy < shape.outNy(); oy++) {
        int at = dyo + (plane * shape.outNy() + oy) * outNx;
        int row = shape.cell(oy, ny, shape.outNy()) * outNx;
        double t = share(shape, oy, ny, shape.outNy());
        add(outNx, 1.0 - t, dy, at, g, row);
        if (t != 0.0) {
          add(outNx, t, dy, at, g, row + outNx);
        }
      }
      int row = 0;
      for (; row <= ny - ROWS; row += ROWS) {
        columns4(nx, first, shares, g, row * outNx, outNx, dx, dxo + (plane * ny + row) * nx);
      }
      for (; row < ny; row++) {
        columns(nx, first, shares, g, row * outNx, dx, dxo + (plane * ny + row) * nx);
      }
    }
  }

  private static void add(int n, double weight, double[] dy, int dyo, double[] g, int o) {
    DoubleVector w = DoubleVector.broadcast(S, weight);
    int i = 0;
    for (; i <= n - V; i += V) {
      w.fma(DoubleVector.fromArray(S, dy, dyo + i), DoubleVector.fromArray(S, g, o + i)).intoArray(g, o + i);
    }
    for (; i < n; i++) {
      g[o + i] = Math.fma(weight, dy[dyo + i], g[o + i]);
    }
  }

  /** {@link #columns} of four rows: as many chains at a time. */
  private static void columns4(int nx, int[] first, double[] shares, double[] g, int go, int ld, double[] dx,
      int dxo) {
    for (int j = 0; j < nx; j++) {
      double s0 = 0.0;
      double s1 = 0.0;
      double s2 = 0.0;
      double s3 = 0.0;
      for (int ox = j == 0 ? 0 : first[j - 1]; ox < first[j + 1]; ox++) {
        double t = shares[ox];
        boolean before = ox < first[j];
        if (before && t == 0.0) {
          continue;
        }
        double weight = before ? t : 1.0 - t;
        s0 = Math.fma(weight, g[go + ox], s0);
        s1 = Math.fma(weight, g[go + ld + ox], s1);
        s2 = Math.fma(weight, g[go + 2 * ld + ox], s2);
        s3 = Math.fma(weight, g[go + 3 * ld + ox], s3);
      }
      dx[dxo + j] = s0;
      dx[dxo + nx + j] = s1;
      dx[dxo + 2 * nx + j] = s2;
      dx[dxo + 3 * nx + j] = s3;
    }
  }

  /** Of each cell: outputs beyond the one before it, then its own. */
  private static void columns(int nx, int[] first, double[] shares, double[] g, int go, double[] dx, int dxo) {
    for (int j = 0; j < nx; j++) {
      double s = 0.0;
      for (int ox = j == 0 ? 0 : first[j - 1]; ox < first[j]; ox++) {
        if (shares[ox] != 0.0) {
          s = Math.fma(shares[ox], g[go + ox], s);
        }
      }
      for (int ox = first[j]; ox < first[j + 1]; ox++) {
        s = Math.fma(1.0 - shares[ox], g[go + ox], s);
      }
      dx[dxo + j] = s;
    }
  }
}
