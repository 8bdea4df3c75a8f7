// Master of FloatConvolutionCuda: the float version is generated from this file.
package org.isobit.gpu.convolution;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.KernelModule;
import org.isobit.gpu.Stream;
import org.isobit.kernels.Checks;
import org.isobit.kernels.convolution.ConvolutionShape;
import org.isobit.kernels.convolution.Padding;

/**
 * {@link org.isobit.kernels.convolution.Convolution} and the transposed convolution of
 * {@link org.isobit.kernels.convolution.ConvolutionGradients} on a device, class EXACT: the same chains of fused
 * multiply-adds, terms in the same order and in runs of 4096, whichever {@link ConvolutionPath} they take. Bias and
 * activation belong to the same launch.
 *
 * <p>Every method throws {@link IllegalArgumentException} for what is null (but a bias), a negative batch, what is not
 * inside its array, and an output that overlaps an input; nothing runs then. No call waits. Not thread-safe: an object
 * belongs to its stream.
 */
public final class ConvolutionCuda {

  private static final String FORWARD = "convolution";
  private static final String TRANSPOSED = "transposed convolution";

  /** Tiles of convolution.cu: output channels, pixels and threads of the large and the other ones. */
  private static final int LARGE = 64; // float: private static final int LARGE = 128;
  private static final int LARGE_THREADS = 128; // float: private static final int LARGE_THREADS = 256;
  private static final int WIDE_CHANNELS = 32;
  private static final int WIDE_PIXELS = 64;
  private static final int WIDE_THREADS = 128;

  /** Of rectangles: channels and pixels of a thread, threads of a block, columns and shared memory at most. */
  private static final int CHANNELS = 4;
  private static final int PIXELS = 4;
  private static final int FEWEST_THREADS = 32;
  private static final int MOST_THREADS = 256;
  private static final int COLUMNS = 32;
  private static final int SHARED_BYTES = 48 << 10;

  private static final int MOST_BLOCKS = 65535;

  /** Parameters of the kernels, in the order of convolution.cu. */
  private static final int BATCH = 4;
  private static final int X = 22;
  private static final int PHASES = 26;

  private final Stream stream;
  private final ConvolutionPath path;
  private final int mostBlocks;
  private final KernelFunction large;
  private final KernelFunction wide;
  private final KernelFunction few;
  private final KernelFunction single;

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   */
  public ConvolutionCuda(Stream stream) {
    this(stream, ConvolutionPath.ESTIMATE);
  }

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   * @param path   which way convolutions go: the bits are the same
   * @throws IllegalArgumentException if the path is null
   */
  public ConvolutionCuda(Stream stream, ConvolutionPath path) {
    this(stream, path, MOST_BLOCKS);
  }

  /** With another limit of a grid's second and third dimension, for tests. */
  ConvolutionCuda(Stream stream, ConvolutionPath path, int mostBlocks) {
    this.stream = stream;
    Checks.present(FORWARD, "path", path);
    this.path = path;
    this.mostBlocks = mostBlocks;
    KernelModule module = stream.device().module("convolution");
    large = module.function("convolution_large_double");
    wide = module.function("convolution_wide_double");
    few = module.function("convolution_few_double");
    single = module.function("convolution_single_double");
  }

  /**
   * Y = activation(X ∗ W + b).
   *
   * @param shape      sizes, strides, padding, activation
   * @param batch      samples
   * @param x          array of X, batch × channels × ny × nx
   * @param xOffset    index of its first element
   * @param w          array of W, filters × channels/groups × kernelY × kernelX
   * @param wOffset    index of its first element
   * @param bias       array of b, one element a filter; null: none
   * @param biasOffset index of its first element
   * @param y          takes Y, batch × filters × outNy × outNx
   * @param yOffset    index of its first element
   * @throws IllegalArgumentException as the class describes
   */
  public void forward(ConvolutionShape shape, int batch, DeviceArray x, long xOffset, DeviceArray w, long wOffset,
      DeviceArray bias, long biasOffset, DeviceArray y, long yOffset) {
    Checks.present(FORWARD, "shape", shape);
    check(FORWARD, batch, "X", x, xOffset, shape.inputs(), w, wOffset, shape.weights(), bias, biasOffset,
        shape.filters(), "Y", y, yOffset, shape.outputs());
    run(shape, false, batch, x, xOffset, w, wOffset, bias, biasOffset, y, yOffset);
  }

  /**
   * A transposed convolution: X from Z, with bias and activation.
   *
   * @param shape      of the convolution from X to Z, padding of zeros; its activation is applied to X
   * @param batch      samples
   * @param z          array of Z, batch × filters × outNy × outNx
   * @param zOffset    index of its first element
   * @param w          array of W, filters × channels/groups × kernelY × kernelX
   * @param wOffset    index of its first element
   * @param bias       array of b, one element a channel; null: none
   * @param biasOffset index of its first element
   * @param x          takes X, batch × channels × ny × nx
   * @param xOffset    index of its first element
   * @throws IllegalArgumentException for another padding, and as the class describes
   */
  public void transposed(ConvolutionShape shape, int batch, DeviceArray z, long zOffset, DeviceArray w, long wOffset,
      DeviceArray bias, long biasOffset, DeviceArray x, long xOffset) {
    Checks.present(TRANSPOSED, "shape", shape);
    if (shape.padding() != Padding.ZERO) {
      throw new IllegalArgumentException(TRANSPOSED + ": padding must be ZERO, but is " + shape.padding());
    }
    check(TRANSPOSED, batch, "Z", z, zOffset, shape.outputs(), w, wOffset, shape.weights(), bias, biasOffset,
        shape.channels(), "X", x, xOffset, shape.inputs());
    run(shape, true, batch, z, zOffset, w, wOffset, bias, biasOffset, x, xOffset);
  }

  private static void check(String operation, int batch, String input, DeviceArray x, long xOffset, int inputs,
      DeviceArray w, long wOffset, int weights, DeviceArray bias, long biasOffset, int biases, String output,
      DeviceArray y, long yOffset, int outputs) {
    DeviceChecks.size(operation, "batch", batch);
    Checks.present(operation, input, x);
    Checks.present(operation, "W", w);
    Checks.present(operation, output, y);
    long in = (long) batch * inputs;
    long out = (long) batch * outputs;
    DeviceChecks.vector(operation, input, x, xOffset, in);
    DeviceChecks.vector(operation, "W", w, wOffset, weights);
    DeviceChecks.vector(operation, output, y, yOffset, out);
    DeviceChecks.apart(operation, output, input, y, yOffset, out, x, xOffset, in);
    DeviceChecks.apart(operation, output, "W", y, yOffset, out, w, wOffset, weights);
    if (bias != null) {
      DeviceChecks.vector(operation, "bias", bias, biasOffset, biases);
      DeviceChecks.apart(operation, output, "bias", y, yOffset, out, bias, biasOffset, biases);
    }
  }

  private void run(ConvolutionShape shape, boolean transposed, int batch, DeviceArray x, long xOffset, DeviceArray w,
      long wOffset, DeviceArray bias, long biasOffset, DeviceArray y, long yOffset) {
    if (batch == 0) {
      return;
    }
    int channels = shape.channels() / shape.groups();
    int filters = shape.filters() / shape.groups();
    int outputs = transposed ? channels : filters;
    int outNy = transposed ? shape.ny() : shape.outNy();
    int outNx = transposed ? shape.nx() : shape.outNx();
    // Outputs of one phase, of which the first one has the most.
    int rows = transposed ? Math.ceilDiv(outNy, shape.strideY()) : outNy;
    int columns = transposed ? Math.ceilDiv(outNx, shape.strideX()) : outNx;
    int phases = transposed ? Math.min(shape.strideY(), outNy) * Math.min(shape.strideX(), outNx) : 1;
    long pixels = (long) batch * rows * columns;
    double slope = shape.slope(); // float: float slope = (float) shape.slope();
    long tiles = Math.ceilDiv(pixels, (long) LARGE) * Math.ceilDiv(outputs, LARGE) * shape.groups() * phases;
    ConvolutionPath way = path.of(outputs, LARGE, tiles, stream.device());
    KernelFunction kernel = way == ConvolutionPath.LARGE_TILES ? large : way == ConvolutionPath.TILES ? wide
        : outputs == 1 ? single : few;
    int[] sizes = {shape.groups(), transposed ? filters : channels, transposed ? shape.outNy() : shape.ny(),
        transposed ? shape.outNx() : shape.nx(), outputs, outNy, outNx, shape.kernelY(), shape.kernelX(),
        shape.strideY(), shape.strideX(), shape.dilationY(), shape.dilationX(), shape.padTop(), shape.padLeft(),
        common(shape.strideY(), shape.dilationY()), common(shape.strideX(), shape.dilationX())};
    kernel.set(0, transposed ? 1 : 0).set(1, shape.padding().ordinal()).set(2, shape.activation().ordinal())
        .set(3, slope).set(BATCH, (long) batch);
    for (int i = 0; i < sizes.length; i++) {
      kernel.set(BATCH + 1 + i, sizes[i]);
    }
    kernel.set(X, x, xOffset).set(X + 1, w, wOffset).set(X + 2, bias, biasOffset).set(X + 3, y, yOffset)
        .set(PHASES, phases);
    if (kernel == large) {
      launch(large, Math.ceilDiv(pixels, (long) LARGE), shape.groups() * Math.ceilDiv(outputs, LARGE), phases,
          LARGE_THREADS, 0);
    } else if (kernel == wide) {
      launch(wide, Math.ceilDiv(pixels, (long) WIDE_PIXELS), shape.groups() * Math.ceilDiv(outputs, WIDE_CHANNELS),
          phases, WIDE_THREADS, 0);
    } else {
      rectangles(kernel, shape, transposed, batch, rows, columns, phases, outputs);
    }
  }

  /** Launches blocks that have a rectangle of a sample's pixels each. */
  private void rectangles(KernelFunction kernel, ConvolutionShape shape, boolean transposed, int batch, int rows,
      int columns, int phases, int outputs) {
    int threads = FEWEST_THREADS;
    while (threads < MOST_THREADS && (long) rows * columns > (long) PIXELS * threads) {
      threads *= 2;
    }
    int area = PIXELS * threads;
    int width = Math.min(power(columns), COLUMNS);
    // Lines are not high.
    int height = Math.min(area / width, power(rows));
    width = area / height;
    int channels = kernel == single ? 1 : CHANNELS;
    long shared = shared(shape, transposed, width, height, channels);
    boolean staged = shared <= SHARED_BYTES;
    kernel.set(PHASES + 1, Integer.numberOfTrailingZeros(width)).set(PHASES + 2, staged ? 1 : 0);
    launch(kernel, (long) batch * Math.ceilDiv(rows, height) * Math.ceilDiv(columns, width),
        shape.groups() * Math.ceilDiv(outputs, channels), phases, threads, staged ? (int) shared : 0);
  }

  /** Bytes of a channel's weights and of the cells that a rectangle reads. */
  private static long shared(ConvolutionShape shape, boolean transposed, int width, int height, int channels) {
    int periodY = transposed ? shape.strideY() / common(shape.strideY(), shape.dilationY()) : 1;
    int periodX = transposed ? shape.strideX() / common(shape.strideX(), shape.dilationX()) : 1;
    long tapsY = Math.ceilDiv(shape.kernelY(), periodY);
    long tapsX = Math.ceilDiv(shape.kernelX(), periodX);
    // Of a transposed convolution, outputs of a phase are one cell apart.
    long strideY = transposed ? 1 : shape.strideY();
    long strideX = transposed ? 1 : shape.strideX();
    long dilationY = transposed ? (long) shape.dilationY() * periodY / shape.strideY() : shape.dilationY();
    long dilationX = transposed ? (long) shape.dilationX() * periodX / shape.strideX() : shape.dilationX();
    double cells = ((height - 1) * strideY + (tapsY - 1) * dilationY + 1.0)
        * ((width - 1) * strideX + (tapsX - 1) * dilationX + 1.0);
    return (long) (Double.BYTES * (channels * tapsY * tapsX + cells));
  }

  private void launch(KernelFunction kernel, long blocks, int parts, int phases, int threads, int shared) {
    kernel.launch(stream, Math.toIntExact(blocks), Math.min(parts, mostBlocks), Math.min(phases, mostBlocks), threads,
        shared);
  }

  /** The smallest power of two that is not below n. */
  private static int power(int n) {
    return n <= 1 ? 1 : Integer.highestOneBit(n - 1) << 1;
  }

  /** The greatest common divisor. */
  private static int common(int a, int b) {
    return b == 0 ? a : common(b, a % b);
  }
}
