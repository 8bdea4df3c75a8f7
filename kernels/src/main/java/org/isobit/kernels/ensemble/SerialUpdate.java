package org.isobit.kernels.ensemble;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;

/**
 * What one observation of a serial filter does to the targets that it reaches: the square-root update of Whitaker and
 * Hamill (2002, Mon. Weather Rev. 130, 1913–1924) for a single observation, target by target.
 *
 * <p>Targets come in blocks of {@link #WIDTH} consecutive ones, each with a weight, 0 where the observation does not
 * reach. Anomalies z of target i and member m are at {@code zOffset + m·ldz + i}. Targets do not depend on each other,
 * so threads may take different blocks. In double alone. Nothing is allocated. Thread-safe.
 */
public final class SerialUpdate {

  private static final SerialUpdateReference KERNELS = SerialUpdateReference.of(Backend.active());

  /** Targets of a block: the longest vector of doubles, or two of half its length. Bits do not depend on it. */
  public static final int WIDTH = 8;

  private SerialUpdate() {}

  /**
   * For every target i with weight ρ_i &gt; 0: u = Σ_m y_m·z_mi, one chain of fma from +0, m ascending; g = ρ_i·u;
   * mean_i ← fma(gain, g, mean_i); z_mi ← fma(−(contraction·g), y_m, z_mi). Others keep their bits.
   *
   * <p>With y the observation's own anomalies over the standard deviation of its error, d its innovation over the same,
   * and c = N − 1 + y·y, gain is d ÷ c and contraction 1 ÷ (c + √((N − 1)·c)).
   *
   * @param members      number of members, at least 1
   * @param blocks       number of blocks
   * @param block        place of each block: its first target is number {@code block[b]·WIDTH}
   * @param blockOffset  index of the first block's place
   * @param weight       the weights ρ, WIDTH a block, block after block
   * @param weightOffset index of the first weight
   * @param y            the observation's anomalies, one for each member
   * @param yOffset      index of the first one
   * @param contraction  how anomalies shrink
   * @param gain         how the mean moves
   * @param n            number of targets, a multiple of WIDTH
   * @param z            anomalies of the targets, members × n
   * @param zOffset      index of target 0 of member 0
   * @param ldz          distance between the starts of two members
   * @param mean         means of the targets, n
   * @param meanOffset   index of the first one
   * @throws IllegalArgumentException if members &lt; 1, n is no multiple of WIDTH, a block is none of the targets', an
   *                                  operand is not inside its array, or z or mean overlap another operand
   */
  public static void update(int members, int blocks, int[] block, long blockOffset, double[] weight, long weightOffset,
      double[] y, long yOffset, double contraction, double gain, int n, double[] z, long zOffset, int ldz,
      double[] mean, long meanOffset) {
    Checks.positive("serialUpdate", "members", members);
    Checks.size("serialUpdate", "blocks", blocks);
    if (n < 0 || n % WIDTH != 0) {
      throw new IllegalArgumentException("serialUpdate: n must be a multiple of " + WIDTH + ", but is " + n);
    }
    int bo = Checks.vector("serialUpdate", "block", block, blockOffset, blocks);
    for (int b = 0; b < blocks; b++) {
      if (block[bo + b] < 0 || block[bo + b] >= n / WIDTH) {
        throw new IllegalArgumentException("serialUpdate: block[" + b + "] must be from 0 to " + (n / WIDTH - 1)
            + " for n = " + n + " targets, but is " + block[bo + b]);
      }
    }
    int wo = Checks.matrix("serialUpdate", "weight", weight, weightOffset, blocks, WIDTH, WIDTH);
    int yo = Checks.vector("serialUpdate", "y", y, yOffset, members);
    int zo = Checks.matrix("serialUpdate", "z", z, zOffset, members, n, ldz);
    int mo = Checks.vector("serialUpdate", "mean", mean, meanOffset, n);
    Checks.apart("serialUpdate", "z", "weight", z == weight, zo, members, n, ldz, wo, 1, blocks * WIDTH, 1);
    Checks.apart("serialUpdate", "z", "y", z == y, zo, members, n, ldz, yo, 1, members, 1);
    Checks.apart("serialUpdate", "z", "mean", z == mean, zo, members, n, ldz, mo, 1, n, 1);
    Checks.apart("serialUpdate", "mean", "weight", mean == weight, mo, n, wo, blocks * WIDTH);
    Checks.apart("serialUpdate", "mean", "y", mean == y, mo, n, yo, members);
    Environment.require();
    KERNELS.update(members, blocks, block, bo, weight, wo, y, yo, contraction, gain, z, zo, ldz, mean, mo);
  }

  /**
   * {@link #update(int, int, int[], long, double[], long, double[], long, double, double, int, double[], long, int,
   * double[], long) update} of views; the number of blocks is that of the weights' rows.
   *
   * @param block       place of each block: its first target is number {@code block[b]·WIDTH}
   * @param blockOffset index of the first block's place
   * @param weight      the weights ρ, blocks × WIDTH, one after the other
   * @param y           the observation's anomalies, a row or column of one for each member, one after the other
   * @param contraction how anomalies shrink
   * @param gain        how the mean moves
   * @param z           anomalies of the targets, members × n
   * @param mean        means of the targets, a row or column of n, one after the other
   * @throws IllegalArgumentException if shapes do not fit, there are no members, n is no multiple of WIDTH, a block is
   *                                  none of the targets', z or mean overlap another operand, or one is null
   */
  public static void update(int[] block, long blockOffset, Matrix weight, Matrix y, double contraction, double gain,
      Matrix z, Matrix mean) {
    Shapes.contiguous("serialUpdate", "weight", weight);
    Shapes.require(weight.columns() == WIDTH, "serialUpdate", "weight", weight, "a block", 1, WIDTH);
    Shapes.onePerColumn("serialUpdate", "mean", mean, "z", z);
    Shapes.vector("serialUpdate", "y", y, z.rows(), "z", z);
    update(z.rows(), weight.rows(), block, blockOffset, weight.array(), weight.offset(), y.array(), y.offset(),
        contraction, gain, z.columns(), z.array(), z.offset(), z.ld(), mean.array(), mean.offset());
  }
}
