// Master of FloatLocalProductsSimd: the float version is generated from this file.
package org.isobit.linalg.local;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Products of local analyses, one problem a lane: element e of lane l at e·V + l. Each lane has the chains of
 * {@link LocalAnalysisReference}. Thread-safe.
 */
final class LocalProductsSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  /**
   * Fields that are copied together, a member's being closer to each other than a field's members, or multiplied by one
   * panel after the other.
   */
  private static final int TOGETHER = 8;

  /** Where chains start: four vectors, of any row. */
  private static final double[] ZEROS = new double[4 * V];

  private LocalProductsSimd() {}

  /** Problems that run together. */
  static int width() {
    return V;
  }

  /** The lower triangle of s·sᵀ, n × n, for s n × members; n is a multiple of 4. */
  static void gram(int n, int members, double[] s, double[] t) {
    for (int i = 0; i < n; i += 4) {
      for (int j = 0; j <= i; j += 4) {
        for (int r = i; r < i + 4; r += 2) {
          dots24(members, s, r * members * V, s, j * members * V, t, (r * n + j) * V, n * V);
        }
      }
    }
  }

  /** Y = X·Sᵀ: x vectors × members, s n × members, y vectors × n; n is a multiple of 4. */
  static void project(int vectors, int n, int members, double[] x, double[] s, double[] y) {
    int v = 0;
    for (; v + 2 <= vectors; v += 2) {
      for (int q = 0; q < n; q += 4) {
        dots24(members, x, v * members * V, s, q * members * V, y, (v * n + q) * V, n * V);
      }
    }
    if (v < vectors) {
      for (int q = 0; q < n; q += 4) {
        tile14(members, x, v * members * V, s, q * members * V, members * V, V, ZEROS, 0, y, (v * n + q) * V);
      }
    }
  }

  /** Two rows of a times four rows of b. */
  private static void dots24(int length, double[] a, int ao, double[] b, int bo, double[] c, int co, int row) {
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    DoubleVector r0 = DoubleVector.zero(S);
    DoubleVector r1 = DoubleVector.zero(S);
    DoubleVector r2 = DoubleVector.zero(S);
    DoubleVector r3 = DoubleVector.zero(S);
    int step = length * V;
    for (int m = 0; m < step; m += V) {
      DoubleVector x = DoubleVector.fromArray(S, a, ao + m);
      DoubleVector z = DoubleVector.fromArray(S, a, ao + step + m);
      DoubleVector y0 = DoubleVector.fromArray(S, b, bo + m);
      DoubleVector y1 = DoubleVector.fromArray(S, b, bo + step + m);
      DoubleVector y2 = DoubleVector.fromArray(S, b, bo + 2 * step + m);
      DoubleVector y3 = DoubleVector.fromArray(S, b, bo + 3 * step + m);
      s0 = x.fma(y0, s0);
      s1 = x.fma(y1, s1);
      s2 = x.fma(y2, s2);
      s3 = x.fma(y3, s3);
      r0 = z.fma(y0, r0);
      r1 = z.fma(y1, r1);
      r2 = z.fma(y2, r2);
      r3 = z.fma(y3, r3);
    }
    TYPE.cast(s0).intoArray(c, co);
    TYPE.cast(s1).intoArray(c, co + V);
    TYPE.cast(s2).intoArray(c, co + 2 * V);
    TYPE.cast(s3).intoArray(c, co + 3 * V);
    TYPE.cast(r0).intoArray(c, co + row);
    TYPE.cast(r1).intoArray(c, co + row + V);
    TYPE.cast(r2).intoArray(c, co + row + 2 * V);
    TYPE.cast(r3).intoArray(c, co + row + 3 * V);
  }

  /** Y = Y + X·T: x vectors × n, t n × columns, y vectors × columns. */
  static void multiply(int vectors, int n, int columns, double[] x, double[] t, double[] y) {
    int row = columns * V;
    int m = 0;
    for (; m + 4 <= columns; m += 4) {
      tiles(vectors, n, x, 0, t, m * V, row, y, m * V, row, y, m * V, row);
    }
    for (; m < columns; m++) {
      for (int v = 0; v < vectors; v++) {
        element(n, row, x, v * n * V, t, m * V, y, v * row + m * V);
      }
    }
  }

  /**
   * Y = X·(factor·T), T symmetric: x and y vectors × n and room for three more elements, t n × n.
   *
   * @param panels takes factor·T, four columns after the other: n rounded up to a multiple of 4, times n
   */
  static void transform(int vectors, int n, double factor, double[] x, double[] t, double[] y, double[] panels) {
    for (int m = 0; m < n; m += 4) {
      for (int j = 0; j < 4; j++) {
        column(n, m + j < n ? factor : 0.0, t, m + j < n ? (m + j) * n * V : 0, panels, (m * n + j) * V);
      }
    }
    for (int v = 0; v < vectors; v += TOGETHER) {
      int rows = vectors - v < TOGETHER ? vectors - v : TOGETHER;
      // Backwards, because the last panel, filled up, reaches into what the first one gives the next vector.
      for (int m = (n - 1) / 4 * 4; m >= 0; m -= 4) {
        tiles(rows, n, x, v * n * V, panels, m * n * V, 4 * V, ZEROS, 0, 0, y, (v * n + m) * V, n * V);
      }
    }
  }

  /** A row of T times a factor becomes a column of a panel. */
  private static void column(int n, double factor, double[] t, int to, double[] panel, int at) {
    for (int c = 0; c < n * V; c += V) {
      DoubleVector.fromArray(S, t, to + c).mul(factor).intoArray(panel, at + 4 * c);
    }
  }

  /** Four columns of Y = F + X·T; F, which may be Y, has rows frow apart. */
  private static void tiles(int vectors, int n, double[] x, int xo, double[] t, int to, int trow, double[] from, int fo,
      int frow, double[] y, int yo, int yrow) {
    int v = 0;
    for (; v + 4 <= vectors; v += 4) {
      tile44(n, x, xo + v * n * V, t, to, trow, from, fo + v * frow, frow, y, yo + v * yrow, yrow);
    }
    for (; v < vectors; v++) {
      tile14(n, x, xo + v * n * V, t, to, V, trow, from, fo + v * frow, y, yo + v * yrow);
    }
  }

  private static void element(int n, int row, double[] x, int xo, double[] t, int to, double[] y, int yo) {
    DoubleVector s = DoubleVector.fromArray(S, y, yo);
    for (int c = 0; c < n; c++) {
      s = DoubleVector.fromArray(S, x, xo + c * V).fma(DoubleVector.fromArray(S, t, to + c * row), s);
    }
    TYPE.cast(s).intoArray(y, yo);
  }

  /** One vector by four columns, col elements apart. */
  private static void tile14(int n, double[] x, int xo, double[] t, int to, int col, int row, double[] from, int fo,
      double[] y, int yo) {
    DoubleVector s0 = DoubleVector.fromArray(S, from, fo);
    DoubleVector s1 = DoubleVector.fromArray(S, from, fo + V);
    DoubleVector s2 = DoubleVector.fromArray(S, from, fo + 2 * V);
    DoubleVector s3 = DoubleVector.fromArray(S, from, fo + 3 * V);
    int at = to;
    for (int c = 0; c < n; c++) {
      DoubleVector xc = DoubleVector.fromArray(S, x, xo + c * V);
      s0 = xc.fma(DoubleVector.fromArray(S, t, at), s0);
      s1 = xc.fma(DoubleVector.fromArray(S, t, at + col), s1);
      s2 = xc.fma(DoubleVector.fromArray(S, t, at + 2 * col), s2);
      s3 = xc.fma(DoubleVector.fromArray(S, t, at + 3 * col), s3);
      at += row;
    }
    TYPE.cast(s0).intoArray(y, yo);
    TYPE.cast(s1).intoArray(y, yo + V);
    TYPE.cast(s2).intoArray(y, yo + 2 * V);
    TYPE.cast(s3).intoArray(y, yo + 3 * V);
  }

  /** Four vectors by four columns. */
  private static void tile44(int n, double[] x, int xo, double[] t, int to, int trow, double[] from, int fo,
      int frow, double[] y, int yo, int row) {
    DoubleVector a0 = DoubleVector.fromArray(S, from, fo);
    DoubleVector a1 = DoubleVector.fromArray(S, from, fo + V);
    DoubleVector a2 = DoubleVector.fromArray(S, from, fo + 2 * V);
    DoubleVector a3 = DoubleVector.fromArray(S, from, fo + 3 * V);
    DoubleVector b0 = DoubleVector.fromArray(S, from, fo + frow);
    DoubleVector b1 = DoubleVector.fromArray(S, from, fo + frow + V);
    DoubleVector b2 = DoubleVector.fromArray(S, from, fo + frow + 2 * V);
    DoubleVector b3 = DoubleVector.fromArray(S, from, fo + frow + 3 * V);
    DoubleVector c0 = DoubleVector.fromArray(S, from, fo + 2 * frow);
    DoubleVector c1 = DoubleVector.fromArray(S, from, fo + 2 * frow + V);
    DoubleVector c2 = DoubleVector.fromArray(S, from, fo + 2 * frow + 2 * V);
    DoubleVector c3 = DoubleVector.fromArray(S, from, fo + 2 * frow + 3 * V);
    DoubleVector d0 = DoubleVector.fromArray(S, from, fo + 3 * frow);
    DoubleVector d1 = DoubleVector.fromArray(S, from, fo + 3 * frow + V);
    DoubleVector d2 = DoubleVector.fromArray(S, from, fo + 3 * frow + 2 * V);
    DoubleVector d3 = DoubleVector.fromArray(S, from, fo + 3 * frow + 3 * V);
    int step = n * V;
    int at = to;
    for (int c = xo; c < xo + step; c += V) {
      DoubleVector t0 = DoubleVector.fromArray(S, t, at);
      DoubleVector t1 = DoubleVector.fromArray(S, t, at + V);
      DoubleVector t2 = DoubleVector.fromArray(S, t, at + 2 * V);
      DoubleVector t3 = DoubleVector.fromArray(S, t, at + 3 * V);
      at += trow;
      DoubleVector z = DoubleVector.fromArray(S, x, c);
      a0 = z.fma(t0, a0);
      a1 = z.fma(t1, a1);
      a2 = z.fma(t2, a2);
      a3 = z.fma(t3, a3);
      z = DoubleVector.fromArray(S, x, c + step);
      b0 = z.fma(t0, b0);
      b1 = z.fma(t1, b1);
      b2 = z.fma(t2, b2);
      b3 = z.fma(t3, b3);
      z = DoubleVector.fromArray(S, x, c + 2 * step);
      c0 = z.fma(t0, c0);
      c1 = z.fma(t1, c1);
      c2 = z.fma(t2, c2);
      c3 = z.fma(t3, c3);
      z = DoubleVector.fromArray(S, x, c + 3 * step);
      d0 = z.fma(t0, d0);
      d1 = z.fma(t1, d1);
      d2 = z.fma(t2, d2);
      d3 = z.fma(t3, d3);
    }
    TYPE.cast(a0).intoArray(y, yo);
    TYPE.cast(a1).intoArray(y, yo + V);
    TYPE.cast(a2).intoArray(y, yo + 2 * V);
    TYPE.cast(a3).intoArray(y, yo + 3 * V);
    TYPE.cast(b0).intoArray(y, yo + row);
    TYPE.cast(b1).intoArray(y, yo + row + V);
    TYPE.cast(b2).intoArray(y, yo + row + 2 * V);
    TYPE.cast(b3).intoArray(y, yo + row + 3 * V);
    TYPE.cast(c0).intoArray(y, yo + 2 * row);
    TYPE.cast(c1).intoArray(y, yo + 2 * row + V);
    TYPE.cast(c2).intoArray(y, yo + 2 * row + 2 * V);
    TYPE.cast(c3).intoArray(y, yo + 2 * row + 3 * V);
    TYPE.cast(d0).intoArray(y, yo + 3 * row);
    TYPE.cast(d1).intoArray(y, yo + 3 * row + V);
    TYPE.cast(d2).intoArray(y, yo + 3 * row + 2 * V);
    TYPE.cast(d3).intoArray(y, yo + 3 * row + 3 * V);
  }

  /** mean[v] += Σ r_i·z_vi for each vector, one mean a lane. */
  static void means(int vectors, int n, double[] r, double[] z, double[] mean) {
    for (int v = 0; v < vectors; v++) {
      DoubleVector s = DoubleVector.fromArray(S, mean, v * V);
      int row = v * n * V;
      for (int i = 0; i < n * V; i += V) {
        s = DoubleVector.fromArray(S, r, i).fma(DoubleVector.fromArray(S, z, row + i), s);
      }
      TYPE.cast(s).intoArray(mean, v * V);
    }
  }

  /** x = x·factor, n elements a lane. */
  static void scale(int n, double factor, double[] x) {
    for (int i = 0; i < n * V; i += V) {
      DoubleVector.fromArray(S, x, i).mul(factor).intoArray(x, i);
    }
  }

  /** Copies neighbouring targets, field v of member m from m·ld + v·points + at on, into lanes. */
  static void load(int fields, int members, double[] from, int at, int points, int ld, double[] x) {
    for (int v = 0; v < fields; v += TOGETHER) {
      int end = (fields - v < TOGETHER ? fields : v + TOGETHER) * members * V;
      for (int m = 0; m < members; m++) {
        int row = m * ld + v * points + at;
        for (int e = (v * members + m) * V; e < end; e += members * V) {
          DoubleVector.fromArray(S, from, row).intoArray(x, e);
          row += points;
        }
      }
    }
  }

  /** The way back, times a factor. */
  static void store(int fields, int members, double factor, double[] y, double[] to, int at, int points, int ld) {
    for (int v = 0; v < fields; v++) {
      int row = v * points + at;
      for (int e = v * members * V; e < (v + 1) * members * V; e += V) {
        DoubleVector.fromArray(S, y, e).mul(factor).intoArray(to, row);
        row += ld;
      }
    }
  }

  /**
   * The way back, times a factor, to which the mean is added; leaves in each lane a sum of what was stored minus
   * itself.
   */
  static void storeWhole(int fields, int members, double factor, double[] y, double[] mean, double[] to, int at,
      int points, int ld, double[] differences) {
    DoubleVector sum = DoubleVector.zero(S);
    for (int v = 0; v < fields; v += TOGETHER) {
      int end = (fields - v < TOGETHER ? fields : v + TOGETHER) * members * V;
      for (int m = 0; m < members; m++) {
        int row = m * ld + v * points + at;
        int o = v * V;
        for (int e = (v * members + m) * V; e < end; e += members * V) {
          DoubleVector x = DoubleVector.fromArray(S, y, e).mul(factor).add(DoubleVector.fromArray(S, mean, o));
          sum = TYPE.cast(sum).add(x.sub(x));
          x.intoArray(to, row);
          row += points;
          o += V;
        }
      }
    }
    TYPE.cast(sum).intoArray(differences, 0);
  }

  /**
   * Lower triangles of V matrices of order n, one after the other every {@code apart} elements, into lanes of t; and n
   * elements of their next rows into lanes of u.
   */
  static void interleave(int n, int ld, int apart, double[] c, double[] t, double[] u, int uo) {
    for (int i = 0; i < n; i++) {
      interleaveRow((i + 1) * V, i * ld, apart, c, t, i * n * V);
    }
    interleaveRow(n * V, n * ld, apart, c, u, uo);
  }

  private static void interleaveRow(int end, int co, int apart, double[] c, double[] t, int to) {
    int from = co;
    for (int j = to; j < to + end; j += V) {
      for (int l = 0; l < V; l++) {
        t[j + l] = c[from + l * apart];
      }
      from++;
    }
  }
}
