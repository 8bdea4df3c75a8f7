package org.isobit.models.studies.hybridmaooam;

import java.util.Arrays;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.FiniteSize;
import org.isobit.models.assimilation.global.EnKFN;
import org.isobit.models.assimilation.noise.ModelNoise;
import org.isobit.models.assimilation.noise.NoiseTreatment;
import org.isobit.models.assimilation.noise.NoisyModel;
import org.isobit.models.hybrid.TwinCycle;
import org.isobit.models.hybrid.TwinObservations;

/**
 * A truth, observations of it, and analyses of these by the truncated model: EnKF-N in its dual form without inflation,
 * rotation and localisation, and independent noise of the members before each analysis. Atmosphere and ocean are
 * analysed together, or each from its own observations, as if the other were not there: in coupled assimilation these
 * are called strong and weak. Used once, by one thread.
 */
final class AnalysisRun {

  /** Keys of observation errors, of first members and of filters; of truth number i that many more. */
  private static final long OBSERVATIONS = 2000;
  private static final long MEMBERS = 3000;

  /** The stream of noise at the first analysis; others follow. */
  private static final long NOISE = 1L << 48;

  private final CoupledSystem system;
  private final Source source;
  private final Sizes sizes;
  private final RunRecord.Climate climate;
  private final int number;

  /** Analyses, or the truth, after the burn-in, one after the other. */
  private final double[] series;
  private final double[] errors = new double[CoupledSystem.SIZE];
  private final double[] variances = new double[CoupledSystem.SIZE];

  AnalysisRun(CoupledSystem system, Source source, Sizes sizes, RunRecord.Climate climate, int number) {
    this.system = system;
    this.source = source;
    this.sizes = sizes;
    this.climate = climate;
    this.number = number;
    series = new double[count(sizes) * CoupledSystem.SIZE];
  }

  /** Analyses that are kept. */
  static int count(Sizes sizes) {
    return sizes.analyses() - sizes.burn();
  }

  /** Runs it from a state of the truth. */
  void run(double[] start) {
    TwinCycle cycle = source.perfect() ? TwinCycle.ofTruth(system.truncation(), start, 1)
        : TwinCycle.of(system.truncation(), start, 1, assimilation(start));
    for (int k = 0; k < sizes.analyses(); k++) {
      cycle.next();
      if (k >= sizes.burn()) {
        double[] state = cycle.state();
        System.arraycopy(state, 0, series, (k - sizes.burn()) * state.length, state.length);
        score(cycle.truth(), state, cycle.spread());
      }
    }
  }

  private TwinCycle.Assimilation assimilation(double[] start) {
    double[] deviations = Arrays.stream(climate.deviations()).map(d -> source.observed() * d).toArray();
    NoisyModel noisy = new NoisyModel(system.truncated(), ModelNoise.independent(noiseVariances()), 1,
        NoiseTreatment.ADDITIVE, MEMBERS + number, NOISE - 1);
    int[] groups = source.coupled() ? new int[] {CoupledSystem.SIZE}
        : new int[] {CoupledSystem.ATMOSPHERE, CoupledSystem.SIZE};
    return new TwinCycle.Assimilation(new TwinObservations(deviations, CoupledSystem.SIZE, OBSERVATIONS + number),
        firstMembers(system.truncation().project(start), deviations), noisy,
        new EnKFN().withPrior(FiniteSize.USUAL.with(FiniteSize.Form.DUAL_DAPPER)), groups, MEMBERS + number);
  }

  private Ensemble firstMembers(double[] truth, double[] deviations) {
    double[] members = new double[sizes.members() * truth.length];
    Philox.gaussian(MEMBERS + number, 0, 0, members.length, members, 0);
    for (int i = 0; i < members.length; i++) {
      int v = i % truth.length;
      members[i] = Math.fma(deviations[v], members[i], truth[v]);
    }
    return Ensemble.of(members, sizes.members(), truth.length);
  }

  private double[] noiseVariances() {
    double[] noise = new double[CoupledSystem.SIZE];
    for (int i = 0; i < noise.length; i++) {
      double deviation = source.noise() * climate.errors()[i];
      double floor = i < CoupledSystem.ATMOSPHERE ? 0.0 : source.floor() * climate.deviations()[i];
      double larger = deviation < floor ? floor : deviation;
      noise[i] = larger * larger;
    }
    return noise;
  }

  private void score(double[] truth, double[] state, double[] spread) {
    for (int i = 0; i < truth.length; i++) {
      double d = (state[i] - truth[i]) / climate.deviations()[i];
      double s = spread[i] / climate.deviations()[i];
      errors[i] = Math.fma(d, d, errors[i]);
      variances[i] = Math.fma(s, s, variances[i]);
    }
  }

  /** Analyses, or the truth. */
  double[] series() {
    return series;
  }

  RunRecord.Analyses scores() {
    int count = count(sizes);
    return new RunRecord.Analyses(count, roots(errors, count), roots(variances, count));
  }

  private static double[] roots(double[] sums, int count) {
    return Arrays.stream(sums).map(sum -> Math.sqrt(sum / count)).toArray();
  }
}
