package org.isobit.models.assimilation.particle;

import java.util.function.Supplier;
import org.isobit.kernels.Checks;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.localization.NeighbourLists;
import org.isobit.models.assimilation.localization.Neighbours;

/** The loop over batches of points: what is near, its local problem, the transform of the batch's anomalies. */
final class LocalTransforms {

  private final Analysis a;
  private final NeighbourLists near;
  private final int batch;
  private final int fields;
  private final UnobservedPoints unobserved;
  private final double[] byObservation;

  private LocalTransforms(Analysis a, NeighbourLists near, int batch, int fields, UnobservedPoints unobserved) {
    this.a = a;
    this.near = near;
    this.batch = batch;
    this.fields = fields;
    this.unobserved = unobserved;
    byObservation = a.byObservation(a.members, a.members);
  }

  /**
   * Leaves analysis anomalies and mean.
   *
   * @param a          the analysis under way, with observations
   * @param near       for each batch the observations near it
   * @param batch      points of a batch
   * @param fields     values at a point
   * @param unobserved what happens where nothing is near
   * @param solver     makes what solves the problems of one thread
   */
  static void run(Analysis a, NeighbourLists near, int batch, int fields, UnobservedPoints unobserved,
      Supplier<LocalSolver> solver) {
    a.cycle.devices().none(a.filter + ": local analyses", 6.0 * near.targets() * a.members * a.members * a.members);
    LocalTransforms all = new LocalTransforms(a, near, batch, fields, unobserved);
    OneThread[] threads = new OneThread[a.workers.threads()];
    a.workers.run(near.tiles(), (tile, slot) -> {
      if (threads[slot] == null) {
        threads[slot] = all.new OneThread(solver.get());
      }
      threads[slot].tile(tile);
    });
  }

  /** What one thread works with. */
  private final class OneThread {
    private final LocalSolver solver;
    private final NeighbourLists.Reader reader = near.reader();
    private final int members = a.members;
    private final double[] w = new double[members];
    private final double[] t = new double[members * members];
    private final int block = Checks.elements(a.filter, members, fields * Math.min(batch, a.size / fields),
        Double.BYTES);
    private final double[] before = new double[block];
    private final double[] after = new double[block];
    private double[] y = {};
    private double[] d = {};

    OneThread(LocalSolver solver) {
      this.solver = solver;
    }

    void tile(int tile) {
      Neighbours lists = reader.tile(tile);
      for (int k = 0; k < lists.targets; k++) {
        int target = lists.first + k;
        int first = target * batch;
        int points = Math.min(batch, a.size / fields - first);
        if (lists.count(k) == 0) {
          keep(first, points);
        } else {
          gather(lists, k);
          solver.solve(members, lists.count(k), y, d, w, t, new Place(near, fields, first, points));
          apply(first, points);
        }
      }
    }

    private void gather(Neighbours lists, int k) {
      int count = lists.count(k);
      if (d.length < count) {
        d = new double[count];
        y = new double[count * members];
      }
      for (int q = 0; q < count; q++) {
        int j = lists.index[lists.start[k] + q];
        double root = lists.weight[lists.start[k] + q];
        d[q] = root * a.innovation[j];
        for (int m = 0; m < members; m++) {
          y[q * members + m] = root * byObservation[j * members + m];
        }
      }
    }

    /** The batch's variables: field v of its point i at v·points + i. */
    private void apply(int first, int points) {
      int n = fields * points;
      load(first, points, n, a.amplification);
      for (int v = 0; v < fields; v++) {
        for (int i = 0; i < points; i++) {
          int variable = v * (a.size / fields) + first + i;
          double mean = a.mean[variable];
          for (int m = 0; m < members; m++) {
            mean = Math.fma(w[m], before[m * n + v * points + i], mean);
          }
          a.mean[variable] = mean;
        }
      }
      Gemm.gemm(false, false, members, n, members, 1.0, t, 0, members, before, 0, n, 0.0, after, 0, n);
      store(first, points, n, after);
    }

    private void keep(int first, int points) {
      int n = fields * points;
      load(first, points, n, unobserved == UnobservedPoints.INFLATE ? a.amplification : 1.0);
      store(first, points, n, before);
    }

    private void load(int first, int points, int n, double factor) {
      for (int m = 0; m < members; m++) {
        for (int v = 0; v < fields; v++) {
          for (int i = 0; i < points; i++) {
            before[m * n + v * points + i] = factor * a.forecast[m * a.size + v * (a.size / fields) + first + i];
          }
        }
      }
    }

    private void store(int first, int points, int n, double[] from) {
      for (int m = 0; m < members; m++) {
        for (int v = 0; v < fields; v++) {
          System.arraycopy(from, m * n + v * points, a.analysis, m * a.size + v * (a.size / fields) + first, points);
        }
      }
    }
  }

  /** Points of a batch, for messages. */
  private record Place(NeighbourLists near, int fields, int first, int points) {

    @Override
    public String toString() {
      String what = fields == 1 ? " at variable" : " at point";
      return points == 1 ? what + " " + near.name(first) : what + "s " + near.name(first) + " to "
          + near.name(first + points - 1);
    }
  }
}
