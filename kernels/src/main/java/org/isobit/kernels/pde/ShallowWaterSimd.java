package org.isobit.kernels.pde;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Shallow water, cell after cell; bits of {@link ShallowWaterReference}. Vectors that depend on the direction are
 * loaded from places that do: a choice between two vectors would allocate.
 */
public final class ShallowWaterSimd extends ShallowWaterReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int LANES = S.length();
  private static final DoubleVector HALF = DoubleVector.broadcast(S, 0.5);

  ShallowWaterSimd() {}

  private static DoubleVector load(double[] w, int at) {
    return DoubleVector.fromArray(S, w, at);
  }

  private static DoubleVector mean(double[] w, int at, int s) {
    return load(w, at).add(load(w, at + s)).mul(HALF);
  }

  private static DoubleVector rise(double[] w, int at, int s) {
    return load(w, at + s).sub(load(w, at));
  }

  @Override
  void faces(ShallowWaterFlow m, int axis, double[] w, int wo) {
    int n = m.cells;
    int s = distance(m, axis);
    int end = wo + n - s;
    int k = wo;
    for (; k <= end - LANES; k += LANES) {
      face(m, axis, s, n, w, k);
    }
    faces(k, end, m, axis, w);
  }

  private static void face(ShallowWaterFlow m, int axis, int s, int n, double[] w, int k) {
    double half = 0.5 * m.alpha;
    int out = k + (FACES + axis * FLUXES) * n;
    DoubleVector h = mean(w, k, s);
    DoubleVector rise = rise(w, k + ETA * n, s);
    DoubleVector u = mean(w, k + U * n, s);
    DoubleVector v = mean(w, k + V * n, s);
    DoubleVector flux = h.mul(mean(w, k + (U + axis) * n, s)).sub(rise.mul(half));
    DoubleVector drag = h.mul(half);
    flux.intoArray(w, out);
    flux.mul(u).sub(drag.mul(rise(w, k + U * n, s))).intoArray(w, out + n);
    flux.mul(v).sub(drag.mul(rise(w, k + V * n, s))).intoArray(w, out + 2 * n);
    h.mul(rise).mul(0.5 * m.gravity).intoArray(w, out + 3 * n);
  }

  /** Each variable in a loop of its own: all in one leave vectors on the heap. */
  @Override
  void divergence(ShallowWaterFlow m, double[] x, int xo, double[] w, int wo, double[] d, int at) {
    int c = m.rows * m.columns;
    int last = m.columns - m.columns % LANES;
    for (int i = 0; i < m.rows; i++) {
      int from = xo + i * m.columns;
      int row = wo + (i + 1) * m.wide + 1;
      int to = at + i * m.columns;
      for (int j = 0; j < last; j += LANES) {
        thickness(m, w, row + j, d, to + j);
      }
      for (int j = 0; j < last; j += LANES) {
        alongX(m, x, from + 2 * c + j, w, row + j, d, to + c + j);
      }
      for (int j = 0; j < last; j += LANES) {
        alongY(m, x, from + c + j, w, row + j, d, to + 2 * c + j);
      }
      divergences(last, m.columns, m, x, from, w, row, d, to);
    }
  }

  private static void thickness(ShallowWaterFlow m, double[] w, int wo, double[] d, int at) {
    int a = wo + FACES * m.cells;
    int b = a + FLUXES * m.cells;
    rise(w, a - 1, 1).mul(m.alongX).add(rise(w, b - m.wide, m.wide).mul(m.alongY)).neg().intoArray(d, at);
  }

  private static void alongX(ShallowWaterFlow m, double[] x, int v, double[] w, int wo, double[] d, int at) {
    int n = m.cells;
    int a = wo + (FACES + 1) * n;
    int b = a + FLUXES * n;
    DoubleVector push = load(w, a + 2 * n).add(load(w, a + 2 * n - 1));
    DoubleVector u = rise(w, a - 1, 1).add(push).mul(m.alongX).add(rise(w, b - m.wide, m.wide).mul(m.alongY));
    load(x, v).mul(m.coriolis).sub(u).intoArray(d, at);
  }

  private static void alongY(ShallowWaterFlow m, double[] x, int u, double[] w, int wo, double[] d, int at) {
    int n = m.cells;
    int s = m.wide;
    int a = wo + (FACES + 2) * n;
    int b = a + FLUXES * n;
    DoubleVector push = load(w, b + n).add(load(w, b + n - s));
    DoubleVector v = rise(w, a - 1, 1).mul(m.alongX).add(rise(w, b - s, s).add(push).mul(m.alongY));
    load(x, u).mul(m.coriolis).neg().sub(v).intoArray(d, at);
  }
}
