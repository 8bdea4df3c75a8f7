// Master of FloatDenseParts: the float version is generated from this file.
package org.isobit.kernels.neural;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.gemm.GemmGrid;
import org.isobit.kernels.gemm.GemmReference;

/**
 * Passes of a dense layer by several threads. Forward, a part is a tile of Y (of packed weights, some of its columns).
 * Backward, first some rows of dZ, then a tile of dX or of dW, the latter with its elements of db: no chain is cut. One
 * object a thread, used again for its next call, so that nothing is allocated.
 */
final class DenseParts implements Workers.Task {

  private static final GemmReference GEMM = GemmReference.of(Backend.active());

  private static final ThreadLocal<DenseParts> MINE = new ThreadLocal<>();

  /** Multiply-adds that take about as long as an activation's slope of one element. */
  private static final int SLOPE = 16;

  private enum Step { TILES, COLUMNS, SLOPES, GRADIENTS }

  private Step step;
  private DenseLayer layer;
  private DenseWeights weights;
  private int batch;
  private double[] x;
  private int xo;
  private int ldx;
  private double[] w;
  private int wo;
  private double[] bias;
  private int bo;
  private double[] y;
  private int yo;
  private int ldy;
  private double[] dz;
  private int dzo;
  private int lddz;
  private double[] dx;
  private int dxo;
  private int lddx;
  private double[] dw;
  private int dwo;
  private boolean accumulate;

  /** The grid of Y or dX. */
  private int down;
  private int across;

  /** The grid of dW. */
  private int downW;
  private int acrossW;

  private DenseParts() {}

  /** This thread's object, for a step over a batch. */
  private static DenseParts of(Step step, DenseLayer layer, int batch) {
    DenseParts parts = MINE.get();
    if (parts == null) {
      parts = new DenseParts();
      MINE.set(parts);
    }
    parts.step = step;
    parts.layer = layer;
    parts.batch = batch;
    return parts;
  }

  private void inputs(double[] array, int offset, int ld) {
    x = array;
    xo = offset;
    ldx = ld;
  }

  private void outputs(double[] array, int offset, int ld) {
    y = array;
    yo = offset;
    ldy = ld;
  }

  private void slopes(double[] array, int offset, int ld) {
    dz = array;
    dzo = offset;
    lddz = ld;
  }

  private void weights(double[] array, int offset, double[] biases, int biasOffset) {
    w = array;
    wo = offset;
    bias = biases;
    bo = biasOffset;
  }

  /** Holds on to nobody's arrays. */
  private void run(Workers workers, int parts) {
    try {
      workers.run(parts, this);
    } finally {
      layer = null;
      weights = null;
      x = null;
      w = null;
      bias = null;
      y = null;
      dz = null;
      dx = null;
      dw = null;
    }
  }

  /**
   * {@link Dense#forward(DenseLayer, int, double[], long, int, double[], long, double[], long, double[], long, int)}.
   */
  static void forward(DenseLayer layer, int batch, double[] x, int xo, int ldx, double[] w, int wo, double[] bias,
      int bo, double[] y, int yo, int ldy, Workers workers) {
    int threads = workers.available();
    int down = GemmGrid.down(batch, layer.outputs(), layer.inputs(), threads);
    int across = GemmGrid.across(batch, layer.outputs(), layer.inputs(), threads);
    if (down * across == 1) {
      Dense.KERNELS.tile(layer, batch, layer.outputs(), x, xo, ldx, w, wo, bias, bo, y, yo, ldy);
      return;
    }
    DenseParts parts = of(Step.TILES, layer, batch);
    parts.inputs(x, xo, ldx);
    parts.weights(w, wo, bias, bo);
    parts.outputs(y, yo, ldy);
    parts.down = down;
    parts.across = across;
    parts.run(workers, down * across);
  }

  /** {@link Dense#forward(DenseWeights, int, double[], long, int, double[], long, int)}, columns shared by threads. */
  static void forward(DenseWeights weights, int batch, double[] x, int xo, int ldx, double[] y, int yo, int ldy,
      Workers workers) {
    DenseLayer layer = weights.layer();
    int n = layer.outputs();
    int wanted = GemmGrid.parts((long) batch * layer.weights(), workers.available());
    int across = Math.min(wanted, (n + DenseWeights.PANEL - 1) / DenseWeights.PANEL);
    if (across == 1) {
      Dense.KERNELS.columns(weights, batch, 0, n, x, xo, ldx, y, yo, ldy);
      return;
    }
    DenseParts parts = of(Step.COLUMNS, layer, batch);
    parts.weights = weights;
    parts.inputs(x, xo, ldx);
    parts.outputs(y, yo, ldy);
    parts.across = across;
    parts.run(workers, across);
  }

  /** {@link Dense#backward}; arrays of gradients may be null. */
  static void backward(DenseLayer layer, int batch, double[] x, int xo, int ldx, double[] w, int wo, double[] stored,
      int so, int lds, double[] dy, int dyo, int lddy, double[] dx, int dxo, int lddx, double[] dw, int dwo,
      double[] db, int dbo, boolean accumulate, Workers workers) {
    int threads = workers.available();
    int k = layer.inputs();
    int n = layer.outputs();
    int m = layer.transposed() ? n : k;
    int down = GemmGrid.down(batch, k, n, threads);
    int across = GemmGrid.across(batch, k, n, threads);
    int downW = GemmGrid.down(m, layer.ldw(), batch, threads);
    int acrossW = GemmGrid.across(m, layer.ldw(), batch, threads);
    if ((dx == null || down * across == 1) && (dw == null || downW * acrossW == 1)) {
      Dense.KERNELS.backward(layer, batch, x, xo, ldx, w, wo, stored, so, lds, dy, dyo, lddy, dx, dxo, lddx, dw, dwo,
          db, dbo, accumulate);
      return;
    }
    slopes(layer, batch, stored, so, lds, dy, dyo, lddy, workers);
    DenseParts parts = of(Step.GRADIENTS, layer, batch);
    parts.inputs(x, xo, ldx);
    parts.weights(w, wo, db, dbo);
    parts.slopes(dy, dyo, lddy);
    parts.dx = dx;
    parts.dxo = dxo;
    parts.lddx = lddx;
    parts.dw = dw;
    parts.dwo = dwo;
    parts.accumulate = accumulate;
    parts.down = dx == null ? 0 : down;
    parts.across = across;
    parts.downW = downW;
    parts.acrossW = acrossW;
    parts.run(workers, parts.down * across + (dw == null ? 0 : downW * acrossW));
  }

  private static void slopes(DenseLayer layer, int batch, double[] stored, int so, int lds, double[] dy, int dyo,
      int lddy, Workers workers) {
    if (layer.activation() == Activation.IDENTITY) {
      return;
    }
    int down = Math.min(batch, GemmGrid.parts((long) SLOPE * batch * layer.outputs(), workers.available()));
    if (down == 1) {
      Dense.KERNELS.slope(layer, batch, stored, so, lds, dy, dyo, lddy);
      return;
    }
    DenseParts parts = of(Step.SLOPES, layer, batch);
    parts.outputs(stored, so, lds);
    parts.slopes(dy, dyo, lddy);
    parts.down = down;
    parts.run(workers, down);
  }

  @Override
  public void run(int part, int slot) {
    switch (step) {
      case TILES -> tile(part / across, part % across);
      case COLUMNS -> Dense.KERNELS.columns(weights, batch, column(part), column(part + 1), x, xo, ldx, y, yo, ldy);
      case SLOPES -> {
        int start = (int) ((long) batch * part / down);
        int end = (int) ((long) batch * (part + 1) / down);
        Dense.KERNELS.slope(layer, end - start, y, yo + start * ldy, ldy, dz, dzo + start * lddz, lddz);
      }
      case GRADIENTS -> {
        if (part < down * across) {
          inputGradient(part / across, part % across);
        } else {
          weightGradient((part - down * across) / acrossW, (part - down * across) % acrossW);
        }
      }
    }
  }

  private int column(int part) {
    int n = weights.layer().outputs();
    int panels = (n + DenseWeights.PANEL - 1) / DenseWeights.PANEL;
    return Math.min(n, (int) ((long) panels * part / across) * DenseWeights.PANEL);
  }

  private void tile(int i, int j) {
    int n = layer.outputs();
    int i0 = GemmGrid.row(batch, down, i);
    int j0 = GemmGrid.column(n, across, j);
    Dense.KERNELS.tile(layer, GemmGrid.row(batch, down, i + 1) - i0, GemmGrid.column(n, across, j + 1) - j0, x,
        xo + i0 * ldx, ldx, w, layer.transposed() ? wo + j0 * layer.inputs() : wo + j0, bias, bo + j0, y,
        yo + i0 * ldy + j0, ldy);
  }

  /** A tile of dX. */
  private void inputGradient(int i, int j) {
    int k = layer.inputs();
    int i0 = GemmGrid.row(batch, down, i);
    int j0 = GemmGrid.column(k, across, j);
    GEMM.gemm(false, !layer.transposed(), GemmGrid.row(batch, down, i + 1) - i0, GemmGrid.column(k, across, j + 1) - j0,
        layer.outputs(), 1.0, dz, dzo + i0 * lddz, lddz, w, layer.transposed() ? wo + j0 : wo + j0 * layer.outputs(),
        layer.ldw(), 0.0, dx, dxo + i0 * lddx + j0, lddx);
  }

  /** A tile of dW, and in the first of those with the same outputs their elements of db. */
  private void weightGradient(int i, int j) {
    boolean transposed = layer.transposed();
    int ldw = layer.ldw();
    int rows = transposed ? layer.outputs() : layer.inputs();
    int i0 = GemmGrid.row(rows, downW, i);
    int m = GemmGrid.row(rows, downW, i + 1) - i0;
    int j0 = GemmGrid.column(ldw, acrossW, j);
    int n = GemmGrid.column(ldw, acrossW, j + 1) - j0;
    double beta = accumulate ? 1.0 : 0.0;
    if (transposed) {
      GEMM.gemm(true, false, m, n, batch, 1.0, dz, dzo + i0, lddz, x, xo + j0, ldx, beta, dw, dwo + i0 * ldw + j0, ldw);
    } else {
      GEMM.gemm(true, false, m, n, batch, 1.0, x, xo + i0, ldx, dz, dzo + j0, lddz, beta, dw, dwo + i0 * ldw + j0, ldw);
    }
    if (bias != null && (transposed ? j : i) == 0) {
      Dense.KERNELS.bias(batch, transposed ? m : n, dz, dzo + (transposed ? i0 : j0), lddz, bias,
          bo + (transposed ? i0 : j0), accumulate);
    }
  }
}
