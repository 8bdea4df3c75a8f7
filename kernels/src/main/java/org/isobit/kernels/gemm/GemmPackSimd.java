// Master of FloatGemmPackSimd: the float version is generated from this file.
package org.isobit.kernels.gemm;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** Copies blocks of A and B into the order in which the micro-kernels read them. Never pads in k. */
final class GemmPackSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private GemmPackSimd() {}

  /** target[i·ldt + j] = α·source[i·lds + j]: A as it lies. */
  static void rows(int rows, int columns, double alpha, double[] source, int so, int lds, double[] target, int ldt) {
    for (int i = 0; i < rows; i++) {
      row(columns, alpha, source, so + i * lds, target, i * ldt);
    }
  }

  private static void row(int n, double alpha, double[] source, int so, double[] target, int to) {
    DoubleVector factor = DoubleVector.broadcast(S, alpha);
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector.fromArray(S, source, so + j).mul(factor).intoArray(target, to + j);
    }
    for (; j < n; j++) {
      target[to + j] = alpha * source[so + j];
    }
  }

  /** target[to + j·ldt + i] = α·source[so + i·lds + j]: A stored transposed, and panels of B stored transposed. */
  static void transposed(int rows, int columns, double alpha, double[] source, int so, int lds, double[] target,
      int to, int ldt) {
    int i = 0;
    for (; i <= rows - 4; i += 4) {
      fourRows(columns, alpha, source, so + i * lds, lds, target, to + i, ldt);
    }
    for (; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        target[to + j * ldt + i] = alpha * source[so + i * lds + j];
      }
    }
  }

  private static void fourRows(int columns, double alpha, double[] source, int so, int lds, double[] target, int to,
      int ldt) {
    int s1 = so + lds;
    int s2 = so + 2 * lds;
    int s3 = so + 3 * lds;
    for (int j = 0; j < columns; j++) {
      int t = to + j * ldt;
      target[t] = alpha * source[so + j];
      target[t + 1] = alpha * source[s1 + j];
      target[t + 2] = alpha * source[s2 + j];
      target[t + 3] = alpha * source[s3 + j];
    }
  }

  /** B as it lies, into panels of {@code width} columns: target[p·k·width + i·width + j]; the last one may be short. */
  static void panels(int k, int n, double[] source, int so, int lds, double[] target, int width) {
    int whole = n / width * width;
    for (int i = 0; i < k; i++) {
      panelRow(k, whole, source, so + i * lds, target, i * width, width);
    }
    if (whole < n) {
      int to = whole * k;
      for (int i = 0; i < k; i++) {
        for (int j = whole; j < n; j++) {
          target[to + i * width + j - whole] = source[so + i * lds + j];
        }
      }
    }
  }

  private static void panelRow(int k, int whole, double[] source, int so, double[] target, int to, int width) {
    for (int j = 0; j < whole; j += width) {
      for (int v = 0; v < width; v += V) {
        DoubleVector.fromArray(S, source, so + j + v).intoArray(target, to + v);
      }
      to += k * width;
    }
  }
}
