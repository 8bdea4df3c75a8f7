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
  void tangentFaces(ShallowWaterFlow m, int axis, double[] w, int wo) {
    int n = m.cells;
    int s = distance(m, axis);
    int end = wo + n - s;
    int k = wo;
    for (; k <= end - LANES; k += LANES) {
      tangentFace(m, axis, s, n, w, k);
    }
    tangentFaces(k, end, m, axis, w);
  }

  private static void tangentFace(ShallowWaterFlow m, int axis, int s, int n, double[] w, int k) {
    double half = 0.5 * m.alpha;
    int out = k + (FACES + axis * FLUXES) * n;
    int p = k + OTHER * n;
    DoubleVector h = mean(w, k, s);
    DoubleVector rise = rise(w, k + ETA * n, s);
    DoubleVector u = mean(w, k + U * n, s);
    DoubleVector v = mean(w, k + V * n, s);
    DoubleVector flux = h.mul(mean(w, k + (U + axis) * n, s)).sub(rise.mul(half));
    DoubleVector dh = mean(w, p, s);
    DoubleVector more = rise(w, p, s);
    DoubleVector du = mean(w, p + n, s);
    DoubleVector dv = mean(w, p + 2 * n, s);
    DoubleVector change = dh.mul(mean(w, k + (U + axis) * n, s)).add(h.mul(mean(w, p + (1 + axis) * n, s)))
        .sub(more.mul(half));
    DoubleVector shearU = dh.mul(rise(w, k + U * n, s)).add(h.mul(rise(w, p + n, s)));
    DoubleVector shearV = dh.mul(rise(w, k + V * n, s)).add(h.mul(rise(w, p + 2 * n, s)));
    change.intoArray(w, out);
    change.mul(u).add(flux.mul(du)).sub(shearU.mul(half)).intoArray(w, out + n);
    change.mul(v).add(flux.mul(dv)).sub(shearV.mul(half)).intoArray(w, out + 2 * n);
    dh.mul(rise).add(h.mul(more)).mul(0.5 * m.gravity).intoArray(w, out + 3 * n);
  }

  @Override
  void adjointFaces(ShallowWaterFlow m, int axis, double[] w, int wo) {
    int n = m.cells;
    int s = distance(m, axis);
    int end = wo + n - s;
    int k = wo;
    for (; k <= end - LANES; k += LANES) {
      adjointFace(m, axis, s, n, w, k);
    }
    adjointFaces(k, end, m, axis, w);
  }

  private static void adjointFace(ShallowWaterFlow m, int axis, int s, int n, double[] w, int k) {
    double half = 0.5 * m.alpha;
    double scale = axis == 0 ? m.alongX : m.alongY;
    int out = k + (BACK + axis * ADJOINTS) * n;
    int p = k + OTHER * n;
    DoubleVector h = mean(w, k, s);
    DoubleVector rise = rise(w, k + ETA * n, s);
    DoubleVector u = mean(w, k + U * n, s);
    DoubleVector v = mean(w, k + V * n, s);
    DoubleVector normal = mean(w, k + (U + axis) * n, s);
    DoubleVector flux = h.mul(normal).sub(rise.mul(half));
    DoubleVector a = rise(w, p + n, s).mul(scale);
    DoubleVector b = rise(w, p + 2 * n, s).mul(scale);
    int pushed = p + (1 + axis) * n;
    DoubleVector push = load(w, pushed).add(load(w, pushed + s)).mul(scale).mul(0.5 * m.gravity);
    DoubleVector total = rise(w, p, s).mul(scale).add(a.mul(u)).add(b.mul(v));
    DoubleVector shear = a.mul(rise(w, k + U * n, s)).add(b.mul(rise(w, k + V * n, s)));
    DoubleVector drag = h.mul(half);
    total.mul(normal).sub(shear.mul(half)).sub(push.mul(rise)).mul(0.5).intoArray(w, out);
    total.mul(half).add(push.mul(h)).intoArray(w, out + n);
    a.mul(flux).mul(0.5).intoArray(w, out + 2 * n);
    drag.mul(a).intoArray(w, out + 3 * n);
    b.mul(flux).mul(0.5).intoArray(w, out + 4 * n);
    drag.mul(b).intoArray(w, out + 5 * n);
    // That of the velocity through the face has one term more, and replaces what was just written.
    rise(w, pushed, s).mul(scale).mul(flux).add(total.mul(h)).mul(0.5).intoArray(w, out + (2 + 2 * axis) * n);
  }

  @Override
  void divergence(ShallowWaterFlow m, double[] x, int xo, double[] w, int wo, double[] d, int at) {
    for (int i = 0; i < m.rows; i++) {
      int from = xo + i * m.columns;
      int row = wo + (i + 1) * m.wide + 1;
      int to = at + i * m.columns;
      int j = 0;
      for (int end = m.columns - LANES; j <= end; j += LANES) {
        cells(m, x, from + j, w, row + j, d, to + j);
      }
      divergences(j, m.columns, m, x, from, w, row, d, to);
    }
  }

  private static void cells(ShallowWaterFlow m, double[] x, int xo, double[] w, int wo, double[] d, int at) {
    int n = m.cells;
    int c = m.rows * m.columns;
    int s = m.wide;
    int a = wo + FACES * n;
    int b = a + FLUXES * n;
    DoubleVector h = rise(w, a - 1, 1).mul(m.alongX).add(rise(w, b - s, s).mul(m.alongY));
    DoubleVector pushX = load(w, a + 3 * n).add(load(w, a + 3 * n - 1));
    DoubleVector pushY = load(w, b + 3 * n).add(load(w, b + 3 * n - s));
    DoubleVector u = rise(w, a + n - 1, 1).add(pushX).mul(m.alongX).add(rise(w, b + n - s, s).mul(m.alongY));
    DoubleVector v = rise(w, a + 2 * n - 1, 1).mul(m.alongX).add(rise(w, b + 2 * n - s, s).add(pushY).mul(m.alongY));
    h.neg().intoArray(d, at);
    load(x, xo + 2 * c).mul(m.coriolis).sub(u).intoArray(d, at + c);
    load(x, xo + c).mul(m.coriolis).neg().sub(v).intoArray(d, at + 2 * c);
  }
}
