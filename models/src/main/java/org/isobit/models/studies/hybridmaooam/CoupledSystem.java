package org.isobit.models.studies.hybridmaooam;

import org.isobit.kernels.Workers;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.dynamics.RepeatedModel;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;
import org.isobit.models.dynamics.maooam.Maooam;
import org.isobit.models.dynamics.maooam.Preset;
import org.isobit.models.hybrid.Truncation;

/**
 * MAOOAM with 2 × 4 modes of the atmosphere, the truth, and with 2 × 2, the truncated model; both with 2 × 4 modes of
 * the ocean and the parameters of Tondeur et al. (2020) for strong coupling. Time is in units of 1/f0, 2.69 hours; the
 * time between two outputs, {@value #STEPS} of them, is 1.12 days. Thread-safe.
 */
final class CoupledSystem {

  /** Steps from one output to the next, which is the time between two analyses and a step of the hybrid model. */
  static final int STEPS = 10;

  /** Time step. Halving it changes the state after ten steps by 3e-7 at most, 1e-4 of the truncation's error. */
  static final double STEP = 1.0;

  /** Variables of the truth, and of the truncated model. */
  static final int WHOLE = 56;
  static final int SIZE = 36;

  /** Of the truncated model, those of the atmosphere; the ocean's follow. */
  static final int ATMOSPHERE = 20;

  /** Modes of the truth's atmosphere of which the truncated model has the mean and the difference. */
  private static final int[] MODES = {0, 1, 2, 3, 4, 5, 12, 13, 14, 15};

  private static final int WHOLE_MODES = 20;
  private static final int OCEAN_MODES = 8;

  /** Standard deviations of first states: of the atmosphere and the ocean's temperatures, and of its streamfunction. */
  private static final double FIRST = 0.02;
  private static final double FIRST_STREAM = 1e-4;

  private static final Maooam TRUTH = new Maooam(Preset.TV.parameters(), 2, 4, 2, 4);

  /** Days from one output to the next. */
  static final double DAYS = STEPS * STEP * TRUTH.secondsPerUnit() / 86_400.0;

  /** Both models; a step of theirs goes from one output to the next. */
  private final Truncation truncation = Truncation.of(outputs(TRUTH),
      outputs(new Maooam(Preset.TV.parameters(), 2, 2, 2, 4)), places());

  private static ForecastModel outputs(Maooam model) {
    return new RepeatedModel(new SteppedModel(model, new RungeKutta4(), STEP), STEPS);
  }

  private static int[] places() {
    int[] places = new int[SIZE];
    int k = 0;
    for (int layer = 0; layer < 2; layer++) {
      for (int mode : MODES) {
        places[k++] = layer * WHOLE_MODES + mode;
      }
    }
    for (int i = 0; i < 2 * OCEAN_MODES; i++) {
      places[k++] = 2 * WHOLE_MODES + i;
    }
    return places;
  }

  /** The truth and the model without the unresolved modes. */
  Truncation truncation() {
    return truncation;
  }

  /** The model without the unresolved modes. */
  ForecastModel truncated() {
    return truncation.truncated();
  }

  /** Advances states of the truth, one after the other, by some outputs. */
  void advanceTruth(double[] states, int outputs) {
    truncation.resolved().advance(0, outputs, Ensemble.of(states, states.length / WHOLE, WHOLE), Workers.serial());
  }

  /** Random states of the truth, far from its attractor, one after the other. */
  double[] first(int members, long seed) {
    double[] states = new double[members * WHOLE];
    for (int m = 0; m < members; m++) {
      Philox.gaussian(seed, m, 0, WHOLE, states, m * WHOLE);
      for (int i = 0; i < WHOLE; i++) {
        boolean stream = i >= 2 * WHOLE_MODES && i < 2 * WHOLE_MODES + OCEAN_MODES;
        states[m * WHOLE + i] *= stream ? FIRST_STREAM : FIRST;
      }
    }
    return states;
  }
}
