// Master of FloatRearrange: the float version is generated from this file.
package org.isobit.kernels.pooling;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.SizeChecks;
import org.isobit.kernels.Workers;

/**
 * Permutations of the axes of samples, class EXACT: copies of numbers. Pixel shuffles and patches are among them.
 *
 * <p>Samples lie one after the other, contiguous and row-major, before and after. Output element (i_0, i_1, …) of a
 * sample is the input element whose index along axis {@code axes[d]} is i_d. The gradient and the way back are the
 * {@link Permutation#inverse}, the tangent is the permutation itself.
 *
 * <p>Y must share no element with X. {@link IllegalArgumentException} otherwise, and for arrays that do not fit;
 * nothing is written before the checks are through. Thread-safe; nothing is allocated in the steady state.
 */
public final class Rearrange {

  static final RearrangeReference KERNELS = RearrangeReference.of(Backend.active());

  private static final String NAME = "rearrange";

  private Rearrange() {}

  /**
   * Y = X with other axes.
   *
   * @param permutation sizes and axes
   * @param batch       samples
   * @param x           array of X
   * @param xOffset     index of its first element
   * @param y           array of Y
   * @param yOffset     index of its first element
   * @param workers     the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void forward(Permutation permutation, int batch, double[] x, long xOffset, double[] y, long yOffset,
      Workers workers) {
    Checks.present(NAME, "permutation", permutation);
    Checks.present(NAME, "workers", workers);
    Checks.size(NAME, "batch", batch);
    int size = SizeChecks.samples(NAME, "X", batch, permutation.size());
    int xo = Checks.vector(NAME, "X", x, xOffset, size);
    int yo = Checks.vector(NAME, "Y", y, yOffset, size);
    Checks.apart(NAME, "Y", "X", y == x, yo, size, xo, size);
    Environment.require();
    PoolingParts.of(PoolingParts.Step.REARRANGE).permutation(permutation).from(x, xo).to(y, yo).run(batch
        * permutation.length(0), 2L * size, workers);
  }
}
