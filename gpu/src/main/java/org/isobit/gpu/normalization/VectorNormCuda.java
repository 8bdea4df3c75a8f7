// Master of FloatVectorNormCuda: the float version is generated from this file.
package org.isobit.gpu.normalization;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.KernelModule;
import org.isobit.gpu.Stream;
import org.isobit.kernels.Checks;
import org.isobit.kernels.reduce.ReduceReference;

/**
 * What norms of vectors that lie in one piece have in common: a vector of one chunk of a sum is one warp's, longer ones
 * take three launches. Keeps the sums of chunks of long ones until it is closed. Not thread-safe.
 */
final class VectorNormCuda implements AutoCloseable {

  /** Elements of a vector at most: the chunks whose sums one block joins. */
  static final int MOST = 1024 * ReduceReference.CHUNK;

  /** As in normalization.cu. */
  private static final int WARPS = 8;

  private static final int LANES = 32;

  /** Bytes of the vectors of a block: as much as lets several blocks share a multiprocessor. */
  private static final int SHARED = 1 << 15;

  private final String operation;
  private final boolean centred;
  private final Stream stream;
  private final KernelFunction whole;
  private final KernelFunction sums;
  private final KernelFunction squares;
  private final KernelFunction elements;
  private DeviceArray values;

  /** Vectors of one call: so many of them, of so many elements, with channels of so many pixels in groups. */
  record Vectors(int count, int n, long ld, int groups, int pixels) {

    int channels() {
      return groups * (n / pixels);
    }
  }

  VectorNormCuda(String operation, boolean centred, Stream stream) {
    this.operation = operation;
    this.centred = centred;
    this.stream = stream;
    KernelModule module = stream.device().module("normalization");
    whole = module.function("normalization_rows_double");
    sums = module.function("normalization_sums_double");
    squares = module.function("normalization_squares_double");
    elements = module.function("normalization_elements_double");
  }

  /** Y of X; both have the same vectors, at distances of their own. */
  void forward(Vectors v,
      double eps, // float: unchanged
      DeviceArray x, long xOffset, DeviceArray gamma, long gammaOffset, DeviceArray beta, long betaOffset,
      DeviceArray y, long yOffset, long ldy, DeviceArray stored, long storedOffset) {
    double e = eps; // float: float e = (float) eps;
    Checks.notNegative(operation, "eps", eps); // float: Checks.notNegative(operation, "eps", eps < 0.0 ? eps : e);
    if (v.n() > MOST) {
      throw new IllegalArgumentException(operation + ": a vector may have " + MOST + " elements, but these have "
          + v.n());
    }
    DeviceChecks.matrix(operation, "X", x, xOffset, v.count(), v.n(), v.ld());
    parameters(v.channels(), gamma, gammaOffset, beta, betaOffset);
    DeviceChecks.matrix(operation, "Y", y, yOffset, v.count(), v.n(), ldy);
    long kept = (centred ? 2L : 1L) * v.count();
    if (stored != null) {
      DeviceChecks.vector(operation, "stored", stored, storedOffset, kept);
    }
    long extent = DeviceChecks.extent(v.count(), v.n(), ldy);
    long extentX = DeviceChecks.extent(v.count(), v.n(), v.ld());
    apart("Y", y, yOffset, extent, v.channels(), x, xOffset, extentX, gamma, gammaOffset, beta, betaOffset);
    if (stored != null) {
      apart("stored", stored, storedOffset, kept, v.channels(), x, xOffset, extentX, gamma, gammaOffset, beta,
          betaOffset);
      DeviceChecks.apart(operation, "stored", "Y", stored, storedOffset, kept, y, yOffset, extent);
    }
    if (v.count() == 0) {
      return;
    }
    if (v.n() > ReduceReference.CHUNK) {
      prepare(v);
    }
    KernelFunction last = v.n() > ReduceReference.CHUNK ? elements : whole;
    int i = last == whole ? 2 : 1;
    last.set(0, centred ? 1 : 0).set(i, v.n()).set(i + 1, e).set(i + 2, x, xOffset).set(i + 3, v.ld())
        .set(i + 4, v.groups()).set(i + 5, v.pixels()).set(i + 6, gamma, gammaOffset).set(i + 7, beta, betaOffset)
        .set(i + 8, y, yOffset).set(i + 9, ldy).set(i + 10, centred ? stored : null, storedOffset)
        .set(i + 11, stored, storedOffset + (centred ? v.count() : 0));
    if (last == whole) {
      int warps = Math.clamp(SHARED / (v.n() * Double.BYTES), 1, WARPS);
      whole.set(1, v.count()).launch(stream, Math.ceilDiv(v.count(), warps), 1, 1, warps * LANES,
          warps * v.n() * Double.BYTES);
    } else {
      inSteps(v, x, xOffset);
    }
  }

  /** Sums of chunks, then of squared deviations, then the elements, whose arguments are set but for these sums. */
  private void inSteps(Vectors v, DeviceArray x, long xOffset) {
    int chunks = Math.ceilDiv(v.n(), ReduceReference.CHUNK);
    long all = (long) v.count() * chunks;
    long blocks = (long) v.count() * Math.ceilDiv(chunks, WARPS);
    int threads = WARPS * LANES;
    if (centred) {
      sums.set(0, v.count()).set(1, v.n()).set(2, x, xOffset).set(3, v.ld()).set(4, values, 0)
          .launch(stream, all * LANES, threads);
    }
    squares.set(0, centred ? 1 : 0).set(1, v.n()).set(2, x, xOffset).set(3, v.ld()).set(4, values, 0)
        .set(5, values, all).launch(stream, blocks * threads, threads);
    elements.set(13, values, 0).set(14, values, all).launch(stream, blocks * threads, threads);
  }

  /** Room for two numbers a chunk. */
  private void prepare(Vectors v) {
    long needed = 2L * v.count() * Math.ceilDiv(v.n(), ReduceReference.CHUNK);
    if (values == null || values.length() < needed) {
      close();
      values = stream.device().doubles(needed);
    }
  }

  private void parameters(long channels, DeviceArray gamma, long gammaOffset, DeviceArray beta, long betaOffset) {
    parameters(operation, channels, gamma, gammaOffset, beta, betaOffset);
  }

  /** Checks γ and β, each of which may be null; β is not there without γ. */
  static void parameters(String operation, long channels, DeviceArray gamma, long gammaOffset, DeviceArray beta,
      long betaOffset) {
    if (gamma != null) {
      DeviceChecks.vector(operation, "gamma", gamma, gammaOffset, channels);
    }
    if (beta != null) {
      DeviceChecks.vector(operation, "beta", beta, betaOffset, channels);
    }
    if (gamma == null && beta != null) {
      throw new IllegalArgumentException(operation + ": there is a beta but no gamma");
    }
  }

  private void apart(String output, DeviceArray y, long yOffset, long extent, long channels, DeviceArray x,
      long xOffset, long extentX, DeviceArray gamma, long gammaOffset, DeviceArray beta, long betaOffset) {
    apart(operation, output, y, yOffset, extent, channels, x, xOffset, extentX, gamma, gammaOffset, beta, betaOffset);
  }

  /** Refuses an output that shares elements with X, γ or β. */
  static void apart(String operation, String output, DeviceArray y, long yOffset, long extent, long channels,
      DeviceArray x, long xOffset, long extentX, DeviceArray gamma, long gammaOffset, DeviceArray beta,
      long betaOffset) {
    DeviceChecks.apart(operation, output, "X", y, yOffset, extent, x, xOffset, extentX);
    if (gamma != null) {
      DeviceChecks.apart(operation, output, "gamma", y, yOffset, extent, gamma, gammaOffset, channels);
    }
    if (beta != null) {
      DeviceChecks.apart(operation, output, "beta", y, yOffset, extent, beta, betaOffset, channels);
    }
  }

  /** Frees the sums. */
  @Override
  public void close() {
    DeviceArray old = values;
    values = null;
    if (old != null) {
      old.close();
    }
  }
}
