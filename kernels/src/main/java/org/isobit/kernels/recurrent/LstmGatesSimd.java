// Master of FloatLstmGatesSimd: the float version is generated from this file.
package org.isobit.kernels.recurrent;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.elementary.ActivationSimd;

/** Vector API {@link LstmGates}, a row at a time. Thread-safe. */
public final class LstmGatesSimd extends LstmGatesReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  LstmGatesSimd() {}

  @Override
  public void forward(int rows, int n, double[] gates, int gatesOffset, int ldGates, double[] c, int cOffset, int ldC,
      double[] next, int nextOffset, int ldNext, double[] h, int hOffset, int ldH) {
    for (int row = 0; row < rows; row++) {
      int gatesAt = gatesOffset + row * ldGates;
      int cAt = cOffset + row * ldC;
      int nextAt = nextOffset + row * ldNext;
      int hAt = hOffset + row * ldH;
      ActivationSimd.sigmoid(2 * n, gates, gatesAt, gates, gatesAt);
      ActivationSimd.tanh(n, gates, gatesAt + 2 * n, gates, gatesAt + 2 * n);
      ActivationSimd.sigmoid(n, gates, gatesAt + 3 * n, gates, gatesAt + 3 * n);
      state(n, gates, gatesAt, c, cAt, next, nextAt);
      ActivationSimd.tanh(n, next, nextAt, h, hAt);
      product(n, gates, gatesAt + 3 * n, h, hAt);
    }
  }

  @Override
  public void backward(int rows, int n, double[] gates, int gatesOffset, int ldGates, double[] c, int cOffset, int ldC,
      double[] next, int nextOffset, int ldNext, double[] dh, int dhOffset, int ldDh, double[] dc, int dcOffset,
      int ldDc, double[] dz, int dzOffset, int ldDz) {
    double[] t = RecurrentScratch.mine(n).row;
    for (int row = 0; row < rows; row++) {
      int gatesAt = gatesOffset + row * ldGates;
      int cAt = cOffset + row * ldC;
      int nextAt = nextOffset + row * ldNext;
      int dhAt = dhOffset + row * ldDh;
      int dcAt = dcOffset + row * ldDc;
      int dzAt = dzOffset + row * ldDz;
      ActivationSimd.tanh(n, next, nextAt, t, 0);
      ofState(n, gates, gatesAt, t, dh, dhAt, dc, dcAt, dz, dzAt);
      ofGates(n, gates, gatesAt, c, cAt, dc, dcAt, dz, dzAt);
    }
  }

  @Override
  public void tangent(int rows, int n, double[] gates, int gatesOffset, int ldGates, double[] c, int cOffset, int ldC,
      double[] next, int nextOffset, int ldNext, double[] dz, int dzOffset, int ldDz, double[] dc, int dcOffset,
      int ldDc, double[] dh, int dhOffset, int ldDh) {
    double[] t = RecurrentScratch.mine(n).row;
    for (int row = 0; row < rows; row++) {
      int gatesAt = gatesOffset + row * ldGates;
      int cAt = cOffset + row * ldC;
      int nextAt = nextOffset + row * ldNext;
      int dzAt = dzOffset + row * ldDz;
      int dcAt = dcOffset + row * ldDc;
      int dhAt = dhOffset + row * ldDh;
      ActivationSimd.tanh(n, next, nextAt, t, 0);
      moved(n, gates, gatesAt, c, cAt, dz, dzAt, dc, dcAt);
      output(n, gates, gatesAt + 3 * n, t, dz, dzAt + 3 * n, dc, dcAt, dh, dhAt);
    }
  }

  /** c' = fma(f, c, i·g). */
  private static void state(int n, double[] gates, int at, double[] c, int co, double[] next, int no) {
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector f = DoubleVector.fromArray(S, gates, at + n + j);
      DoubleVector product = DoubleVector.fromArray(S, gates, at + j)
          .mul(DoubleVector.fromArray(S, gates, at + 2 * n + j));
      f.fma(DoubleVector.fromArray(S, c, co + j), product).intoArray(next, no + j);
    }
    for (; j < n; j++) {
      next[no + j] = Math.fma(gates[at + n + j], c[co + j], gates[at + j] * gates[at + 2 * n + j]);
    }
  }

  /** h ← o·h. */
  private static void product(int n, double[] o, int at, double[] h, int ho) {
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector.fromArray(S, o, at + j).mul(DoubleVector.fromArray(S, h, ho + j)).intoArray(h, ho + j);
    }
    for (; j < n; j++) {
      h[ho + j] = o[at + j] * h[ho + j];
    }
  }

  /** D, which replaces dc', and dz_o; t = tanh c' from index 0. */
  private static void ofState(int n, double[] gates, int at, double[] t, double[] dh, int dho, double[] dc, int dco,
      double[] dz, int dzo) {
    DoubleVector one = DoubleVector.broadcast(S, 1.0);
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector o = DoubleVector.fromArray(S, gates, at + 3 * n + j);
      DoubleVector u = DoubleVector.fromArray(S, t, j);
      DoubleVector d = DoubleVector.fromArray(S, dh, dho + j);
      DoubleVector all = d.mul(o).fma(u.neg().fma(u, one), DoubleVector.fromArray(S, dc, dco + j));
      all.intoArray(dc, dco + j);
      d.mul(u).mul(o.neg().fma(o, o)).intoArray(dz, dzo + 3 * n + j);
    }
    for (; j < n; j++) {
      double o = gates[at + 3 * n + j];
      dc[dco + j] = Math.fma(dh[dho + j] * o, Math.fma(-t[j], t[j], 1.0), dc[dco + j]);
      dz[dzo + 3 * n + j] = (dh[dho + j] * t[j]) * Math.fma(-o, o, o);
    }
  }

  /** dz_i, dz_f, dz_g, and D·f, which replaces D. */
  private static void ofGates(int n, double[] gates, int at, double[] c, int co, double[] dc, int dco, double[] dz,
      int dzo) {
    DoubleVector one = DoubleVector.broadcast(S, 1.0);
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector i = DoubleVector.fromArray(S, gates, at + j);
      DoubleVector f = DoubleVector.fromArray(S, gates, at + n + j);
      DoubleVector g = DoubleVector.fromArray(S, gates, at + 2 * n + j);
      DoubleVector d = DoubleVector.fromArray(S, dc, dco + j);
      d.mul(g).mul(i.neg().fma(i, i)).intoArray(dz, dzo + j);
      d.mul(DoubleVector.fromArray(S, c, co + j)).mul(f.neg().fma(f, f)).intoArray(dz, dzo + n + j);
      d.mul(i).mul(g.neg().fma(g, one)).intoArray(dz, dzo + 2 * n + j);
      d.mul(f).intoArray(dc, dco + j);
    }
    for (; j < n; j++) {
      double i = gates[at + j];
      double f = gates[at + n + j];
      double g = gates[at + 2 * n + j];
      double d = dc[dco + j];
      dz[dzo + j] = (d * g) * Math.fma(-i, i, i);
      dz[dzo + n + j] = (d * c[co + j]) * Math.fma(-f, f, f);
      dz[dzo + 2 * n + j] = (d * i) * Math.fma(-g, g, 1.0);
      dc[dco + j] = d * f;
    }
  }

  /** dc' = fma(f, dc, fma(df, c, fma(i, dg, di·g))), which replaces dc. */
  private static void moved(int n, double[] gates, int at, double[] c, int co, double[] dz, int dzo, double[] dc,
      int dco) {
    DoubleVector one = DoubleVector.broadcast(S, 1.0);
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector i = DoubleVector.fromArray(S, gates, at + j);
      DoubleVector f = DoubleVector.fromArray(S, gates, at + n + j);
      DoubleVector g = DoubleVector.fromArray(S, gates, at + 2 * n + j);
      DoubleVector di = DoubleVector.fromArray(S, dz, dzo + j).mul(i.neg().fma(i, i));
      DoubleVector df = DoubleVector.fromArray(S, dz, dzo + n + j).mul(f.neg().fma(f, f));
      DoubleVector dg = DoubleVector.fromArray(S, dz, dzo + 2 * n + j).mul(g.neg().fma(g, one));
      DoubleVector rest = df.fma(DoubleVector.fromArray(S, c, co + j), i.fma(dg, di.mul(g)));
      f.fma(DoubleVector.fromArray(S, dc, dco + j), rest).intoArray(dc, dco + j);
    }
    for (; j < n; j++) {
      double i = gates[at + j];
      double f = gates[at + n + j];
      double g = gates[at + 2 * n + j];
      double di = dz[dzo + j] * Math.fma(-i, i, i);
      double df = dz[dzo + n + j] * Math.fma(-f, f, f);
      double dg = dz[dzo + 2 * n + j] * Math.fma(-g, g, 1.0);
      dc[dco + j] = Math.fma(f, dc[dco + j], Math.fma(df, c[co + j], Math.fma(i, dg, di * g)));
    }
  }

  /** dh' = fma(do, t, (o·dc')·fma(−t, t, 1)); t = tanh c' from index 0. */
  private static void output(int n, double[] out, int at, double[] t, double[] dz, int dzo, double[] dc, int dco,
      double[] dh, int dho) {
    DoubleVector one = DoubleVector.broadcast(S, 1.0);
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector o = DoubleVector.fromArray(S, out, at + j);
      DoubleVector u = DoubleVector.fromArray(S, t, j);
      DoubleVector dout = DoubleVector.fromArray(S, dz, dzo + j).mul(o.neg().fma(o, o));
      DoubleVector rest = o.mul(DoubleVector.fromArray(S, dc, dco + j)).mul(u.neg().fma(u, one));
      dout.fma(u, rest).intoArray(dh, dho + j);
    }
    for (; j < n; j++) {
      double o = out[at + j];
      double dout = dz[dzo + j] * Math.fma(-o, o, o);
      dh[dho + j] = Math.fma(dout, t[j], (o * dc[dco + j]) * Math.fma(-t[j], t[j], 1.0));
    }
  }
}
