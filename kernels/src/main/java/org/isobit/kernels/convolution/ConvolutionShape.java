package org.isobit.kernels.convolution;

import org.isobit.kernels.Checks;
import org.isobit.kernels.SizeChecks;
import org.isobit.kernels.neural.Activation;

/**
 * The shape of a convolution, of any element type, and the activation of its outputs. Made by {@link #of} or
 * {@link #line} and the {@code with…} methods. Immutable.
 *
 * @param channels   channels of a sample, at least 1
 * @param ny         rows of a channel, 1 for lines
 * @param nx         columns of a channel
 * @param filters    channels of the output, at least 1
 * @param groups     groups of channels and of filters, a divisor of both: filters of a group see its channels alone
 * @param kernelY    rows of a filter, 1 for lines
 * @param kernelX    columns of a filter
 * @param strideY    rows between neighbouring outputs, at least 1
 * @param strideX    columns between neighbouring outputs
 * @param dilationY  rows between neighbouring weights, at least 1
 * @param dilationX  columns between neighbouring weights
 * @param padTop     rows of padding above the image, at least 0
 * @param padBottom  rows below it
 * @param padLeft    columns before it
 * @param padRight   columns after it
 * @param padding    what the padding holds
 * @param activation applied to each output
 * @param slope      slope of {@link Activation#LEAKY_RELU} below 0 or α of {@link Activation#ELU}, positive and finite;
 *                   else not read
 */
public record ConvolutionShape(int channels, int ny, int nx, int filters, int groups, int kernelY, int kernelX,
    int strideY, int strideX, int dilationY, int dilationX, int padTop, int padBottom, int padLeft, int padRight,
    Padding padding, Activation activation, double slope) {

  private static final String NAME = "convolution";


  /** The most terms of an output: so many, times the outputs of a tile, fit an array. */
  private static final int MOST_TERMS = 1 << 24;

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException for sizes, strides and dilations below 1, negative padding, groups that do not
   *                                  divide channels and filters, a filter that is larger than the padded image, more
   *                                  than 2^24 terms of an output, more weights or elements of a sample than one array
   *                                  holds, and a slope that is not positive and finite as a float
   */
  public ConvolutionShape {
    Checks.present(NAME, "padding", padding);
    Checks.present(NAME, "activation", activation);
    SizeChecks.least(NAME, "channels", channels, 1);
    SizeChecks.least(NAME, "ny", ny, 1);
    SizeChecks.least(NAME, "nx", nx, 1);
    SizeChecks.least(NAME, "filters", filters, 1);
    SizeChecks.least(NAME, "groups", groups, 1);
    SizeChecks.least(NAME, "kernelY", kernelY, 1);
    SizeChecks.least(NAME, "kernelX", kernelX, 1);
    SizeChecks.least(NAME, "strideY", strideY, 1);
    SizeChecks.least(NAME, "strideX", strideX, 1);
    SizeChecks.least(NAME, "dilationY", dilationY, 1);
    SizeChecks.least(NAME, "dilationX", dilationX, 1);
    SizeChecks.least(NAME, "padTop", padTop, 0);
    SizeChecks.least(NAME, "padBottom", padBottom, 0);
    SizeChecks.least(NAME, "padLeft", padLeft, 0);
    SizeChecks.least(NAME, "padRight", padRight, 0);
    if (channels % groups != 0 || filters % groups != 0) {
      throw new IllegalArgumentException(NAME + ": groups = " + groups + " does not divide channels = " + channels
          + " and filters = " + filters);
    }
    long rows = (long) ny + padTop + padBottom;
    long columns = (long) nx + padLeft + padRight;
    if (extent(kernelY, dilationY) > rows || extent(kernelX, dilationX) > columns) {
      throw new IllegalArgumentException(NAME + ": kernelY = " + kernelY + " and kernelX = " + kernelX
          + " with dilationY = " + dilationY + " and dilationX = " + dilationX + " take " + extent(kernelY, dilationY)
          + "x" + extent(kernelX, dilationX) + " cells, but ny = " + ny + " and nx = " + nx + " with padTop = " + padTop
          + ", padBottom = " + padBottom + ", padLeft = " + padLeft + " and padRight = " + padRight + " are " + rows
          + "x" + columns);
    }
    SizeChecks.fits(NAME, "a sample", channels, ny, nx);
    SizeChecks.fits(NAME, "a padded sample", channels, rows, columns);
    long terms = (long) (channels / groups) * kernelY * kernelX;
    if (terms > MOST_TERMS) {
      throw new IllegalArgumentException(NAME + ": an output has " + terms + " terms, more than " + MOST_TERMS);
    }
    SizeChecks.fits(NAME, "W", filters, (long) (channels / groups) * kernelY, kernelX);
    SizeChecks.fits(NAME, "an output", filters, count(rows, kernelY, dilationY, strideY),
        count(columns, kernelX, dilationX, strideX));
    if (activation.hasSlope() && !((float) slope > 0.0f && (float) slope <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(NAME + ": slope must be positive and finite, in float too, but is " + slope);
    }
  }

  private static long extent(int kernel, int dilation) {
    return (long) dilation * (kernel - 1) + 1;
  }

  private static long count(long cells, int kernel, int dilation, int stride) {
    return (cells - extent(kernel, dilation)) / stride + 1;
  }

  /**
   * A convolution of images: one group, strides and dilations 1, no padding, no activation.
   *
   * @param channels channels of a sample
   * @param ny       rows of a channel
   * @param nx       columns of a channel
   * @param filters  channels of the output
   * @param kernelY  rows of a filter
   * @param kernelX  columns of a filter
   * @return the shape
   * @throws IllegalArgumentException as the class describes
   */
  public static ConvolutionShape of(int channels, int ny, int nx, int filters, int kernelY, int kernelX) {
    return new ConvolutionShape(channels, ny, nx, filters, 1, kernelY, kernelX, 1, 1, 1, 1, 0, 0, 0, 0, Padding.ZERO,
        Activation.IDENTITY, 0.0);
  }

  /**
   * A convolution of lines: one row.
   *
   * @param channels channels of a sample
   * @param nx       points of a channel
   * @param filters  channels of the output
   * @param kernelX  points of a filter
   * @return the shape
   * @throws IllegalArgumentException as the class describes
   */
  public static ConvolutionShape line(int channels, int nx, int filters, int kernelX) {
    return of(channels, 1, nx, filters, 1, kernelX);
  }

  /**
   * A convolution whose output has the image's size: as {@link #of}, with padding of dilation·(kernel − 1), of which,
   * where that is odd, the larger half comes after the image.
   *
   * @param channels channels of a sample
   * @param ny       rows of a channel
   * @param nx       columns of a channel
   * @param filters  channels of the output
   * @param kernelY  rows of a filter
   * @param kernelX  columns of a filter
   * @param padding  what the padding holds
   * @return the shape
   * @throws IllegalArgumentException as the class describes
   */
  public static ConvolutionShape same(int channels, int ny, int nx, int filters, int kernelY, int kernelX,
      Padding padding) {
    int y = Math.max(kernelY - 1, 0);
    int x = Math.max(kernelX - 1, 0);
    return new ConvolutionShape(channels, ny, nx, filters, 1, kernelY, kernelX, 1, 1, 1, 1, y / 2, y - y / 2, x / 2,
        x - x / 2, padding, Activation.IDENTITY, 0.0);
  }

  /**
   * The same in groups; as many as channels: depthwise.
   *
   * @param newGroups groups of channels and filters
   * @return a shape
   * @throws IllegalArgumentException as the class describes
   */
  public ConvolutionShape withGroups(int newGroups) {
    return new ConvolutionShape(channels, ny, nx, filters, newGroups, kernelY, kernelX, strideY, strideX, dilationY,
        dilationX, padTop, padBottom, padLeft, padRight, padding, activation, slope);
  }

  /**
   * The same with strides.
   *
   * @param y rows between neighbouring outputs
   * @param x columns between neighbouring outputs
   * @return a shape
   * @throws IllegalArgumentException as the class describes
   */
  public ConvolutionShape withStride(int y, int x) {
    return new ConvolutionShape(channels, ny, nx, filters, groups, kernelY, kernelX, y, x, dilationY, dilationX,
        padTop, padBottom, padLeft, padRight, padding, activation, slope);
  }

  /**
   * The same with dilations.
   *
   * @param y rows between neighbouring weights
   * @param x columns between neighbouring weights
   * @return a shape
   * @throws IllegalArgumentException as the class describes
   */
  public ConvolutionShape withDilation(int y, int x) {
    return new ConvolutionShape(channels, ny, nx, filters, groups, kernelY, kernelX, strideY, strideX, y, x, padTop,
        padBottom, padLeft, padRight, padding, activation, slope);
  }

  /**
   * The same with padding.
   *
   * @param kind   what it holds
   * @param top    rows above the image
   * @param bottom rows below it
   * @param left   columns before it
   * @param right  columns after it
   * @return a shape
   * @throws IllegalArgumentException as the class describes
   */
  public ConvolutionShape withPadding(Padding kind, int top, int bottom, int left, int right) {
    return new ConvolutionShape(channels, ny, nx, filters, groups, kernelY, kernelX, strideY, strideX, dilationY,
        dilationX, top, bottom, left, right, kind, activation, slope);
  }

  /**
   * The same with as much padding as an output of the image's size needs at stride 1; where that is odd, the larger
   * half comes after the image.
   *
   * @param kind what it holds
   * @return a shape
   * @throws IllegalArgumentException as the class describes
   */
  public ConvolutionShape withSamePadding(Padding kind) {
    int y = dilationY * (kernelY - 1);
    int x = dilationX * (kernelX - 1);
    return withPadding(kind, y / 2, y - y / 2, x / 2, x - x / 2);
  }

  /**
   * The same with an activation.
   *
   * @param kind     applied to each output
   * @param newSlope slope of {@link Activation#LEAKY_RELU} below 0 or α of {@link Activation#ELU}; else not read
   * @return a shape
   * @throws IllegalArgumentException as the class describes
   */
  public ConvolutionShape withActivation(Activation kind, double newSlope) {
    return new ConvolutionShape(channels, ny, nx, filters, groups, kernelY, kernelX, strideY, strideX, dilationY,
        dilationX, padTop, padBottom, padLeft, padRight, padding, kind, newSlope);
  }

  /**
   * Rows of the output.
   *
   * @return ⌊(ny + padTop + padBottom − dilationY·(kernelY − 1) − 1) / strideY⌋ + 1
   */
  public int outNy() {
    return (int) count((long) ny + padTop + padBottom, kernelY, dilationY, strideY);
  }

  /**
   * Columns of the output.
   *
   * @return ⌊(nx + padLeft + padRight − dilationX·(kernelX − 1) − 1) / strideX⌋ + 1
   */
  public int outNx() {
    return (int) count((long) nx + padLeft + padRight, kernelX, dilationX, strideX);
  }

  /**
   * Elements of a sample.
   *
   * @return channels × ny × nx
   */
  public int inputs() {
    return channels * ny * nx;
  }

  /**
   * Elements of a sample's output.
   *
   * @return filters × outNy × outNx
   */
  public int outputs() {
    return filters * outNy() * outNx();
  }

  /**
   * The number of weights.
   *
   * @return filters × channels / groups × kernelY × kernelX
   */
  public int weights() {
    return filters * terms();
  }

  /** The same with strides of no more than the padded image, beyond which there is one output whatever they are. */
  ConvolutionShape withinImage() {
    int rows = ny + padTop + padBottom;
    return strideY <= rows && strideX <= paddedNx() ? this
        : withStride(Math.min(strideY, rows), Math.min(strideX, paddedNx()));
  }

  /** Terms of an output: weights of a filter. */
  int terms() {
    return channels / groups * kernelY * kernelX;
  }

  /** Whether the padded image, its columns in the order of {@link #column}, is the image. */
  boolean isPlain() {
    return padTop + padBottom + padLeft + padRight == 0 && strideX == 1;
  }

  /** Whether an output has the cells of its own place as terms, so that rows follow one another as one. */
  boolean isPointwise() {
    return isPlain() && kernelY * kernelX * strideY == 1;
  }

  /** Columns of the padded image. */
  int paddedNx() {
    return nx + padLeft + padRight;
  }

  /** Length of a row of the padded image whose columns lie in the order of {@link #column}. */
  int pitch() {
    return strideX * ((paddedNx() - 1) / strideX + 1);
  }

  /** Where a column of the padded image lies: those that neighbouring outputs read for one weight are neighbours. */
  int column(int q) {
    return strideX == 1 ? q : q % strideX * (pitch() / strideX) + q / strideX;
  }

  /** Whether a padded cell is the first one, rows and in them columns ascending, that copies a cell of the image. */
  boolean isFirst(int p, int q, int row, int column) {
    return p == first(row, padTop, ny) && q == first(column, padLeft, nx);
  }

  /** The first column of the image whose own cell in padded row p is the first one that copies it. */
  int firstFresh() {
    return padding == Padding.REPLICATE && padLeft > 0 ? 1 : 0;
  }

  /** The column after the last such one; at or before the first if there is none. */
  int lastFresh(int p, int row) {
    return p != first(row, padTop, ny) ? 0 : padding == Padding.PERIODIC ? Math.max(0, nx - padLeft) : nx;
  }

  private int first(int cell, int before, int n) {
    return switch (padding) {
      case ZERO -> before + cell;
      case REPLICATE -> cell == 0 ? 0 : before + cell;
      case PERIODIC -> (before + cell) % n;
    };
  }
}
