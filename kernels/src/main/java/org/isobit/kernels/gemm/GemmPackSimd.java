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

  /** target[to + i·ldt + j] = α·source[i·lds + j]: A as it lies, transposed or not. */
  static void scaled(int rows, int columns, double alpha, double[] source, int so, int lds, double[] target, int to,
      int ldt) {
    for (int i = 0; i < rows; i++) {
      row(columns, alpha, source, so + i * lds, target, to + i * ldt);
    }
  }

  /** target[to + i·ldt + j] = source[i·lds + j]. */
  static void copied(int rows, int columns, double[] source, int so, int lds, double[] target, int to, int ldt) {
    scaled(rows, columns, 1.0, source, so, lds, target, to, ldt);
  }

  private static void row(int n, double alpha, double[] source, int so, double[] target, int to) {
    DoubleVector factor = DoubleVector.broadcast(S, alpha);
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector.fromArray(S, source, so + j).mul(factor).intoArray(target, to + j);
    }
    if (j < n && n >= V) {
      // Overlaps what is already there, with the same values.
      DoubleVector.fromArray(S, source, so + n - V).mul(factor).intoArray(target, to + n - V);
      return;
    }
    for (; j < n; j++) {
      target[to + j] = alpha * source[so + j];
    }
  }

  /** B as it lies, into whole panels: target[p·k·width + i·width + j]. */
  static void panels(int k, int panels, int width, double[] source, int so, int lds, double[] target) {
    for (int i = 0; i < k; i++) {
      panelRow(k * width, panels, width, source, so + i * lds, target, i * width);
    }
  }

  private static void panelRow(int step, int panels, int width, double[] source, int so, double[] target, int to) {
    for (int p = 0; p < panels; p++) {
      for (int v = 0; v < width; v += V) {
        DoubleVector.fromArray(S, source, so + v).intoArray(target, to + v);
      }
      so += width;
      to += step;
    }
  }
}
