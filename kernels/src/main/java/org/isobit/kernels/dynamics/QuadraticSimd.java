package org.isobit.kernels.dynamics;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** Sparse quadratic systems with one state a lane; bits of {@link QuadraticReference}. */
public final class QuadraticSimd extends QuadraticReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  QuadraticSimd() {}

  @Override
  void sums(QuadraticTerms terms, int lanes, double[] x, int xo, double[] u, int uo, double[] d, int at) {
    int outputs = terms.start.length - 1;
    int l = 0;
    // Two vectors at a time: an output is one chain, and two of them hide half of its latency.
    for (; l <= lanes - 2 * V; l += 2 * V) {
      for (int i = 0; i < outputs; i++) {
        two(terms, i, lanes, x, xo + l, u, uo + l, d, at + l);
      }
    }
    for (; l <= lanes - V; l += V) {
      for (int i = 0; i < outputs; i++) {
        one(terms, i, lanes, x, xo + l, u, uo + l, d, at + l);
      }
    }
    if (l < lanes) {
      sums(terms, l, lanes, x, xo, u, uo, d, at);
    }
  }

  private static void one(QuadraticTerms terms, int i, int lanes, double[] x, int xo, double[] u, int uo, double[] d,
      int at) {
    int[] left = terms.left;
    int[] right = terms.right;
    double[] value = terms.value;
    int end = terms.start[i + 1];
    DoubleVector sum = DoubleVector.zero(S);
    for (int t = terms.start[i]; t < end; t++) {
      int b = right[t];
      DoubleVector v = DoubleVector.broadcast(S, value[t]);
      if (b < 0) {
        sum = sum.add(v); // what fma(v, 1, sum) is
        continue;
      }
      DoubleVector product = DoubleVector.fromArray(S, u, uo + b * lanes);
      int a = left[t];
      if (a >= 0) {
        product = product.mul(DoubleVector.fromArray(S, x, xo + a * lanes));
      }
      sum = v.fma(product, sum);
    }
    sum.intoArray(d, at + i * lanes);
  }

  private static void two(QuadraticTerms terms, int i, int lanes, double[] x, int xo, double[] u, int uo, double[] d,
      int at) {
    int[] left = terms.left;
    int[] right = terms.right;
    double[] value = terms.value;
    int end = terms.start[i + 1];
    DoubleVector sum0 = DoubleVector.zero(S);
    DoubleVector sum1 = DoubleVector.zero(S);
    for (int t = terms.start[i]; t < end; t++) {
      int b = right[t];
      DoubleVector v = DoubleVector.broadcast(S, value[t]);
      if (b < 0) {
        sum0 = sum0.add(v);
        sum1 = sum1.add(v);
        continue;
      }
      DoubleVector product0 = DoubleVector.fromArray(S, u, uo + b * lanes);
      DoubleVector product1 = DoubleVector.fromArray(S, u, uo + b * lanes + V);
      int a = left[t];
      if (a >= 0) {
        product0 = product0.mul(DoubleVector.fromArray(S, x, xo + a * lanes));
        product1 = product1.mul(DoubleVector.fromArray(S, x, xo + a * lanes + V));
      }
      sum0 = v.fma(product0, sum0);
      sum1 = v.fma(product1, sum1);
    }
    sum0.intoArray(d, at + i * lanes);
    sum1.intoArray(d, at + i * lanes + V);
  }
}
