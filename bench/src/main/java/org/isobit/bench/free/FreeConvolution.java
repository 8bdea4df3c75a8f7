// Master of FloatFreeConvolution: the float version is generated from this file.
package org.isobit.bench.free;

import java.util.Arrays;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.convolution.ConvolutionShape;

/**
 * Convolutions of one sample, stride 1, padded with zeros to the size of the image, whose sums are in any order: blocks
 * of channels are summed by themselves, for some rows while these channels are in the first-level cache; depthwise
 * ones column by column of the filter. Not thread-safe.
 */
final class FreeConvolution {

  private static final int V = SpeciesSimd.DOUBLE.length();
  private static final int FILTERS = 8;

  /** Rows of outputs of a block, and elements of a block of channels. */
  private static final int ROWS = 12;
  private static final int BLOCK = 1 << 12; // float: private static final int BLOCK = 1 << 13;

  private final ConvolutionShape shape;
  private final boolean depthwise;
  private final int pitch;
  private final int plane;
  private final int channels;
  private final double[] image;
  private final int[] offsets;

  /** Columns are a multiple of a vector, filters of 8; of depthwise ones columns of four vectors and rows of four. */
  FreeConvolution(ConvolutionShape shape) {
    this.shape = shape;
    depthwise = shape.groups() > 1;
    int nx = shape.nx();
    if (depthwise ? nx % (4 * V) != 0 || shape.ny() % 4 != 0 || shape.filters() != shape.groups()
        : nx % V != 0 || shape.filters() % FILTERS != 0) {
      throw new IllegalArgumentException("no sums in any order for " + shape);
    }
    pitch = nx + shape.kernelX() - 1;
    plane = (depthwise ? shape.ny() : ROWS) * pitch + (shape.kernelY() - 1) * pitch;
    channels = depthwise ? 1 : Math.max(1, BLOCK / plane);
    image = new double[channels * plane];
    offsets = new int[channels * shape.kernelY() * shape.kernelX()];
    for (int k = 0; k < offsets.length; k++) {
      int tap = k % (shape.kernelY() * shape.kernelX());
      offsets[k] = k / (shape.kernelY() * shape.kernelX()) * plane + tap / shape.kernelX() * pitch
          + tap % shape.kernelX();
    }
  }

  /** One sample. */
  void forward(double[] x, double[] w, double[] bias, double[] y) {
    if (depthwise) {
      depthwise(x, w, bias, y);
      return;
    }
    int size = shape.ny() * shape.nx();
    for (int o = 0; o < shape.filters(); o++) {
      Arrays.fill(y, o * size, (o + 1) * size, bias[o]);
    }
    for (int r = 0; r < shape.ny(); r += ROWS) {
      int rows = Math.min(ROWS, shape.ny() - r);
      for (int c = 0; c < shape.channels(); c += channels) {
        int count = Math.min(channels, shape.channels() - c);
        for (int i = 0; i < count; i++) {
          pad(x, (c + i) * size, r, rows, i * plane);
        }
        block(r, rows, c, count, w, y);
      }
    }
  }

  /** Rows of one channel with what the filter reads around them. */
  private void pad(double[] x, int xo, int row, int rows, int to) {
    int side = shape.kernelX() / 2;
    int above = shape.kernelY() / 2;
    for (int i = 0; i < rows + shape.kernelY() - 1; i++) {
      int from = row + i - above;
      int at = to + i * pitch;
      if (from < 0 || from >= shape.ny()) {
        Arrays.fill(image, at, at + pitch, 0.0);
      } else {
        System.arraycopy(x, xo + from * shape.nx(), image, at + side, shape.nx());
      }
    }
  }

  /** All filters of some rows and channels. */
  private void block(int row, int rows, int c, int count, double[] w, double[] y) {
    int nx = shape.nx();
    int size = shape.ny() * nx;
    int taps = shape.kernelY() * shape.kernelX();
    int terms = shape.channels() * taps;
    int each = nx / V;
    int last = rows * each - 1;
    for (int o = 0; o < shape.filters(); o += FILTERS) {
      int at = o * size + row * nx;
      for (int u = 0; u <= last; u += 3) {
        int u1 = Math.min(u + 1, last);
        int u2 = Math.min(u + 2, last);
        FreeConvolutionTileSimd.filters(w, o * terms + c * taps, terms, offsets, count * taps, image,
            u / each * pitch + u % each * V, u1 / each * pitch + u1 % each * V, u2 / each * pitch + u2 % each * V, y,
            at + u * V, at + u1 * V, at + u2 * V, size);
      }
    }
  }

  private void depthwise(double[] x, double[] w, double[] bias, double[] y) {
    int nx = shape.nx();
    int size = shape.ny() * nx;
    int taps = shape.kernelY() * shape.kernelX();
    for (int o = 0; o < shape.filters(); o++) {
      pad(x, o * size, 0, shape.ny(), 0);
      for (int r = 0; r < shape.ny(); r += 4) {
        for (int j = 0; j < nx; j += 4 * V) {
          FreeConvolutionTileSimd.rows(w, o * taps, shape.kernelY(), shape.kernelX(), bias[o], image, r * pitch + j,
              pitch, y, o * size + r * nx + j, nx);
        }
      }
    }
  }
}
