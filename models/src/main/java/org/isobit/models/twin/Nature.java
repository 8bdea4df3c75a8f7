package org.isobit.models.twin;

import java.util.function.Consumer;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.method.ErrorCorrelation;
import org.isobit.models.method.NoiseChoice;

/**
 * The truth and the observations of one seed, which all filters share.
 *
 * <p>Draws are Philox numbers with the seed as key, from streams whose top byte is the purpose: 16 the true initial
 * state, 17 observation errors (low bits: the cycle), 18 initial ensembles (low bits: the member); 20 and 21 noise of
 * the model, of the truth and of members (low bits: the time level).
 *
 * @param seed     the seed
 * @param truth    the true state at each analysis time
 * @param observed the observed values at each analysis time
 */
record Nature(long seed, double[][] truth, double[][] observed) {

  private static final long TRUTH = 16L << 56;
  private static final long ERRORS = 17L << 56;
  private static final long ENSEMBLE = 18L << 56;

  static Nature of(Experiment e, long seed) {
    NoiseChoice noise = e.modelError().noise();
    ForecastModel model = noise == null ? e.stepped() : noise.truth(e.stepped(), seed);
    double[] state = new double[model.size()];
    draw(e, seed, TRUTH, state, 0);
    double[][] truth = new double[e.cycles()][];
    double[][] observed = new double[e.cycles()][e.observations().indices().size()];
    int[] indices = e.observations().indices().stream().mapToInt(Integer::intValue).toArray();
    ErrorCorrelation correlation = e.observations().correlation();
    Consumer<double[]> correlate = correlation == null ? z -> { } : correlation.maker(indices.length);
    for (int k = 0; k < e.cycles(); k++) {
      advance(e, model, k, state);
      requireFinite(e, state, k);
      truth[k] = state.clone();
      e.observations().law().draw(seed, ERRORS | k, 0, indices.length, observed[k], 0);
      correlate.accept(observed[k]);
      for (int j = 0; j < indices.length; j++) {
        observed[k][j] += state[indices[j]];
      }
    }
    return new Nature(seed, truth, observed);
  }

  private static void advance(Experiment e, ForecastModel model, int k, double[] state) {
    int interval = e.observations().interval();
    try {
      model.advance((long) k * interval, interval, Ensemble.of(state, 1, state.length), Workers.serial());
    } catch (NumericalException failure) {
      requireFinite(e, state, k);
      throw new IllegalArgumentException(e.name() + ": the truth run cannot go on in cycle " + k + ": "
          + failure.getMessage(), failure);
    }
  }

  /** The initial state of one member: a function of seed and member alone, whatever the ensemble's size. */
  static void member(Experiment e, long seed, int member, double[] values, int at) {
    draw(e, seed, ENSEMBLE | member, values, at);
  }

  private static void draw(Experiment e, long seed, long stream, double[] values, int at) {
    e.initial().draw(seed, stream, values, at);
  }

  private static void requireFinite(Experiment e, double[] state, int cycle) {
    for (int i = 0; i < state.length; i++) {
      if (!Double.isFinite(state[i])) {
        throw new IllegalArgumentException(e.name() + ": the truth run has " + state[i] + " at variable " + i
            + " in cycle " + cycle + ": " + (e.integrator() == null ? "" : "integrator.step " + e.step()
            + " is too long, or ") + "the model's parameters make it unstable");
      }
    }
  }

  /** Mean and covariance of the truth at the analysis times after the burn-in, as methods without members know it. */
  Gaussian climatology(int burnIn, Workers workers) {
    Ensemble states = Ensemble.allocate(truth.length - burnIn, truth[0].length);
    for (int k = burnIn; k < truth.length; k++) {
      System.arraycopy(truth[k], 0, states.values(), states.index(k - burnIn), truth[k].length);
    }
    return Gaussian.of(states, workers);
  }

  /** Sum over cycles after the burn-in and variables of squared deviations from the variable's time mean. */
  double squaredDeviations(int burnIn) {
    double sum = 0;
    int n = truth.length - burnIn;
    for (int i = 0; i < truth[0].length; i++) {
      double mean = 0;
      for (int k = burnIn; k < truth.length; k++) {
        mean += truth[k][i];
      }
      mean /= n;
      for (int k = burnIn; k < truth.length; k++) {
        double d = truth[k][i] - mean;
        sum = Math.fma(d, d, sum);
      }
    }
    return sum;
  }
}
