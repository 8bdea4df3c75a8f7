package org.isobit.kernels.pde;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Quasi-geostrophic flow along rows; bits of {@link QuasiGeostrophicReference}. The last vector of a row overlaps the
 * one before it and writes the same values there.
 */
public final class QuasiGeostrophicSimd extends QuasiGeostrophicReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  QuasiGeostrophicSimd() {}

  @Override
  void laplacian(QuasiGeostrophicFlow m, double shift, double[] x, int xo, double[] y, int yo) {
    int last = m.columns - 1 - V;
    if (last < 1) {
      super.laplacian(m, shift, x, xo, y, yo);
      return;
    }
    double centre = 2.0 * (m.down + m.along) + shift;
    for (int i = 1; i < m.rows - 1; i++) {
      int at = i * m.columns;
      for (int k = 1; k < last; k += V) {
        laplacianPoints(m, centre, x, xo + at + k, y, yo + at + k);
      }
      laplacianPoints(m, centre, x, xo + at + last, y, yo + at + last);
    }
    edges(m, y, yo);
  }

  private static void laplacianPoints(QuasiGeostrophicFlow m, double centre, double[] x, int k, double[] y, int at) {
    int c = m.columns;
    DoubleVector down = load(x, k - c).add(load(x, k + c)).mul(m.down);
    DoubleVector along = load(x, k - 1).add(load(x, k + 1)).mul(m.along);
    down.add(along).sub(load(x, k).mul(centre)).intoArray(y, at);
  }

  private static DoubleVector load(double[] x, int at) {
    return DoubleVector.fromArray(S, x, at);
  }

  @Override
  void jacobian(QuasiGeostrophicFlow m, double[] a, int ao, double[] b, int bo, double[] y, int yo) {
    int last = m.columns - 1 - V;
    if (last < 1) {
      super.jacobian(m, a, ao, b, bo, y, yo);
      return;
    }
    for (int i = 1; i < m.rows - 1; i++) {
      int at = i * m.columns;
      for (int k = 1; k < last; k += V) {
        jacobianPoints(m, a, ao + at + k, b, bo + at + k, y, yo + at + k);
      }
      jacobianPoints(m, a, ao + at + last, b, bo + at + last, y, yo + at + last);
    }
    edges(m, y, yo);
  }

  private static void jacobianPoints(QuasiGeostrophicFlow m, double[] a, int p, double[] b, int q, double[] y, int at) {
    int c = m.columns;
    DoubleVector w = load(a, p - 1);
    DoubleVector e = load(a, p + 1);
    DoubleVector s = load(a, p - c);
    DoubleVector n = load(a, p + c);
    DoubleVector sw = load(a, p - c - 1);
    DoubleVector se = load(a, p - c + 1);
    DoubleVector nw = load(a, p + c - 1);
    DoubleVector ne = load(a, p + c + 1);
    DoubleVector t = w.sub(s).mul(load(b, q - c - 1));
    t = sw.add(w).sub(se.add(e)).fma(load(b, q - c), t);
    t = s.sub(e).fma(load(b, q - c + 1), t);
    t = nw.add(n).sub(sw.add(s)).fma(load(b, q - 1), t);
    t = s.add(se).sub(n.add(ne)).fma(load(b, q + 1), t);
    t = n.sub(w).fma(load(b, q + c - 1), t);
    t = e.add(ne).sub(w.add(nw)).fma(load(b, q + c), t);
    e.sub(n).fma(load(b, q + c + 1), t).mul(m.area).intoArray(y, at);
  }

  @Override
  void add(QuasiGeostrophicFlow m, double[] x, int xo, double[] y, int yo) {
    int n = m.size();
    int i = 0;
    for (int end = n - V; i <= end; i += V) {
      load(y, yo + i).add(load(x, xo + i)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = y[yo + i] + x[xo + i];
    }
  }

  @Override
  void terms(QuasiGeostrophicFlow m, boolean wind, double slope, double[] a, int p, int j, int z, double[] y, int yo) {
    int last = m.columns - 1 - V;
    if (last < 1) {
      super.terms(m, wind, slope, a, p, j, z, y, yo);
      return;
    }
    for (int i = 1; i < m.rows - 1; i++) {
      int at = i * m.columns;
      double force = wind ? m.wind[i] : 0.0;
      for (int k = 1; k < last; k += V) {
        termPoints(m, force, slope, a, p + at + k, j + at + k, z + at + k, y, yo + at + k);
      }
      termPoints(m, force, slope, a, p + at + last, j + at + last, z + at + last, y, yo + at + last);
    }
  }

  private static void termPoints(QuasiGeostrophicFlow m, double wind, double slope, double[] a, int p, int j, int z,
      double[] y, int at) {
    int n = m.size();
    DoubleVector t = DoubleVector.broadcast(S, wind).sub(load(a, j).mul(m.r)).sub(load(a, z).mul(m.rkb))
        .add(load(a, z + n).mul(m.rkh)).sub(load(a, z + 2 * n).mul(m.rkh2));
    t.add(load(a, p + 1).sub(load(a, p - 1)).mul(slope)).intoArray(y, at);
  }
}
