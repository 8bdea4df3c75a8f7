package org.isobit.models.assimilation;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Small products of local analyses, one problem a lane: element e of lane l at {@code e·lanes + l}. Each lane has the
 * chains of {@link LocalPoint}; a lane whose terms are used up keeps its bits while others go on.
 */
final class LocalLanesSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private LocalLanesSimd() {}

  /**
   * B = s·sᵀ + degrees·I, whole.
   *
   * @param degrees what is added to the diagonal
   * @param fewest terms that every lane has
   * @param most   terms of the lane with most
   * @param count  terms of each lane
   * @param s      terms × members
   * @param b      receives members × members
   */
  static void gram(int members, double degrees, int lanes, int fewest, int most, double[] count, double[] s,
      double[] b) {
    for (int l = 0; l < lanes; l += V) {
      for (int i = 0; i < members; i++) {
        int j = 0;
        for (; j + 3 <= i; j += 4) {
          four(members, degrees, lanes, fewest, most, count, s, b, l, i, j);
        }
        for (; j <= i; j++) {
          one(members, degrees, lanes, fewest, most, count, s, b, l, i, j);
        }
      }
    }
  }

  private static void four(int members, double degrees, int lanes, int fewest, int most, double[] count, double[] s,
      double[] b, int l, int i, int j) {
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    int row = members * lanes;
    int at = i * lanes + l;
    int other = j * lanes + l;
    int q = 0;
    for (; q < fewest; q++) {
      DoubleVector x = DoubleVector.fromArray(S, s, q * row + at);
      s0 = x.lanewise(VectorOperators.FMA, DoubleVector.fromArray(S, s, q * row + other), s0);
      s1 = x.lanewise(VectorOperators.FMA, DoubleVector.fromArray(S, s, q * row + other + lanes), s1);
      s2 = x.lanewise(VectorOperators.FMA, DoubleVector.fromArray(S, s, q * row + other + 2 * lanes), s2);
      s3 = x.lanewise(VectorOperators.FMA, DoubleVector.fromArray(S, s, q * row + other + 3 * lanes), s3);
    }
    DoubleVector terms = DoubleVector.fromArray(S, count, l);
    for (; q < most; q++) {
      VectorMask<Double> on = terms.compare(VectorOperators.GT, q);
      DoubleVector x = DoubleVector.fromArray(S, s, q * row + at);
      s0 = s0.blend(x.lanewise(VectorOperators.FMA, DoubleVector.fromArray(S, s, q * row + other), s0), on);
      s1 = s1.blend(x.lanewise(VectorOperators.FMA, DoubleVector.fromArray(S, s, q * row + other + lanes), s1), on);
      s2 = s2.blend(x.lanewise(VectorOperators.FMA, DoubleVector.fromArray(S, s, q * row + other + 2 * lanes), s2), on);
      s3 = s3.blend(x.lanewise(VectorOperators.FMA, DoubleVector.fromArray(S, s, q * row + other + 3 * lanes), s3), on);
    }
    store(members, degrees, lanes, b, l, i, j, s0);
    store(members, degrees, lanes, b, l, i, j + 1, s1);
    store(members, degrees, lanes, b, l, i, j + 2, s2);
    store(members, degrees, lanes, b, l, i, j + 3, s3);
  }

  private static void one(int members, double degrees, int lanes, int fewest, int most, double[] count, double[] s,
      double[] b, int l, int i, int j) {
    DoubleVector sum = DoubleVector.zero(S);
    DoubleVector terms = DoubleVector.fromArray(S, count, l);
    int row = members * lanes;
    int q = 0;
    for (; q < fewest; q++) {
      sum = DoubleVector.fromArray(S, s, q * row + i * lanes + l)
          .lanewise(VectorOperators.FMA, DoubleVector.fromArray(S, s, q * row + j * lanes + l), sum);
    }
    for (; q < most; q++) {
      VectorMask<Double> on = terms.compare(VectorOperators.GT, q);
      sum = sum.blend(DoubleVector.fromArray(S, s, q * row + i * lanes + l)
          .lanewise(VectorOperators.FMA, DoubleVector.fromArray(S, s, q * row + j * lanes + l), sum), on);
    }
    store(members, degrees, lanes, b, l, i, j, sum);
  }

  private static void store(int members, double degrees, int lanes, double[] b, int l, int i, int j, DoubleVector sum) {
    if (i == j) {
      sum.add(degrees).intoArray(b, (i * members + i) * lanes + l);
    } else {
      sum.intoArray(b, (i * members + j) * lanes + l);
      sum.intoArray(b, (j * members + i) * lanes + l);
    }
  }

  /**
   * w = s·d.
   *
   * @param d terms
   * @param w receives members
   */
  static void project(int members, int lanes, int fewest, int most, double[] count, double[] s, double[] d,
      double[] w) {
    for (int l = 0; l < lanes; l += V) {
      DoubleVector terms = DoubleVector.fromArray(S, count, l);
      for (int m = 0; m < members; m++) {
        DoubleVector sum = DoubleVector.zero(S);
        int q = 0;
        for (; q < fewest; q++) {
          sum = DoubleVector.fromArray(S, s, (q * members + m) * lanes + l)
              .lanewise(VectorOperators.FMA, DoubleVector.fromArray(S, d, q * lanes + l), sum);
        }
        for (; q < most; q++) {
          VectorMask<Double> on = terms.compare(VectorOperators.GT, q);
          sum = sum.blend(DoubleVector.fromArray(S, s, (q * members + m) * lanes + l)
              .lanewise(VectorOperators.FMA, DoubleVector.fromArray(S, d, q * lanes + l), sum), on);
        }
        sum.intoArray(w, m * lanes + l);
      }
    }
  }

  /** y = t·x, t rows × columns. */
  static void multiply(int rows, int columns, int lanes, double[] t, double[] x, double[] y) {
    for (int l = 0; l < lanes; l += V) {
      for (int i = 0; i < rows; i++) {
        DoubleVector sum = DoubleVector.zero(S);
        for (int c = 0; c < columns; c++) {
          sum = DoubleVector.fromArray(S, t, (i * columns + c) * lanes + l)
              .lanewise(VectorOperators.FMA, DoubleVector.fromArray(S, x, c * lanes + l), sum);
        }
        sum.intoArray(y, i * lanes + l);
      }
    }
  }

  /** x = x·factor; n is a multiple of every vector length. */
  static void scale(int n, double factor, double[] x) {
    for (int i = 0; i < n; i += V) {
      DoubleVector.fromArray(S, x, i).mul(factor).intoArray(x, i);
    }
  }
}
