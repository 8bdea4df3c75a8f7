package org.isobit.models.studies.hybrid;

import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ForecastModel;

/** Runs of a model from several states at once, in the truncated model's variables and steps. For one thread. */
final class FreeRun {

  private final ForecastModel model;
  private final Ensemble members;
  private final int size;
  private final boolean whole;
  private final HybridSystem system;

  /** Steps of the model per step of the truncated one, and the other way round. */
  private final int times;
  private final int per;
  private long level;

  private FreeRun(HybridSystem system, ForecastModel model, int times, int per, boolean whole, double[] states) {
    this.system = system;
    this.model = model;
    this.times = times;
    this.per = per;
    this.whole = whole;
    size = system.size();
    members = Ensemble.of(states.clone(), states.length / model.size(), model.size());
  }

  /** The truth from resolved states. */
  static FreeRun ofTruth(HybridSystem system, double[] states) {
    return new FreeRun(system, system.resolved(), system.resolvedSteps(), 1, true, states);
  }

  /** A model of the truncated states, each step of which is so many of the truncated model. */
  static FreeRun of(HybridSystem system, ForecastModel model, int per, double[] states) {
    return new FreeRun(system, model, 1, per, false, states);
  }

  /** Resolved states, one after the other. */
  static double[] starts(HybridSystem system, int count, long seed) {
    int n = system.resolved().size();
    double[] states = new double[count * n];
    for (int m = 0; m < count; m++) {
      System.arraycopy(system.start(seed, m), 0, states, m * n, n);
    }
    return states;
  }

  /** What the truncated model has of resolved states. */
  static double[] projected(HybridSystem system, double[] states) {
    int n = system.resolved().size();
    int size = system.size();
    double[] slow = new double[states.length / n * size];
    for (int m = 0; m < states.length / n; m++) {
      system.project(states, m * n, slow, m * size);
    }
    return slow;
  }

  int members() {
    return members.members();
  }

  /** Advances all members by steps of the truncated model, a multiple of those of a step of this one. */
  void advance(int steps) {
    if (steps % per != 0) {
      throw new IllegalArgumentException("hybrid: " + steps + " steps are no multiple of " + per);
    }
    int own = steps / per * times;
    model.advance(level, own, members, Workers.serial());
    level += own;
  }

  /** Writes the states, one after the other. */
  void states(double[] to, int at) {
    if (!whole) {
      System.arraycopy(members.values(), 0, to, at, members.values().length);
      return;
    }
    for (int m = 0; m < members.members(); m++) {
      system.project(members.values(), members.index(m), to, at + m * size);
    }
  }
}
