package org.isobit.models.studies.em;

/**
 * How much is run.
 *
 * @param times      observation times of which the trajectory is kept, K
 * @param members    of the smoother
 * @param lag        of the smoother at first, in observation times
 * @param iterations with it; half as many before scoring
 * @param steps      of scoring after these, at most
 * @param longLag    of the smoother for the last trajectory
 * @param starts     forecasts
 * @param leads      in intervals
 * @param segments   of the free runs, {@link ModelScores#SEGMENT} intervals each
 * @param turns      factorisations for the Lyapunov exponents, four intervals apart
 */
record Extent(int times, int members, int lag, int iterations, int steps, int longLag, int starts, int leads,
              int segments, int turns) {

  static final Extent WHOLE = new Extent(1000, 44, 10, 20, 12, 30, 400, 100, 20, 5000);

  static final Extent QUICK = new Extent(30, 44, 5, 4, 1, 8, 10, 20, 1, 20);

  static Extent of(boolean quick) {
    return quick ? QUICK : WHOLE;
  }

  /** Observation times that are needed for so many trajectory times with any lag. */
  int observations() {
    return times + longLag;
  }
}
