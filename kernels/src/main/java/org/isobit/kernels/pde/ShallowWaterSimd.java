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

  ShallowWaterSimd() {}

  private static DoubleVector load(double[] w, int at) {
    return DoubleVector.fromArray(S, w, at);
  }

  private static DoubleVector mean(double[] w, int at, int s) {
    return load(w, at).add(load(w, at + s)).mul(0.5);
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

  @Override
  void divergence(ShallowWaterFlow m, double[] x, int xo, double[] w, int wo, double[] d, int at) {
    int last = m.columns - m.columns % LANES;
    for (int i = 0; i < m.rows; i++) {
      int from = xo + i * m.columns;
      int row = wo + (i + 1) * m.wide + 1;
      int to = at + i * m.columns;
      row(m, last, x, from, w, row, d, to);
      divergences(last, m.columns, m, x, from, w, row, d, to);
    }
  }

  /** Too long a method for callers to take in, so that all of its own calls are, and no vector goes to the heap. */
  private static void row(ShallowWaterFlow m, int last, double[] x, int xo, double[] w, int wo, double[] d, int at) {
    int n = m.cells;
    int c = m.rows * m.columns;
    int s = m.wide;
    double alongX = m.alongX;
    double alongY = m.alongY;
    double coriolis = m.coriolis;
    for (int j = 0; j < last; j += LANES) {
      int a = wo + j + FACES * n;
      int b = a + FLUXES * n;
      rise(w, a - 1, 1).mul(alongX).add(rise(w, b - s, s).mul(alongY)).mul(-1.0).intoArray(d, at + j);
      DoubleVector pushX = load(w, a + 3 * n).add(load(w, a + 3 * n - 1));
      DoubleVector u = rise(w, a + n - 1, 1).add(pushX).mul(alongX).add(rise(w, b + n - s, s).mul(alongY));
      load(x, xo + j + 2 * c).mul(coriolis).sub(u).intoArray(d, at + j + c);
      DoubleVector pushY = load(w, b + 3 * n).add(load(w, b + 3 * n - s));
      DoubleVector v = rise(w, a + 2 * n - 1, 1).mul(alongX).add(rise(w, b + 2 * n - s, s).add(pushY).mul(alongY));
      load(x, xo + j + c).mul(-coriolis).sub(v).intoArray(d, at + j + 2 * c);
    }
  }
}
