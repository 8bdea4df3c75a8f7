package org.isobit.models.assimilation.particle;

import org.isobit.kernels.NumericalException;
import org.isobit.kernels.elementary.Elementary;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Cycle.Purpose;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Finite;
import org.isobit.models.assimilation.MemberWeights;
import org.isobit.models.assimilation.internal.Analysis;

/** One analysis of {@link ParticleFilter}: weigh, draw, move copies apart. What is the caller's changes at the end. */
final class ParticleStep {

  /** Numbers of the draws of one stream: uniform ones of resampling first, then normal ones. */
  static final long JITTER = 1L << 32;
  static final long KERNEL = 1L << 33;

  private final Analysis a;
  private final Ensemble ensemble;
  private final int members;
  private final int size;

  /** The particles, members × size. */
  private double[] x;

  private final double[] w;

  ParticleStep(Analysis a, Ensemble ensemble, double[] weights) {
    this.a = a;
    this.ensemble = ensemble;
    this.w = weights;
    members = a.members;
    size = a.size;
    x = a.analysis;
    for (int m = 0; m < members; m++) {
      System.arraycopy(ensemble.values(), ensemble.index(m), x, m * size, size);
    }
  }

  void run(ParticleFilter filter, double threshold, MemberWeights carried) {
    double[] log = a.workspace.doubles(ParticleStep.class, "log likelihood", members);
    if (filter.kernel() > 0.0) {
      OptimalProposal.move(a, filter.kernel() * Kernel.bandwidth(members, size), w, x, log);
    } else {
      Likelihood.logarithms(members, a.count, a.byObservation(members, members), a.innovation, log);
    }
    weigh(log);
    // N_eff of equal weights may round to more than N.
    if (threshold >= 1.0 || MemberWeights.effectiveSize(w) <= threshold * members) {
      resample(filter);
    }
    for (int m = 0; m < members; m++) {
      int i = Finite.first(x, m * size, size);
      if (i >= 0) {
        throw new NumericalException(ParticleFilter.NAME + ": the analysis of member " + m + " is not finite", i,
            x[m * size + i]);
      }
    }
    carried.set(w);
    ensemble.copyFrom(Ensemble.of(x, members, size));
  }

  /** w ← w·likelihood over the sum. */
  private void weigh(double[] log) {
    double[] before = a.workspace.doubles(ParticleStep.class, "log weights", members);
    Elementary.log(members, w, 0, before, 0);
    for (int m = 0; m < members; m++) {
      log[m] = before[m] + log[m];
    }
    Likelihood.normalise(ParticleFilter.NAME, members, log, w, "");
  }

  private void resample(ParticleFilter filter) {
    double[] u = new double[members];
    Philox.uniform(a.cycle.seed(), a.cycle.stream(Purpose.RESAMPLING), 0, members, u, 0);
    int[] index = new int[members];
    filter.resampling().select(w, u, index);
    double[] drawn = a.workspace.doubles(ParticleStep.class, "drawn", members, size);
    for (int m = 0; m < members; m++) {
      System.arraycopy(x, index[m] * size, drawn, m * size, size);
    }
    if (filter.regularisation() > 0.0) {
      double[] root = a.workspace.doubles(ParticleStep.class, "root", members, size);
      Kernel.anomalies(members, size, filter.regularisation() * Kernel.bandwidth(members, size), x, w, root);
      double[] jitter = draws(a, root, JITTER);
      for (int m = 0; m < members; m++) {
        boolean copied = m > 0 && index[m] == index[m - 1] || m < members - 1 && index[m] == index[m + 1];
        if (copied || filter.jitterUnique()) {
          for (int i = 0; i < size; i++) {
            drawn[m * size + i] += jitter[m * size + i];
          }
        }
      }
    }
    x = drawn;
    java.util.Arrays.fill(w, 1.0 / members);
  }

  /** Draws with the covariance of weighted anomalies, members × size, which are changed. */
  static double[] draws(Analysis a, double[] anomalies, long first) {
    int n = a.size;
    int rank = Kernel.rank(a.members, n);
    Kernel.reduce(a.members, n, anomalies);
    double[] z = a.workspace.doubles(ParticleStep.class, "normal", a.members, rank);
    Philox.gaussian(a.cycle.seed(), a.cycle.stream(Purpose.RESAMPLING), first, z.length, z, 0);
    double[] draws = a.workspace.doubles(ParticleStep.class, "draws", a.members, n);
    Gemm.gemm(false, false, a.members, n, rank, 1.0, z, 0, rank, anomalies, 0, n, 0.0, draws, 0, n, a.workers);
    return draws;
  }
}
