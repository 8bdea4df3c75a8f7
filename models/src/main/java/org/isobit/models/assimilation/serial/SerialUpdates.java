package org.isobit.models.assimilation.serial;

import org.isobit.kernels.ensemble.SerialUpdate;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.ObservationOrder;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.internal.GlobalTransform;
import org.isobit.models.assimilation.internal.Limits;
import org.isobit.models.assimilation.localization.ObservationReach;
import org.isobit.models.assimilation.localization.TargetBlocks;

/**
 * The loop over observations of serial filters: first among the observations, which gives each one's anomalies at its
 * turn, then over the targets, which are independent of each other and are split over threads.
 *
 * <p>The normal law of {@link SerialEnSRF} and {@link EAKF} moves anomalies by multiples of themselves, so that a
 * kernel takes both steps at once; other laws ({@link ObservationUpdate}) give increments, which are then regressed. So
 * are those of the normal law if regressions are corrected for the sampling error, which depends on the target.
 */
final class SerialUpdates {

  /** Blocks of targets below which the second loop stays on one thread. */
  private static final int SERIAL_BELOW = 64;

  private final Analysis a;
  private final int[] order;

  /** The steps of a law of one's own, or of corrected regressions; null: the normal law, uncorrected. */
  private final Regression regression;

  /** Observed anomalies at each observation's turn, members contiguous. */
  private final double[] turns;

  /** By how much anomalies shrink, without regressions; and increments of anomalies with them, members contiguous. */
  private final double[] contraction;
  private final double[] increments;

  private final double[] gain;

  SerialUpdates(Analysis a, ObservationOrder order, Laws laws, boolean corrected) {
    this.a = a;
    regression = laws == null && !corrected ? null
        : new Regression(a, laws == null ? Laws.linear(new NormalUpdate()) : laws, corrected);
    Limits.requireSerialCondition(a);
    this.order = order(a, order);
    a.cycle.devices().none(a.filter, 4.0 * a.count * a.members * a.size);
    turns = a.workspace.doubles(SerialUpdates.class, "turns", a.count, a.members);
    contraction = regression != null ? null : a.workspace.doubles(SerialUpdates.class, "contraction", a.count);
    increments = regression == null ? null : a.workspace.doubles(SerialUpdates.class, "increments", a.count, a.members);
    gain = a.workspace.doubles(SerialUpdates.class, "gain", a.count);
  }

  /** Without localisation: the same updates of the identity give the transform, those of zero the mean's weights. */
  void transform() {
    int k = a.members;
    observations(null);
    int ld = TargetBlocks.padded(k);
    double[] z = a.workspace.doubles(SerialUpdates.class, "serial transform", k, ld);
    double[] w = a.workspace.doubles(SerialUpdates.class, "serial weights", ld);
    java.util.Arrays.fill(z, 0.0);
    java.util.Arrays.fill(w, 0.0);
    for (int m = 0; m < k; m++) {
      z[m * ld + m] = 1.0;
    }
    TargetBlocks all = everywhere("all members", k);
    targets(all, true, z, ld, w);
    double[] t = a.workspace.doubles(SerialUpdates.class, "weights", k, k);
    for (int m = 0; m < k; m++) {
      System.arraycopy(z, m * ld, t, m * k, k);
    }
    GlobalTransform.apply(a, t, w);
  }

  /**
   * The variables themselves, field by field, which reach the same points.
   *
   * @param reach      what observations reach, or null: everything
   * @param fields     values at a point
   * @param unobserved what happens where none reaches
   */
  void states(ObservationReach reach, int fields, UnobservedPoints unobserved) {
    observations(reach == null ? null : reach.observations());
    int points = a.size / fields;
    TargetBlocks blocks = reach == null ? everywhere("all points", points) : reach.points();
    Probits probits = regression == null ? null : regression.probits;
    double kept = unobserved == UnobservedPoints.KEEP_FORECAST ? 1.0 : a.amplification;
    boolean[] reached = probits == null && kept == a.amplification ? null : reached(blocks, points);
    int ld = TargetBlocks.padded(points);
    double[] z = a.workspace.doubles(SerialUpdates.class, "serial states", a.members, ld);
    double[] mean = a.workspace.doubles(SerialUpdates.class, "serial mean", ld);
    for (int v = 0; v < fields; v++) {
      int first = v * points;
      a.amplifyTo(first, points, z, ld);
      System.arraycopy(a.mean, first, mean, 0, points);
      if (probits != null) {
        probits.forward(v, points, z, ld, mean);
        targets(blocks, reach == null, z, ld, mean);
        probits.back(v, first, points, z, ld, mean, reached, kept);
        continue;
      }
      targets(blocks, reach == null, z, ld, mean);
      System.arraycopy(mean, 0, a.mean, first, points);
      for (int m = 0; m < a.members; m++) {
        System.arraycopy(z, m * ld, a.analysis, m * a.size + first, points);
      }
    }
    if (probits != null) {
      a.complete = a.endsWithStep();
    } else if (reached != null) {
      keepUnobserved(reached, points);
    }
  }

  private static boolean[] reached(TargetBlocks blocks, int points) {
    boolean[] reached = new boolean[TargetBlocks.padded(points)];
    for (int b = 0; b < blocks.block.length; b++) {
      for (int l = 0; l < TargetBlocks.WIDTH; l++) {
        reached[blocks.block[b] * TargetBlocks.WIDTH + l] |= blocks.weight[b * TargetBlocks.WIDTH + l] > 0.0;
      }
    }
    return reached;
  }

  /** Takes inflation inside the transform back where no observation reaches. */
  private void keepUnobserved(boolean[] reached, int points) {
    a.workers.run(a.members, (m, slot) -> {
      for (int i = m * a.size; i < (m + 1) * a.size; i++) {
        if (!reached[(i - m * a.size) % points]) {
          a.analysis[i] = a.forecast[i];
        }
      }
    });
  }

  /**
   * Takes the observations in turn; blocks are null where each reaches all, and then observations stand in the order of
   * their turns, unless their probits are wanted. Of those that had their turn nothing is read any more, so that blocks
   * of such alone are left out.
   */
  private void observations(TargetBlocks localized) {
    int k = a.members;
    int p = a.count;
    int ld = TargetBlocks.padded(p);
    double[] z = a.workspace.doubles(SerialUpdates.class, "serial observations", k, ld);
    double[] innovation = a.workspace.doubles(SerialUpdates.class, "serial innovation", ld);
    boolean probits = regression != null && regression.probits != null;
    boolean turned = localized == null && !probits;
    boolean given = true;
    for (int q = 0; q < p; q++) {
      given &= order[q] == q;
      innovation[q] = a.innovation[turned ? order[q] : q];
    }
    for (int m = 0; m < k; m++) {
      for (int q = 0; q < p; q++) {
        z[m * ld + q] = a.s[m * p + (turned ? order[q] : q)];
      }
    }
    if (probits) {
      regression.probits.observations(z, ld, innovation);
    }
    TargetBlocks blocks = localized == null ? everywhere("all observations", p) : localized;
    double[] y = a.workspace.doubles(SerialUpdates.class, "serial anomalies", k);
    double degrees = k - 1;
    for (int q = 0; q < p; q++) {
      int at = turned ? q : order[q];
      double c = degrees;
      for (int m = 0; m < k; m++) {
        y[m] = z[m * ld + at];
        c = Math.fma(y[m], y[m], c);
      }
      if (regression == null) {
        contraction[q] = 1.0 / (c + Math.sqrt(degrees * c));
        gain[q] = innovation[at] / c;
      } else {
        gain[q] = regression.increments(order[q], y, innovation[at], increments, q * k);
      }
      System.arraycopy(y, 0, turns, q * k, k);
      int source = localized == null ? 0 : at;
      int first = turned || given ? (at + 1) / TargetBlocks.WIDTH : 0;
      update(q, blocks, blocks.firstFrom(source, first), blocks.start[source + 1], y, -gain[q], z, ld, innovation);
    }
  }

  private void targets(TargetBlocks blocks, boolean global, double[] z, int ld, double[] mean) {
    int all = ld / TargetBlocks.WIDTH;
    int parts = all < SERIAL_BELOW ? 1 : a.workers.threads() * 4;
    int k = a.members;
    a.workers.run(parts, (part, slot) -> {
      int low = (int) ((long) all * part / parts);
      int high = (int) ((long) all * (part + 1) / parts);
      double[] y = new double[k];
      for (int q = 0; q < order.length; q++) {
        int source = global ? 0 : order[q];
        System.arraycopy(turns, q * k, y, 0, k);
        update(q, blocks, blocks.firstFrom(source, low), blocks.firstFrom(source, high), y, gain[q], z, ld, mean);
      }
    });
  }

  /** What the observation at turn q does to targets; its gain, or that of innovations, moves means. */
  private void update(int q, TargetBlocks blocks, int from, int to, double[] y, double move, double[] z, int ld,
      double[] mean) {
    if (regression == null) {
      SerialUpdate.update(a.members, to - from, blocks.block, from, blocks.weight, (long) from * TargetBlocks.WIDTH, y,
          0, contraction[q], move, ld, z, 0, ld, mean, 0);
    } else {
      regression.update(blocks, from, to, y, increments, q * a.members, move, z, ld, mean);
    }
  }

  private TargetBlocks everywhere(String name, int targets) {
    TargetBlocks blocks = a.workspace.kept(SerialUpdates.class, name, TargetBlocks.class);
    if (blocks == null || blocks.weight.length != TargetBlocks.padded(targets) || blocks.weight[targets - 1] != 1.0
        || targets < blocks.weight.length && blocks.weight[targets] != 0.0) {
      blocks = TargetBlocks.everywhere(targets);
      a.workspace.keep(SerialUpdates.class, name, blocks);
    }
    return blocks;
  }

  private static int[] order(Analysis a, ObservationOrder order) {
    int p = a.count;
    int[] sequence = new int[p];
    for (int j = 0; j < p; j++) {
      sequence[j] = j;
    }
    if (order == ObservationOrder.SORTED_BY_VARIANCE) {
      if (a.observations.correlated()) {
        throw new IllegalArgumentException(a.filter + ": observations whose errors are correlated cannot be sorted by "
            + "variance: whitened, all have the same; take them as given or shuffled");
      }
      return java.util.stream.IntStream.range(0, p).boxed()
          .sorted(java.util.Comparator.comparingDouble(a.observations::deviation)).mapToInt(Integer::intValue)
          .toArray();
    }
    if (order == ObservationOrder.SHUFFLED) {
      // Fisher and Yates, from the end; draw j moves place j.
      for (int j = p - 1; j > 0; j--) {
        double u = Philox.uniform(a.cycle.seed(), a.cycle.stream(Cycle.Purpose.ORDER), j);
        int other = (int) (u * (j + 1));
        other = other > j ? j : other;
        int moved = sequence[j];
        sequence[j] = sequence[other];
        sequence[other] = moved;
      }
    }
    return sequence;
  }
}
