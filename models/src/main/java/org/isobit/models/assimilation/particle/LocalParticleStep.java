package org.isobit.models.assimilation.particle;

import org.isobit.kernels.Checks;
import org.isobit.kernels.elementary.Elementary;
import org.isobit.kernels.elementary.LogReference;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Cycle.Purpose;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.localization.ObservationReach;
import org.isobit.models.assimilation.localization.TargetBlocks;

/**
 * One analysis of {@link LocalParticleFilter}: the loop over observations, first among the observations themselves,
 * which says what is drawn at each one's turn, then over the state's points, which are independent of each other.
 * Everything is anomalies from the forecast's mean.
 */
final class LocalParticleStep {

  /** Blocks of points below which the second loop stays on one thread. */
  private static final int SERIAL_BELOW = 8;

  private final Analysis a;
  private final int members;
  private final double alpha;
  private final boolean recentring;

  /** What rounding may leave of squares of equal numbers less their mean. */
  private final double rounding;

  /** p_n of forecast particles and their logarithms, for each observation, members contiguous. */
  private final double[] likelihood;
  private final double[] log;

  /** k_n at each observation's turn, members contiguous. */
  private final int[] drawn;

  LocalParticleStep(Analysis a, double alpha, boolean recentring) {
    this.a = a;
    this.alpha = alpha;
    this.recentring = recentring;
    members = a.members;
    rounding = members * 0x1p-52 * (members * 0x1p-52);
    likelihood = a.workspace.doubles(LocalParticleStep.class, "likelihood", a.count, members);
    log = a.workspace.doubles(LocalParticleStep.class, "log likelihood", a.count, members);
    drawn = new int[a.count * members];
  }

  /**
   * Leaves analysis anomalies.
   *
   * @param resampling how particles are drawn
   * @param reach      what observations reach, or null: everything
   * @param fields     values at a point
   * @param unobserved what happens where nothing is near
   */
  void run(Resampling resampling, ObservationReach reach, int fields, UnobservedPoints unobserved) {
    int points = a.size / fields;
    a.cycle.devices().none(a.filter, 16.0 * a.count * members * a.size);
    draw(resampling, reach);
    double[] before = a.forecast;
    if (a.amplification != 1.0) {
      before = a.workspace.doubles(LocalParticleStep.class, "amplified", members, a.size);
      a.amplifyTo(before, a.size);
    }
    System.arraycopy(before, 0, a.analysis, 0, members * a.size);
    States states = new States(before, a.analysis, a.size, fields);
    TargetBlocks blocks = reach == null ? TargetBlocks.everywhere(points) : reach.points();
    Weights weights = new Weights(blocks, reach == null, points);
    int n = TargetBlocks.padded(points) / TargetBlocks.WIDTH;
    int parts = n < SERIAL_BELOW ? 1 : Math.min(n, a.workers.threads() * 4);
    a.workers.run(parts, (part, slot) -> {
      OnePoint one = new OnePoint();
      for (int q = 0; q < a.count; q++) {
        weights.update(q, (int) ((long) n * part / parts), (int) ((long) n * (part + 1) / parts), one, states);
      }
    });
    if (unobserved == UnobservedPoints.KEEP_FORECAST && a.amplification != 1.0) {
      weights.keepUnreached(a.forecast, a.analysis, a.size);
    }
  }

  /** Takes the observations in turn. */
  private void draw(Resampling resampling, ObservationReach reach) {
    double[] w = new double[members];
    double[] u = new double[members];
    int[] index = new int[members];
    for (int q = 0; q < a.count; q++) {
      likelihoods(q, w);
    }
    TargetBlocks blocks = reach == null ? TargetBlocks.everywhere(a.count) : reach.observations();
    Weights weights = new Weights(blocks, reach == null, a.count);
    OnePoint one = new OnePoint();
    int all = TargetBlocks.padded(a.count) / TargetBlocks.WIDTH;
    for (int q = 0; q < a.count; q++) {
      weights.update(q, 0, all, one, null);
      one.normalise(weights.omega, q * members);
      Philox.uniform(a.cycle.seed(), a.cycle.stream(Purpose.RESAMPLING), (long) q * members, members, u, 0);
      resampling.select(one.w, u, index);
      places(index, q * members);
    }
  }

  /** N times the weights of forecast particles by observation q alone, and the logarithms of that. */
  private void likelihoods(int q, double[] w) {
    double most = Double.NEGATIVE_INFINITY;
    for (int m = 0; m < members; m++) {
      double r = a.innovation[q] - a.s[m * a.count + q];
      log[q * members + m] = -0.5 * (r * r);
      most = log[q * members + m] > most ? log[q * members + m] : most;
      w[m] = log[q * members + m];
    }
    Likelihood.normalise(a.filter, members, w, w, " at observation " + q);
    double largest = 0.0;
    for (double one : w) {
      largest = one > largest ? one : largest;
    }
    double shift = LogReference.log(members * largest) - most;
    for (int m = 0; m < members; m++) {
      log[q * members + m] += shift;
      likelihood[q * members + m] = members * w[m];
    }
  }

  /** From ascending numbers of drawn particles to k: what is drawn stays in place, copies fill the places left. */
  private void places(int[] index, int at) {
    for (int m = 0; m < members; m++) {
      drawn[at + m] = -1;
    }
    for (int one : index) {
      drawn[at + one] = one;
    }
    int empty = 0;
    for (int m = 1; m < members; m++) {
      if (index[m] == index[m - 1]) {
        while (drawn[at + empty] >= 0) {
          empty++;
        }
        drawn[at + empty++] = index[m];
      }
    }
  }

  /** What one thread works with. */
  private final class OnePoint {
    final double[] w = new double[members];
    final double[] g = new double[members];

    /** Whose weight is the largest. */
    private int heaviest;

    /** 1 − Σ w². */
    private double diversity;

    /** log ω_n ← log ω_n + log(1 + α·ℓ·(p_n − 1)). */
    void learn(int q, double share, double[] omega, int at) {
      for (int m = 0; m < members; m++) {
        g[m] = share * (likelihood[q * members + m] - 1.0);
      }
      Elementary.log1p(members, g, 0, w, 0);
      for (int m = 0; m < members; m++) {
        // A likelihood that underflows still has a logarithm.
        omega[at + m] += share == 1.0 ? log[q * members + m] : w[m];
      }
    }

    /** ω over their sum. */
    void normalise(double[] omega, int at) {
      System.arraycopy(omega, at, w, 0, members);
      Likelihood.normalise(a.filter, members, w, w, "");
      heaviest = 0;
      double below = 0.0;
      double pairs = 0.0;
      for (int m = 0; m < members; m++) {
        heaviest = w[m] > w[heaviest] ? m : heaviest;
        pairs = Math.fma(w[m], below, pairs);
        below += w[m];
      }
      // Nothing cancels, however small the others' weights are.
      diversity = 2.0 * pairs;
    }

    /** Mean and variance of weighted forecast particles, and the merge of drawn particles with those of now. */
    void merge(int q, double share, double[] before, double[] x, int at, int stride) {
      // Departures from the heaviest particle, which has no part in the variance where it is alone.
      double origin = before[heaviest * stride + at];
      double off = 0.0;
      for (int m = 0; m < members; m++) {
        off = Math.fma(w[m], before[m * stride + at] - origin, off);
      }
      double squares = 0.0;
      for (int m = 0; m < members; m++) {
        double e = before[m * stride + at] - origin - off;
        squares = Math.fma(w[m] * e, e, squares);
      }
      double variance = squares > 0.0 ? squares / diversity : 0.0;
      double mean = origin + off;
      double sum = 0.0;
      double whole = 0.0;
      for (int m = 0; m < members; m++) {
        double one = before[drawn[q * members + m] * stride + at] - mean;
        g[m] = Math.fma(1.0 - share, x[m * stride + at] - mean, share * one);
        sum += g[m];
        whole = Math.fma(g[m], g[m], whole);
      }
      double shift = recentring ? sum / members : 0.0;
      double merged = 0.0;
      for (int m = 0; m < members; m++) {
        g[m] -= shift;
        merged = Math.fma(g[m], g[m], merged);
      }
      // r₁ ÷ (α·ℓ), which is r₂ ÷ (1 − α·ℓ). Particles that are all one have no spread that could be scaled.
      double r = merged > rounding * whole ? Math.sqrt(variance * ((members - 1) / merged)) : 0.0;
      for (int m = 0; m < members; m++) {
        x[m * stride + at] = Math.fma(r, g[m], mean);
      }
    }
  }

  /** Particles of the forecast and of now, members × fields × points. */
  private record States(double[] before, double[] x, int size, int fields) {}

  /** The weights of particles at some points, or places of observations. */
  private final class Weights {
    private final TargetBlocks blocks;
    private final boolean everywhere;
    private final int points;

    /** log ω, members contiguous for each point. */
    private final double[] omega;

    Weights(TargetBlocks blocks, boolean everywhere, int points) {
      this.blocks = blocks;
      this.everywhere = everywhere;
      this.points = points;
      omega = new double[Checks.elements(a.filter, points, members, Double.BYTES)];
    }

    /** What observation q does to the weights in some blocks, and to the states there, if there are any. */
    void update(int q, int low, int high, OnePoint one, States states) {
      int source = everywhere ? 0 : q;
      int to = blocks.firstFrom(source, high);
      for (int b = blocks.firstFrom(source, low); b < to; b++) {
        for (int l = 0; l < TargetBlocks.WIDTH; l++) {
          double share = alpha * blocks.weight[b * TargetBlocks.WIDTH + l];
          if (share > 0.0) {
            int i = blocks.block[b] * TargetBlocks.WIDTH + l;
            one.learn(q, share, omega, i * members);
            if (states != null) {
              one.normalise(omega, i * members);
              for (int v = 0; v < states.fields; v++) {
                one.merge(q, share, states.before, states.x, v * points + i, states.size);
              }
            }
          }
        }
      }
    }

    /** Takes inflation inside the transform back where no observation reaches. */
    void keepUnreached(double[] forecast, double[] x, int size) {
      boolean[] reached = new boolean[TargetBlocks.padded(points)];
      for (int b = 0; b < blocks.block.length; b++) {
        for (int l = 0; l < TargetBlocks.WIDTH; l++) {
          reached[blocks.block[b] * TargetBlocks.WIDTH + l] |= blocks.weight[b * TargetBlocks.WIDTH + l] > 0.0;
        }
      }
      a.workers.run(members, (m, slot) -> {
        for (int i = 0; i < size; i++) {
          if (!reached[i % points]) {
            x[m * size + i] = forecast[m * size + i];
          }
        }
      });
    }
  }
}
