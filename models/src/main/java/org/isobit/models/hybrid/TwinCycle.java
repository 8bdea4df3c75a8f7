package org.isobit.models.hybrid;

import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;

/**
 * A truth from time to time, and what is known of it: analyses by a model that has only some of its variables, or the
 * truth itself, which stands for perfect observations. Used by one thread.
 *
 * <pre>
 *   x^t_{k+1} = M_t(x^t_k),  y = H·P·x^t + ε,  E ← analysis(M(E), y)
 * </pre>
 *
 * with P what the truncated model has of the truth. Groups of variables may be analysed each from its own observations,
 * as if the others were not there, which in coupled assimilation is called weak.
 */
public final class TwinCycle {

  private static final String NAME = "TwinCycle";

  private final Truncation truncation;
  private final FreeRun run;
  private final int steps;
  private final Assimilation assimilation;
  private double[] truth;
  private Cycle cycle;

  /**
   * How analyses are made.
   *
   * @param observations of the truth
   * @param members      first members of the truncated model; become those of each time
   * @param model        that takes them to the next time, with its noise
   * @param filter       that takes observations in
   * @param groups       where each group of variables ends that is analysed by itself, ascending, the last one at the
   *                     end of a state
   * @param seed         key of the filter's draws
   */
  public record Assimilation(TwinObservations observations, Ensemble members, ForecastModel model, Filter filter,
      int[] groups, long seed) {

    /**
     * Checks sizes.
     *
     * @throws IllegalArgumentException if they differ, or groups are none
     */
    public Assimilation {
      Objects.requireNonNull(filter, "filter");
      int n = members.size();
      if (observations.deviations().length != n || model.size() != n) {
        throw new IllegalArgumentException(NAME + ": members have " + n + " variables, the model " + model.size()
            + ", and observations are of " + observations.deviations().length);
      }
      int before = 0;
      for (int end : groups) {
        if (end <= before) {
          throw new IllegalArgumentException(NAME + ": groups must be ascending, but " + end + " is after " + before);
        }
        before = end;
      }
      if (before != n) {
        throw new IllegalArgumentException(NAME + ": groups end at " + before + ", but members have " + n
            + " variables");
      }
    }
  }

  private TwinCycle(Truncation truncation, double[] start, int steps, Assimilation assimilation) {
    this.truncation = Objects.requireNonNull(truncation, "truncation");
    Checks.vector(NAME, "start", start, 0, truncation.resolved().size());
    Checks.positive(NAME, "steps", steps);
    run = truncation.truth(start);
    truth = run.states();
    this.steps = steps;
    this.assimilation = assimilation;
  }

  /**
   * The truth itself.
   *
   * @param truncation the truth and the truncated model
   * @param start      its first state; copied
   * @param steps      from one time to the next, at least 1
   * @return at the first state
   * @throws IllegalArgumentException if sizes differ or there is no step
   */
  public static TwinCycle ofTruth(Truncation truncation, double[] start, int steps) {
    return new TwinCycle(truncation, start, steps, null);
  }

  /**
   * Analyses.
   *
   * @param truncation   the truth and the truncated model
   * @param start        the truth's first state; copied
   * @param steps        from one time to the next, at least 1
   * @param assimilation how they are made
   * @return at the first state, which is not observed
   * @throws IllegalArgumentException if sizes or the times of steps differ, or there is no step
   */
  public static TwinCycle of(Truncation truncation, double[] start, int steps, Assimilation assimilation) {
    TwinCycle twin = new TwinCycle(truncation, start, steps, Objects.requireNonNull(assimilation, "assimilation"));
    if (assimilation.members().size() != truncation.size()) {
      throw new IllegalArgumentException(NAME + ": members have " + assimilation.members().size()
          + " variables but the truncated model " + truncation.size());
    }
    Truncation.sameStep(NAME, "the truncated model", truncation.truncated(), "the members' model",
        assimilation.model());
    twin.cycle = new Cycle(assimilation.seed(), 0, Workers.serial(), new Workspace());
    return twin;
  }

  /**
   * Goes to the next time, and takes in what is observed there.
   *
   * @throws org.isobit.kernels.NumericalException if members leave the numbers
   */
  public void next() {
    run.advance(steps);
    truth = run.states();
    if (assimilation == null) {
      return;
    }
    Ensemble members = assimilation.members();
    long time = cycle.index();
    assimilation.model().advance(time * steps, steps, members, Workers.serial());
    int from = 0;
    int[] groups = assimilation.groups();
    for (int group = 0; group < groups.length; group++) {
      int to = groups[group];
      Observations observations = assimilation.observations().at(time, truth, from, to);
      if (observations != null) {
        assimilation.filter().analyse(Ensemble.of(members.values(), members.index(0) + from, members.ld(),
            members.members(), to - from), observations,
            new Cycle(cycle.seed(), time * groups.length + group, cycle.workers(), cycle.workspace()));
      }
      from = to;
    }
    cycle = cycle.next();
  }

  /**
   * What the truncated model has of the truth now.
   *
   * @return a state of the truncated model; a copy
   */
  public double[] truth() {
    return truth.clone();
  }

  /**
   * What is known of it.
   *
   * @return the mean of the members, or the truth; a copy
   */
  public double[] state() {
    return assimilation == null ? truth() : assimilation.members().mean();
  }

  /**
   * How far members are apart.
   *
   * @return their standard deviation, a number a variable; zeros of the truth itself
   */
  public double[] spread() {
    return assimilation == null ? new double[truncation.size()] : assimilation.members().spread();
  }
}
