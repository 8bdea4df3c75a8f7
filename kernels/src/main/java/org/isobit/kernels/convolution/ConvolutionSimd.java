// Master of FloatConvolutionSimd: the float version is generated from this file.
package org.isobit.kernels.convolution;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.Backend;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.gemm.GemmReference;
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
  private static final int RUN = GemmReference.RUN;

  /** Filters of a tile. */
  private static final int ROWS = 8;

  /** Elements of a block of what tiles read: a quarter of an L2 cache. */
  private static final int BLOCK = 1 << 15; // float: private static final int BLOCK = 1 << 16;

  /** Elements beyond which cells are not copied: one row of outputs would take more than an L2 cache. */
  private static final int MOST_COPIED = 8 * BLOCK;

  /** Filters for which one cell is copied about as long as it is multiplied. */
  private static final int COPY = 6;

  /** A bias of zeros. */
  private static final double[] NOTHING = new double[1];

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
    boolean direct = isDirect(shape, Math.min(each, filterEnd - filter));
    for (int o = filter; o < filterEnd;) {
      int end = Math.min(filterEnd, (o / each + 1) * each);
      int step = direct ? directRows(shape) : rows(shape);
      int count;
      for (int row = from; row < to; row += count) {
        if (direct) {
          count = Math.min(Math.min(step, to - row), outNy - row % outNy);
          direct(shape, row, count, o, end, x, xo, w, wo, bias, bo, y, yo);
        } else {
          count = Math.min(step, to - row);
          copied(shape, row, count, o, end, x, xo, w, wo, bias, bo, y, yo);
        }
      }
      o = end;
    }
  }

  /** Whether tiles read the padded image: rows of whole vectors then cost less than copies would. */
  private static boolean isDirect(ConvolutionShape shape, int filters) {
    int n = shape.outNx();
    if (n < V) {
      return false;
    }
    if ((long) shape.terms() * n > MOST_COPIED) {
      return true;
    }
    long pixels = (long) rows(shape) * n;
    long copied = (pixels + WIDTH - 1) / WIDTH * WIDTH * filters + COPY * pixels;
    return (long) (n + V - 1) / V * V * filters * rows(shape) <= copied;
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

  /** Some rows of one sample and filters of one group. */
  private static void direct(ConvolutionShape shape, int row, int count, int filter, int filterEnd, double[] x, int xo,
      double[] w, int wo, double[] bias, int bo, double[] y, int yo) {
    ConvolutionScratch scratch = ConvolutionScratch.mine();
    int outNy = shape.outNy();
    int sample = row / outNy;
    int first = row % outNy;
    int channels = shape.channels() / shape.groups();
    int channel = filter / (shape.filters() / shape.groups()) * channels;
    int size = shape.ny() * shape.nx();
    double[] image = x;
    int base = xo + (sample * shape.channels() + channel) * size + first * shape.strideY() * shape.nx();
    int pitch = shape.pitch();
    int plane = size;
    if (!shape.isPlain()) {
      int rows = (count - 1) * shape.strideY() + shape.dilationY() * (shape.kernelY() - 1) + 1;
      plane = rows * pitch + V;
      image = scratch.image(channels * plane);
      base = 0;
      for (int c = 0; c < channels; c++) {
        PadSimd.rows(shape, first * shape.strideY(), rows, x, xo + (sample * shape.channels() + channel + c) * size,
            image, c * plane, pitch);
      }
    }
    int[] offsets = offsets(shape, channels, scratch, plane, shape.dilationY() * pitch);
    int out = yo + (sample * shape.filters() * outNy + first) * shape.outNx();
    int ldy = outNy * shape.outNx();
    for (int o = filter; o < filterEnd; o += ROWS) {
      int filters = Math.min(ROWS, filterEnd - o);
      tiles(shape, scratch, filters, o, count, w, wo, offsets, image, base, shape.strideY() * pitch,
          bias, bo, y, out + o * ldy, ldy);
      activate(shape, filters, count * shape.outNx(), y, out + o * ldy, ldy);
    }
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

  /** Rows of whole vectors, the last of which overlaps the one before it; three at a time, of any rows. */
  private static void tiles(ConvolutionShape shape, ConvolutionScratch scratch, int filters, int o, int rows,
      double[] w, int wo, int[] offsets, double[] x, int xo, int pitch, double[] bias, int bo, double[] y, int yo,
      int ldy) {
    int n = shape.outNx();
    int each = (n + V - 1) / V;
    int units = rows * each;
    for (int u = 0; u < units; u += 3) {
      int u1 = Math.min(u + 1, units - 1);
      int u2 = Math.min(u + 2, units - 1);
      int r0 = u / each;
      int r1 = u1 / each;
      int r2 = u2 / each;
      int q0 = Math.min((u - r0 * each) * V, n - V);
      int q1 = Math.min((u1 - r1 * each) * V, n - V);
      int q2 = Math.min((u2 - r2 * each) * V, n - V);
      tile(shape, scratch, filters, o, w, wo, offsets, x, xo + r0 * pitch + q0, xo + r1 * pitch + q1,
          xo + r2 * pitch + q2, bias, bo, y, yo + r0 * n + q0, yo + r1 * n + q1, yo + r2 * n + q2, ldy);
    }
  }

  /** Three vectors of outputs of up to 8 filters, run after run. */
  private static void tile(ConvolutionShape shape, ConvolutionScratch scratch, int filters, int o, double[] w, int wo,
      int[] offsets, double[] x, int b0, int b1, int b2, double[] bias, int bo, double[] y, int o0, int o1, int o2,
      int ldy) {
    double[] start = bias == null ? NOTHING : bias;
    int so = bias == null ? 0 : bo + o;
    int step = bias == null ? 0 : 1;
    int terms = shape.terms();
    if (terms <= RUN) {
      run(filters, w, wo + o * terms, terms, offsets, terms, x, b0, b1, b2, start, so, step, y, o0, o1, o2, ldy);
      return;
    }
    double[] sums = scratch.plane(2 * ROWS * WIDTH);
    runs(terms, scratch, filters, w, wo + o * terms, offsets, x, b0, b1, b2, start, so, step, sums);
    // Vectors may overlap, so sums are complete before one of them goes where it belongs.
    for (int i = 0; i < filters; i++) {
      DoubleVector.fromArray(S, sums, i * WIDTH).intoArray(y, o0 + i * ldy);
      DoubleVector.fromArray(S, sums, i * WIDTH + V).intoArray(y, o1 + i * ldy);
      DoubleVector.fromArray(S, sums, i * WIDTH + 2 * V).intoArray(y, o2 + i * ldy);
    }
  }

  /** One run of up to 8 filters. */
  private static void run(int filters, double[] w, int wo, int terms, int[] offsets, int kc, double[] x, int b0, int b1,
      int b2, double[] start, int so, int step, double[] y, int o0, int o1, int o2, int ldy) {
    if (filters > 4) {
      ConvolutionTileSimd.filters8(filters, w, wo, terms, offsets, kc, x, b0, b1, b2, start, so, step, y, o0, o1, o2,
          ldy);
    } else {
      ConvolutionTileSimd.filters4(filters, w, wo, terms, offsets, kc, x, b0, b1, b2, start, so, step, y, o0, o1, o2,
          ldy);
    }
  }

  /** All runs: sums of the first one, to which later ones are added from +0 on. */
  private static void runs(int terms, ConvolutionScratch scratch, int filters, double[] w, int wo, int[] offsets,
      double[] x, int b0, int b1, int b2, double[] start, int so, int step, double[] sums) {
    int later = ROWS * WIDTH;
    run(filters, w, wo, terms, offsets, RUN, x, b0, b1, b2, start, so, step, sums, 0, V, 2 * V, WIDTH);
    int[] moved = scratch.moved(RUN);
    for (int from = RUN; from < terms; from += RUN) {
      int kc = Math.min(RUN, terms - from);
      System.arraycopy(offsets, from, moved, 0, kc);
      run(filters, w, wo + from, terms, moved, kc, x, b0, b1, b2, NOTHING, 0, 0, sums, later, later + V, later + 2 * V,
          WIDTH);
      for (int i = 0; i < filters * WIDTH; i += V) {
        add(sums, later + i, sums, i);
      }
    }
  }

  private static void add(double[] x, int xo, double[] y, int yo) {
    DoubleVector.fromArray(S, y, yo).add(DoubleVector.fromArray(S, x, xo)).intoArray(y, yo);
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
    double[] tile = scratch.tile(ROWS * ld);
    for (int o = filter; o < filterEnd; o += ROWS) {
      int filters = Math.min(ROWS, filterEnd - o);
      for (int u = 0; u < units; u += 3) {
        int v = u * V;
        int v1 = Math.min(u + 1, units - 1) * V;
        int v2 = Math.min(u + 2, units - 1) * V;
        tile(shape, scratch, filters, o, w, wo, offsets, image, v, v1, v2, bias, bo, tile, v, v1, v2, ld);
      }
      activate(shape, filters, n, tile, 0, ld);
      store(shape, row, count, o, filters, tile, ld, y, yo);
    }
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
    double[] plane = scratch.plane(Math.max(2 * ROWS * WIDTH, most * pitch + V));
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
    for (int i = 0; i < filters; i++) {
      ACTIVATIONS.forward(shape.activation(), slope, n, y, yo + i * ldy, y, yo + i * ldy);
    }
  }
}
