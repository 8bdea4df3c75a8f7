package org.isobit.bench.free;

import java.util.Arrays;
import org.isobit.kernels.Backend;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.Tuning;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.neural.FloatActivationsReference;

/**
 * A network of dense layers in float whose sums are in any order, on one thread: blocks of terms are summed by
 * themselves, then added to the bias. Elementwise functions are the library's. Not thread-safe.
 */
final class FloatFreeDense {

  private static final FloatActivationsReference ACTIVATIONS = FloatActivationsReference.of(Backend.SIMD);

  /** Columns of a panel, and the sizes of blocks. */
  private static final int NR = 2 * SpeciesSimd.FLOAT.length();
  private static final int KC = Tuning.size("gemm.float.terms");
  private static final int NC = Tuning.size("gemm.float.columns", 32);
  private static final int SAMPLES = Tuning.size("dense.float.samples");
  private static final int MR = 12;

  private final DenseLayer[] layers;
  private final float[][] panels;
  private final float[][] biases;
  private final float[] buffer;
  private final int width;

  /** Packs weights, inputs × outputs of each layer; outputs are multiples of a panel. */
  FloatFreeDense(DenseLayer[] layers, float[][] weights, float[][] biases) {
    this.layers = layers.clone();
    this.biases = biases.clone();
    panels = new float[layers.length][];
    for (int l = 0; l < layers.length; l++) {
      panels[l] = packed(layers[l].inputs(), layers[l].outputs(), weights[l]);
    }
    // Rows an odd number of half panels apart do not meet in the cache.
    width = Arrays.stream(layers).mapToInt(DenseLayer::outputs).max().orElseThrow() + NR / 2;
    buffer = new float[2 * SAMPLES * width];
  }

  /** Panels of columns, each with all its rows. */
  private static float[] packed(int k, int n, float[] w) {
    float[] packed = new float[k * n];
    for (int j = 0; j < n; j += NR) {
      for (int p = 0; p < k; p++) {
        System.arraycopy(w, p * n + j, packed, j * k + p * NR, NR);
      }
    }
    return packed;
  }

  /** A batch, a multiple of 12 samples, one after the other. */
  void forward(int batch, float[] x, float[] y) {
    int last = layers.length - 1;
    for (int i = 0; i < batch; i += SAMPLES) {
      int samples = Math.min(SAMPLES, batch - i);
      float[] from = x;
      int at = i * layers[0].inputs();
      int ld = layers[0].inputs();
      for (int l = 0; l < last; l++) {
        int to = l % 2 * SAMPLES * width;
        layer(l, samples, from, at, ld, buffer, to, width);
        from = buffer;
        at = to;
        ld = width;
      }
      layer(last, samples, from, at, ld, y, i * layers[last].outputs(), layers[last].outputs());
    }
  }

  private void layer(int l, int batch, float[] x, int xo, int ldx, float[] y, int yo, int ldy) {
    int k = layers[l].inputs();
    int n = layers[l].outputs();
    int columns = Math.max(NC, NC * KC / Math.min(k, KC) & -NR);
    for (int j = 0; j < n; j += columns) {
      int nc = Math.min(columns, n - j);
      for (int p = 0; p < k; p += KC) {
        int kc = Math.min(KC, k - p);
        for (int i = 0; i < batch; i += MR) {
          int at = yo + i * ldy + j;
          for (int r = 0; p == 0 && r < MR; r++) {
            System.arraycopy(biases[l], j, y, at + r * ldy, nc);
          }
          FloatFreeTileSimd.panels(x, xo + i * ldx + p, ldx, panels[l], j * k + p * NR, NR * k, nc / NR, kc, y, at,
              ldy);
          if (p + kc == k) {
            activate(layers[l], nc, y, at, ldy);
          }
        }
      }
    }
  }

  private static void activate(DenseLayer layer, int n, float[] y, int yo, int ldy) {
    if (layer.activation() != Activation.IDENTITY) {
      for (int r = 0; r < MR; r++) {
        int at = yo + r * ldy;
        ACTIVATIONS.forward(layer.activation(), (float) layer.slope(), n, y, at, y, at);
      }
    }
  }
}
