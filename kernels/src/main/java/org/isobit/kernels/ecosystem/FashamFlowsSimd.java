// Master of FloatFashamFlowsSimd: the float version is generated from this file.
package org.isobit.kernels.ecosystem;

import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Vector API {@link FashamFlows}: blocks of columns, short enough for parameters to stay in the first cache, level
 * after level. One method for all flows would have more vector operations than the compiler inlines, so that there are
 * four. Columns that fill no vector go to {@link FashamFlowsReference}.
 */
public final class FashamFlowsSimd extends FashamFlowsReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  /** Columns of a block, a whole number of vectors: a kibibyte of each row. */
  private static final int BLOCK = 128; // float: private static final int BLOCK = 256;

  FashamFlowsSimd() {}

  @Override
  public void rates(int n, int from, int to, int lanes, double[] q, int qo, double[] light, int lo, double[] c, int co,
      int ldf, double[] f, int fo, int ldflow) {
    int end = to - (to - from) % V;
    for (int l = from; l < end; l += BLOCK) {
      int count = Math.min(BLOCK, end - l);
      for (int i = 0; i < n; i++) {
        int at = i * lanes + l;
        growth(count, lanes, q, qo + l, light, lo + at, c, co + at, ldf, f, fo + at, ldflow);
        grazing(count, lanes, q, qo + l, c, co + at, ldf, f, fo + at, ldflow);
        losses(count, lanes, q, qo + l, c, co + at, ldf, f, fo + at, ldflow);
        bacteria(count, lanes, q, qo + l, c, co + at, ldf, f, fo + at, ldflow);
      }
    }
    super.rates(n, end, to, lanes, q, qo, light, lo, c, co, ldf, f, fo, ldflow);
  }

  /** Flows 0 to 3. */
  private static void growth(int count, int lanes, double[] q, int qo, double[] light, int lo, double[] c, int co,
      int ldf, double[] f, int fo, int ldflow) {
    for (int l = 0; l < count; l += V) {
      int row = qo + l;
      int to = fo + l;
      DoubleVector p = DoubleVector.fromArray(S, c, co + l);
      DoubleVector k1 = DoubleVector.fromArray(S, q, row + K1 * lanes);
      DoubleVector k2 = DoubleVector.fromArray(S, q, row + K2 * lanes);
      DoubleVector vp = DoubleVector.fromArray(S, q, row + VP * lanes);
      DoubleVector w = DoubleVector.fromArray(S, q, row + AL * lanes).mul(DoubleVector.fromArray(S, light, lo + l));
      DoubleVector nitrate = DoubleVector.fromArray(S, c, co + 4 * ldf + l).mul(k2);
      DoubleVector ammonium = DoubleVector.fromArray(S, c, co + 5 * ldf + l).mul(k1);
      DoubleVector u = vp.mul(w).div(w.fma(w, vp.mul(vp)).sqrt().mul(k1.fma(k2, nitrate).add(ammonium)));
      DoubleVector gam = DoubleVector.fromArray(S, q, row + GAM * lanes);
      DoubleVector kept = DoubleVector.broadcast(S, 1.0).sub(gam)
          .fma(p, DoubleVector.fromArray(S, q, row + P0 * lanes));
      DoubleVector exuded = gam.mul(p);
      u.mul(nitrate).mul(kept).intoArray(f, to);
      u.mul(nitrate).mul(exuded).intoArray(f, to + ldflow);
      u.mul(ammonium).mul(kept).intoArray(f, to + 2 * ldflow);
      u.mul(ammonium).mul(exuded).intoArray(f, to + 3 * ldflow);
    }
  }

  /** Flows 4 to 8. */
  private static void grazing(int count, int lanes, double[] q, int qo, double[] c, int co, int ldf, double[] f,
      int fo, int ldflow) {
    for (int l = 0; l < count; l += V) {
      int row = qo + l;
      int to = fo + l;
      DoubleVector p = DoubleVector.fromArray(S, c, co + l);
      DoubleVector b = DoubleVector.fromArray(S, c, co + 2 * ldf + l);
      DoubleVector d = DoubleVector.fromArray(S, c, co + 3 * ldf + l);
      DoubleVector p1 = DoubleVector.fromArray(S, q, row + R1 * lanes).mul(p);
      DoubleVector b1 = DoubleVector.fromArray(S, q, row + R2 * lanes).mul(b);
      DoubleVector d1 = DoubleVector.fromArray(S, q, row + R3 * lanes).mul(d);
      DoubleVector p2 = p1.mul(p);
      DoubleVector b2 = b1.mul(b);
      DoubleVector d2 = d1.mul(d);
      DoubleVector below = DoubleVector.fromArray(S, q, row + K3 * lanes)
          .fma(p1.add(b1).add(d1), p2.add(b2).add(d2));
      DoubleVector g = DoubleVector.fromArray(S, c, co + ldf + l).add(DoubleVector.fromArray(S, q, row + Z0 * lanes))
          .mul(DoubleVector.fromArray(S, q, row + GMAX * lanes)).div(below).blend(0.0, below.compare(LT, LEAST));
      DoubleVector beta = DoubleVector.fromArray(S, q, row + BETA * lanes);
      DoubleVector rest = DoubleVector.broadcast(S, 1.0).sub(beta);
      p2 = g.mul(p2);
      b2 = g.mul(b2);
      beta.mul(p2).intoArray(f, to + 4 * ldflow);
      rest.mul(p2).intoArray(f, to + 5 * ldflow);
      beta.mul(b2).intoArray(f, to + 6 * ldflow);
      rest.mul(b2).intoArray(f, to + 7 * ldflow);
      beta.mul(g.mul(d2)).intoArray(f, to + 8 * ldflow);
    }
  }

  /** Flows 9 to 12, 15 and 16. */
  private static void losses(int count, int lanes, double[] q, int qo, double[] c, int co, int ldf, double[] f, int fo,
      int ldflow) {
    for (int l = 0; l < count; l += V) {
      int row = qo + l;
      int to = fo + l;
      DoubleVector p = DoubleVector.fromArray(S, c, co + l);
      DoubleVector more = p.add(DoubleVector.fromArray(S, q, row + P0 * lanes));
      DoubleVector.fromArray(S, q, row + MU1 * lanes).mul(more).mul(p)
          .div(DoubleVector.fromArray(S, q, row + K5 * lanes).add(more)).intoArray(f, to + 9 * ldflow);
      DoubleVector z = DoubleVector.fromArray(S, c, co + ldf + l);
      DoubleVector zooplankton = z.add(DoubleVector.fromArray(S, q, row + Z0 * lanes));
      DoubleVector e = DoubleVector.fromArray(S, q, row + MU2 * lanes).mul(zooplankton).mul(z)
          .div(DoubleVector.fromArray(S, q, row + K6 * lanes).add(zooplankton));
      DoubleVector eps = DoubleVector.fromArray(S, q, row + EPS * lanes);
      DoubleVector del = DoubleVector.fromArray(S, q, row + DEL * lanes);
      DoubleVector.broadcast(S, 1.0).sub(eps).sub(del).mul(e).intoArray(f, to + 10 * ldflow);
      eps.mul(e).intoArray(f, to + 11 * ldflow);
      del.mul(e).intoArray(f, to + 12 * ldflow);
      DoubleVector.fromArray(S, q, row + MU3 * lanes).mul(DoubleVector.fromArray(S, c, co + 2 * ldf + l))
          .intoArray(f, to + 15 * ldflow);
      DoubleVector.fromArray(S, q, row + MU4 * lanes).mul(DoubleVector.fromArray(S, c, co + 3 * ldf + l))
          .intoArray(f, to + 16 * ldflow);
    }
  }

  /** Flows 13 and 14. */
  private static void bacteria(int count, int lanes, double[] q, int qo, double[] c, int co, int ldf, double[] f,
      int fo, int ldflow) {
    for (int l = 0; l < count; l += V) {
      int row = qo + l;
      DoubleVector a = DoubleVector.fromArray(S, c, co + 5 * ldf + l);
      DoubleVector organic = DoubleVector.fromArray(S, c, co + 6 * ldf + l);
      DoubleVector wanted = DoubleVector.fromArray(S, q, row + ETA * lanes).mul(organic);
      DoubleVector m = a.blend(wanted, wanted.compare(LT, a));
      DoubleVector u = DoubleVector.fromArray(S, c, co + 2 * ldf + l)
          .add(DoubleVector.fromArray(S, q, row + B0 * lanes)).mul(DoubleVector.fromArray(S, q, row + VB * lanes))
          .div(DoubleVector.fromArray(S, q, row + K4 * lanes).add(m).add(organic));
      u.mul(organic).intoArray(f, fo + 13 * ldflow + l);
      u.mul(m).intoArray(f, fo + 14 * ldflow + l);
    }
  }
}
