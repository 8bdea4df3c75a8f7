package org.isobit.kernels.pooling;

import java.util.Arrays;
import org.isobit.kernels.Checks;

/**
 * A permutation of the axes of samples, of any element type: output axis d is input axis {@code axes[d]}. Pixel
 * shuffles and patches are permutations of a sample that is seen with more axes. Immutable.
 */
public final class Permutation {

  private static final String NAME = "permutation";

  /** Axes at most. */
  private static final int MOST = 8;

  private final int[] sizes;
  private final int[] axes;
  private final int size;

  /** Sizes of the output's axes and what a step along them is in the input, neighbours that stay so as one axis. */
  private final int[] length;
  private final int[] step;
  private final int[] stride;

  private Permutation(int[] sizes, int[] axes) {
    this.sizes = sizes;
    this.axes = axes;
    int[] lengths = new int[MOST + 1];
    int[] steps = new int[MOST + 1];
    int[] inner = strides(sizes);
    size = inner[0] * sizes[0];
    int n = 0;
    for (int axis : axes) {
      if (sizes[axis] == 1) {
        continue;
      }
      if (n > 0 && steps[n - 1] == inner[axis] * sizes[axis]) {
        lengths[n - 1] *= sizes[axis];
        steps[n - 1] = inner[axis];
      } else {
        lengths[n] = sizes[axis];
        steps[n++] = inner[axis];
      }
    }
    // At least two: what threads share, and what is in it.
    int more = Math.max(0, 2 - n);
    length = new int[n + more];
    step = new int[n + more];
    Arrays.fill(length, 0, more, 1);
    Arrays.fill(step, 0, more, 1);
    System.arraycopy(lengths, 0, length, more, n);
    System.arraycopy(steps, 0, step, more, n);
    stride = strides(length);
  }

  /** What a step along each axis is. */
  private static int[] strides(int[] lengths) {
    int[] strides = new int[lengths.length];
    int product = 1;
    for (int i = lengths.length - 1; i >= 0; i--) {
      strides[i] = product;
      product *= lengths[i];
    }
    return strides;
  }

  /**
   * A permutation.
   *
   * @param sizes sizes of the input's axes, 1 to 8 of them, each at least 1, the last one contiguous
   * @param axes  for each axis of the output which axis of the input it is
   * @return the permutation
   * @throws IllegalArgumentException for other numbers of axes, sizes below 1, more elements than one array holds, and
   *                                  axes that are not each axis once
   */
  public static Permutation of(int[] sizes, int[] axes) {
    Checks.present(NAME, "sizes", sizes);
    Checks.present(NAME, "axes", axes);
    if (sizes.length < 1 || sizes.length > MOST) {
      throw new IllegalArgumentException(NAME + ": sizes must be 1 … " + MOST + " numbers, but are "
          + Arrays.toString(sizes));
    }
    long product = 1;
    for (int size : sizes) {
      SizeChecks.least(NAME, "each of sizes", size, 1);
      product *= size;
      SizeChecks.fits(NAME, "a sample with sizes " + Arrays.toString(sizes), 1, 1, product);
    }
    boolean[] met = new boolean[sizes.length];
    boolean each = axes.length == sizes.length;
    for (int axis : axes) {
      each = each && axis >= 0 && axis < sizes.length && !met[axis];
      if (each) {
        met[axis] = true;
      }
    }
    if (!each) {
      throw new IllegalArgumentException(NAME + ": axes must be 0 … " + (sizes.length - 1) + " in some order, but are "
          + Arrays.toString(axes));
    }
    return new Permutation(sizes.clone(), axes.clone());
  }

  /**
   * Pixel shuffle: channels·factor² × ny × nx become channels × ny·factor × nx·factor; of the factor² channels that
   * make one, the first factor are the first row of each cell.
   *
   * @param channels channels of the output
   * @param ny       rows of the input
   * @param nx       columns of the input
   * @param factor   rows and columns of the output for each of the input
   * @return the permutation; its {@link #inverse} puts cells into channels again
   * @throws IllegalArgumentException for sizes below 1 or more elements than one array holds
   */
  public static Permutation pixelShuffle(int channels, int ny, int nx, int factor) {
    positive("channels", channels, "ny", ny, "nx", nx);
    SizeChecks.least(NAME, "factor", factor, 1);
    return of(new int[] {channels, factor, factor, ny, nx}, new int[] {0, 3, 1, 4, 2});
  }

  /**
   * Patches: channels × ny·patchY × nx·patchX become ny·nx tokens of channels × patchY × patchX.
   *
   * @param channels channels
   * @param ny       rows of patches
   * @param nx       patches of a row
   * @param patchY   rows of a patch
   * @param patchX   columns of a patch
   * @return the permutation; its {@link #inverse} makes an image of patches
   * @throws IllegalArgumentException for sizes below 1 or more elements than one array holds
   */
  public static Permutation patches(int channels, int ny, int nx, int patchY, int patchX) {
    positive("channels", channels, "ny", ny, "nx", nx);
    SizeChecks.least(NAME, "patchY", patchY, 1);
    SizeChecks.least(NAME, "patchX", patchX, 1);
    return of(new int[] {channels, ny, patchY, nx, patchX}, new int[] {1, 3, 0, 2, 4});
  }

  private static void positive(String first, int a, String second, int b, String third, int c) {
    SizeChecks.least(NAME, first, a, 1);
    SizeChecks.least(NAME, second, b, 1);
    SizeChecks.least(NAME, third, c, 1);
  }

  /**
   * The permutation that undoes this one.
   *
   * @return a permutation of the output
   */
  public Permutation inverse() {
    int[] back = new int[axes.length];
    for (int d = 0; d < axes.length; d++) {
      back[axes[d]] = d;
    }
    return new Permutation(outputSizes(), back);
  }

  /**
   * Sizes of the input's axes.
   *
   * @return a new array
   */
  public int[] sizes() {
    return sizes.clone();
  }

  /**
   * Sizes of the output's axes.
   *
   * @return a new array
   */
  public int[] outputSizes() {
    int[] sizesOut = new int[axes.length];
    for (int d = 0; d < axes.length; d++) {
      sizesOut[d] = sizes[axes[d]];
    }
    return sizesOut;
  }

  /**
   * Which axis of the input each axis of the output is.
   *
   * @return a new array
   */
  public int[] axes() {
    return axes.clone();
  }

  /**
   * Elements of a sample.
   *
   * @return the product of the sizes
   */
  public int size() {
    return size;
  }

  /**
   * Sizes of the output's axes, the last one contiguous, neighbours that are neighbours in the input too as one, and
   * those of one element left out.
   *
   * @return a new array of 2 to 8 sizes; where there are fewer, one or two of one element are added before the others
   */
  public int[] mergedSizes() {
    return length.clone();
  }

  /**
   * What a step along each axis of {@link #mergedSizes} is in the input.
   *
   * @return a new array
   */
  public int[] mergedSteps() {
    return step.clone();
  }

  /** The number of axes that are not part of others, at least 2. */
  int rank() {
    return length.length;
  }

  /** The size of such an axis of the output. */
  int length(int axis) {
    return length[axis];
  }

  /** What a step along it is in the input. */
  int step(int axis) {
    return step[axis];
  }

  /** What a step along it is in the output. */
  int stride(int axis) {
    return stride[axis];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Permutation p && Arrays.equals(sizes, p.sizes) && Arrays.equals(axes, p.axes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(sizes) + Arrays.hashCode(axes);
  }

  /** Sizes and axes. */
  @Override
  public String toString() {
    return Arrays.toString(sizes) + " as " + Arrays.toString(axes);
  }
}
