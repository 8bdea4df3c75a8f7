// Master of FloatGruGatesSimd: the float version is generated from this file.
package org.isobit.kernels.recurrent;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.elementary.ActivationSimd;

/** Vector API {@link GruGates}, a row at a time. Thread-safe. */
public final class GruGatesSimd extends GruGatesReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  GruGatesSimd() {}

  @Override
  public void forward(int rows, int n, double[] gates, int gatesOffset, int ldGates, double[] h, int hOffset, int ldH,
      double[] next, int nextOffset, int ldNext) {
    for (int row = 0; row < rows; row++) {
      int gatesAt = gatesOffset + row * ldGates;
      int hAt = hOffset + row * ldH;
      int nextAt = nextOffset + row * ldNext;
      ActivationSimd.sigmoid(2 * n, gates, gatesAt, gates, gatesAt);
      sum(n, gates, gatesAt);
      ActivationSimd.tanh(n, gates, gatesAt + 2 * n, gates, gatesAt + 2 * n);
      blend(n, gates, gatesAt, h, hAt, next, nextAt);
    }
  }

  @Override
  public void backward(int rows, int n, double[] gates, int gatesOffset, int ldGates, double[] h, int hOffset, int ldH,
      double[] dnext, int dnextOffset, int ldDnext, double[] dh, int dhOffset, int ldDh, double[] dz, int dzOffset,
      int ldDz) {
    for (int row = 0; row < rows; row++) {
      int gatesAt = gatesOffset + row * ldGates;
      int hAt = hOffset + row * ldH;
      int dnextAt = dnextOffset + row * ldDnext;
      int dhAt = dhOffset + row * ldDh;
      int dzAt = dzOffset + row * ldDz;
      gradient(n, gates, gatesAt, h, hAt, dnext, dnextAt, dh, dhAt, dz, dzAt);
    }
  }

  @Override
  public void tangent(int rows, int n, double[] gates, int gatesOffset, int ldGates, double[] h, int hOffset, int ldH,
      double[] dz, int dzOffset, int ldDz, double[] dh, int dhOffset, int ldDh, double[] dnext, int dnextOffset,
      int ldDnext) {
    for (int row = 0; row < rows; row++) {
      int gatesAt = gatesOffset + row * ldGates;
      int hAt = hOffset + row * ldH;
      int dzAt = dzOffset + row * ldDz;
      int dhAt = dhOffset + row * ldDh;
      int dnextAt = dnextOffset + row * ldDnext;
      moved(n, gates, gatesAt, h, hAt, dz, dzAt, dh, dhAt, dnext, dnextAt);
    }
  }

  /** fma(r, u, a), which replaces a. */
  private static void sum(int n, double[] gates, int at) {
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector r = DoubleVector.fromArray(S, gates, at + j);
      DoubleVector a = DoubleVector.fromArray(S, gates, at + 2 * n + j);
      r.fma(DoubleVector.fromArray(S, gates, at + 3 * n + j), a).intoArray(gates, at + 2 * n + j);
    }
    for (; j < n; j++) {
      gates[at + 2 * n + j] = Math.fma(gates[at + j], gates[at + 3 * n + j], gates[at + 2 * n + j]);
    }
  }

  /** h' = fma(z, h − n, n). */
  private static void blend(int n, double[] gates, int at, double[] h, int ho, double[] next, int no) {
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector candidate = DoubleVector.fromArray(S, gates, at + 2 * n + j);
      DoubleVector z = DoubleVector.fromArray(S, gates, at + n + j);
      z.fma(DoubleVector.fromArray(S, h, ho + j).sub(candidate), candidate).intoArray(next, no + j);
    }
    for (; j < n; j++) {
      double candidate = gates[at + 2 * n + j];
      next[no + j] = Math.fma(gates[at + n + j], h[ho + j] - candidate, candidate);
    }
  }

  private static void gradient(int n, double[] gates, int at, double[] h, int ho, double[] dnext, int dno, double[] dh,
      int dho, double[] dz, int dzo) {
    DoubleVector one = DoubleVector.broadcast(S, 1.0);
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector r = DoubleVector.fromArray(S, gates, at + j);
      DoubleVector z = DoubleVector.fromArray(S, gates, at + n + j);
      DoubleVector candidate = DoubleVector.fromArray(S, gates, at + 2 * n + j);
      DoubleVector d = DoubleVector.fromArray(S, dnext, dno + j);
      DoubleVector s = z.neg().fma(d, d).mul(candidate.neg().fma(candidate, one));
      s.mul(DoubleVector.fromArray(S, gates, at + 3 * n + j)).mul(r.neg().fma(r, r)).intoArray(dz, dzo + j);
      d.mul(DoubleVector.fromArray(S, h, ho + j).sub(candidate)).mul(z.neg().fma(z, z)).intoArray(dz, dzo + n + j);
      s.intoArray(dz, dzo + 2 * n + j);
      s.mul(r).intoArray(dz, dzo + 3 * n + j);
      d.mul(z).intoArray(dh, dho + j);
    }
    for (; j < n; j++) {
      double r = gates[at + j];
      double z = gates[at + n + j];
      double candidate = gates[at + 2 * n + j];
      double d = dnext[dno + j];
      double s = Math.fma(-z, d, d) * Math.fma(-candidate, candidate, 1.0);
      dz[dzo + j] = (s * gates[at + 3 * n + j]) * Math.fma(-r, r, r);
      dz[dzo + n + j] = (d * (h[ho + j] - candidate)) * Math.fma(-z, z, z);
      dz[dzo + 2 * n + j] = s;
      dz[dzo + 3 * n + j] = s * r;
      dh[dho + j] = d * z;
    }
  }

  private static void moved(int n, double[] gates, int at, double[] h, int ho, double[] dz, int dzo, double[] dh,
      int dho, double[] dnext, int dno) {
    DoubleVector one = DoubleVector.broadcast(S, 1.0);
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector r = DoubleVector.fromArray(S, gates, at + j);
      DoubleVector z = DoubleVector.fromArray(S, gates, at + n + j);
      DoubleVector candidate = DoubleVector.fromArray(S, gates, at + 2 * n + j);
      DoubleVector dr = DoubleVector.fromArray(S, dz, dzo + j).mul(r.neg().fma(r, r));
      DoubleVector q = DoubleVector.fromArray(S, dz, dzo + n + j).mul(z.neg().fma(z, z));
      DoubleVector s = dr.fma(DoubleVector.fromArray(S, gates, at + 3 * n + j),
          DoubleVector.fromArray(S, dz, dzo + 2 * n + j));
      s = r.fma(DoubleVector.fromArray(S, dz, dzo + 3 * n + j), s);
      DoubleVector dn = s.mul(candidate.neg().fma(candidate, one));
      DoubleVector rest = q.fma(DoubleVector.fromArray(S, h, ho + j).sub(candidate), dn);
      z.fma(DoubleVector.fromArray(S, dh, dho + j).sub(dn), rest).intoArray(dnext, dno + j);
    }
    for (; j < n; j++) {
      double r = gates[at + j];
      double z = gates[at + n + j];
      double candidate = gates[at + 2 * n + j];
      double dr = dz[dzo + j] * Math.fma(-r, r, r);
      double q = dz[dzo + n + j] * Math.fma(-z, z, z);
      double s = Math.fma(r, dz[dzo + 3 * n + j], Math.fma(dr, gates[at + 3 * n + j], dz[dzo + 2 * n + j]));
      double dn = s * Math.fma(-candidate, candidate, 1.0);
      dnext[dno + j] = Math.fma(z, dh[dho + j] - dn, Math.fma(q, h[ho + j] - candidate, dn));
    }
  }
}
