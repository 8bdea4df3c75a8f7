package org.isobit.models.assimilation.latent;

import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Finite;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.errors.ErrorLaw;

/**
 * Innovations drawn from an ensemble and a law of observation errors, whose covariance stands for R + H·P·Hᵀ where R is
 * not known as a matrix, or the errors are not Gaussian (Pasmans et al. 2025; {@link ETKFD}).
 *
 * <pre>  D_j = y + ε_j − H(x_i(j)),  j = 1 … samples,</pre>
 *
 * each ε_j from the law, each i(j) a member, uniformly and independently, so that one may come several times. Error j
 * of observation o is error j·count + o of the cycle's stream. Rows are innovations. Immutable, thread-safe.
 */
final class SampledInnovations {

  /** Number of observations. */
  final int count;

  /** Observed members, members × count. */
  final double[] observed;

  /** D, samples × count. */
  final double[] innovations;

  private SampledInnovations(int count, double[] observed, double[] innovations) {
    this.count = count;
    this.observed = observed;
    this.innovations = innovations;
  }

  /**
   * Draws them.
   *
   * @param filter who asks, for messages
   * @throws IllegalArgumentException if the operator makes a NaN or infinity
   */
  static SampledInnovations draw(String filter, ErrorLaw law, int samples, Ensemble ensemble,
      Observations observations, Cycle cycle) {
    int count = observations.count();
    double[] observed = new double[Checks.elements(filter, ensemble.members(), count, Double.BYTES)];
    observations.operator().apply(ensemble, observed);
    Checks.finite(filter, "observed ensemble", observed, 0, observed.length);
    double[] d = new double[Checks.elements(filter, samples, count, Double.BYTES)];
    law.draw(cycle.seed(), cycle.stream(Cycle.Purpose.INNOVATION_ERRORS), 0, d.length, d, 0);
    int[] members = members(ensemble.members(), samples, cycle, Cycle.Purpose.INNOVATION_MEMBERS);
    for (int j = 0; j < samples; j++) {
      for (int o = 0; o < count; o++) {
        d[j * count + o] = observations.value(o) + d[j * count + o] - observed[members[j] * count + o];
      }
    }
    requireFinite(filter, d);
    return new SampledInnovations(count, observed, d);
  }

  /**
   * Artificial innovations, [H(x_i) + ε] − H(x_j) with i and j independent and uniform: what innovations are like when
   * a member stands in for the truth. Pairs come from uniforms 2s and 2s + 1 of the stream.
   *
   * @return samples × count
   */
  double[] artificial(String filter, ErrorLaw law, int samples, int ensembleSize, Cycle cycle) {
    double[] d = new double[Checks.elements(filter, samples, count, Double.BYTES)];
    law.draw(cycle.seed(), cycle.stream(Cycle.Purpose.TRAINING_ERRORS), 0, d.length, d, 0);
    int[] members = members(ensembleSize, 2 * samples, cycle, Cycle.Purpose.TRAINING_MEMBERS);
    for (int s = 0; s < samples; s++) {
      int i = members[2 * s] * count;
      int j = members[2 * s + 1] * count;
      for (int o = 0; o < count; o++) {
        d[s * count + o] = observed[i + o] + d[s * count + o] - observed[j + o];
      }
    }
    requireFinite(filter, d);
    return d;
  }

  /** ⌊N·u⌋ of consecutive uniforms. */
  private static int[] members(int ensembleSize, int n, Cycle cycle, Cycle.Purpose purpose) {
    double[] u = new double[n];
    Philox.uniform(cycle.seed(), cycle.stream(purpose), 0, n, u, 0);
    int[] members = new int[n];
    for (int j = 0; j < n; j++) {
      members[j] = (int) (ensembleSize * u[j]);
    }
    return members;
  }

  /** Finite observations and members may still be too far apart. */
  private static void requireFinite(String filter, double[] d) {
    int i = Finite.first(d, 0, d.length);
    if (i >= 0) {
      throw new NumericalException(filter + ": an innovation is not finite", i, d[i]);
    }
  }
}
