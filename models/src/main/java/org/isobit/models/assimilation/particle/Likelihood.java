package org.isobit.models.assimilation.particle;

import java.util.Arrays;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.neural.Softmax;

/** Weights of members from the likelihood of Gaussian observation errors, in logarithms. Thread-safe. */
final class Likelihood {

  private Likelihood() {}

  /**
   * log p(y | x_m) but for a constant, −½·Σ_j (d_j − y_jm)², for each member m: one chain, j ascending.
   *
   * @param members number of members
   * @param count   number of observations
   * @param y       whitened observed anomalies, element (j, m) at j·members + m
   * @param d       whitened innovations of the mean
   * @param log     receives members elements
   */
  static void logarithms(int members, int count, double[] y, double[] d, double[] log) {
    Arrays.fill(log, 0, members, 0.0);
    for (int j = 0; j < count; j++) {
      for (int m = 0; m < members; m++) {
        double r = d[j] - y[j * members + m];
        log[m] = Math.fma(r, r, log[m]);
      }
    }
    for (int m = 0; m < members; m++) {
      log[m] = -0.5 * log[m];
    }
  }

  /**
   * Weights w_m = e^(l_m) ÷ Σ e^(l_i), by differences from the largest l.
   *
   * @param filter  whose they are, for the message
   * @param members number of members
   * @param log     l
   * @param w       receives them; may be the same array
   * @param where   where in the state, or nothing
   * @throws NumericalException if no member has a likelihood above zero, or one is NaN
   */
  static void normalise(String filter, int members, double[] log, double[] w, Object where) {
    Softmax.forward(1, members, log, 0, members, w, 0, members);
    for (int m = 0; m < members; m++) {
      if (!(w[m] >= 0.0)) {
        throw new NumericalException(filter + ": no member has a likelihood above zero" + where + "; weight of member",
            m, w[m]);
      }
    }
  }
}
