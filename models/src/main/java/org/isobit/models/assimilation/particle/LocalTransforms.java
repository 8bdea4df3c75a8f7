package org.isobit.models.assimilation.particle;

import org.isobit.kernels.Checks;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.localization.NeighbourLists;
import org.isobit.models.assimilation.localization.Neighbours;

/**
 * The loop over batches of points: what is near, the weights of its members, the transform of the batch's anomalies;
 * and, with what weights leave of the likelihood, the Kalman steps of many batches at a time ({@link KalmanSteps}).
 */
final class LocalTransforms {

  private final Analysis a;
  private final NeighbourLists near;
  private final int batch;
  private final int fields;
  private final UnobservedPoints unobserved;
  private final LocalWeights weights;
  private final double[] byObservation;

  private LocalTransforms(Analysis a, NeighbourLists near, int batch, int fields, UnobservedPoints unobserved,
      LocalWeights weights) {
    this.a = a;
    this.near = near;
    this.batch = batch;
    this.fields = fields;
    this.unobserved = unobserved;
    this.weights = weights;
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
   * @param weights    weighs members
   */
  static void run(Analysis a, NeighbourLists near, int batch, int fields, UnobservedPoints unobserved,
      LocalWeights weights) {
    a.cycle.devices().none(a.filter + ": local analyses", 6.0 * near.targets() * a.members * a.members * a.members);
    LocalTransforms all = new LocalTransforms(a, near, batch, fields, unobserved, weights);
    OneThread[] threads = threads(a);
    a.workers.run(near.tiles(), (tile, slot) -> {
      if (threads[slot] == null || !threads[slot].fits(all)) {
        threads[slot] = new OneThread(all);
      }
      threads[slot].tile(all, tile);
    });
  }

  private static OneThread[] threads(Analysis a) {
    OneThread[] kept = a.workspace.kept(LocalTransforms.class, "threads", OneThread[].class);
    if (kept == null || kept.length < a.workers.threads()) {
      kept = new OneThread[a.workers.threads()];
      a.workspace.keep(LocalTransforms.class, "threads", kept);
    }
    return kept;
  }

  /** Points of a state. */
  private int points() {
    return a.size / fields;
  }

  /** Variables of a batch. */
  private int variables() {
    return Checks.elements(a.filter, fields, Math.min(batch, points()), Double.BYTES);
  }

  /** Points of a target, fewer perhaps at the last one. */
  private int points(int target) {
    return Math.min(batch, points() - target * batch);
  }

  /** What one thread works with; it is kept. */
  private static final class OneThread {
    private final NeighbourLists.Reader reader;
    private final SecondOrderTransform transform = new SecondOrderTransform();
    private final int members;
    private final int variables;
    private final double[] log;
    private final double[] w;
    private final double[] t;
    private final double[] before;
    private final double[] after;
    private double[] y = {};
    private double[] d = {};

    /** Made when the first step is needed. */
    private KalmanSteps steps;

    OneThread(LocalTransforms all) {
      reader = all.near.reader();
      members = all.a.members;
      variables = all.variables();
      log = new double[members];
      w = new double[members];
      t = new double[Checks.elements(all.a.filter, members, members, Double.BYTES)];
      int block = Checks.elements(all.a.filter, members, variables, Double.BYTES);
      before = new double[block];
      after = new double[block];
    }

    boolean fits(LocalTransforms all) {
      return reader.reads(all.near) && members == all.a.members && variables == all.variables();
    }

    void tile(LocalTransforms all, int tile) {
      Neighbours lists = reader.tile(tile);
      Place place = new Place(all.near, all.fields, all.batch, all.points());
      if (steps != null) {
        steps.clear();
      }
      for (int k = 0; k < lists.targets; k++) {
        int target = lists.first + k;
        if (lists.count(k) == 0) {
          keep(all, target);
        } else {
          analyse(all, lists, k, place.at(target));
        }
      }
      end(all, place);
    }

    private void analyse(LocalTransforms all, Neighbours lists, int k, Place place) {
      int count = lists.count(k);
      int target = lists.first + k;
      gather(all, lists, k);
      Likelihood.logarithms(members, count, y, d, log);
      double gamma = all.weights.weigh(members, log, w, place);
      transform.compute(members, w, t);
      int n = apply(all, target);
      if (gamma == 0.0) {
        store(all, target, n, after);
        return;
      }
      if (steps == null) {
        steps = new KalmanSteps(members, variables);
      }
      steps.add(target, gamma, count, y, d, w, t, n, after);
      for (int u = 0; u < n; u++) {
        steps.mean(u, all.a.mean[variable(all, target, n, u)]);
      }
      if (steps.full()) {
        end(all, place);
      }
    }

    /** The Kalman steps of the targets that were put off. */
    private void end(LocalTransforms all, Place place) {
      if (steps == null) {
        return;
      }
      int refused = steps.run();
      if (refused >= 0) {
        all.a.requireCondition(steps.condition(refused), place.at(steps.target(refused)));
      }
      for (int s = 0; s < steps.targets(); s++) {
        int target = steps.target(s);
        int n = all.fields * all.points(target);
        steps.results(s, n, after);
        for (int u = 0; u < n; u++) {
          all.a.mean[variable(all, target, n, u)] = steps.resultingMean(s, u);
        }
        store(all, target, n, after);
      }
      steps.clear();
    }

    private void gather(LocalTransforms all, Neighbours lists, int k) {
      int count = lists.count(k);
      if (d.length < count) {
        d = new double[count];
        y = new double[Checks.elements(all.a.filter, count, members, Double.BYTES)];
      }
      for (int q = 0; q < count; q++) {
        int j = lists.index[lists.start[k] + q];
        double root = lists.weight[lists.start[k] + q];
        d[q] = root * all.a.innovation[j];
        for (int m = 0; m < members; m++) {
          y[q * members + m] = root * all.byObservation[j * members + m];
        }
      }
    }

    /** Moves the means of the batch's variables, and leaves their new anomalies in {@code after}; says how many. */
    private int apply(LocalTransforms all, int target) {
      int n = load(all, target, all.a.amplification);
      for (int u = 0; u < n; u++) {
        int variable = variable(all, target, n, u);
        double mean = all.a.mean[variable];
        for (int m = 0; m < members; m++) {
          mean = Math.fma(w[m], before[m * n + u], mean);
        }
        all.a.mean[variable] = mean;
      }
      Gemm.gemm(false, false, members, n, members, 1.0, t, 0, members, before, 0, n, 0.0, after, 0, n);
      return n;
    }

    private void keep(LocalTransforms all, int target) {
      int n = load(all, target, all.unobserved == UnobservedPoints.INFLATE ? all.a.amplification : 1.0);
      store(all, target, n, before);
    }

    /** The u-th of a batch's n variables: field v of its point i is at v·points + i. */
    private static int variable(LocalTransforms all, int target, int n, int u) {
      int points = n / all.fields;
      return u / points * all.points() + target * all.batch + u % points;
    }

    private int load(LocalTransforms all, int target, double factor) {
      int points = all.points(target);
      int n = all.fields * points;
      for (int m = 0; m < members; m++) {
        for (int v = 0; v < all.fields; v++) {
          int from = m * all.a.size + v * all.points() + target * all.batch;
          for (int i = 0; i < points; i++) {
            before[m * n + v * points + i] = factor * all.a.forecast[from + i];
          }
        }
      }
      return n;
    }

    private void store(LocalTransforms all, int target, int n, double[] from) {
      int points = n / all.fields;
      for (int m = 0; m < members; m++) {
        for (int v = 0; v < all.fields; v++) {
          System.arraycopy(from, m * n + v * points, all.a.analysis,
              m * all.a.size + v * all.points() + target * all.batch, points);
        }
      }
    }
  }

  /** Points of a batch, for messages. */
  private static final class Place {
    private final NeighbourLists near;
    private final int fields;
    private final int batch;
    private final int points;
    private int first;

    Place(NeighbourLists near, int fields, int batch, int points) {
      this.near = near;
      this.fields = fields;
      this.batch = batch;
      this.points = points;
    }

    Place at(int target) {
      first = target * batch;
      return this;
    }

    @Override
    public String toString() {
      String what = fields == 1 ? " at variable" : " at point";
      int last = Math.min(first + batch, points) - 1;
      return first == last ? what + " " + near.name(first) : what + "s " + near.name(first) + " to "
          + near.name(last);
    }
  }
}
