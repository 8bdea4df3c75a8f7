// Master of FloatNpzdFlowsReference: the float version is generated from this file.
package org.isobit.kernels.ecosystem;

import org.isobit.kernels.Backend;
import org.isobit.kernels.elementary.ExpReference;

/** Scalar {@link NpzdFlows}, one cell after the other; defines the bits. */
public sealed class NpzdFlowsReference permits NpzdFlowsSimd {

  /** Rows of the parameters. */
  static final int RMAX = 0;
  static final int GMAX = 1;
  static final int IV = 2;
  static final int ALPHA = 3;
  static final int RPN = 4;
  static final int RZN = 5;
  static final int RDN = 6;
  static final int RPDU = 7;
  static final int RPDL = 8;
  static final int RZD = 9;
  static final int IMIN = 10;
  static final int P0 = 11;
  static final int Z0 = 12;

  NpzdFlowsReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static NpzdFlowsReference of(Backend backend) {
    return backend.isSimd() ? new NpzdFlowsSimd() : new NpzdFlowsReference();
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
   * @param s      light at the surface
   * @param so     its offset
   * @param light  light of the levels
   * @param lo     its offset
   * @param c      pools
   * @param co     their offset
   * @param ldf    distance between the starts of two pools
   * @param f      receives the flows; apart from the others
   * @param fo     their offset
   * @param ldflow distance between the starts of two flows
   */
  public void rates(int n, int from, int to, int lanes, double[] q, int qo, double[] s, int so, double[] light, int lo,
      double[] c, int co, int ldf, double[] f, int fo, int ldflow) {
    for (int i = 0; i < n; i++) {
      for (int l = from; l < to; l++) {
        int at = i * lanes + l;
        cell(lanes, q, qo + l, s[so + l], light[lo + at], c, co + at, ldf, f, fo + at, ldflow);
      }
    }
  }

  private static void cell(int lanes, double[] q, int qo, double surface, double light, double[] c, int co, int ldf,
      double[] f, int fo, int ldflow) {
    double n = c[co];
    double p = c[co + ldf];
    double z = c[co + 2 * ldf];
    double d = c[co + 3 * ldf];
    double least = q[qo + IMIN * lanes];
    double quarter = 0.25 * surface;
    double reciprocal = 1.0 / (least > quarter || least != least ? least : quarter);
    double x = light * reciprocal;
    double share = x * ExpReference.exp(1.0 - x);
    double v = q[qo + IV * lanes] * p;
    double eaten = -ExpReference.expm1(-(v * v));
    f[fo] = q[qo + RMAX * lanes] * share * n * (p + q[qo + P0 * lanes]) / (q[qo + ALPHA * lanes] + n);
    f[fo + ldflow] = q[qo + GMAX * lanes] * eaten * (z + q[qo + Z0 * lanes]);
    f[fo + 2 * ldflow] = q[qo + RPN * lanes] * p;
    f[fo + 3 * ldflow] = (light >= least ? q[qo + RPDU * lanes] : q[qo + RPDL * lanes]) * p;
    f[fo + 4 * ldflow] = q[qo + RZN * lanes] * z;
    f[fo + 5 * ldflow] = q[qo + RZD * lanes] * z;
    f[fo + 6 * ldflow] = q[qo + RDN * lanes] * d;
  }
}
