// Master of FloatAnomaliesSimd: the float version is generated from this file.
package org.isobit.kernels.ensemble;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.Backend;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.reduce.LaneReduceReference;

/** Vector API {@link Anomalies}: one lane, one point; blocks of points are read twice, from memory once. */
public final class AnomaliesSimd extends AnomaliesReference {

  private static final LaneReduceReference LANES = LaneReduceReference.of(Backend.SIMD);
  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  AnomaliesSimd() {}

  @Override
  public void subtractMean(int members, int n, double[] e, int eo, int lde, double[] mean, int mo, double[] a, int ao,
      int lda) {
    int block = PointBlocks.points(members);
    for (int start = 0; n - start > 0; start += block) {
      int length = n - start < block ? n - start : block;
      LANES.mean(members, length, e, eo + start, lde, mean, mo + start);
      int m = 0;
      for (; m + 9 < members; m += 10) {
        subtract10(length, e, eo + m * lde + start, lde, mean, mo + start, a, ao + m * lda + start, lda);
      }
      for (; m + 1 < members; m += 2) {
        subtractRows(length, e, eo + m * lde + start, lde, mean, mo + start, a, ao + m * lda + start, lda);
      }
      if (m < members) {
        subtract(length, e, eo + m * lde + start, mean, mo + start, a, ao + m * lda + start);
      }
    }
  }

  @Override
  public void addMean(int members, int n, double[] mean, int mo, double[] a, int ao, int lda, double[] e, int eo,
      int lde) {
    for (int start = 0; n - start > 0; start += PointBlocks.STREAMED) {
      int length = n - start < PointBlocks.STREAMED ? n - start : PointBlocks.STREAMED;
      int m = 0;
      for (; m + 1 < members; m += 2) {
        addRows(length, mean, mo + start, a, ao + m * lda + start, lda, e, eo + m * lde + start, lde);
      }
      if (m < members) {
        add(length, mean, mo + start, a, ao + m * lda + start, e, eo + m * lde + start);
      }
    }
  }

  @Override
  public void inflate(int members, int n, double factor, double[] e, int eo, int ld) {
    double[] mean = ThreadArray.atLeast(PointBlocks.LONGEST);
    int block = PointBlocks.points(members);
    for (int start = 0; n - start > 0; start += block) {
      int length = n - start < block ? n - start : block;
      LANES.mean(members, length, e, eo + start, ld, mean, 0);
      for (int m = 0; m < members; m++) {
        inflateRow(length, factor, mean, e, eo + m * ld + start);
      }
    }
  }

  @Override
  public void scale(int members, int n, double factor, double[] a, int ao, int ld) {
    for (int m = 0; m < members; m++) {
      scaleRow(n, factor, a, ao + m * ld);
    }
  }

  private static void subtract(int n, double[] e, int eo, double[] mean, int mo, double[] a, int ao) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector.fromArray(S, e, eo + i).sub(DoubleVector.fromArray(S, mean, mo + i)).intoArray(a, ao + i);
    }
    for (; i < n; i++) {
      a[ao + i] = e[eo + i] - mean[mo + i];
    }
  }

  private static void subtractRows(int n, double[] e, int e0, int lde, double[] mean, int mo, double[] a, int a0,
      int lda) {
    int e1 = e0 + lde;
    int a1 = a0 + lda;
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector m = DoubleVector.fromArray(S, mean, mo + i);
      DoubleVector.fromArray(S, e, e0 + i).sub(m).intoArray(a, a0 + i);
      DoubleVector.fromArray(S, e, e1 + i).sub(m).intoArray(a, a1 + i);
    }
    for (; i < n; i++) {
      a[a0 + i] = e[e0 + i] - mean[mo + i];
      a[a1 + i] = e[e1 + i] - mean[mo + i];
    }
  }

  /** The rows that their mean has just read, so that they begin anew in the cache as often as there. */
  private static void subtract10(int n, double[] e, int e0, int lde, double[] mean, int mo, double[] a, int a0,
      int lda) {
    int e1 = e0 + lde;
    int a1 = a0 + lda;
    int e2 = e1 + lde;
    int a2 = a1 + lda;
    int e3 = e2 + lde;
    int a3 = a2 + lda;
    int e4 = e3 + lde;
    int a4 = a3 + lda;
    int e5 = e4 + lde;
    int a5 = a4 + lda;
    int e6 = e5 + lde;
    int a6 = a5 + lda;
    int e7 = e6 + lde;
    int a7 = a6 + lda;
    int e8 = e7 + lde;
    int a8 = a7 + lda;
    int e9 = e8 + lde;
    int a9 = a8 + lda;
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector m = DoubleVector.fromArray(S, mean, mo + i);
      DoubleVector.fromArray(S, e, e0 + i).sub(m).intoArray(a, a0 + i);
      DoubleVector.fromArray(S, e, e1 + i).sub(m).intoArray(a, a1 + i);
      DoubleVector.fromArray(S, e, e2 + i).sub(m).intoArray(a, a2 + i);
      DoubleVector.fromArray(S, e, e3 + i).sub(m).intoArray(a, a3 + i);
      DoubleVector.fromArray(S, e, e4 + i).sub(m).intoArray(a, a4 + i);
      DoubleVector.fromArray(S, e, e5 + i).sub(m).intoArray(a, a5 + i);
      DoubleVector.fromArray(S, e, e6 + i).sub(m).intoArray(a, a6 + i);
      DoubleVector.fromArray(S, e, e7 + i).sub(m).intoArray(a, a7 + i);
      DoubleVector.fromArray(S, e, e8 + i).sub(m).intoArray(a, a8 + i);
      DoubleVector.fromArray(S, e, e9 + i).sub(m).intoArray(a, a9 + i);
    }
    for (; i < n; i++) {
      for (int r = 0; r < 10; r++) {
        a[a0 + r * lda + i] = e[e0 + r * lde + i] - mean[mo + i];
      }
    }
  }

  private static void addRows(int n, double[] mean, int mo, double[] a, int a0, int lda, double[] e, int e0,
      int lde) {
    int a1 = a0 + lda;
    int e1 = e0 + lde;
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector m = DoubleVector.fromArray(S, mean, mo + i);
      m.add(DoubleVector.fromArray(S, a, a0 + i)).intoArray(e, e0 + i);
      m.add(DoubleVector.fromArray(S, a, a1 + i)).intoArray(e, e1 + i);
    }
    for (; i < n; i++) {
      e[e0 + i] = mean[mo + i] + a[a0 + i];
      e[e1 + i] = mean[mo + i] + a[a1 + i];
    }
  }

  private static void add(int n, double[] mean, int mo, double[] a, int ao, double[] e, int eo) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector.fromArray(S, mean, mo + i).add(DoubleVector.fromArray(S, a, ao + i)).intoArray(e, eo + i);
    }
    for (; i < n; i++) {
      e[eo + i] = mean[mo + i] + a[ao + i];
    }
  }

  private static void inflateRow(int n, double factor, double[] mean, double[] e, int eo) {
    DoubleVector f = DoubleVector.broadcast(S, factor);
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector m = DoubleVector.fromArray(S, mean, i);
      f.fma(DoubleVector.fromArray(S, e, eo + i).sub(m), m).intoArray(e, eo + i);
    }
    for (; i < n; i++) {
      e[eo + i] = Math.fma(factor, e[eo + i] - mean[i], mean[i]);
    }
  }

  private static void scaleRow(int n, double factor, double[] a, int ao) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector.fromArray(S, a, ao + i).mul(factor).intoArray(a, ao + i);
    }
    for (; i < n; i++) {
      a[ao + i] = factor * a[ao + i];
    }
  }
}
