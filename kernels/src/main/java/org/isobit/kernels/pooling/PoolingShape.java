package org.isobit.kernels.pooling;

import org.isobit.kernels.SizeChecks;

/**
 * The shape of a pooling, of any element type. Made by {@link #of}, {@link #line} or {@link #global} and the
 * {@code with…} methods. Immutable.
 *
 * @param channels     channels of a sample, at least 1
 * @param ny           rows of a channel, 1 for lines
 * @param nx           columns of a channel
 * @param kernelY      rows of a window, 1 for lines
 * @param kernelX      columns of a window
 * @param strideY      rows between neighbouring windows, at least 1
 * @param strideX      columns between neighbouring windows
 * @param dilationY    rows between neighbouring cells of a window, at least 1
 * @param dilationX    columns between neighbouring cells of a window
 * @param padTop       rows of padding above the image, at least 0
 * @param padBottom    rows below it
 * @param padLeft      columns before it
 * @param padRight     columns after it
 * @param ceil         whether a last window that begins in the image or in the padding before it may reach beyond the
 *                     padding
 * @param countPadding whether averages divide by all cells of the window that lie in the padded image, else by those in
 *                     the image; maxima do not read it
 */
public record PoolingShape(int channels, int ny, int nx, int kernelY, int kernelX, int strideY, int strideX,
    int dilationY, int dilationX, int padTop, int padBottom, int padLeft, int padRight, boolean ceil,
    boolean countPadding) {

  private static final String NAME = "pooling";

  /** The most cells of a window: counts of them are exact in float. */
  private static final int MOST_CELLS = 1 << 24;

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException for sizes, strides and dilations below 1, negative padding, a window that is
   *                                  larger than the padded image, a window without a cell of the image or with more
   *                                  than 2^24, and more elements of a sample than one array holds
   */
  public PoolingShape {
    SizeChecks.least(NAME, "channels", channels, 1);
    SizeChecks.least(NAME, "ny", ny, 1);
    SizeChecks.least(NAME, "nx", nx, 1);
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
    axis("kernelY", kernelY, "dilationY", dilationY, "ny", ny, "padTop", padTop, "padBottom", padBottom, strideY, ceil);
    axis("kernelX", kernelX, "dilationX", dilationX, "nx", nx, "padLeft", padLeft, "padRight", padRight, strideX, ceil);
    SizeChecks.fits(NAME, "a sample", channels, ny, nx);
    SizeChecks.fits(NAME, "a padded channel", 1, (long) ny + padTop + padBottom, (long) nx + padLeft + padRight);
    SizeChecks.fits(NAME, "a window", 1, kernelY, kernelX);
    if ((long) kernelY * kernelX > MOST_CELLS) {
      throw new IllegalArgumentException(NAME + ": a window has " + (long) kernelY * kernelX + " cells, more than "
          + MOST_CELLS);
    }
    SizeChecks.fits(NAME, "an output", channels, count(ny, padTop, padBottom, kernelY, dilationY, strideY, ceil),
        count(nx, padLeft, padRight, kernelX, dilationX, strideX, ceil));
  }

  private static void axis(String kernelName, int kernel, String dilationName, int dilation, String name, int n,
      String beforeName, int before, String afterName, int after, int stride, boolean ceil) {
    long extent = (long) dilation * (kernel - 1) + 1;
    if (extent > (long) n + before + after) {
      throw new IllegalArgumentException(NAME + ": " + kernelName + " = " + kernel + " with " + dilationName + " = "
          + dilation + " takes " + extent + " cells, but " + name + " = " + n + " with " + beforeName + " = " + before
          + " and " + afterName + " = " + after + " is " + ((long) n + before + after));
    }
    long outputs = count(n, before, after, kernel, dilation, stride, ceil);
    for (long o = 0; o < outputs; o++) {
      // Windows that begin in the image have a cell of it.
      if (o * stride >= before && o * stride < (long) before + n) {
        o = (before + n - 1L) / stride;
      } else if (end(o * stride - before, kernel, dilation, n) <= start(o * stride - before, dilation)) {
        throw new IllegalArgumentException(NAME + ": window " + o + " of " + kernelName + " = " + kernel + " with "
            + beforeName + " = " + before + " and " + afterName + " = " + after + " has no cell of the image, "
            + name + " = " + n);
      }
    }
  }

  private static long count(int n, int before, int after, int kernel, int dilation, int stride, boolean ceil) {
    long last = (long) n + before + after - (long) dilation * (kernel - 1) - 1;
    long outputs = (ceil ? last + stride - 1 : last) / stride + 1;
    return ceil && (outputs - 1) * stride >= (long) n + before ? outputs - 1 : outputs;
  }

  /** The first cell of a window that does not lie before the image, for a window whose first cell is {@code first}. */
  private static int start(long first, int dilation) {
    return first >= 0 ? 0 : (int) (dilation == 1 ? -first : (dilation - 1 - first) / dilation);
  }

  /** The first cell of a window at or beyond cell {@code n} of the image; the kernel's length if there is none. */
  private static int end(long first, int kernel, int dilation, long n) {
    long cells = n - first;
    return first >= n ? 0 : (int) Math.min(kernel, dilation == 1 ? cells : (cells + dilation - 1) / dilation);
  }

  /**
   * Poolings of images: windows side by side, no dilation, no padding.
   *
   * @param channels channels of a sample
   * @param ny       rows of a channel
   * @param nx       columns of a channel
   * @param kernelY  rows of a window, and between windows
   * @param kernelX  columns of a window, and between windows
   * @return the shape
   * @throws IllegalArgumentException as the class describes
   */
  public static PoolingShape of(int channels, int ny, int nx, int kernelY, int kernelX) {
    return new PoolingShape(channels, ny, nx, kernelY, kernelX, kernelY, kernelX, 1, 1, 0, 0, 0, 0, false, true);
  }

  /**
   * Poolings of lines: one row.
   *
   * @param channels channels of a sample
   * @param nx       points of a channel
   * @param kernelX  points of a window, and between windows
   * @return the shape
   * @throws IllegalArgumentException as the class describes
   */
  public static PoolingShape line(int channels, int nx, int kernelX) {
    return of(channels, 1, nx, 1, kernelX);
  }

  /**
   * One window that is the whole image.
   *
   * @param channels channels of a sample
   * @param ny       rows of a channel
   * @param nx       columns of a channel
   * @return the shape
   * @throws IllegalArgumentException as the class describes
   */
  public static PoolingShape global(int channels, int ny, int nx) {
    return of(channels, ny, nx, ny, nx);
  }

  /**
   * The same with strides.
   *
   * @param y rows between neighbouring windows
   * @param x columns between neighbouring windows
   * @return a shape
   * @throws IllegalArgumentException as the class describes
   */
  public PoolingShape withStride(int y, int x) {
    return new PoolingShape(channels, ny, nx, kernelY, kernelX, y, x, dilationY, dilationX, padTop, padBottom, padLeft,
        padRight, ceil, countPadding);
  }

  /**
   * The same with dilations.
   *
   * @param y rows between neighbouring cells of a window
   * @param x columns between neighbouring cells of a window
   * @return a shape
   * @throws IllegalArgumentException as the class describes
   */
  public PoolingShape withDilation(int y, int x) {
    return new PoolingShape(channels, ny, nx, kernelY, kernelX, strideY, strideX, y, x, padTop, padBottom, padLeft,
        padRight, ceil, countPadding);
  }

  /**
   * The same with padding.
   *
   * @param top    rows above the image
   * @param bottom rows below it
   * @param left   columns before it
   * @param right  columns after it
   * @return a shape
   * @throws IllegalArgumentException as the class describes
   */
  public PoolingShape withPadding(int top, int bottom, int left, int right) {
    return new PoolingShape(channels, ny, nx, kernelY, kernelX, strideY, strideX, dilationY, dilationX, top, bottom,
        left, right, ceil, countPadding);
  }

  /**
   * The same with or without a last window that reaches beyond the padding, which other libraries call ceil mode.
   *
   * @param allowed whether there may be one
   * @return a shape
   * @throws IllegalArgumentException as the class describes
   */
  public PoolingShape withCeil(boolean allowed) {
    return new PoolingShape(channels, ny, nx, kernelY, kernelX, strideY, strideX, dilationY, dilationX, padTop,
        padBottom, padLeft, padRight, allowed, countPadding);
  }

  /**
   * The same with another divisor of averages.
   *
   * @param counted whether cells of the padding count
   * @return a shape
   */
  public PoolingShape withCountPadding(boolean counted) {
    return new PoolingShape(channels, ny, nx, kernelY, kernelX, strideY, strideX, dilationY, dilationX, padTop,
        padBottom, padLeft, padRight, ceil, counted);
  }

  /**
   * Rows of the output.
   *
   * @return ⌊(ny + padTop + padBottom − dilationY·(kernelY − 1) − 1) / strideY⌋ + 1; with ceil ⌈…⌉ + 1, or one less
   *     where the last window would begin behind the image
   */
  public int outNy() {
    return (int) count(ny, padTop, padBottom, kernelY, dilationY, strideY, ceil);
  }

  /**
   * Columns of the output.
   *
   * @return as {@link #outNy}, of columns
   */
  public int outNx() {
    return (int) count(nx, padLeft, padRight, kernelX, dilationX, strideX, ceil);
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
   * @return channels × outNy × outNx
   */
  public int outputs() {
    return channels * outNy() * outNx();
  }

  /** Row of the image that the windows of a row of the output begin with; negative in the padding. */
  int row(int oy) {
    return oy * strideY - padTop;
  }

  /** Column of the image that the windows of a column of the output begin with; negative in the padding. */
  int column(int ox) {
    return ox * strideX - padLeft;
  }

  /** The first row of a window that is in the image. */
  int startY(int oy) {
    return start(row(oy), dilationY);
  }

  /** The row of a window after the last one in the image. */
  int endY(int oy) {
    return end(row(oy), kernelY, dilationY, ny);
  }

  /** The first column of a window that is in the image. */
  int startX(int ox) {
    return start(column(ox), dilationX);
  }

  /** The column of a window after the last one in the image. */
  int endX(int ox) {
    return end(column(ox), kernelX, dilationX, nx);
  }

  /** Rows of a window that count in what its sum is divided by. */
  int countY(int oy) {
    return countPadding ? end(row(oy), kernelY, dilationY, (long) ny + padBottom) : endY(oy) - startY(oy);
  }

  /** Columns of a window that count. */
  int countX(int ox) {
    return countPadding ? end(column(ox), kernelX, dilationX, (long) nx + padRight) : endX(ox) - startX(ox);
  }
}
