package org.isobit.models.assimilation.particle;

/** How {@link LocalTransforms} weighs members at a point. Thread-safe. */
interface LocalWeights {

  /**
   * Weights of the members.
   *
   * @param members number of members
   * @param log     logarithms of their likelihoods
   * @param w       receives the weights
   * @param where   where in the state, for messages
   * @return γ, the part of the likelihood that is left for a Kalman step, from 0 to 1
   */
  double weigh(int members, double[] log, double[] w, Object where);
}
