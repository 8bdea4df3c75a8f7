package org.isobit.models.assimilation.localization;

import org.isobit.kernels.Checks;
import org.isobit.models.registry.Entry;
import org.isobit.models.registry.Registry;

/**
 * A radius that shrinks where observations are dense, until those near a point are no more than wanted.
 *
 * <p>{@link Keep#WEIGHT} is the choice of Kirchgessner, Nerger and Bunse-Gerstner (2014, Mon. Weather Rev. 142,
 * 2165–2175) if the amount is the number of members: the effective local dimension of the observations, the sum of
 * their weights, is then that of the ensemble. {@link Keep#AREA} is DART's {@code adaptive_localization_threshold}.
 *
 * <p>Where fewer are near the radius stays. NUMBER and WEIGHT halve an interval of shares {@value #HALVINGS} times,
 * each time with the weights of all observations within the whole radius, and take its lower end; AREA weighs them
 * once. Tests hold sums of weights to the amount, and counts to sorted distances. Immutable, thread-safe.
 *
 * @param keep   what is counted
 * @param amount how much of it is wanted, at least 1
 * @param least  the least share of the radius, from 0 to 1
 */
public record AdaptiveRadius(Keep keep, double amount, double least) implements RadiusField {

  private static final int HALVINGS = 36;

  /** What is counted. */
  public enum Keep implements Entry {
    /** Observations: at most so many are near, fewer among equals. */
    NUMBER("number", "the radius shrinks until at most so many observations are near", ""),
    /** Weights: they add up to at most this. */
    WEIGHT("weight", "the radius shrinks until the weights of observations add up to so much, for which the number of "
        + "members is usual", "Kirchgessner, Nerger and Bunse-Gerstner 2014"),
    /** Observations as if they were spread evenly over an area: with n near, the radius is √(amount/n) as long. */
    AREA("area", "where n observations are near, more than so many, the radius is that times sqrt(amount/n)",
        "DART's adaptive_localization_threshold");

    private final String label;
    private final String sentence;
    private final String source;

    Keep(String label, String sentence, String source) {
      this.label = label;
      this.sentence = sentence;
      this.source = source;
    }

    @Override
    public String label() {
      return label;
    }

    @Override
    public String sentence() {
      return sentence;
    }

    @Override
    public String source() {
      return source;
    }

    /**
     * What is counted, by its name.
     *
     * @param label a name as {@link #label} gives it
     * @return what is counted
     * @throws IllegalArgumentException listing the names there are
     */
    public static Keep of(String label) {
      return Registry.one("AdaptiveRadius: keep ", label, values());
    }
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public AdaptiveRadius {
    java.util.Objects.requireNonNull(keep, "keep");
    Checks.positive("AdaptiveRadius", "amount", amount);
    if (amount < 1.0) {
      throw new IllegalArgumentException("AdaptiveRadius: the amount must be at least 1, but is " + amount);
    }
    if (!(least >= 0.0 && least <= 1.0)) {
      throw new IllegalArgumentException("AdaptiveRadius: the least share of the radius must be between 0 and 1, but "
          + "is " + least);
    }
  }

  @Override
  public boolean ofPoints() {
    return false;
  }

  @Override
  public double share(int first, int points, Near near) {
    if (fits(near, 1.0)) {
      return 1.0;
    }
    double low = least > 0x1p-30 ? least : 0x1p-30;
    if (keep == Keep.AREA) {
      double share = Math.sqrt(amount / near.number(1.0));
      return share > low ? share : low;
    }
    double high = 1.0;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = 0.5 * (low + high);
      if (fits(near, middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean fits(Near near, double share) {
    return (keep == Keep.WEIGHT ? near.weight(share) : near.number(share)) <= amount;
  }

  @Override
  public String toString() {
    return "radius for the " + keep.label() + " " + amount + (least > 0.0 ? ", at least " + least + " of it" : "");
  }
}
