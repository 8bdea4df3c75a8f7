// Master of FloatConvolutionSimd: the float version is generated from this file.
package org.isobit.kernels.convolution;

import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.Backend;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.ActivationsReference;

/**
 * Vector API {@link Convolution}: lanes are pixels, weights are broadcast. Where rows of outputs are long, tiles read
 * the padded image; else its cells are first copied term by term, so that the pixels of short rows and of several
 * samples lie one after the other. Thread-safe.
 */
public final class ConvolutionSimd extends ConvolutionReference {

  private static final ActivationsReference ACTIVATIONS = ActivationsReference.of(Backend.SIMD);
  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();
  private static final int WIDTH = 3 * V;

  /** Elements of a block of what tiles read: a quarter of an L2 cache. */
  private static final int BLOCK = 1 << 15; // float: private static final int BLOCK = 1 << 16;

  /** Elements beyond which cells are not copied: one row of outputs would take more than an L2 cache. */
  private static final int MOST_COPIED = 8 * BLOCK;

  /** Terms that are added while a tile begins and ends. */
  private static final int START = 7;

  ConvolutionSimd() {}

  @Override
  void part(ConvolutionShape any, int from, int to, int filter, int filterEnd, double[] x, int xo, double[] w, int wo,
      double[] bias, int bo, double[] y, int yo) {
    ConvolutionShape shape = any.withinImage();
    if (DepthwiseSimd.takes(shape)) {
      DepthwiseSimd.part(shape, from, to, filter, filterEnd, x, xo, w, wo, bias, bo, y, yo);
      return;
    }
    int outNy = shape.outNy();
    int each = shape.filters() / shape.groups();
    boolean pointwise = shape.isPointwise() && from % outNy == 0 && to % outNy == 0;
    boolean direct = isDirect(shape, pointwise ? outNy * shape.outNx() : shape.outNx(),
        Math.min(each, filterEnd - filter));
    for (int o = filter; o < filterEnd;) {
      int end = Math.min(filterEnd, (o / each + 1) * each);
      if (direct) {
        direct(shape, pointwise, from, to, o, end, x, xo, w, wo, bias, bo, y, yo);
      } else {
        int step = rows(shape);
        for (int row = from; row < to; row += step) {
          copied(shape, row, Math.min(step, to - row), o, end, x, xo, w, wo, bias, bo, y, yo);
        }
      }
      o = end;
    }
  }

  /**
   * Whether tiles read the padded image for rows of n pixels. Rows of whole vectors, the last of which overlaps the one
   * before it, then cost less than copies of all terms and outputs would; a row of either takes as long as some four
   * terms of a tile.
   */
  private static boolean isDirect(ConvolutionShape shape, int n, int filters) {
    if (n < V) {
      return false;
    }
    long terms = shape.terms();
    if (terms * n > MOST_COPIED) {
      return true;
    }
    long whole = (n + V - 1L) / V * V;
    return whole * filters * (terms + START) <= n * filters * (terms + START) + (filters + terms) * (96L * V + 7L * n);
  }

  /** Rows of outputs of a block. */
  static int directRows(ConvolutionShape shape) {
    int halo = shape.dilationY() * (shape.kernelY() - 1);
    int rows = BLOCK / (shape.channels() / shape.groups()) / shape.pitch() - halo;
    return Math.max(rows / shape.strideY(), Math.min(8, halo + 1));
  }

  /** Rows of outputs of a block whose cells are copied term by term. */
  private static int rows(ConvolutionShape shape) {
    int pixels = BLOCK / shape.terms() / WIDTH * WIDTH;
    return Math.max(1, Math.max(pixels, WIDTH) / shape.outNx());
  }

  /** Rows of outputs, those of a sample being as one where they may be, and filters of one group. */
  private static void direct(ConvolutionShape shape, boolean pointwise, int from, int to, int filter, int filterEnd,
      double[] x, int xo, double[] w, int wo, double[] bias, int bo, double[] y, int yo) {
    ConvolutionScratch scratch = ConvolutionScratch.mine();
    ProductSimd product = scratch.product();
    product.weights(shape.terms(), w, wo, bias, bo);
    int outNy = shape.outNy();
    int outNx = shape.outNx();
    int channels = shape.channels() / shape.groups();
    int channel = filter / (shape.filters() / shape.groups()) * channels;
    int size = shape.ny() * shape.nx();
    int pitch = shape.pitch();
    int stride = shape.strideY();
    int step = pointwise ? outNy : directRows(shape);
    int plane = 0;
    int[] offsets = null;
    int count;
    for (int row = from; row < to; row += count) {
      int sample = row / outNy;
      int first = row - sample * outNy;
      count = Math.min(Math.min(step, to - row), outNy - first);
      double[] image = x;
      int base = xo + (sample * shape.channels() + channel) * size;
      int before = plane;
      if (shape.isPlain()) {
        plane = size;
        base += first * stride * pitch;
      } else {
        int rows = (count - 1) * stride + shape.dilationY() * (shape.kernelY() - 1) + 1;
        plane = rows * pitch + V;
        image = scratch.image(channels * plane);
        for (int c = 0; c < channels; c++) {
          PadSimd.rows(shape, first * stride, rows, x, base + c * size, image, c * plane, pitch);
        }
        base = 0;
      }
      if (plane != before) {
        offsets = offsets(shape, channels, scratch, plane, shape.dilationY() * pitch);
      }
      int n = count * outNx;
      product.cells(pointwise ? 1 : count, pointwise ? n : outNx, offsets, image, base, stride * pitch);
      int out = yo + ((sample * shape.filters() + filter) * outNy + first) * outNx;
      product.run(filter, filterEnd, y, out, outNy * outNx);
      activate(shape, filterEnd - filter, n, y, out, outNy * outNx);
    }
    product.end();
  }

  /** Where terms lie from the first cell of a pixel on. */
  static int[] offsets(ConvolutionShape shape, int channels, ConvolutionScratch scratch, int c, int i) {
    int[] offsets = scratch.offsets(channels * shape.kernelY() * shape.kernelX());
    int k = 0;
    for (int channel = 0; channel < channels; channel++) {
      for (int row = 0; row < shape.kernelY(); row++) {
        for (int column = 0; column < shape.kernelX(); column++) {
          offsets[k++] = channel * c + row * i + shape.column(column * shape.dilationX());
        }
      }
    }
    return offsets;
  }

  /** Some rows of one sample or of several, and filters of one group. */
  private static void copied(ConvolutionShape shape, int row, int count, int filter, int filterEnd, double[] x, int xo,
      double[] w, int wo, double[] bias, int bo, double[] y, int yo) {
    ConvolutionScratch scratch = ConvolutionScratch.mine();
    int n = count * shape.outNx();
    int units = (n + V - 1) / V;
    // Odd, so that terms do not fall on the same sets of a cache; with room for what is copied too much.
    int ld = (units + 1 | 1) * V;
    double[] image = copy(shape, scratch, row, count, filter, x, xo, ld);
    int[] offsets = scratch.offsets(shape.terms());
    for (int k = 0; k < shape.terms(); k++) {
      offsets[k] = k * ld;
    }
    int most = Math.max(8, 2 * BLOCK / ld);
    double[] tile = scratch.tile(Math.min(most, filterEnd - filter) * ld);
    ProductSimd product = scratch.product();
    product.weights(shape.terms(), w, wo, bias, bo);
    product.cells(1, units * V, offsets, image, 0, 0);
    for (int o = filter; o < filterEnd; o += most) {
      int filters = Math.min(most, filterEnd - o);
      product.run(o, o + filters, tile, 0, ld);
      activate(shape, filters, n, tile, 0, ld);
      store(shape, row, count, o, filters, tile, ld, y, yo);
    }
    product.end();
  }

  /** The cells of all terms of some rows of outputs. */
  private static double[] copy(ConvolutionShape shape, ConvolutionScratch scratch, int row, int count, int filter,
      double[] x, int xo, int ld) {
    int outNy = shape.outNy();
    int channels = shape.channels() / shape.groups();
    int channel = filter / (shape.filters() / shape.groups()) * channels;
    int area = shape.kernelY() * shape.kernelX();
    int pitch = shape.pitch();
    int size = shape.ny() * shape.nx();
    int most = (Math.min(count, outNy) - 1) * shape.strideY() + shape.dilationY() * (shape.kernelY() - 1) + 1;
    double[] plane = scratch.plane(most * pitch + V);
    double[] image = scratch.image(shape.terms() * ld + V);
    for (int c = 0; c < channels; c++) {
      int rows;
      for (int r = 0; r < count; r += rows) {
        int sample = (row + r) / outNy;
        int first = (row + r) % outNy;
        rows = Math.min(count - r, outNy - first);
        PadSimd.rows(shape, first * shape.strideY(), (rows - 1) * shape.strideY()
            + shape.dilationY() * (shape.kernelY() - 1) + 1, x, xo + (sample * shape.channels() + channel + c) * size,
            plane, 0, pitch);
        PadSimd.terms(shape, rows, plane, pitch, image, c * area * ld + r * shape.outNx(), ld);
      }
    }
    return image;
  }

  /** Outputs of filters, row after row, to where they belong. */
  private static void store(ConvolutionShape shape, int row, int count, int o, int filters, double[] tile, int ld,
      double[] y, int yo) {
    int outNy = shape.outNy();
    int outNx = shape.outNx();
    int rows;
    for (int r = 0; r < count; r += rows) {
      int sample = (row + r) / outNy;
      int first = (row + r) % outNy;
      rows = Math.min(count - r, outNy - first);
      int at = yo + ((sample * shape.filters() + o) * outNy + first) * outNx;
      for (int i = 0; i < filters; i++) {
        PadSimd.copy(rows * outNx, tile, i * ld + r * outNx, y, at + i * outNy * outNx);
      }
    }
  }

  /** Activations of n outputs each of some filters. */
  static void activate(ConvolutionShape shape, int filters, int n, double[] y, int yo, int ldy) {
    if (shape.activation() == Activation.IDENTITY) {
      return;
    }
    double slope = shape.slope(); // float: float slope = (float) shape.slope();
    if (n == ldy) {
      ACTIVATIONS.forward(shape.activation(), slope, filters * n, y, yo, y, yo);
      return;
    }
    for (int i = 0; i < filters; i++) {
      ACTIVATIONS.forward(shape.activation(), slope, n, y, yo + i * ldy, y, yo + i * ldy);
    }
  }
}
