package org.isobit.models.assimilation.localization;

/**
 * A horizontal radius that differs from point to point: of each point a share of the localisation's radius, which is
 * the largest. Fixed ones are given to {@link Localization#withRadii(double...)}, {@link AdaptiveRadius} makes them
 * from where observations are, and yours does what you like. Implementations are immutable and thread-safe; the same
 * question must have the same answer.
 */
public interface RadiusField {

  /**
   * What is near a target within the whole radius, in which it is asked how it would be with less of it. Valid during
   * one call.
   */
  interface Near {

    /**
     * How many observations would be near.
     *
     * @param share of the radius, positive and at most 1
     * @return the number of weights that are not dropped
     */
    int number(double share);

    /**
     * What the weights of observations would add up to.
     *
     * @param share of the radius, positive and at most 1
     * @return the sum of the weights that are not dropped, in ascending order of observations
     */
    double weight(double share);
  }

  /**
   * The radius of a target.
   *
   * @param first  number of its first point among those of the localisation
   * @param points how many neighbouring points share it
   * @param near   the observations near it
   * @return its share of the whole radius, positive and at most 1
   */
  double share(int first, int points, Near near);

  /**
   * The largest share of a target, whatever is observed: what is farther need not be looked at.
   *
   * @param first  number of its first point
   * @param points how many neighbouring points share it
   * @return at most 1, which is usual
   */
  default double most(int first, int points) {
    return 1.0;
  }

  /**
   * Whether it depends on which point it is, and not on the observations near it alone. If not, it serves serial
   * filters, too, which ask for the radius of each observation.
   *
   * @return true, unless said otherwise
   */
  default boolean ofPoints() {
    return true;
  }

  /**
   * The same field of some of the points.
   *
   * @param numbers which points, in the order wanted
   * @return a field whose point i is numbers[i] here; its targets have one point each
   */
  default RadiusField some(int[] numbers) {
    if (!ofPoints()) {
      return this;
    }
    RadiusField whole = this;
    return new RadiusField() {
      @Override
      public double share(int first, int points, Near near) {
        return whole.share(numbers[first], 1, near);
      }

      @Override
      public double most(int first, int points) {
        return whole.most(numbers[first], 1);
      }

      @Override
      public String toString() {
        return whole.toString();
      }
    };
  }
}
