package org.isobit.models.assimilation.global;

import java.util.Arrays;
import org.isobit.kernels.NumericalException;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.ObservationReach;
import org.isobit.models.assimilation.localization.TargetBlocks;

/**
 * The Kalman gain with tapered covariances (Houtekamer and Mitchell 2001, Mon. Weather Rev. 129, 123–137), K = (ρ_xy ∘
 * A·Sᵀ)·(ρ_yy ∘ S·Sᵀ + (N − 1)·I)⁻¹ with S the whitened observed anomalies (in the papers' column notation): ρ_xy
 * tapers between variables and observations, ρ_yy among observations. Without whitening that is (ρ_xy ∘ A·Yᵀ)·(ρ_yy ∘
 * Y·Yᵀ + (N − 1)·R)⁻¹; where errors are correlated, a whitened observation stands where
 * {@link org.isobit.models.assimilation.Observations} says.
 *
 * <p>Both products are formed only for pairs that the taper lets through. The matrix of observations is dense:
 * p² elements, p³/3 operations. Every element is one chain over members, every increment one chain over observations,
 * both ascending.
 *
 * <p>Refused if the bound of the condition number is above {@link Filter#LARGEST_CONDITION}, and if the matrix is not
 * positive definite, which a taper that is no correlation function can make it.
 */
final class TaperedGain {

  /** Blocks of targets that one thread takes at a time: their members stay in the second-level cache. */
  private static final int PART = 64;

  private final Analysis a;
  private final ObservationReach reach;

  /** Rows of innovations: one for each member's anomalies and one for the mean. */
  private final int rows;

  /** Solutions for all rows, count × rows. */
  private double[] z;

  private TaperedGain(Analysis a, ObservationReach reach) {
    this.a = a;
    this.reach = reach;
    rows = a.members + 1;
  }

  /**
   * Adds increments K·D: row m of D to the anomalies of member m, the last row to the mean.
   *
   * @param innovations D, whitened, (members + 1) × count
   */
  static void update(Analysis a, Localization localization, double[] innovations) {
    a.requireBoundedCondition();
    localization.requireCovariances(a.filter, a.observations);
    ObservationReach reach = a.reach(localization);
    a.cycle.devices().none(a.filter, 4.0 * a.count * a.members * a.size);
    TaperedGain gain = new TaperedGain(a, reach);
    gain.solve(innovations);
    gain.states(localization.fields());
  }

  private void solve(double[] innovations) {
    int p = a.count;
    double[] c = a.workspace.doubles(TaperedGain.class, "gain matrix", p, p);
    a.workers.run(p, (j, slot) -> {
      Arrays.fill(c, j * p, j * p + j, 0.0);
      covariances(j, c, j * p);
      c[j * p + j] += a.members - 1;
    });
    z = a.workspace.doubles(TaperedGain.class, "gain solution", p, rows);
    for (int j = 0; j < p; j++) {
      for (int q = 0; q < rows; q++) {
        z[j * rows + q] = innovations[q * p + j];
      }
    }
    factor(p, c).solve(rows, z, 0, rows);
  }

  /** ρ_ji·(s_j·s_i) for i ≤ j, which is all that is read. */
  private void covariances(int j, double[] c, int row) {
    TargetBlocks blocks = reach.observations();
    int p = a.count;
    for (int b = blocks.start[j]; b < blocks.start[j + 1]; b++) {
      int first = blocks.block[b] * TargetBlocks.WIDTH;
      int end = first + TargetBlocks.WIDTH <= j + 1 ? first + TargetBlocks.WIDTH : j + 1;
      if (first > j) {
        return;
      }
      Arrays.fill(c, row + first, row + end, 0.0);
      for (int m = 0; m < a.members; m++) {
        double y = a.s[m * p + j];
        for (int i = first; i < end; i++) {
          c[row + i] = Math.fma(y, a.s[m * p + i], c[row + i]);
        }
      }
      for (int i = first; i < end; i++) {
        c[row + i] = blocks.weight[b * TargetBlocks.WIDTH + i - first] * c[row + i];
      }
    }
  }

  private Cholesky factor(int p, double[] c) {
    try {
      return cholesky(a.workspace).factor(p, c, 0, p);
    } catch (NumericalException e) {
      NumericalException better = new NumericalException(a.filter + ": the matrix of tapered covariances of observed "
          + "states, with those of errors, is not positive definite, so that the taper is no correlation between these "
          + "places; take gaspari-cohn, a shorter radius, or LETKF; pivot of observation", e.index(), e.value());
      better.initCause(e);
      throw better;
    }
  }

  /** Field by field, which reach the same points. */
  private void states(int fields) {
    int points = a.size / fields;
    int ld = TargetBlocks.padded(points);
    double[] forecast = a.workspace.doubles(TaperedGain.class, "forecast", a.members, ld);
    double[] analysis = a.workspace.doubles(TaperedGain.class, "analysis", rows, ld);
    int blocks = ld / TargetBlocks.WIDTH;
    for (int v = 0; v < fields; v++) {
      int first = v * points;
      a.amplifyTo(first, points, forecast, ld);
      System.arraycopy(forecast, 0, analysis, 0, a.members * ld);
      System.arraycopy(a.mean, first, analysis, a.members * ld, points);
      a.workers.run((blocks + PART - 1) / PART, (part, slot) -> {
        int low = part * PART;
        add(low, blocks - low < PART ? blocks : low + PART, forecast, analysis, ld);
      });
      for (int m = 0; m < a.members; m++) {
        System.arraycopy(analysis, m * ld, a.analysis, m * a.size + first, points);
      }
      System.arraycopy(analysis, a.members * ld, a.mean, first, points);
    }
  }

  /** All observations' increments of some blocks of points. */
  private void add(int low, int high, double[] forecast, double[] analysis, int ld) {
    TargetBlocks blocks = reach.points();
    double[] u = new double[(high - low) * TargetBlocks.WIDTH];
    for (int j = 0; j < a.count; j++) {
      int b = blocks.firstFrom(j, low);
      int end = blocks.firstFrom(j, high);
      while (b < end) {
        int next = b + 1;
        while (next < end && blocks.block[next] == blocks.block[next - 1] + 1) {
          next++;
        }
        int at = blocks.block[b] * TargetBlocks.WIDTH;
        int n = (next - b) * TargetBlocks.WIDTH;
        covariances(j, n, forecast, at, ld, blocks.weight, b * TargetBlocks.WIDTH, u);
        for (int q = 0; q < rows; q++) {
          add(n, z[j * rows + q], u, analysis, q * ld + at);
        }
        b = next;
      }
    }
  }

  /** u_i = ρ_ij·(x_i·s_j) for n consecutive points. */
  private void covariances(int j, int n, double[] forecast, int at, int ld, double[] weight, int from, double[] u) {
    Arrays.fill(u, 0, n, 0.0);
    for (int m = 0; m < a.members; m++) {
      add(n, a.s[m * a.count + j], forecast, m * ld + at, u);
    }
    for (int i = 0; i < n; i++) {
      u[i] = weight[from + i] * u[i];
    }
  }

  private static void add(int n, double factor, double[] x, int from, double[] y) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.fma(factor, x[from + i], y[i]);
    }
  }

  private static void add(int n, double factor, double[] x, double[] y, int at) {
    for (int i = 0; i < n; i++) {
      y[at + i] = Math.fma(factor, x[i], y[at + i]);
    }
  }

  private static Cholesky cholesky(Workspace workspace) {
    return workspace.kept(TaperedGain.class, "cholesky", Cholesky.class, Cholesky::new);
  }
}
