// Master of FloatFashamFlowsReference: the float version is generated from this file.
package org.isobit.kernels.ecosystem;

import org.isobit.kernels.Backend;

/** Scalar {@link FashamFlows}, one cell after the other; defines the bits. */
public sealed class FashamFlowsReference permits FashamFlowsSimd {

  /** Denominators of grazing below it count as none: G and what is made of it stays finite above it. */
  static final double LEAST = 0x1p-1000; // float: static final float LEAST = 0x1p-100f;

  /** Rows of the parameters. */
  static final int VP = 0;
  static final int AL = 1;
  static final int K1 = 2;
  static final int K2 = 3;
  static final int MU1 = 4;
  static final int K5 = 5;
  static final int GAM = 6;
  static final int GMAX = 7;
  static final int K3 = 8;
  static final int BETA = 9;
  static final int MU2 = 10;
  static final int K6 = 11;
  static final int DEL = 12;
  static final int EPS = 13;
  static final int R1 = 14;
  static final int R2 = 15;
  static final int R3 = 16;
  static final int VB = 17;
  static final int K4 = 18;
  static final int MU3 = 19;
  static final int ETA = 20;
  static final int MU4 = 21;
  static final int P0 = 22;
  static final int Z0 = 23;
  static final int B0 = 24;

  FashamFlowsReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static FashamFlowsReference of(Backend backend) {
    return backend.isSimd() ? new FashamFlowsSimd() : new FashamFlowsReference();
  }

  /**
   * Flows of some columns.
   *
   * @param n      levels, at least 1
   * @param from   first column
   * @param to     end of the columns
   * @param lanes  columns of the arrays
   * @param q      parameters
   * @param qo     their offset
   * @param light  light of the levels
   * @param lo     its offset
   * @param c      pools
   * @param co     their offset
   * @param ldf    distance between the starts of two pools
   * @param f      receives the flows; apart from the others
   * @param fo     their offset
   * @param ldflow distance between the starts of two flows
   */
  public void rates(int n, int from, int to, int lanes, double[] q, int qo, double[] light, int lo, double[] c, int co,
      int ldf, double[] f, int fo, int ldflow) {
    for (int i = 0; i < n; i++) {
      for (int l = from; l < to; l++) {
        int at = i * lanes + l;
        growth(lanes, q, qo + l, light[lo + at], c, co + at, ldf, f, fo + at, ldflow);
        grazing(lanes, q, qo + l, c, co + at, ldf, f, fo + at, ldflow);
        losses(lanes, q, qo + l, c, co + at, ldf, f, fo + at, ldflow);
        bacteria(lanes, q, qo + l, c, co + at, ldf, f, fo + at, ldflow);
      }
    }
  }

  /** Flows 0 to 3. */
  private static void growth(int lanes, double[] q, int qo, double light, double[] c, int co, int ldf, double[] f,
      int fo, int ldflow) {
    double p = c[co];
    double k1 = q[qo + K1 * lanes];
    double k2 = q[qo + K2 * lanes];
    double vp = q[qo + VP * lanes];
    double w = q[qo + AL * lanes] * light;
    double nitrate = c[co + 4 * ldf] * k2;
    double ammonium = c[co + 5 * ldf] * k1;
    double u = vp * w / (Math.sqrt(Math.fma(w, w, vp * vp)) * (Math.fma(k1, k2, nitrate) + ammonium));
    double gam = q[qo + GAM * lanes];
    double kept = Math.fma(1.0 - gam, p, q[qo + P0 * lanes]);
    double exuded = gam * p;
    f[fo] = u * nitrate * kept;
    f[fo + ldflow] = u * nitrate * exuded;
    f[fo + 2 * ldflow] = u * ammonium * kept;
    f[fo + 3 * ldflow] = u * ammonium * exuded;
  }

  /** Flows 4 to 8. */
  private static void grazing(int lanes, double[] q, int qo, double[] c, int co, int ldf, double[] f, int fo,
      int ldflow) {
    double p = c[co];
    double b = c[co + 2 * ldf];
    double d = c[co + 3 * ldf];
    double p1 = q[qo + R1 * lanes] * p;
    double b1 = q[qo + R2 * lanes] * b;
    double d1 = q[qo + R3 * lanes] * d;
    double p2 = p1 * p;
    double b2 = b1 * b;
    double d2 = d1 * d;
    double below = Math.fma(q[qo + K3 * lanes], p1 + b1 + d1, p2 + b2 + d2);
    double most = q[qo + GMAX * lanes] * (c[co + ldf] + q[qo + Z0 * lanes]);
    double g = below < LEAST ? 0.0 : most / below;
    double beta = q[qo + BETA * lanes];
    f[fo + 4 * ldflow] = beta * (g * p2);
    f[fo + 5 * ldflow] = (1.0 - beta) * (g * p2);
    f[fo + 6 * ldflow] = beta * (g * b2);
    f[fo + 7 * ldflow] = (1.0 - beta) * (g * b2);
    f[fo + 8 * ldflow] = beta * (g * d2);
  }

  /** Flows 9 to 12, 15 and 16. */
  private static void losses(int lanes, double[] q, int qo, double[] c, int co, int ldf, double[] f, int fo,
      int ldflow) {
    double p = c[co];
    double z = c[co + ldf];
    double more = p + q[qo + P0 * lanes];
    f[fo + 9 * ldflow] = q[qo + MU1 * lanes] * more * p / (q[qo + K5 * lanes] + more);
    double zooplankton = z + q[qo + Z0 * lanes];
    double e = q[qo + MU2 * lanes] * zooplankton * z / (q[qo + K6 * lanes] + zooplankton);
    double eps = q[qo + EPS * lanes];
    double del = q[qo + DEL * lanes];
    f[fo + 10 * ldflow] = (1.0 - eps - del) * e;
    f[fo + 11 * ldflow] = eps * e;
    f[fo + 12 * ldflow] = del * e;
    f[fo + 15 * ldflow] = q[qo + MU3 * lanes] * c[co + 2 * ldf];
    f[fo + 16 * ldflow] = q[qo + MU4 * lanes] * c[co + 3 * ldf];
  }

  /** Flows 13 and 14. */
  private static void bacteria(int lanes, double[] q, int qo, double[] c, int co, int ldf, double[] f, int fo,
      int ldflow) {
    double a = c[co + 5 * ldf];
    double organic = c[co + 6 * ldf];
    double wanted = q[qo + ETA * lanes] * organic;
    double m = wanted < a ? wanted : a;
    double u = q[qo + VB * lanes] * (c[co + 2 * ldf] + q[qo + B0 * lanes])
        / (q[qo + K4 * lanes] + m + organic);
    f[fo + 13 * ldflow] = u * organic;
    f[fo + 14 * ldflow] = u * m;
  }
}
