package org.isobit.models.assimilation.global;

import java.util.Arrays;
import java.util.Objects;
import org.isobit.kernels.Checks;

/**
 * Perturbations of observations that somebody else drew, in the observations' units, for {@link StochasticEnKF} in
 * place of its own. They are used as they are: nothing is taken off and nothing scaled. Immutable, thread-safe.
 */
public final class Perturbations {

  private static final String NAME = "Perturbations";

  /** What perturbations are added to, which is their sign. */
  public enum Sign {
    /** y + D: x ← x + K·(y + D − H·x) (Burgers et al. 1998). */
    ADDED_TO_OBSERVATIONS,
    /** H·x + D: x ← x + K·(y − (H·x + D)) (DAPPER). */
    ADDED_TO_ENSEMBLE
  }

  private final double[] values;
  private final int cycles;
  private final int members;
  private final int count;

  private Perturbations(double[] values, int cycles, int members, int count) {
    this.values = values;
    this.cycles = cycles;
    this.members = members;
    this.count = count;
  }

  /**
   * Perturbations of so many cycles, the first with index 0.
   *
   * @param values  cycles × members × count; copied
   * @param cycles  number of cycles, at least 1
   * @param members number of members, at least 1
   * @param count   number of observations, at least 1
   * @param sign    what they are added to
   * @return the perturbations
   * @throws IllegalArgumentException if there are more or fewer values, or one is not finite
   */
  public static Perturbations of(double[] values, int cycles, int members, int count, Sign sign) {
    Objects.requireNonNull(sign, "sign");
    Checks.positive(NAME, "cycles", cycles);
    Checks.positive(NAME, "members", members);
    Checks.positive(NAME, "count", count);
    if (values.length != (double) cycles * members * count) {
      throw new IllegalArgumentException(NAME + ": there are " + values.length + " values, but " + cycles
          + " cycles x " + members + " members x " + count + " observations");
    }
    Checks.finite(NAME, "value", values, 0, values.length);
    double[] own = values.clone();
    for (int i = 0; i < own.length && sign == Sign.ADDED_TO_ENSEMBLE; i++) {
      own[i] = -own[i];
    }
    return new Perturbations(own, cycles, members, count);
  }

  /**
   * Checks that there are perturbations of a cycle.
   *
   * @param cycle its number
   * @throws IllegalArgumentException if there are not
   */
  public void requireCycle(long cycle) {
    if (cycle >= cycles) {
      throw new IllegalArgumentException(NAME + ": they are for " + cycles + (cycles == 1 ? " cycle" : " cycles")
          + ", counted from 0, but there is a cycle " + cycle);
    }
  }

  /** What is added to the observations in a cycle, members × count. */
  double[] of(long cycle, int ofMembers, int ofCount) {
    if (ofMembers != members || ofCount != count) {
      throw new IllegalArgumentException(NAME + ": they are for " + members + " members x " + count
          + " observations, but there are " + ofMembers + " x " + ofCount);
    }
    requireCycle(cycle);
    int from = (int) cycle * members * count;
    return Arrays.copyOfRange(values, from, from + members * count);
  }

  @Override
  public String toString() {
    return NAME + "[" + cycles + " x " + members + " x " + count + "]";
  }
}
