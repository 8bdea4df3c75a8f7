package org.isobit.models.studies.em;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.noise.ModelNoise;
import org.isobit.models.assimilation.noise.NoiseTreatment;
import org.isobit.models.assimilation.noise.NoisyModel;
import org.isobit.models.assimilation.parameters.AugmentedModel;
import org.isobit.models.assimilation.parameters.Parameter;
import org.isobit.models.assimilation.parameters.ParameterEstimator;
import org.isobit.models.surrogate.Estimate;
import org.isobit.models.surrogate.Surrogate;
import org.isobit.models.surrogate.Transitions;

/**
 * Parameters in the state: one pass of an ETKF over as many observation times as make its runs of the model those of
 * the expectation steps, and no more work than that. Parameters begin at 0, with a spread of which each changes
 * one-step forecasts by 0.1; the noise of states is held at √q = 0.05.
 */
final class Online {

  /** Members, enough for 40 variables and 18 parameters. */
  static final int MEMBERS = 80;

  private static final double CHANGE = 0.1;
  private static final double NOISE = 0.05;
  private static final long PARAMETERS = 9;

  /** In how many parts the pass is told. */
  private static final int PARTS = 20;

  /** Hears of parts of the pass. */
  @FunctionalInterface
  interface Listener {
    /** The filter's RMSE of a part, and the estimate at its end. */
    void heard(double rmse, Estimate estimate);
  }

  private Online() {}

  /** Observation times of a pass that costs what iterations of a smoother cost. */
  static int times(Extent extent) {
    return extent.times() * extent.members() * (extent.iterations() / 2) / MEMBERS;
  }

  static Estimate run(Surrogate surrogate, Twin twin, long seed, Listener listener) {
    int n = surrogate.size();
    Ensemble initial = twin.initial();
    Transitions first = new Transitions(initial.members(), n);
    first.add(initial, initial);
    double[] scales = surrogate.scales(first);
    List<Parameter> parameters = new ArrayList<>();
    for (int p = 0; p < scales.length; p++) {
      parameters.add(Parameter.of("A" + p, 0.0, CHANGE / scales[p]));
    }
    AugmentedModel model = new AugmentedModel(surrogate::model, parameters);
    double[] variances = new double[model.size()];
    Arrays.fill(variances, 0, n, NOISE * NOISE);
    ParameterEstimator estimator = new ParameterEstimator(model, new NoisyModel(model,
        ModelNoise.independent(variances), surrogate.steps(), NoiseTreatment.SQRT_CORE, seed, 1L << 60),
        model.ensemble(initial, seed, PARAMETERS), new ETKF());
    Cycle cycle = new Cycle(seed, 0, Workers.serial(), new Workspace());
    int times = twin.observations().size();
    double[] mean = new double[scales.length];
    double squares = 0.0;
    int from = 0;
    for (int k = 0; k < times; k++) {
      estimator.forecast((long) k * surrogate.steps(), surrogate.steps(), Workers.serial());
      estimator.analyse(twin.observations().get(k), cycle);
      cycle = cycle.next();
      double[] state = estimator.ensemble().mean();
      for (int i = 0; i < n; i++) {
        double d = state[i] - twin.truth()[(k + 1) * n + i];
        squares = Math.fma(d, d, squares);
      }
      if ((k + 1L) * PARTS / times > (long) k * PARTS / times) {
        estimator.parameters(mean, new double[mean.length]);
        listener.heard(Math.sqrt(squares / ((double) (k + 1 - from) * n)),
            new Estimate(mean.clone(), new double[] {NOISE * NOISE}));
        squares = 0.0;
        from = k + 1;
      }
    }
    return new Estimate(mean, new double[] {NOISE * NOISE});
  }
}
