package org.isobit.kernels.dynamics;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** Sparse quadratic systems with one state a lane; bits of {@link QuadraticReference}. */
public final class QuadraticSimd extends QuadraticReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  /** Stands for constants, so that all terms are alike: vectors that come from branches would be boxed. */
  private static final double[] ONES = new double[5 * V];

  static {
    Arrays.fill(ONES, 1.0);
  }

  QuadraticSimd() {}

  @Override
  void sums(QuadraticTerms terms, int lanes, double[] x, int xo, double[] u, int uo, double[] d, int at) {
    int outputs = terms.start.length - 1;
    int l = 0;
    // Five vectors at a time, or two: an output is one chain, and they hide its latency and the reading of the terms.
    for (; l <= lanes - 5 * V; l += 5 * V) {
      for (int i = 0; i < outputs; i++) {
        five(terms, i, lanes, x, xo + l, u, uo + l, d, at + l);
      }
    }
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
    DoubleVector sum0 = DoubleVector.zero(S);
    for (int t = terms.start[i]; t < end; t++) {
      int a = left[t];
      int b = right[t];
      double[] xs = a < 0 ? ONES : x;
      double[] us = b < 0 ? ONES : u;
      int ax = a < 0 ? 0 : xo + a * lanes;
      int bu = b < 0 ? 0 : uo + b * lanes;
      DoubleVector v = DoubleVector.broadcast(S, value[t]);
      sum0 = v.fma(DoubleVector.fromArray(S, xs, ax).mul(DoubleVector.fromArray(S, us, bu)), sum0);
    }
    int out = at + i * lanes;
    sum0.intoArray(d, out);
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
      int a = left[t];
      int b = right[t];
      double[] xs = a < 0 ? ONES : x;
      double[] us = b < 0 ? ONES : u;
      int ax = a < 0 ? 0 : xo + a * lanes;
      int bu = b < 0 ? 0 : uo + b * lanes;
      DoubleVector v = DoubleVector.broadcast(S, value[t]);
      sum0 = v.fma(DoubleVector.fromArray(S, xs, ax).mul(DoubleVector.fromArray(S, us, bu)), sum0);
      sum1 = v.fma(DoubleVector.fromArray(S, xs, ax + V).mul(DoubleVector.fromArray(S, us, bu + V)), sum1);
    }
    int out = at + i * lanes;
    sum0.intoArray(d, out);
    sum1.intoArray(d, out + V);
  }

  private static void five(QuadraticTerms terms, int i, int lanes, double[] x, int xo, double[] u, int uo, double[] d,
      int at) {
    int[] left = terms.left;
    int[] right = terms.right;
    double[] value = terms.value;
    int end = terms.start[i + 1];
    DoubleVector sum0 = DoubleVector.zero(S);
    DoubleVector sum1 = DoubleVector.zero(S);
    DoubleVector sum2 = DoubleVector.zero(S);
    DoubleVector sum3 = DoubleVector.zero(S);
    DoubleVector sum4 = DoubleVector.zero(S);
    for (int t = terms.start[i]; t < end; t++) {
      int a = left[t];
      int b = right[t];
      double[] xs = a < 0 ? ONES : x;
      double[] us = b < 0 ? ONES : u;
      int ax = a < 0 ? 0 : xo + a * lanes;
      int bu = b < 0 ? 0 : uo + b * lanes;
      DoubleVector v = DoubleVector.broadcast(S, value[t]);
      sum0 = v.fma(DoubleVector.fromArray(S, xs, ax).mul(DoubleVector.fromArray(S, us, bu)), sum0);
      sum1 = v.fma(DoubleVector.fromArray(S, xs, ax + V).mul(DoubleVector.fromArray(S, us, bu + V)), sum1);
      sum2 = v.fma(DoubleVector.fromArray(S, xs, ax + 2 * V).mul(DoubleVector.fromArray(S, us, bu + 2 * V)), sum2);
      sum3 = v.fma(DoubleVector.fromArray(S, xs, ax + 3 * V).mul(DoubleVector.fromArray(S, us, bu + 3 * V)), sum3);
      sum4 = v.fma(DoubleVector.fromArray(S, xs, ax + 4 * V).mul(DoubleVector.fromArray(S, us, bu + 4 * V)), sum4);
    }
    int out = at + i * lanes;
    sum0.intoArray(d, out);
    sum1.intoArray(d, out + V);
    sum2.intoArray(d, out + 2 * V);
    sum3.intoArray(d, out + 3 * V);
    sum4.intoArray(d, out + 4 * V);
  }
}
