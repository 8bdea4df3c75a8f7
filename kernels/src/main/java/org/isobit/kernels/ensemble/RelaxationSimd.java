// Master of FloatRelaxationSimd: the float version is generated from this file.
package org.isobit.kernels.ensemble;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** Vector API {@link Relaxation}: one lane, one point. */
public final class RelaxationSimd extends RelaxationReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  RelaxationSimd() {}

  @Override
  public void toPriorPerturbations(int members, int n, double alpha, double[] f, int fo, int ldf, double[] a, int ao,
      int lda) {
    for (int m = 0; m < members; m++) {
      blend(n, alpha, 1.0 - alpha, f, fo + m * ldf, a, ao + m * lda);
    }
  }

  @Override
  public void toPriorSpread(int members, int n, double alpha, double[] forecast, int fo, double[] analysis, int so,
      double[] a, int ao, int lda) {
    double[] factor = ThreadArray.atLeast(PointBlocks.LONGEST);
    for (int start = 0; n - start > 0; start += PointBlocks.LONGEST) {
      int length = n - start < PointBlocks.LONGEST ? n - start : PointBlocks.LONGEST;
      factors(length, alpha, forecast, fo + start, analysis, so + start, factor);
      for (int m = 0; m < members; m++) {
        multiply(length, factor, a, ao + m * lda + start);
      }
    }
  }

  private static void blend(int n, double alpha, double rest, double[] f, int fo, double[] a, int ao) {
    DoubleVector weight = DoubleVector.broadcast(S, alpha);
    int i = 0;
    for (; i <= n - V; i += V) {
      weight.fma(DoubleVector.fromArray(S, f, fo + i), DoubleVector.fromArray(S, a, ao + i).mul(rest))
          .intoArray(a, ao + i);
    }
    for (; i < n; i++) {
      a[ao + i] = Math.fma(alpha, f[fo + i], rest * a[ao + i]);
    }
  }

  private static void factors(int n, double alpha, double[] forecast, int fo, double[] analysis, int so,
      double[] factor) {
    DoubleVector weight = DoubleVector.broadcast(S, alpha);
    DoubleVector one = DoubleVector.broadcast(S, 1.0);
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector s = DoubleVector.fromArray(S, analysis, so + i);
      weight.fma(DoubleVector.fromArray(S, forecast, fo + i).sub(s).div(s), one)
          .blend(one, s.compare(VectorOperators.EQ, 0.0)).intoArray(factor, i);
    }
    for (; i < n; i++) {
      factor[i] = RelaxationReference.factor(alpha, forecast[fo + i], analysis[so + i]);
    }
  }

  private static void multiply(int n, double[] factor, double[] a, int ao) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector.fromArray(S, factor, i).mul(DoubleVector.fromArray(S, a, ao + i)).intoArray(a, ao + i);
    }
    for (; i < n; i++) {
      a[ao + i] = factor[i] * a[ao + i];
    }
  }
}
