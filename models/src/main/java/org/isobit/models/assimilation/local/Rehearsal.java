package org.isobit.models.assimilation.local;

import org.isobit.kernels.Workers;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;

/**
 * Has the code of local analyses compiled before it is needed: a thread of its own analyses a small invented ensemble
 * again and again while its maker reads files, say. A fresh Java virtual machine runs vector code a hundred times
 * slower than its compiler's last version, which takes about a second to come, most of it on one processor.
 *
 * <p>Nothing but time depends on it. It ends by itself after {@value #ROUNDS} analyses. Thread-safe.
 */
public final class Rehearsal implements AutoCloseable {

  /** Several vectors of targets, several tiles of them. */
  private static final int POINTS = 128;

  /** Half of what other points are near each. */
  private static final double RADIUS = 24.5;

  /** Analyses after which there is nothing left to compile. */
  private static final int ROUNDS = 1000;

  private final Thread thread;
  private volatile boolean wanted = true;

  private Rehearsal(int members, int fields) {
    thread = Thread.ofPlatform().daemon().name("isobit rehearsal").unstarted(() -> run(members, fields));
  }

  /**
   * Begins.
   *
   * @param members size of the ensemble to come, at least 2
   * @param fields  values at each point of its states
   * @return the rehearsal, to be closed when the analysis begins
   * @throws IllegalArgumentException if there are fewer than two members or no field
   */
  public static Rehearsal begin(int members, int fields) {
    if (members < 2 || fields < 1) {
      throw new IllegalArgumentException("Rehearsal: " + members + " members of " + fields + " fields are too few");
    }
    Rehearsal rehearsal = new Rehearsal(members, fields);
    rehearsal.thread.start();
    return rehearsal;
  }

  private void run(int members, int fields) {
    Localization ring = Localization.ring(POINTS, TaperLaw.GASPARI_COHN, Radius.support(RADIUS)).withFields(fields);
    LETKF filter = new LETKF(ring);
    double[] values = new double[members * fields * POINTS];
    Philox.gaussian(0, 0, 0, values.length, values, 0);
    int[] indices = new int[POINTS];
    for (int i = 0; i < POINTS; i++) {
      indices[i] = i;
    }
    Observations observations = Observations.of(new double[POINTS], 1.0, ObservationOperator.indices(indices));
    Cycle cycle = Cycle.of(0, 0).with(Workers.serial()).with(new Workspace());
    Ensemble forecast = Ensemble.of(values, members, fields * POINTS);
    for (int i = 0; wanted && i < ROUNDS; i++) {
      filter.analyse(forecast.copy(), observations, cycle);
    }
  }

  /** Ends it after the round that it is at. */
  @Override
  public void close() {
    wanted = false;
  }
}
