package org.isobit.kernels.dynamics;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.AlignedMemory;
import org.isobit.kernels.SpeciesSimd;

/**
 * Sparse quadratic systems with one state a lane; bits of {@link QuadraticReference}. Some vectors of lanes of all
 * variables are copied into aligned memory, below a row of ones that stands for the constant: all terms with a product
 * are alike then, since vectors that come from branches would be boxed, and a product with 1 changes no bit.
 */
public final class QuadraticSimd extends QuadraticReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();
  private static final int BYTES = V * Double.BYTES;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** Vectors of lanes at a time: an output is one chain, and so many of them hide its latency. */
  private static final int WIDE = 5;
  private static final int NARROW = 2;

  QuadraticSimd() {}

  @Override
  void sums(QuadraticTerms terms, int n, int lanes, double[] x, int xo, double[] u, int uo, double[] d, int at) {
    int l = 0;
    while (l <= lanes - V) {
      int left = (lanes - l) / V;
      int vectors = left >= WIDE ? WIDE : left >= NARROW ? NARROW : 1;
      block(terms, n, vectors, lanes, x, xo + l, u, uo + l, d, at + l);
      l += vectors * V;
    }
    if (l < lanes) {
      lanes(terms, l, lanes, x, xo, u, uo, d, at);
    }
  }

  private static void block(QuadraticTerms terms, int n, int vectors, int lanes, double[] x, int xo, double[] u, int uo,
      double[] d, int at) {
    boolean same = x == u && xo == uo;
    long row = (long) vectors * BYTES;
    long plane = (n + 1) * row;
    MemorySegment m = AlignedMemory.atLeast(same ? plane : 2 * plane);
    copy(n, vectors, lanes, x, xo, m, 0);
    if (!same) {
      copy(n, vectors, lanes, u, uo, m, plane);
    }
    // Variables are counted from 0, and the row before the first one is that of ones.
    long left = row;
    long right = same ? row : plane + row;
    switch (vectors) {
      case WIDE -> five(terms, m, left, right, lanes, d, at);
      case NARROW -> two(terms, m, left, right, lanes, d, at);
      default -> one(terms, m, left, right, lanes, d, at);
    }
  }

  private static void copy(int n, int vectors, int lanes, double[] x, int xo, MemorySegment m, long to) {
    for (int q = 0; q < vectors; q++) {
      DoubleVector.broadcast(S, 1.0).intoMemorySegment(m, to, ORDER);
      to += BYTES;
    }
    for (int i = 0; i < n; i++) {
      for (int q = 0; q < vectors; q++) {
        DoubleVector.fromArray(S, x, xo + i * lanes + q * V).intoMemorySegment(m, to, ORDER);
        to += BYTES;
      }
    }
  }

  private static DoubleVector at(MemorySegment m, long offset) {
    return DoubleVector.fromMemorySegment(S, m, offset, ORDER);
  }

  /** All outputs of a vector of lanes: the loop over them stands here, since a call for each would take some time. */
  private static void one(QuadraticTerms terms, MemorySegment m, long left, long right, int lanes, double[] d,
      int at) {
    int[] lefts = terms.left;
    int[] rights = terms.right;
    double[] values = terms.value;
    int t = 0;
    int o = at;
    for (int i = 0; i < terms.plain.length; i++) {
      int plain = terms.plain[i];
      int end = terms.start[i + 1];
      DoubleVector sum0 = DoubleVector.zero(S);
      for (; t < plain; t++) {
        long b = right + rights[t] * (1L * BYTES);
        DoubleVector v = DoubleVector.broadcast(S, values[t]);
        sum0 = v.fma(at(m, b), sum0);
      }
      for (; t < end; t++) {
        long a = left + lefts[t] * (1L * BYTES);
        long b = right + rights[t] * (1L * BYTES);
        DoubleVector v = DoubleVector.broadcast(S, values[t]);
        sum0 = v.fma(at(m, a).mul(at(m, b)), sum0);
      }
      TYPE.cast(sum0).intoArray(d, o);
      o += lanes;
    }
  }

  private static void two(QuadraticTerms terms, MemorySegment m, long left, long right, int lanes, double[] d,
      int at) {
    int[] lefts = terms.left;
    int[] rights = terms.right;
    double[] values = terms.value;
    int t = 0;
    int o = at;
    for (int i = 0; i < terms.plain.length; i++) {
      int plain = terms.plain[i];
      int end = terms.start[i + 1];
      DoubleVector sum0 = DoubleVector.zero(S);
      DoubleVector sum1 = DoubleVector.zero(S);
      for (; t < plain; t++) {
        long b = right + rights[t] * (2L * BYTES);
        DoubleVector v = DoubleVector.broadcast(S, values[t]);
        sum0 = v.fma(at(m, b), sum0);
        sum1 = v.fma(at(m, b + BYTES), sum1);
      }
      for (; t < end; t++) {
        long a = left + lefts[t] * (2L * BYTES);
        long b = right + rights[t] * (2L * BYTES);
        DoubleVector v = DoubleVector.broadcast(S, values[t]);
        sum0 = v.fma(at(m, a).mul(at(m, b)), sum0);
        sum1 = v.fma(at(m, a + BYTES).mul(at(m, b + BYTES)), sum1);
      }
      TYPE.cast(sum0).intoArray(d, o);
      TYPE.cast(sum1).intoArray(d, o + V);
      o += lanes;
    }
  }

  private static void five(QuadraticTerms terms, MemorySegment m, long left, long right, int lanes, double[] d,
      int at) {
    int[] lefts = terms.left;
    int[] rights = terms.right;
    double[] values = terms.value;
    int t = 0;
    int o = at;
    for (int i = 0; i < terms.plain.length; i++) {
      int plain = terms.plain[i];
      int end = terms.start[i + 1];
      DoubleVector sum0 = DoubleVector.zero(S);
      DoubleVector sum1 = DoubleVector.zero(S);
      DoubleVector sum2 = DoubleVector.zero(S);
      DoubleVector sum3 = DoubleVector.zero(S);
      DoubleVector sum4 = DoubleVector.zero(S);
      for (; t < plain; t++) {
        long b = right + rights[t] * (5L * BYTES);
        DoubleVector v = DoubleVector.broadcast(S, values[t]);
        sum0 = v.fma(at(m, b), sum0);
        sum1 = v.fma(at(m, b + BYTES), sum1);
        sum2 = v.fma(at(m, b + 2 * BYTES), sum2);
        sum3 = v.fma(at(m, b + 3 * BYTES), sum3);
        sum4 = v.fma(at(m, b + 4 * BYTES), sum4);
      }
      for (; t < end; t++) {
        long a = left + lefts[t] * (5L * BYTES);
        long b = right + rights[t] * (5L * BYTES);
        DoubleVector v = DoubleVector.broadcast(S, values[t]);
        sum0 = v.fma(at(m, a).mul(at(m, b)), sum0);
        sum1 = v.fma(at(m, a + BYTES).mul(at(m, b + BYTES)), sum1);
        sum2 = v.fma(at(m, a + 2 * BYTES).mul(at(m, b + 2 * BYTES)), sum2);
        sum3 = v.fma(at(m, a + 3 * BYTES).mul(at(m, b + 3 * BYTES)), sum3);
        sum4 = v.fma(at(m, a + 4 * BYTES).mul(at(m, b + 4 * BYTES)), sum4);
      }
      TYPE.cast(sum0).intoArray(d, o);
      TYPE.cast(sum1).intoArray(d, o + V);
      TYPE.cast(sum2).intoArray(d, o + 2 * V);
      TYPE.cast(sum3).intoArray(d, o + 3 * V);
      TYPE.cast(sum4).intoArray(d, o + 4 * V);
      o += lanes;
    }
  }
}
