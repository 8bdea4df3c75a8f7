// Master of FloatDenseStackSimd: the float version is generated from this file.
package org.isobit.kernels.neural;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;

/**
 * Vector API {@link DenseStack}. Thread-safe.
 *
 * <p>Narrow stacks take either a few samples at a time, lanes being outputs, or a panel of samples at a time, lanes
 * being samples (then a last layer of one output wastes nothing). Either way a chain is a lane of its own. Outputs are
 * padded to whole vectors in the buffers between layers; nobody reads the padding as an input. Wide stacks go layer by
 * layer through blocks of samples.
 */
public final class DenseStackSimd extends DenseStackReference {

  private static final ActivationsReference ACTIVATIONS = ActivationsReference.of(Backend.SIMD);

  /** Samples of a block of a wide stack. */
  private static final int BLOCK = DenseSimd.SAMPLES;

  private static final int PANEL = DenseWeights.PANEL;

  /** Samples from which on lanes are samples. */
  private static final int LANES = 3 * PANEL / 4;

  /** Samples of a tile whose lanes are outputs. */
  private static final int ROWS = 6;

  DenseStackSimd() {}

  @Override
  public void forward(DenseStack stack, int batch, double[] x, int xo, int ldx, double[] y, int yo, int ldy,
      Workers workers) {
    if (!stack.narrow()) {
      wide(stack, batch, x, xo, ldx, y, yo, ldy, workers);
      return;
    }
    int width = (stack.widest() + PANEL - 1) / PANEL * PANEL;
    double[] buffer = NeuralScratch.mine().samples(2 * width * PANEL + PANEL);
    int i = 0;
    while (batch - i >= LANES) {
      int samples = Math.min(PANEL, batch - i);
      lanes(stack, samples, width, buffer, x, xo + i * ldx, ldx, y, yo + i * ldy, ldy);
      i += samples;
    }
    while (i < batch) {
      int samples = Math.min(ROWS, batch - i);
      rows(stack, samples, width, buffer, x, xo + i * ldx, ldx, y, yo + i * ldy, ldy);
      i += samples;
    }
  }

  /** Lanes are outputs: row i of a buffer is a sample. */
  private static void rows(DenseStack stack, int samples, int width, double[] buffer, double[] x, int xo, int ldx,
      double[] y, int yo, int ldy) {
    double[] from = x;
    int fo = xo;
    int ld = ldx;
    int to = 0;
    for (int l = 0; l < stack.depth(); l++) {
      to = l % 2 * (width * PANEL + PANEL / 2);
      DenseWeights weights = stack.layer(l);
      DenseLayer layer = weights.layer();
      int padded = padded(layer.outputs());
      int k = layer.inputs();
      if (samples == 1) {
        for (int j = 0; j < padded; j += PANEL) {
          DensePanelsSimd.row1(k, from, fo, weights.panels(), weights.panel(j), weights.bias(), j, buffer, to + j);
        }
      } else {
        DensePanelsSimd.rows6(samples, padded / PANEL, k, from, fo, ld, weights.panels(), weights.panel(0), k * PANEL,
            weights.bias(), 0, buffer, to, padded);
      }
      activate(layer, samples * padded, buffer, to);
      from = buffer;
      fo = to;
      ld = padded;
    }
    int n = stack.outputs();
    for (int i = 0; i < samples; i++) {
      System.arraycopy(buffer, to + i * ld, y, yo + i * ldy, n);
    }
  }

  /** Lanes are samples: row j of a buffer is an output. */
  private static void lanes(DenseStack stack, int samples, int width, double[] buffer, double[] x, int xo, int ldx,
      double[] y, int yo, int ldy) {
    int second = width * PANEL + PANEL / 2;
    int inputs = stack.inputs();
    for (int k = 0; k < inputs; k++) {
      for (int i = 0; i < samples; i++) {
        buffer[second + k * PANEL + i] = x[xo + i * ldx + k];
      }
    }
    int from = second;
    int to = 0;
    for (int l = 0; l < stack.depth(); l++) {
      to = l % 2 * second;
      DenseWeights weights = stack.layer(l);
      DenseLayer layer = weights.layer();
      int n = layer.outputs();
      int k = layer.inputs();
      for (int j = 0; j < n; j += DenseTileSimd.OUTPUTS) {
        int panel = j / PANEL * PANEL;
        DenseTileSimd.lanes(k, weights.panels(), weights.panel(panel) + j - panel, weights.bias(), j, buffer, from,
            to + j * PANEL);
      }
      activate(layer, n * PANEL, buffer, to);
      from = to;
    }
    int n = stack.outputs();
    for (int i = 0; i < samples; i++) {
      for (int j = 0; j < n; j++) {
        y[yo + i * ldy + j] = buffer[to + j * PANEL + i];
      }
    }
  }

  private static void activate(DenseLayer layer, int n, double[] buffer, int at) {
    if (layer.activation() != Activation.IDENTITY) {
      double slope = layer.slope(); // float: float slope = (float) layer.slope();
      ACTIVATIONS.forward(layer.activation(), slope, n, buffer, at, buffer, at);
    }
  }

  private static int padded(int n) {
    return (n + PANEL - 1) / PANEL * PANEL;
  }

  private static void wide(DenseStack stack, int batch, double[] x, int xo, int ldx, double[] y, int yo, int ldy,
      Workers workers) {
    int last = stack.depth() - 1;
    // Rows an odd number of half panels apart do not meet in the cache.
    int width = padded(stack.widest()) + PANEL / 2;
    int half = Math.min(batch, BLOCK) * width;
    double[] buffer = NeuralScratch.mine().samples(2 * half);
    for (int i = 0; i < batch; i += BLOCK) {
      int samples = Math.min(BLOCK, batch - i);
      double[] from = x;
      int fo = xo + i * ldx;
      int ld = ldx;
      for (int l = 0; l < last; l++) {
        int to = l % 2 * half;
        DenseParts.forward(stack.layer(l), samples, from, fo, ld, buffer, to, width, workers);
        from = buffer;
        fo = to;
        ld = width;
      }
      DenseParts.forward(stack.layer(last), samples, from, fo, ld, y, yo + i * ldy, ldy, workers);
    }
  }
}
