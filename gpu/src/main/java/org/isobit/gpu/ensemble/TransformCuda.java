// Master of FloatTransformCuda: the float version is generated from this file.
package org.isobit.gpu.ensemble;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.Stream;
import org.isobit.gpu.gemm.GemmCuda;

/**
 * {@link org.isobit.kernels.ensemble.Transform} on a device, class EXACT: new members from old ones, op(W)·A, as the
 * products of {@link GemmCuda}.
 *
 * <p>Every method throws {@link IllegalArgumentException} as {@link GemmCuda} does. No call waits. Not thread-safe: an
 * object belongs to its stream, whose scratch it keeps until it is closed.
 */
public final class TransformCuda implements AutoCloseable {

  private static final int THREADS = 128;

  /** Points that are transformed in place at a time. */
  private static final int POINTS = 1 << 16;

  private final Stream stream;
  private final GemmCuda gemm;
  private final KernelFunction repeat;
  private DeviceArray scratch;

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   */
  public TransformCuda(Stream stream) {
    this.stream = stream;
    gemm = new GemmCuda(stream);
    repeat = stream.device().module("ensemble").function("ensemble_repeat_double");
  }

  /**
   * B = op(W)·A.
   *
   * @param transW  whether op(W) = Wᵀ; W is stored results×members, or members×results if transposed
   * @param results members of B
   * @param members members of A
   * @param n       state size
   * @param w       weights
   * @param wOffset index of the first
   * @param ldw     leading dimension of W
   * @param a       anomalies
   * @param aOffset index of element (0, 0)
   * @param lda     distance between the starts of two members
   * @param b       takes the result
   * @param bOffset index of element (0, 0)
   * @param ldb     distance between the starts of two members
   */
  public void apply(boolean transW, int results, int members, int n, DeviceArray w, long wOffset, long ldw,
      DeviceArray a, long aOffset, long lda, DeviceArray b, long bOffset, long ldb) {
    gemm.gemm(transW, false, results, n, members, 1.0, w, wOffset, ldw, a, aOffset, lda, 0.0, b, bOffset, ldb);
  }

  /**
   * E = mean + op(W)·A: the chains start from the mean.
   *
   * @param transW     whether op(W) = Wᵀ; W is stored results×members, or members×results if transposed
   * @param results    members of E
   * @param members    members of A
   * @param n          state size
   * @param w          weights
   * @param wOffset    index of the first
   * @param ldw        leading dimension of W
   * @param mean       mean
   * @param meanOffset index of its first element
   * @param a          anomalies
   * @param aOffset    index of element (0, 0)
   * @param lda        distance between the starts of two members
   * @param e          takes the ensemble
   * @param eOffset    index of element (0, 0)
   * @param lde        distance between the starts of two members
   */
  public void applyAround(boolean transW, int results, int members, int n, DeviceArray w, long wOffset, long ldw,
      DeviceArray mean, long meanOffset, DeviceArray a, long aOffset, long lda, DeviceArray e, long eOffset, long lde) {
    String name = "applyAround";
    long extent = DeviceChecks.extent(results, n, lde);
    int rows = transW ? members : results;
    int columns = transW ? results : members;
    DeviceChecks.matrix(name, "ensemble", e, eOffset, results, n, lde);
    DeviceChecks.matrix(name, "anomalies", a, aOffset, members, n, lda);
    DeviceChecks.matrix(name, "W", w, wOffset, rows, columns, ldw);
    DeviceChecks.vector(name, "mean", mean, meanOffset, n);
    DeviceChecks.apart(name, "ensemble", "mean", e, eOffset, extent, mean, meanOffset, n);
    DeviceChecks.apart(name, "ensemble", "anomalies", e, eOffset, extent, a, aOffset,
        DeviceChecks.extent(members, n, lda));
    DeviceChecks.apart(name, "ensemble", "W", e, eOffset, extent, w, wOffset, DeviceChecks.extent(rows, columns, ldw));
    GemmCuda.requireTerms(name, "members", members);
    copy(results, n, mean, meanOffset, 0, e, eOffset, lde);
    gemm.gemm(transW, false, results, n, members, 1.0, w, wOffset, ldw, a, aOffset, lda, 1.0, e, eOffset, lde);
  }

  /**
   * A = op(W)·A, some points at a time through scratch memory.
   *
   * @param transW  whether op(W) = Wᵀ
   * @param members members
   * @param n       state size
   * @param w       weights, members×members
   * @param wOffset index of the first
   * @param ldw     leading dimension of W
   * @param a       anomalies
   * @param aOffset index of element (0, 0)
   * @param lda     distance between the starts of two members
   */
  public void applyInPlace(boolean transW, int members, int n, DeviceArray w, long wOffset, long ldw, DeviceArray a,
      long aOffset, long lda) {
    DeviceChecks.matrix("applyInPlace", "anomalies", a, aOffset, members, n, lda);
    DeviceChecks.matrix("applyInPlace", "W", w, wOffset, members, members, ldw);
    DeviceChecks.apart("applyInPlace", "anomalies", "W", a, aOffset, DeviceChecks.extent(members, n, lda), w, wOffset,
        DeviceChecks.extent(members, members, ldw));
    if (members == 0 || n == 0) {
      return;
    }
    int width = Math.min(n, POINTS);
    if (scratch == null || scratch.length() < (long) members * width) {
      close();
      scratch = stream.device().doubles((long) members * width);
    }
    for (long first = 0; first < n; first += width) {
      int count = (int) Math.min(width, n - first);
      gemm.gemm(transW, false, members, count, members, 1.0, w, wOffset, ldw, a, aOffset + first, lda, 0.0, scratch, 0,
          width);
      copy(members, count, scratch, 0, width, a, aOffset + first, lda);
    }
  }

  /** Copies rows that are ldx apart; 0: one row again and again. */
  private void copy(int rows, int n, DeviceArray x, long xOffset, long ldx, DeviceArray e, long eOffset, long lde) {
    repeat.set(0, rows).set(1, (long) n).set(2, x, xOffset).set(3, ldx).set(4, e, eOffset).set(5, lde)
        .launchRows(stream, n, rows, THREADS);
  }

  /** Frees the scratch. */
  @Override
  public void close() {
    DeviceArray old = scratch;
    scratch = null;
    if (old != null) {
      old.close();
    }
  }
}
