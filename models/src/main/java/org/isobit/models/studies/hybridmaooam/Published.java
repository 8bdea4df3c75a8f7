package org.isobit.models.studies.hybridmaooam;

/**
 * What Brajard, Carrassi, Bocquet and Bertino (2021), Phil. Trans. R. Soc. A 379, 20200086, found with a set of
 * parameters that is not published: Table 3, errors of forecasts, and Table 4, quartiles of free runs.
 *
 * @param contender as this study calls it
 * @param errors    of {@link Observed}, by √2 of the truth's standard deviation
 * @param quartiles of each: lower one, median, upper one
 */
record Published(String contender, double[] errors, double[][] quartiles) {

  private static final Published TRUTH = new Published("truth", null,
      new double[][] {{7.80e-5, 1.12e-4, 1.50e-4}, {0.0823, 0.122, 0.141}, {0.0388, 0.0433, 0.0463}});
  private static final Published TRUNCATED = new Published("truncated", new double[] {0.231778, 0.206322, 0.361256},
      new double[][] {{-1.01e-4, 2.23e-5, 1.10e-4}, {0.0645, 0.110, 0.132}, {0.0340, 0.0386, 0.0414}});
  private static final Published PERFECT = new Published("hybrid, perfect",
      new double[] {0.071492, 0.066656, 0.233658},
      new double[][] {{3.49e-5, 8.27e-5, 1.51e-4}, {0.0879, 0.120, 0.135}, {0.0385, 0.0425, 0.0463}});
  private static final Published ANALYSES = new Published("hybrid, analyses",
      new double[] {0.100080, 0.061797, 0.278131},
      new double[][] {{6.68e-5, 1.23e-4, 1.62e-4}, {0.0890, 0.116, 0.141}, {0.0330, 0.0372, 0.0411}});

  /** Errors of a contender; NaN if there is none. */
  static double error(String contender, Observed v) {
    Published found = of(contender);
    return found == null || found.errors == null ? Double.NaN : found.errors[v.ordinal()];
  }

  /** Quartiles of a contender or of the truth; null if there are none. */
  static double[] quartiles(String contender, Observed v) {
    Published found = of(contender);
    return found == null ? null : found.quartiles[v.ordinal()];
  }

  private static Published of(String contender) {
    for (Published one : new Published[] {TRUTH, TRUNCATED, PERFECT, ANALYSES}) {
      if (one.contender.equals(contender)) {
        return one;
      }
    }
    return null;
  }
}
