package org.isobit.models.studies.marinebgc;

import java.util.List;

/**
 * A factor of covariances that was chosen.
 *
 * @param factor the factor; 1 where nothing is damped
 * @param scores what each factor of {@link StudyPlan#DAMPINGS} came to: mean over pools and networks of the ratio to
 *               the free run; empty where nothing was chosen
 */
record Damping(double factor, double[] scores) {

  static final Damping NONE = new Damping(1.0, new double[0]);

  /** Of the records of one factor and those of free runs, network by network and block by block. */
  static double score(List<RunScores> tried, List<RunScores> free) {
    int blocks = free.size();
    int pools = free.getFirst().forecast()[0].length;
    double sum = 0.0;
    for (int first = 0; first < tried.size(); first += blocks) {
      for (int p = 0; p < pools; p++) {
        sum += Math.sqrt(squares(tried.subList(first, first + blocks), p) / squares(free, p));
      }
    }
    double mean = sum / pools / (tried.size() / blocks);
    return mean == mean ? mean : Double.POSITIVE_INFINITY; // a run that failed
  }

  private static double squares(List<RunScores> blocks, int pool) {
    double sum = 0.0;
    for (RunScores block : blocks) {
      for (double[] truth : block.forecast()) {
        sum += truth[pool];
      }
    }
    return sum;
  }
}
