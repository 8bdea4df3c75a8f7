package org.isobit.models.scores;

/**
 * When a filter has lost the truth. In a window of {@value #WINDOW} consecutive analyses it has, if the mean RMSE is
 * above half of climatology's and above twice the mean spread, so that the ensemble does not know how wrong it is; or
 * if the mean RMSE is above √2 times climatology's, what a state that has nothing to do with the truth would score. A
 * method with a large error that it tells, as where little is observed, has not.
 *
 * @param first  the first analysis with the truth lost, or −1 if there is none
 * @param cycles how many analyses of such windows have an RMSE above half of climatology's
 * @param of     how many were looked at
 * @param end    whether the last window is one: the truth was not found again
 */
public record LostTruth(int first, int cycles, int of, boolean end) {

  /** Analyses of a window; a shorter series is one window. */
  public static final int WINDOW = 50;

  /** The share of analyses above which a run counts as diverged even if it found the truth again. */
  private static final double MOST = 0.05;

  /**
   * Looks at part of a run.
   *
   * @param rmse        RMSE of each analysis
   * @param spread      spread of each analysis
   * @param from        the first analysis to look at
   * @param climatology RMS deviation of the truth from its mean
   * @return when the truth was lost
   */
  public static LostTruth of(double[] rmse, double[] spread, int from, double climatology) {
    int n = rmse.length - from;
    int window = Math.min(WINDOW, n);
    int first = -1;
    int cycles = 0;
    int counted = from; // analyses before it are counted
    for (int start = from; n > 0 && start <= rmse.length - window; start++) {
      int end = start + window;
      if (lost(Estimate.mean(rmse, start, end), Estimate.mean(spread, start, end), climatology)) {
        if (first < 0) {
          first = onset(rmse, start, end, climatology);
        }
        for (int k = Math.max(counted, start); k < end; k++) {
          cycles += large(rmse[k], climatology) ? 1 : 0;
        }
        counted = end;
      }
    }
    return new LostTruth(first, cycles, n, first >= 0 && counted == rmse.length);
  }

  private static boolean lost(double rmse, double spread, double climatology) {
    return large(rmse, climatology) && !(rmse <= 2.0 * spread) || !(rmse <= Math.sqrt(2.0) * climatology);
  }

  /** NaN is large too. */
  private static boolean large(double rmse, double climatology) {
    return !(rmse <= 0.5 * climatology);
  }

  /** The analysis of a window from which on its errors are large. */
  private static int onset(double[] rmse, int start, int end, double climatology) {
    int at = start;
    while (at < end - 1 && !large(rmse[at], climatology)) {
      at++;
    }
    return at;
  }

  /**
   * Whether the run counts as diverged: the truth is lost at its end, or in more than a twentieth of its analyses.
   *
   * @return true if it does
   */
  public boolean diverged() {
    return end || cycles > MOST * of;
  }

  @Override
  public String toString() {
    return "the truth is lost in " + cycles + " of " + of + " cycles"
        + (end ? ", to the end" : cycles > 0 ? ", and found again" : "");
  }
}
