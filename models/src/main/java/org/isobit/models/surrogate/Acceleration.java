package org.isobit.models.surrogate;

/** How iterations x ← F(x) that converge slowly are sped up. */
public enum Acceleration {

  /** Not at all. */
  NONE("plain"),

  /**
   * Anderson's mixing with the last six differences (Anderson 1965, J. ACM 12, 547–560; Walker and Ni 2011, SIAM J.
   * Numer. Anal. 49, 1715–1735): the combination of images whose residuals F(x) − x almost cancel.
   */
  ANDERSON("anderson"),

  /**
   * Squared extrapolation, scheme S3 (Varadhan and Roland 2008, Scand. J. Stat. 35, 335–353): every third step goes on
   * from x_0 − 2·α·r + α²·v with r = x_1 − x_0, v = x_2 − 2·x_1 + x_0, α = −‖r‖/‖v‖.
   */
  SQUAREM("squarem");

  private final String label;

  Acceleration(String label) {
    this.label = label;
  }

  /**
   * Its name.
   *
   * @return lower-case
   */
  public String label() {
    return label;
  }

  Proposals begin() {
    return switch (this) {
      case NONE -> new Proposals() {
        @Override
        double[] next(double[] x, double[] image, double[] scales) {
          return image;
        }

        @Override
        void restart() {}
      };
      case ANDERSON -> new Anderson();
      case SQUAREM -> new Squarem();
    };
  }

  /** Where to go on. Used by one run. */
  abstract static class Proposals {

    /**
     * The next point after x and its image; the image itself: a plain step. Distances are those of the elements times
     * their scales.
     */
    abstract double[] next(double[] x, double[] image, double[] scales);

    /** Forgets what was, since the last proposal was refused. */
    abstract void restart();
  }
}
