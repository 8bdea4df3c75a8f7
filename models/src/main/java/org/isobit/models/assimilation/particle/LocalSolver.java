package org.isobit.models.assimilation.particle;

/** A local problem of {@link LocalTransforms}; holds workspace, serves one thread. */
interface LocalSolver {

  /**
   * Solves it.
   *
   * @param members number of members
   * @param count   number of observations, at least 1
   * @param y       whitened observed anomalies times √ρ, element (j, m) at j·members + m; may be changed
   * @param d       whitened innovations of the mean times √ρ; may be changed
   * @param w       receives the weights by which the mean moves
   * @param t       receives the transform of anomalies, members × members
   * @param where   where in the state, for messages
   */
  void solve(int members, int count, double[] y, double[] d, double[] w, double[] t, Object where);
}
