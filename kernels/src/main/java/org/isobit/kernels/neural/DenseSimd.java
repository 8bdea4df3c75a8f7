// Master of FloatDenseSimd: the float version is generated from this file.
package org.isobit.kernels.neural;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.Backend;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.Tuning;
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
  private static final int PANEL = DenseWeights.PANEL;

  /** Samples of a tile row. */
  private static final int ROWS = 12;

  /** Samples of a block: their inputs stay in a cache, and weights are read once for each block. */
  static final int SAMPLES = Tuning.size("dense.double.samples");

  /** Weights of a block, half an L2 cache. */
  private static final int WEIGHTS = Tuning.size("gemm.double.terms") * Tuning.size("gemm.double.columns", 32);

  /** A bias of zeros. */
  private static final double[] NOTHING = new double[PANEL];

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

  /**
   * Blocks of samples, of columns whose weights stay in L2 for them, and tile rows. A single sample uses each weight
   * once: one block. Whole panels, save at the end.
   */
  @Override
  void columns(DenseWeights weights, int batch, int from, int to, double[] x, int xo, int ldx, double[] y, int yo,
      int ldy) {
    int run = Math.min(weights.layer().inputs(), GemmReference.RUN);
    int columns = batch == 1 ? to - from : Math.max(PANEL, WEIGHTS / run & -PANEL);
    for (int block = 0; block < batch; block += SAMPLES) {
      int end = Math.min(batch, block + SAMPLES);
      for (int j = from; j < to; j += columns) {
        int rows;
        for (int i = block; i < end; i += rows) {
          // 8 and up to 8 rather than 12 and up to 4, too few chains to keep multiply-adds busy.
          rows = end - i > ROWS && end - i <= 16 ? 8 : Math.min(ROWS, end - i);
          tileRow(weights, rows, j, Math.min(columns, to - j), x, xo + i * ldx, ldx, y, yo + i * ldy + j, ldy);
        }
      }
    }
  }

  /** Columns j … j + nc − 1 of up to 12 samples, which begin at y[yo]. */
  private static void tileRow(DenseWeights weights, int rows, int j, int nc, double[] x, int xo, int ldx, double[] y,
      int yo, int ldy) {
    DenseLayer layer = weights.layer();
    int k = layer.inputs();
    int run = Math.min(k, GemmReference.RUN);
    boolean relu = layer.activation() == Activation.RELU && run == k;
    double floor = relu ? 0.0 : Double.NEGATIVE_INFINITY;
    int whole = nc / PANEL * PANEL;
    panels(weights, rows, j, whole, 0, run, weights.bias(), j, floor, x, xo, ldx, y, yo, ldy);
    if (whole < nc || run < k) {
      double[] tile = NeuralScratch.mine().block(ROWS * PANEL);
      if (whole < nc) {
        int last = j + whole;
        panels(weights, rows, last, PANEL, 0, run, weights.bias(), last, floor, x, xo, ldx, tile, 0, PANEL);
        for (int i = 0; i < rows; i++) {
          copy(nc - whole, tile, i * PANEL, y, yo + i * ldy + whole);
        }
      }
      for (int start = GemmReference.RUN; start < k; start += GemmReference.RUN) {
        laterRun(weights, rows, j, nc, start, Math.min(k, start + GemmReference.RUN), tile, x, xo, ldx, y, yo, ldy);
      }
    }
    if (!relu) {
      activate(layer, rows, nc, y, yo, ldy);
    }
  }

  /** A run after the first: from +0 into a tile, then added. */
  private static void laterRun(DenseWeights weights, int rows, int j, int nc, int start, int end, double[] tile,
      double[] x, int xo, int ldx, double[] y, int yo, int ldy) {
    for (int p = 0; p < nc; p += PANEL) {
      panels(weights, rows, j + p, PANEL, start, end, NOTHING, 0, Double.NEGATIVE_INFINITY, x, xo, ldx, tile, 0,
          PANEL);
      for (int i = 0; i < rows; i++) {
        add(Math.min(PANEL, nc - p), tile, i * PANEL, y, yo + i * ldy + p);
      }
    }
  }

  /** Terms start … end − 1 of whole panels. */
  private static void panels(DenseWeights weights, int rows, int j, int nc, int start, int end, double[] bias, int bo,
      double floor, double[] x, int xo, int ldx, double[] y, int yo, int ldy) {
    double[] w = weights.panels();
    int wo = weights.panel(j) + start * PANEL;
    int step = weights.layer().inputs() * PANEL;
    int count = nc / PANEL;
    int kc = end - start;
    int from = xo + start;
    if (rows > 8) {
      DensePanelsSimd.rows12(rows, count, kc, x, from, ldx, w, wo, step, bias, bo, floor, y, yo, ldy);
    } else if (rows > 4) {
      DensePanelsSimd.rows8(rows, count, kc, x, from, ldx, w, wo, step, bias, bo, floor, y, yo, ldy);
    } else if (rows > 1) {
      DensePanelsSimd.rows4(rows, count, kc, x, from, ldx, w, wo, step, bias, bo, floor, y, yo, ldy);
    } else {
      int p = 0;
      for (; p <= count - 4; p += 4) {
        int wp = wo + p * step;
        DensePanelsSimd.row4(kc, x, from, w, wp, wp + step, wp + 2 * step, wp + 3 * step, bias, bo + p * PANEL, floor,
            y, yo + p * PANEL);
      }
      for (; p < count; p++) {
        DensePanelsSimd.rows4(1, 1, kc, x, from, ldx, w, wo + p * step, step, bias, bo + p * PANEL, floor, y,
            yo + p * PANEL, ldy);
      }
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
