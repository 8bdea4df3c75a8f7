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
 * Vector API {@link NpzdFlows}: blocks of columns, short enough for parameters to stay in the first cache, level after
 * level. The flows' own rows take the arguments of exponential functions and then their values. Columns that fill no
 * vector go to {@link NpzdFlowsReference}.
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
      for (int i = 0; i < n; i++) {
        int at = i * lanes + l;
        int to1 = fo + at + ldflow;
        arguments(count, q, qo + IV * lanes + l, reciprocal, light, lo + at, c, co + at + ldf, f, fo + at, ldflow);
        ExpSimd.exp(count, f, fo + at, f, fo + at);
        ExpSimd.expm1(count, f, to1, f, to1);
        growth(count, lanes, q, qo + l, c, co + at, ldf, f, fo + at, ldflow);
        losses(count, lanes, q, qo + l, light, lo + at, c, co + at, ldf, f, fo + at, ldflow);
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
      int po, double[] f, int fo, int ldflow) {
    for (int l = 0; l < count; l += V) {
      DoubleVector x = DoubleVector.fromArray(S, light, lo + l).mul(DoubleVector.fromArray(S, f, reciprocal + l));
      DoubleVector v = DoubleVector.fromArray(S, q, qo + l).mul(DoubleVector.fromArray(S, c, po + l));
      DoubleVector.broadcast(S, 1.0).sub(x).intoArray(f, fo + l);
      v.mul(v).neg().intoArray(f, fo + ldflow + l);
      x.intoArray(f, fo + 2 * ldflow + l);
    }
  }

  private static void growth(int count, int lanes, double[] q, int qo, double[] c, int co, int ldf, double[] f, int fo,
      int ldflow) {
    for (int l = 0; l < count; l += V) {
      DoubleVector n = DoubleVector.fromArray(S, c, co + l);
      DoubleVector phytoplankton = DoubleVector.fromArray(S, c, co + ldf + l)
          .add(DoubleVector.fromArray(S, q, qo + P0 * lanes + l));
      DoubleVector share = DoubleVector.fromArray(S, f, fo + 2 * ldflow + l).mul(DoubleVector.fromArray(S, f, fo + l));
      DoubleVector.fromArray(S, q, qo + RMAX * lanes + l).mul(share).mul(n).mul(phytoplankton)
          .div(DoubleVector.fromArray(S, q, qo + ALPHA * lanes + l).add(n)).intoArray(f, fo + l);
      DoubleVector zooplankton = DoubleVector.fromArray(S, c, co + 2 * ldf + l)
          .add(DoubleVector.fromArray(S, q, qo + Z0 * lanes + l));
      DoubleVector eaten = DoubleVector.fromArray(S, f, fo + ldflow + l).neg();
      DoubleVector.fromArray(S, q, qo + GMAX * lanes + l).mul(eaten).mul(zooplankton).intoArray(f, fo + ldflow + l);
    }
  }

  private static void losses(int count, int lanes, double[] q, int qo, double[] light, int lo, double[] c, int co,
      int ldf, double[] f, int fo, int ldflow) {
    for (int l = 0; l < count; l += V) {
      int row = qo + l;
      DoubleVector p = DoubleVector.fromArray(S, c, co + ldf + l);
      DoubleVector.fromArray(S, q, row + RPN * lanes).mul(p).intoArray(f, fo + 2 * ldflow + l);
      DoubleVector lit = DoubleVector.fromArray(S, q, row + RPDU * lanes);
      DoubleVector.fromArray(S, q, row + RPDL * lanes)
          .blend(lit, DoubleVector.fromArray(S, light, lo + l)
              .compare(GE, DoubleVector.fromArray(S, q, row + IMIN * lanes)))
          .mul(p).intoArray(f, fo + 3 * ldflow + l);
      DoubleVector z = DoubleVector.fromArray(S, c, co + 2 * ldf + l);
      DoubleVector.fromArray(S, q, row + RZN * lanes).mul(z).intoArray(f, fo + 4 * ldflow + l);
      DoubleVector.fromArray(S, q, row + RZD * lanes).mul(z).intoArray(f, fo + 5 * ldflow + l);
      DoubleVector d = DoubleVector.fromArray(S, c, co + 3 * ldf + l);
      DoubleVector.fromArray(S, q, row + RDN * lanes).mul(d).intoArray(f, fo + 6 * ldflow + l);
    }
  }
}
