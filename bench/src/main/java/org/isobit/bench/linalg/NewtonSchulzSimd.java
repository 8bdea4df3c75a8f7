package org.isobit.bench.linalg;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Products of symmetric matrices that commute, one problem a lane: element (i, j) of lane l at (i·n + j)·V + l. Only
 * the lower triangle is computed, a tile of four by four at a time, and mirrored. Thread-safe.
 */
final class NewtonSchulzSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private NewtonSchulzSimd() {}

  static int width() {
    return V;
  }

  /** Y = scale·B and T = identity·I + product·Y, from a block of more lanes. */
  static void begin(int n, int lanes, double[] block, int first, double[] scale, double[] identity, double[] product,
      double[] y, double[] t) {
    DoubleVector u = DoubleVector.fromArray(S, scale, 0);
    for (int e = 0; e < n * n; e++) {
      DoubleVector.fromArray(S, block, e * lanes + first).mul(u).intoArray(y, e * V);
      DoubleVector.fromArray(S, y, e * V).intoArray(t, e * V);
    }
    combine(n, identity, product, 0, t);
  }

  /** T ← identity·I + product·T, factors of their own for each lane. */
  static void combine(int n, double[] identity, double[] product, int at, double[] t) {
    DoubleVector p = DoubleVector.fromArray(S, product, at);
    for (int e = 0; e < n * n; e++) {
      DoubleVector.fromArray(S, t, e * V).mul(p).intoArray(t, e * V);
    }
    for (int i = 0; i < n; i++) {
      int e = (i * n + i) * V;
      DoubleVector.fromArray(S, t, e).add(DoubleVector.fromArray(S, identity, at)).intoArray(t, e);
    }
  }

  /** out = root·Z, into a block of more lanes. */
  static void end(int n, int lanes, double[] z, double[] root, double[] out, int first) {
    DoubleVector u = DoubleVector.fromArray(S, root, 0);
    for (int e = 0; e < n * n; e++) {
      DoubleVector.fromArray(S, z, e * V).mul(u).intoArray(out, e * lanes + first);
    }
  }

  /** C = A·B. */
  static void multiply(int n, double[] a, double[] b, double[] c) {
    int i = 0;
    for (; i + 4 <= n; i += 4) {
      for (int j = 0; j <= i; j += 4) {
        tile44(n, a, i * n * V, b, j * n * V, c, (i * n + j) * V);
      }
    }
    for (; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        dot(n, a, i * n * V, b, j * n * V, c, (i * n + j) * V);
      }
    }
    for (i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        DoubleVector.fromArray(S, c, (i * n + j) * V).intoArray(c, (j * n + i) * V);
      }
    }
  }

  private static void dot(int n, double[] a, int ao, double[] b, int bo, double[] c, int co) {
    DoubleVector s = DoubleVector.zero(S);
    for (int k = 0; k < n * V; k += V) {
      s = DoubleVector.fromArray(S, a, ao + k).fma(DoubleVector.fromArray(S, b, bo + k), s);
    }
    s.intoArray(c, co);
  }

  /** Four rows of A by four rows of B, which are its columns. */
  private static void tile44(int n, double[] a, int ao, double[] b, int bo, double[] c, int co) {
    int row = n * V;
    DoubleVector p0 = DoubleVector.zero(S);
    DoubleVector p1 = DoubleVector.zero(S);
    DoubleVector p2 = DoubleVector.zero(S);
    DoubleVector p3 = DoubleVector.zero(S);
    DoubleVector q0 = DoubleVector.zero(S);
    DoubleVector q1 = DoubleVector.zero(S);
    DoubleVector q2 = DoubleVector.zero(S);
    DoubleVector q3 = DoubleVector.zero(S);
    DoubleVector r0 = DoubleVector.zero(S);
    DoubleVector r1 = DoubleVector.zero(S);
    DoubleVector r2 = DoubleVector.zero(S);
    DoubleVector r3 = DoubleVector.zero(S);
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    for (int k = 0; k < row; k += V) {
      DoubleVector b0 = DoubleVector.fromArray(S, b, bo + k);
      DoubleVector b1 = DoubleVector.fromArray(S, b, bo + k + row);
      DoubleVector b2 = DoubleVector.fromArray(S, b, bo + k + 2 * row);
      DoubleVector b3 = DoubleVector.fromArray(S, b, bo + k + 3 * row);
      DoubleVector x = DoubleVector.fromArray(S, a, ao + k);
      p0 = x.fma(b0, p0);
      p1 = x.fma(b1, p1);
      p2 = x.fma(b2, p2);
      p3 = x.fma(b3, p3);
      x = DoubleVector.fromArray(S, a, ao + k + row);
      q0 = x.fma(b0, q0);
      q1 = x.fma(b1, q1);
      q2 = x.fma(b2, q2);
      q3 = x.fma(b3, q3);
      x = DoubleVector.fromArray(S, a, ao + k + 2 * row);
      r0 = x.fma(b0, r0);
      r1 = x.fma(b1, r1);
      r2 = x.fma(b2, r2);
      r3 = x.fma(b3, r3);
      x = DoubleVector.fromArray(S, a, ao + k + 3 * row);
      s0 = x.fma(b0, s0);
      s1 = x.fma(b1, s1);
      s2 = x.fma(b2, s2);
      s3 = x.fma(b3, s3);
    }
    p0.intoArray(c, co);
    p1.intoArray(c, co + V);
    p2.intoArray(c, co + 2 * V);
    p3.intoArray(c, co + 3 * V);
    q0.intoArray(c, co + row);
    q1.intoArray(c, co + row + V);
    q2.intoArray(c, co + row + 2 * V);
    q3.intoArray(c, co + row + 3 * V);
    r0.intoArray(c, co + 2 * row);
    r1.intoArray(c, co + 2 * row + V);
    r2.intoArray(c, co + 2 * row + 2 * V);
    r3.intoArray(c, co + 2 * row + 3 * V);
    s0.intoArray(c, co + 3 * row);
    s1.intoArray(c, co + 3 * row + V);
    s2.intoArray(c, co + 3 * row + 2 * V);
    s3.intoArray(c, co + 3 * row + 3 * V);
  }
}
