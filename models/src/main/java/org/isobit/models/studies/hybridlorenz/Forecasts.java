package org.isobit.models.studies.hybridlorenz;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.isobit.models.assimilation.ForecastModel;

/**
 * Forecasts from the truth's own states, against the truth. Immutable, thread-safe.
 *
 * @param system the system
 * @param sizes  how many, how long
 * @param starts states of the truth, one after the other
 * @param truth  of the slow variables, (leads + 1) × starts · size
 */
record Forecasts(LorenzSystem system, Sizes sizes, double[] starts, double[][] truth) {

  /** States of the field that pictures show, every five steps. */
  private static final int FIELD = 121;
  static final int FIELD_STEPS = 5;

  /** Key of the test's states, as published. */
  private static final long SEED = 10;

  /** States beyond this have left the model. */
  private static final double LARGEST = 1e6;

  /** Runs the truth. */
  static Forecasts of(LorenzSystem system, Sizes sizes) {
    double[] starts = system.starts(sizes.starts(), SEED);
    return new Forecasts(system, sizes, starts, system.run(null, starts).states(leads(sizes)));
  }

  private static int[] leads(Sizes sizes) {
    return times(sizes.leads() + 1, sizes.leadSteps());
  }

  private static int[] times(int count, int steps) {
    return IntStream.range(0, count).map(k -> k * steps).toArray();
  }

  /** Forecasts of a model; a null model is the truth itself. */
  RunRecord.Forecasts score(ForecastModel model) {
    int n = LorenzSystem.SLOW;
    int starts = sizes.starts();
    double[][] states = model == null ? truth : system.run(model, this.starts).states(leads(sizes));
    double[][] errors = new double[starts][];
    double[] means = new double[starts];
    double[] squares = new double[starts];
    int failed = 0;
    for (int m = 0; m < starts; m++) {
      errors[m] = new double[sizes.leads() + 1];
      boolean fine = true;
      for (int lead = 0; lead <= sizes.leads(); lead++) {
        for (int i = m * n; i < (m + 1) * n; i++) {
          double x = states[lead][i];
          double d = x - truth[lead][i];
          fine &= Math.abs(x) < LARGEST;
          errors[m][lead] += d * d / n;
          means[m] += x / (n * (sizes.leads() + 1.0));
          squares[m] += x * x / (n * (sizes.leads() + 1.0));
        }
      }
      if (!fine) {
        errors[m] = null;
        means[m] = 0.0;
        squares[m] = 0.0;
        failed++;
      }
    }
    double[] first = Arrays.copyOf(this.starts, system.truncation().resolved().size());
    return new RunRecord.Forecasts(errors, means, squares, failed,
        system.run(model, first).states(times(FIELD, FIELD_STEPS)));
  }
}
