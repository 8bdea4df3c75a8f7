package org.isobit.models.dynamics.column;

import java.util.Objects;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.dynamics.DiscreteModel;

/**
 * A {@link WaterColumn} with the usual parameters and without noise, as a model of states: level i of pool p is number
 * p·levels + i. Members of an ensemble run in lanes. Immutable, thread-safe; each thread that calls it keeps a column.
 */
public final class ColumnModel implements DiscreteModel {

  private final WaterColumn column;
  private final ThreadLocal<ColumnEnsemble> own;

  /**
   * The model.
   *
   * @param column the column
   */
  public ColumnModel(WaterColumn column) {
    this.column = Objects.requireNonNull(column, "column");
    own = ThreadLocal.withInitial(() -> new ColumnEnsemble(column, 1));
  }

  /**
   * The column.
   *
   * @return what the model runs
   */
  public WaterColumn column() {
    return column;
  }

  @Override
  public int size() {
    return column.size();
  }

  @Override
  public void step(long k, double[] x, int xOffset) {
    ColumnEnsemble columns = own.get();
    columns.setStep(k);
    columns.set(0, x, xOffset);
    columns.advance(1, Workers.serial());
    columns.get(0, x, xOffset);
  }

  @Override
  public void advance(long from, int steps, Ensemble ensemble, Workers workers) {
    DiscreteModel.super.advance(from, 0, ensemble, workers); // checks sizes and steps
    ColumnEnsemble columns = new ColumnEnsemble(column, ensemble.members());
    columns.setStep(from);
    for (int m = 0; m < ensemble.members(); m++) {
      columns.set(m, ensemble.values(), ensemble.index(m));
    }
    columns.advance(steps, workers);
    for (int m = 0; m < ensemble.members(); m++) {
      columns.get(m, ensemble.values(), ensemble.index(m));
    }
  }

  @Override
  public String toString() {
    return column.ecosystem() + " at " + column.site().name() + ", " + column.levels() + ", steps of " + column.dt()
        + " days, " + column.reactions().word();
  }
}
