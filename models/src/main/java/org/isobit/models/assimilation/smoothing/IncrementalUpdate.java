package org.isobit.models.assimilation.smoothing;

import java.util.List;
import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.EnsembleEstimator;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Finite;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.ParameterEstimate;
import org.isobit.models.assimilation.WeightedFilter;

/**
 * Incremental analysis updates of any filter (Bloom, Takacs, da Silva and Ledvina 1996, Mon. Weather Rev. 124,
 * 1256–1271): increments are not added at once but as a constant forcing in a window of w steps around the analysis,
 * ⌊w/2⌋ of them before it. The filter sees the forecast and gives each member's increment δ = x_a − x_f; then the
 * member runs from the window's beginning again,
 *
 * <pre>
 *   x_{k+1} = M(x_k) + δ/w   in the window,      x_{k+1} = M(x_k)   beyond it
 * </pre>
 *
 * <p>So after an analysis the estimate is that of the forced run at its time, which has about half of the increment;
 * the rest comes in the next forecast, which must be at least as long as the window. For M = I the increment is there
 * when the window ends. An analysis of the initial members has its whole window ahead, and the forecast after it must
 * be ⌊w/2⌋ steps longer, so that the next window begins when this one has ended.
 *
 * <p>Costs ⌊w/2⌋ more steps of the model a cycle and two more ensembles. Held to the sum of the forced run of a linear
 * model, x_w = M^w·x_0 + Σ M^(w−s)·δ/w over s from 1 to w, to the analysis itself where M = I, and to runs without
 * observations, which have the bits of a free one. Not thread-safe: one a run.
 */
public final class IncrementalUpdate implements Estimator {

  private static final String NAME = "IncrementalUpdate";

  private final ForecastModel model;
  private final Filter filter;
  private final int window;
  private final EnsembleEstimator members;

  /** The members where the window of the next analysis begins. */
  private Ensemble start;
  private long startLevel;
  private long level;

  /** A step's forcing, what is left of its steps, and whether the members of now have been analysed. */
  private Ensemble forcing;
  private int left;
  private boolean analysed;

  /**
   * The estimate at its beginning.
   *
   * @param model    the model
   * @param ensemble the initial members, kept and written to
   * @param filter   gives the increments; one whose members keep their weights
   * @param window   w, steps over which an increment is spread, at least 1
   * @throws IllegalArgumentException if the window is below 1, sizes differ, or the filter weights its members
   */
  public IncrementalUpdate(ForecastModel model, Ensemble ensemble, Filter filter, int window) {
    this.model = Objects.requireNonNull(model, "model");
    this.filter = Objects.requireNonNull(filter, "filter");
    Checks.positive(NAME, "window", window);
    this.window = window;
    if (filter instanceof WeightedFilter) {
      throw new IllegalArgumentException(NAME + ": a filter that weights or resamples its members has no increments: "
          + filter);
    }
    members = new EnsembleEstimator(model, ensemble, filter);
    start = ensemble.copy();
  }

  /**
   * Takes the members on in time, with what is left of the last increments.
   *
   * @throws IllegalArgumentException if there are fewer steps than the window has, or the next one would begin before
   *                                  the last one ends
   */
  @Override
  public void forecast(long from, int steps, Workers workers) {
    if (steps < window) {
      throw new IllegalArgumentException(NAME + ": a forecast must have at least the " + window
          + " steps of the window, but has " + steps);
    }
    int before = window / 2;
    if (left > 0 && steps - before < left) {
      throw new IllegalArgumentException(NAME + ": the window of the initial members' analysis has " + left
          + " steps to go and the next one begins " + before + " before the forecast ends, so that it must have at "
          + "least " + ((long) left + before) + " steps, but has " + steps);
    }
    run(from, steps - before, ensemble(), workers);
    Ensemble next = ensemble().copy();
    run(from + steps - before, before, ensemble(), workers);
    start = next;
    startLevel = from + steps - before;
    level = from + steps;
    analysed = false;
  }

  /** Steps with forcing as long as some is left. */
  private void run(long from, int steps, Ensemble ensemble, Workers workers) {
    int forced = Math.min(left, steps);
    for (int s = 0; s < forced; s++) {
      model.advance(from + s, 1, ensemble, workers);
      for (int m = 0; m < ensemble.members(); m++) {
        int at = ensemble.index(m);
        for (int i = 0; i < ensemble.size(); i++) {
          ensemble.values()[at + i] += forcing.get(m, i);
        }
      }
    }
    left -= forced;
    if (steps > forced) {
      model.advance(from + forced, steps - forced, ensemble, workers);
    }
  }

  /**
   * Finds the increments, and takes the members from the beginning of the window to now again with their share.
   *
   * @throws IllegalArgumentException as the filter says, or if the members of now have been analysed already
   * @throws NumericalException       as the filter says, or if a member's run with its increments is not finite; the
   *                                  members are then as they were, but what a filter keeps from analysis to analysis,
   *                                  such as a field of inflation, is that after these observations
   */
  @Override
  public void analyse(Observations observations, Cycle cycle) {
    if (analysed) {
      throw new IllegalArgumentException(NAME + ": the members have been analysed; a forecast must come first");
    }
    Ensemble analysis = ensemble().copy();
    filter.analyse(analysis, observations, cycle);
    for (int m = 0; m < analysis.members(); m++) {
      for (int i = 0; i < analysis.size(); i++) {
        analysis.set(m, i, (analysis.get(m, i) - ensemble().get(m, i)) / window);
      }
    }
    requireFinite("increments", analysis, cycle);
    Ensemble again = start.copy();
    Ensemble before = forcing;
    int leftBefore = left;
    forcing = analysis;
    left = window;
    try {
      run(startLevel, (int) (level - startLevel), again, cycle.workers());
      requireFinite("run with increments", again, cycle);
    } catch (RuntimeException e) {
      forcing = before;
      left = leftBefore;
      throw e;
    }
    ensemble().copyFrom(again);
    analysed = true;
  }

  private static void requireFinite(String what, Ensemble ensemble, Cycle cycle) {
    for (int m = 0; m < ensemble.members(); m++) {
      int i = Finite.first(ensemble.values(), ensemble.index(m), ensemble.size());
      if (i >= 0) {
        throw new NumericalException(NAME + ": the " + what + " of member " + m + " in cycle " + cycle.index()
            + " is not finite", i, ensemble.get(m, i));
      }
    }
  }

  @Override
  public Ensemble ensemble() {
    return members.ensemble();
  }

  /** Those of the filter. */
  @Override
  public List<ParameterEstimate> parameters() {
    return members.parameters();
  }

  @Override
  public void spread(double[] deviations) {
    members.spread(deviations);
  }

  @Override
  public String toString() {
    return NAME + "[" + filter + ", " + window + " steps]";
  }
}
