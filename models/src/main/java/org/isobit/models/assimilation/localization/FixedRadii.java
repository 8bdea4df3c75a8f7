package org.isobit.models.assimilation.localization;

/**
 * A share of the radius for each point; points that have a list together have the mean of theirs.
 *
 * @param shares of each point, positive and at most 1
 */
record FixedRadii(double[] shares) implements RadiusField {

  static FixedRadii of(double[] radii, int points, double whole) {
    if (radii.length != points) {
      throw new IllegalArgumentException("Localization: there are " + radii.length + " radii but " + points
          + " points");
    }
    double[] shares = new double[points];
    for (int i = 0; i < points; i++) {
      if (!(radii[i] > 0.0 && radii[i] <= whole)) {
        throw new IllegalArgumentException("Localization: the radius of point " + i + " must be positive and at most "
            + whole + ", the largest, but is " + radii[i]);
      }
      shares[i] = radii[i] / whole;
    }
    return new FixedRadii(shares);
  }

  @Override
  public double share(int first, int points, Near near) {
    return most(first, points);
  }

  @Override
  public double most(int first, int points) {
    double sum = 0.0;
    for (int i = first; i < first + points; i++) {
      sum += shares[i];
    }
    return sum / points;
  }

  @Override
  public String toString() {
    return "radii of " + shares.length + " points";
  }
}
