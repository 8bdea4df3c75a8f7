package org.isobit.models.studies.hybridmaooam;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.isobit.kernels.Workers;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.FiniteSize;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.global.EnKFN;
import org.isobit.models.assimilation.noise.ModelNoise;
import org.isobit.models.assimilation.noise.NoiseTreatment;

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

  /** Streams of noise begin here. */
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
    int n = CoupledSystem.SIZE;
    double[] truth = start.clone();
    Ensemble members = Ensemble.of(firstMembers(system.projected(truth)), sizes.members(), n);
    ModelNoise noise = ModelNoise.independent(noiseVariances());
    Filter filter = new EnKFN().withPrior(FiniteSize.USUAL.with(FiniteSize.Form.DUAL_DAPPER));
    Cycle cycle = new Cycle(MEMBERS + number, 0, Workers.serial(), new Workspace());
    for (int k = 0; k < sizes.analyses(); k++) {
      system.advanceTruth(truth);
      double[] state = system.projected(truth);
      double[] kept = state;
      if (!source.perfect()) {
        system.advanceTruncated(members);
        NoiseTreatment.ADDITIVE.apply(noise, members, MEMBERS + number, NOISE + k, Workers.serial());
        analyse(filter, members, observed(k, state), cycle);
        cycle = cycle.next();
        kept = members.mean();
      }
      if (k >= sizes.burn()) {
        System.arraycopy(kept, 0, series, (k - sizes.burn()) * n, n);
        score(state, kept, members);
      }
    }
  }

  private double[] firstMembers(double[] truth) {
    double[] members = new double[sizes.members() * truth.length];
    Philox.gaussian(MEMBERS + number, 0, 0, members.length, members, 0);
    for (int i = 0; i < members.length; i++) {
      int v = i % truth.length;
      members[i] = Math.fma(source.observed() * climate.deviations()[v], members[i], truth[v]);
    }
    return members;
  }

  private double[] noiseVariances() {
    double[] variances = new double[CoupledSystem.SIZE];
    for (int i = 0; i < variances.length; i++) {
      double deviation = source.noise() * climate.errors()[i];
      double floor = i < CoupledSystem.ATMOSPHERE ? 0.0 : source.floor() * climate.deviations()[i];
      double larger = deviation < floor ? floor : deviation;
      variances[i] = larger * larger;
    }
    return variances;
  }

  /** Observations of all variables. */
  private double[] observed(int k, double[] state) {
    double[] values = new double[state.length];
    Philox.gaussian(OBSERVATIONS + number, k, 0, values.length, values, 0);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.fma(source.observed() * climate.deviations()[i], values[i], state[i]);
    }
    return values;
  }

  private void analyse(Filter filter, Ensemble members, double[] observed, Cycle cycle) {
    if (source.coupled()) {
      analyse(filter, members, observed, 0, observed.length, cycle);
    } else {
      analyse(filter, members, observed, 0, CoupledSystem.ATMOSPHERE, cycle);
      analyse(filter, members, observed, CoupledSystem.ATMOSPHERE, observed.length, cycle);
    }
  }

  /** Variables from … to − 1 by their own observations. */
  private void analyse(Filter filter, Ensemble members, double[] observed, int from, int to, Cycle cycle) {
    double[] deviations = Arrays.copyOfRange(climate.deviations(), from, to);
    for (int i = 0; i < deviations.length; i++) {
      deviations[i] *= source.observed();
    }
    filter.analyse(Ensemble.of(members.values(), from, members.size(), members.members(), to - from),
        Observations.of(Arrays.copyOfRange(observed, from, to), deviations,
            ObservationOperator.indices(IntStream.range(0, to - from).toArray())), cycle);
  }

  private void score(double[] truth, double[] kept, Ensemble members) {
    double[] spread = members.spread();
    for (int i = 0; i < truth.length; i++) {
      double d = (kept[i] - truth[i]) / climate.deviations()[i];
      double s = source.perfect() ? 0.0 : spread[i] / climate.deviations()[i];
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
