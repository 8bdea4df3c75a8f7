// Master of FloatDenseSimd: the float version is generated from this file.
package org.isobit.kernels.neural;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.Backend;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.gemm.GemmPanelsSimd;
import org.isobit.kernels.gemm.GemmReference;

/**
 * Vector API {@link Dense}: chains start from the bias because it is what C holds when the product continues it.
 * Thread-safe.
 */
public final class DenseSimd extends DenseReference {

  private static final GemmReference GEMM = GemmReference.of(Backend.SIMD);
  private static final ActivationsReference ACTIVATIONS = ActivationsReference.of(Backend.SIMD);
  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();
  private static final int ROWS = GemmPanelsSimd.ROWS;

  DenseSimd() {}

  @Override
  void tile(DenseLayer layer, int rows, int n, double[] x, int xo, int ldx, double[] w, int wo, double[] bias, int bo,
      double[] y, int yo, int ldy) {
    if (bias != null) {
      start(rows, n, bias, bo, y, yo, ldy);
    }
    GEMM.gemm(false, layer.transposed(), rows, n, layer.inputs(), 1.0, x, xo, ldx, w, wo, layer.ldw(),
        bias == null ? 0.0 : 1.0, y, yo, ldy);
    activate(layer, rows, n, y, yo, ldy);
  }

  /** Each row of Y = b. */
  static void start(int rows, int n, double[] bias, int bo, double[] y, int yo, int ldy) {
    for (int i = 0; i < rows; i++) {
      copy(n, bias, bo, y, yo + i * ldy);
    }
  }

  private static void copy(int n, double[] from, int fo, double[] to, int at) {
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector.fromArray(S, from, fo + j).intoArray(to, at + j);
    }
    for (; j < n; j++) {
      to[at + j] = from[fo + j];
    }
  }

  /** Y = activation(Y). */
  static void activate(DenseLayer layer, int rows, int n, double[] y, int yo, int ldy) {
    Activation kind = layer.activation();
    if (kind == Activation.IDENTITY) {
      return;
    }
    double slope = layer.slope(); // float: float slope = (float) layer.slope();
    if (ldy == n) {
      ACTIVATIONS.forward(kind, slope, rows * n, y, yo, y, yo);
      return;
    }
    for (int i = 0; i < rows; i++) {
      ACTIVATIONS.forward(kind, slope, n, y, yo + i * ldy, y, yo + i * ldy);
    }
  }

  /** Whole panels, save at the end. */
  @Override
  void columns(DenseWeights weights, int batch, int from, int to, double[] x, int xo, int ldx, double[] y, int yo,
      int ldy) {
    int n = to - from;
    int k = weights.layer().inputs();
    int run = Math.min(k, GemmReference.RUN);
    // A single row uses each weight once: one pass over all terms. Else blocks of weights stay in L2.
    int terms = batch == 1 ? run : GemmPanelsSimd.TERMS;
    int columns = batch == 1 ? n : Math.max(GemmPanelsSimd.COLUMNS,
        GemmPanelsSimd.COLUMNS * GemmPanelsSimd.TERMS / Math.min(k, terms) & -DenseWeights.PANEL);
    for (int j = from; j < to; j += columns) {
      int nc = Math.min(columns, to - j);
      for (int p = 0; p < run; p += terms) {
        block(weights, batch, j, nc, p, Math.min(terms, run - p), run == k && p + terms >= k, x, xo, ldx, y, yo, ldy);
      }
      if (run < k) {
        laterRuns(weights, batch, j, nc, x, xo, ldx, y, yo, ldy);
      }
    }
  }

  /** Terms p … p + kc − 1 of columns j … j + nc − 1, tile row by tile row, each with its bias or its activation. */
  private static void block(DenseWeights weights, int batch, int j, int nc, int p, int kc, boolean last, double[] x,
      int xo, int ldx, double[] y, int yo, int ldy) {
    int k = weights.layer().inputs();
    double[] panels = weights.panels();
    int at = j * k + p * DenseWeights.PANEL;
    int stride = k * DenseWeights.PANEL;
    for (int i = 0; i < batch; ) {
      int rows = Math.min(ROWS, batch - i);
      int yi = yo + i * ldy + j;
      if (p == 0) {
        start(rows, nc, weights.bias(), j, y, yi, ldy);
      }
      GemmPanelsSimd.tileRow(rows, nc, kc, x, xo + i * ldx + p, ldx, panels, at, stride, true, y, yi, ldy);
      if (last) {
        activate(weights.layer(), rows, nc, y, yi, ldy);
      }
      i += rows;
    }
  }

  /** Each run after the first from +0 into a block of one tile row, then added. */
  private static void laterRuns(DenseWeights weights, int batch, int j, int nc, double[] x, int xo, int ldx,
      double[] y, int yo, int ldy) {
    int k = weights.layer().inputs();
    int stride = k * DenseWeights.PANEL;
    double[] sum = NeuralScratch.mine().block(ROWS * nc);
    for (int i = 0; i < batch; ) {
      int rows = Math.min(ROWS, batch - i);
      int yi = yo + i * ldy + j;
      for (int start = GemmReference.RUN; start < k; start += GemmReference.RUN) {
        int end = Math.min(k, start + GemmReference.RUN);
        for (int p = start; p < end; p += GemmPanelsSimd.TERMS) {
          GemmPanelsSimd.tileRow(rows, nc, Math.min(GemmPanelsSimd.TERMS, end - p), x, xo + i * ldx + p, ldx,
              weights.panels(), j * k + p * DenseWeights.PANEL, stride, p > start, sum, 0, nc);
        }
        for (int r = 0; r < rows; r++) {
          add(nc, sum, r * nc, y, yi + r * ldy);
        }
      }
      activate(weights.layer(), rows, nc, y, yi, ldy);
      i += rows;
    }
  }

  private static void add(int n, double[] x, int xo, double[] y, int yo) {
    int j = 0;
    for (; j <= n - V; j += V) {
      DoubleVector.fromArray(S, y, yo + j).add(DoubleVector.fromArray(S, x, xo + j)).intoArray(y, yo + j);
    }
    for (; j < n; j++) {
      y[yo + j] += x[xo + j];
    }
  }

  @Override
  GemmReference gemm() {
    return GEMM;
  }

  @Override
  void slope(DenseLayer layer, int rows, double[] stored, int so, int lds, double[] dy, int dyo, int lddy) {
    if (layer.activation() == Activation.IDENTITY) {
      return;
    }
    int n = layer.outputs();
    double slope = layer.slope(); // float: float slope = (float) layer.slope();
    if (lds == n && lddy == n) {
      ACTIVATIONS.backward(layer.activation(), slope, rows * n, stored, so, dy, dyo, dy, dyo);
      return;
    }
    for (int i = 0; i < rows; i++) {
      ACTIVATIONS.backward(layer.activation(), slope, n, stored, so + i * lds, dy, dyo + i * lddy, dy, dyo + i * lddy);
    }
  }

  @Override
  void bias(int batch, int n, double[] dz, int dzo, int lddz, double[] db, int dbo, boolean accumulate) {
    if (!accumulate) {
      Arrays.fill(db, dbo, dbo + n, 0.0);
    }
    for (int i = 0; i < batch; i++) {
      add(n, dz, dzo + i * lddz, db, dbo);
    }
  }
}
