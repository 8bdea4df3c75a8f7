package org.isobit.models.assimilation;

/**
 * A filter whose members have weights that can outlive an analysis. By itself it begins every analysis with equal
 * weights and ends it with equal weights, and is immutable and thread-safe as other filters; {@link #carrying} is the
 * same filter for one run, whose weights go on from cycle to cycle. Means and spreads of such a run are weighted ones.
 */
public interface WeightedFilter extends Filter {

  /**
   * The filter for one run.
   *
   * @param weights the weights of the forecast's members to go on from; written to by every analysis, none of them if
   *                it throws
   * @return a filter that serves one ensemble and one thread at a time
   */
  Filter carrying(MemberWeights weights);
}
