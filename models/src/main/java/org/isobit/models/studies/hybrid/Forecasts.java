package org.isobit.models.studies.hybrid;

import org.isobit.models.assimilation.ForecastModel;

/**
 * Forecasts from the truth's own states, against the truth. Immutable, thread-safe.
 *
 * @param system the system
 * @param sizes  how many, how long
 * @param truth  (leads + 1) × starts × size
 */
record Forecasts(HybridSystem system, Sizes sizes, double[] truth) {

  /** Key of the test's states, as published. */
  private static final long SEED = 10;

  /** States beyond this have left the model. */
  private static final double LARGEST = 1e6;

  /** Runs the truth. */
  static Forecasts of(HybridSystem system, Sizes sizes) {
    return new Forecasts(system, sizes, states(system, sizes,
        FreeRun.ofTruth(system, FreeRun.starts(system, sizes.starts(), SEED))));
  }

  private static double[] states(HybridSystem system, Sizes sizes, FreeRun run) {
    int each = sizes.starts() * system.size();
    double[] all = new double[(sizes.leads() + 1) * each];
    run.states(all, 0);
    for (int lead = 1; lead <= sizes.leads(); lead++) {
      run.advance(sizes.leadSteps());
      run.states(all, lead * each);
    }
    return all;
  }

  /** Forecasts of a model, each step of which is so many of the truncated model; a null model is the truth itself. */
  RunRecord.Forecasts score(ForecastModel model, int per) {
    int n = system.size();
    int starts = sizes.starts();
    int each = starts * n;
    double[] states = truth;
    if (model != null) {
      double[] first = new double[each];
      System.arraycopy(truth, 0, first, 0, each);
      states = states(system, sizes, FreeRun.of(system, model, per, first));
    }
    double[][] errors = new double[starts][];
    double[] means = new double[starts];
    double[] squares = new double[starts];
    int failed = 0;
    for (int m = 0; m < starts; m++) {
      errors[m] = new double[sizes.leads() + 1];
      boolean fine = true;
      for (int lead = 0; lead <= sizes.leads(); lead++) {
        for (int i = lead * each + m * n; i < lead * each + (m + 1) * n; i++) {
          double d = states[i] - truth[i];
          fine &= Math.abs(states[i]) < LARGEST;
          errors[m][lead] += d * d / n;
          means[m] += states[i] / (n * (sizes.leads() + 1.0));
          squares[m] += states[i] * states[i] / (n * (sizes.leads() + 1.0));
        }
      }
      if (!fine) {
        errors[m] = null;
        means[m] = 0.0;
        squares[m] = 0.0;
        failed++;
      }
    }
    return new RunRecord.Forecasts(errors, means, squares, failed);
  }
}
