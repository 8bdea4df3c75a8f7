// Master of FloatNpzdFlowsSimd: the float version is generated from this file.
package org.isobit.kernels.ecosystem;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.IS_NAN;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.elementary.ExpSimd;

/**
 * Vector API {@link NpzdFlows}: blocks of columns, short enough for parameters to stay in the first cache, two levels
 * after the other, so that parameters are read once for both. The flows' own rows take the arguments of exponential
 * functions and then their values. Columns that fill no vector go to {@link NpzdFlowsReference}.
 */
public final class NpzdFlowsSimd extends NpzdFlowsReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  /** Columns of a block, a whole number of vectors: a kibibyte of each row. */
  private static final int BLOCK = 128; // float: private static final int BLOCK = 256;

  NpzdFlowsSimd() {}

  @Override
  public void rates(int n, int from, int to, int lanes, double[] q, int qo, double[] s, int so, double[] light, int lo,
      double[] c, int co, int ldf, double[] f, int fo, int ldflow) {
    int end = to - (to - from) % V;
    for (int l = from; l < end; l += BLOCK) {
      int count = Math.min(BLOCK, end - l);
      int reciprocal = fo + 6 * ldflow + (n - 1) * lanes + l; // the row that is written last
      optima(count, q, qo + IMIN * lanes + l, s, so + l, f, reciprocal);
      for (int i = 0; i < n; i += 2) {
        int at = i * lanes + l;
        int next = i + 1 < n ? lanes : 0; // the last of an odd number goes with itself
        arguments(count, q, qo + IV * lanes + l, reciprocal, light, lo + at, c, co + at + ldf, f, fo + at, ldflow,
            next);
        exponentials(next == count ? 2 * count : count, f, fo + at, ldflow);
        if (next > count) {
          exponentials(count, f, fo + at + next, ldflow);
        }
        growth(count, lanes, q, qo + l, c, co + at, ldf, f, fo + at, ldflow, next);
        losses(count, lanes, q, qo + l, light, lo + at, c, co + at, ldf, f, fo + at, ldflow, next);
      }
    }
    super.rates(n, end, to, lanes, q, qo, s, so, light, lo, c, co, ldf, f, fo, ldflow);
  }

  /** Reciprocals of the columns' best light. */
  private static void optima(int count, double[] q, int qo, double[] s, int so, double[] f, int fo) {
    for (int l = 0; l < count; l += V) {
      DoubleVector least = DoubleVector.fromArray(S, q, qo + l);
      DoubleVector quarter = DoubleVector.fromArray(S, s, so + l).mul(0.25);
      DoubleVector optimum = quarter.blend(least, least.compare(GT, quarter).or(least.test(IS_NAN)));
      DoubleVector.broadcast(S, 1.0).div(optimum).intoArray(f, fo + l);
    }
  }

  /** Of exp in the row of flow 0, of expm1 in that of flow 1; that of flow 2 takes light by its optimum. */
  private static void arguments(int count, double[] q, int qo, int reciprocal, double[] light, int lo, double[] c,
      int po, double[] f, int fo, int ldflow, int next) {
    for (int l = 0; l < count; l += V) {
      int at = l + next;
      DoubleVector optimum = DoubleVector.fromArray(S, f, reciprocal + l);
      DoubleVector iv = DoubleVector.fromArray(S, q, qo + l);
      DoubleVector x0 = DoubleVector.fromArray(S, light, lo + l).mul(optimum);
      DoubleVector x1 = DoubleVector.fromArray(S, light, lo + at).mul(optimum);
      DoubleVector v0 = iv.mul(DoubleVector.fromArray(S, c, po + l));
      DoubleVector v1 = iv.mul(DoubleVector.fromArray(S, c, po + at));
      DoubleVector.broadcast(S, 1.0).sub(x0).intoArray(f, fo + l);
      DoubleVector.broadcast(S, 1.0).sub(x1).intoArray(f, fo + at);
      v0.mul(v0).neg().intoArray(f, fo + ldflow + l);
      v1.mul(v1).neg().intoArray(f, fo + ldflow + at);
      x0.intoArray(f, fo + 2 * ldflow + l);
      x1.intoArray(f, fo + 2 * ldflow + at);
    }
  }

  private static void exponentials(int count, double[] f, int fo, int ldflow) {
    ExpSimd.exp(count, f, fo, f, fo);
    ExpSimd.expm1(count, f, fo + ldflow, f, fo + ldflow);
  }

  private static void growth(int count, int lanes, double[] q, int qo, double[] c, int co, int ldf, double[] f, int fo,
      int ldflow, int next) {
    for (int l = 0; l < count; l += V) {
      int at = l + next;
      DoubleVector p0 = DoubleVector.fromArray(S, q, qo + P0 * lanes + l);
      DoubleVector rmax = DoubleVector.fromArray(S, q, qo + RMAX * lanes + l);
      DoubleVector alpha = DoubleVector.fromArray(S, q, qo + ALPHA * lanes + l);
      DoubleVector n0 = DoubleVector.fromArray(S, c, co + l);
      DoubleVector n1 = DoubleVector.fromArray(S, c, co + at);
      DoubleVector share0 = DoubleVector.fromArray(S, f, fo + 2 * ldflow + l)
          .mul(DoubleVector.fromArray(S, f, fo + l));
      DoubleVector share1 = DoubleVector.fromArray(S, f, fo + 2 * ldflow + at)
          .mul(DoubleVector.fromArray(S, f, fo + at));
      rmax.mul(share0).mul(n0).mul(DoubleVector.fromArray(S, c, co + ldf + l).add(p0)).div(alpha.add(n0))
          .intoArray(f, fo + l);
      rmax.mul(share1).mul(n1).mul(DoubleVector.fromArray(S, c, co + ldf + at).add(p0)).div(alpha.add(n1))
          .intoArray(f, fo + at);
      DoubleVector z0 = DoubleVector.fromArray(S, q, qo + Z0 * lanes + l);
      DoubleVector gmax = DoubleVector.fromArray(S, q, qo + GMAX * lanes + l);
      DoubleVector eaten0 = DoubleVector.fromArray(S, f, fo + ldflow + l).neg();
      DoubleVector eaten1 = DoubleVector.fromArray(S, f, fo + ldflow + at).neg();
      gmax.mul(eaten0).mul(DoubleVector.fromArray(S, c, co + 2 * ldf + l).add(z0)).intoArray(f, fo + ldflow + l);
      gmax.mul(eaten1).mul(DoubleVector.fromArray(S, c, co + 2 * ldf + at).add(z0)).intoArray(f, fo + ldflow + at);
    }
  }

  private static void losses(int count, int lanes, double[] q, int qo, double[] light, int lo, double[] c, int co,
      int ldf, double[] f, int fo, int ldflow, int next) {
    for (int l = 0; l < count; l += V) {
      int at = l + next;
      int row = qo + l;
      DoubleVector p0 = DoubleVector.fromArray(S, c, co + ldf + l);
      DoubleVector p1 = DoubleVector.fromArray(S, c, co + ldf + at);
      DoubleVector rpn = DoubleVector.fromArray(S, q, row + RPN * lanes);
      rpn.mul(p0).intoArray(f, fo + 2 * ldflow + l);
      rpn.mul(p1).intoArray(f, fo + 2 * ldflow + at);
      DoubleVector lit = DoubleVector.fromArray(S, q, row + RPDU * lanes);
      DoubleVector dark = DoubleVector.fromArray(S, q, row + RPDL * lanes);
      DoubleVector imin = DoubleVector.fromArray(S, q, row + IMIN * lanes);
      dark.blend(lit, DoubleVector.fromArray(S, light, lo + l).compare(GE, imin)).mul(p0)
          .intoArray(f, fo + 3 * ldflow + l);
      dark.blend(lit, DoubleVector.fromArray(S, light, lo + at).compare(GE, imin)).mul(p1)
          .intoArray(f, fo + 3 * ldflow + at);
      DoubleVector z0 = DoubleVector.fromArray(S, c, co + 2 * ldf + l);
      DoubleVector z1 = DoubleVector.fromArray(S, c, co + 2 * ldf + at);
      DoubleVector rzn = DoubleVector.fromArray(S, q, row + RZN * lanes);
      rzn.mul(z0).intoArray(f, fo + 4 * ldflow + l);
      rzn.mul(z1).intoArray(f, fo + 4 * ldflow + at);
      DoubleVector rzd = DoubleVector.fromArray(S, q, row + RZD * lanes);
      rzd.mul(z0).intoArray(f, fo + 5 * ldflow + l);
      rzd.mul(z1).intoArray(f, fo + 5 * ldflow + at);
      DoubleVector rdn = DoubleVector.fromArray(S, q, row + RDN * lanes);
      DoubleVector d0 = DoubleVector.fromArray(S, c, co + 3 * ldf + l);
      DoubleVector d1 = DoubleVector.fromArray(S, c, co + 3 * ldf + at);
      rdn.mul(d0).intoArray(f, fo + 6 * ldflow + l);
      rdn.mul(d1).intoArray(f, fo + 6 * ldflow + at);
    }
  }
}
