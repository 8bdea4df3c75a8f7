// Master of FloatColumnEnsemble: the float version is generated from this file.
package org.isobit.models.dynamics.column;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Workers;
import org.isobit.kernels.random.Philox;

/**
 * Columns of a {@link WaterColumn}, each with its own concentrations, parameters and noise: members of an ensemble, or
 * places that share weather and depth. They lie in memory in blocks of some columns, one column a lane, so that a step
 * of a block stays in a core's cache; {@link #get} and {@link #set} give and take states as others have them.
 *
 * <p>All columns are at one time. Random numbers of column j are those of stream {@code stream + j}: its history does
 * not depend on how many there are.
 *
 * <p>Not thread-safe.
 */
public final class ColumnEnsemble {

  /** Columns of a block. */
  static final int BLOCK = 64;

  /** Lanes come in multiples of every vector length. */
  private static final int MULTIPLE = 8; // float: private static final int MULTIPLE = 16;

  /** Indices of the draws that are made once; those of the noise begin at 0. */
  private static final long ONCE = 1L << 60;

  /** The greatest depth of a site, in m: mixing takes exponential functions of depths. */
  private static final double DEEPEST = Site.DEEPEST; // float: private static final double DEEPEST = 200.0;

  private final WaterColumn model;
  private final int columns;
  private final int rows;
  private final double[] values;
  private Uncertainty uncertainty = Uncertainty.NONE;
  private long seed;
  private long stream;
  private long step;
  private final List<ColumnStep> work = new ArrayList<>();

  /**
   * Columns at rest at time 0, with the usual parameters, the site's nitrogen and no noise.
   *
   * @param model   what takes them on
   * @param columns how many, at least 1
   * @throws IllegalArgumentException if columns is below 1, or more than an array can hold
   */
  public ColumnEnsemble(WaterColumn model, int columns) {
    this.model = Objects.requireNonNull(model, "model");
    Checks.positive("ColumnEnsemble", "columns", columns);
    if (model.site().depth() > DEEPEST) {
      throw new IllegalArgumentException("ColumnEnsemble: a site must be at most " + DEEPEST + " m deep, but "
          + model.site().name() + " is " + model.site().depth());
    }
    this.columns = columns;
    rows = model.size() + parameters().size() + 2;
    Checks.elements("ColumnEnsemble", rows, columns, Double.BYTES);
    int lanes = (blocks() - 1) * BLOCK + lanes(blocks() - 1);
    values = new double[Checks.elements("ColumnEnsemble", rows, lanes, Double.BYTES)];
    double[] start = model.start(model.site().nitrogen()); // float: unchanged
    for (int block = 0; block < blocks(); block++) {
      for (int row = 0; row < noiseRow(); row++) {
        double value = (double) (row < start.length ? start[row] : parameters().get(row - start.length).usual());
        int at = start(block) + row * lanes(block);
        Arrays.fill(values, at, at + lanes(block), value);
      }
    }
  }

  /**
   * Draws parameters, nitrogen and noise anew: parameters are the usual ones times e^{σξ}, concentrations those that
   * there are times another such number, and both noises begin with their stationary law.
   *
   * @param uncertainty how columns differ
   * @param seed        the seed
   * @param stream      stream of column 0
   * @throws IllegalArgumentException if the ecosystem has no parameter of a name; nothing has changed then
   */
  public void perturb(Uncertainty uncertainty, long seed, long stream) {
    List<String> known = parameters().stream().map(Ecosystem.Parameter::name).toList();
    for (String name : uncertainty.names()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException("Uncertainty: " + model.ecosystem().name() + " has no parameter '" + name
            + "', but " + String.join(", ", known));
      }
    }
    this.uncertainty = uncertainty;
    this.seed = seed;
    this.stream = stream;
    int drawn = uncertainty.names().size();
    double[] draws = new double[drawn + 3]; // float: unchanged
    double[] state = new double[model.size()];
    for (int j = 0; j < columns; j++) {
      Philox.gaussian(seed, stream + j, ONCE, draws.length, draws, 0);
      for (int q = 0; q < drawn; q++) {
        int index = known.indexOf(uncertainty.names().get(q));
        setParameter(j, index,
            (double) (parameters().get(index).usual() * Uncertainty.factor(uncertainty.parameters(), draws[q])));
      }
      get(j, state, 0);
      double factor = (double) Uncertainty.factor(uncertainty.nitrogen(), draws[drawn]);
      for (int i = 0; i < state.length; i++) {
        state[i] *= factor;
      }
      set(j, state, 0);
      values[at(j, noiseRow())] = (double) (uncertainty.mixedLayer().deviation() * draws[drawn + 1]);
      values[at(j, noiseRow() + 1)] = (double) (uncertainty.light().deviation() * draws[drawn + 2]);
    }
  }

  /**
   * The same columns at the same time, with the same noise to come, in memory of their own.
   *
   * @return a copy
   */
  public ColumnEnsemble copy() {
    ColumnEnsemble copy = new ColumnEnsemble(model, columns);
    System.arraycopy(values, 0, copy.values, 0, values.length);
    copy.uncertainty = uncertainty;
    copy.seed = seed;
    copy.stream = stream;
    copy.step = step;
    return copy;
  }

  /**
   * Takes the columns on in time. A column's bits do not depend on the others, nor on the threads. If it throws while
   * they are on their way, as where the forcing's series ends, some columns have been taken on and others not, and the
   * step is still that before: {@link #set} them all, or take a {@linkplain #copy copy} that was made before.
   *
   * @param steps   number of steps, not negative
   * @param workers threads that share the columns
   * @throws IllegalArgumentException if steps is negative
   */
  public void advance(int steps, Workers workers) {
    Environment.require();
    if (steps < 0) {
      throw new IllegalArgumentException("ColumnEnsemble: steps must not be negative, but is " + steps);
    }
    int threads = blocks() == 1 ? 1 : workers.available();
    while (work.size() < threads) {
      work.add(new ColumnStep(model));
    }
    workers.run(blocks(), (block, slot) -> work.get(slot).advance(this, block, steps));
    step += steps;
  }

  /**
   * What takes the columns on.
   *
   * @return the model
   */
  public WaterColumn model() {
    return model;
  }

  /**
   * How many columns there are.
   *
   * @return at least 1
   */
  public int columns() {
    return columns;
  }

  /**
   * Steps that were made.
   *
   * @return the time level
   */
  public long step() {
    return step;
  }

  /**
   * Says which step comes next.
   *
   * @param step the time level, not negative
   * @throws IllegalArgumentException if it is negative
   */
  public void setStep(long step) {
    if (step < 0) {
      throw new IllegalArgumentException("ColumnEnsemble: the step must not be negative, but is " + step);
    }
    this.step = step;
  }

  /**
   * The state of a column: level i of pool p at {@code offset + p·levels + i}.
   *
   * @param column the column
   * @param state  takes the state
   * @param offset index of its first number
   */
  public void get(int column, double[] state, int offset) {
    check(column, state, offset);
    int lanes = lanes(column / BLOCK);
    int from = at(column, 0);
    for (int i = 0; i < model.size(); i++) {
      state[offset + i] = values[from + i * lanes];
    }
  }

  /**
   * Replaces the state of a column.
   *
   * @param column the column
   * @param state  array of the state, as {@link #get} has it
   * @param offset index of its first number
   */
  public void set(int column, double[] state, int offset) {
    check(column, state, offset);
    int lanes = lanes(column / BLOCK);
    int to = at(column, 0);
    for (int i = 0; i < model.size(); i++) {
      values[to + i * lanes] = state[offset + i];
    }
  }

  /**
   * A parameter of a column.
   *
   * @param column    the column
   * @param parameter its number in the ecosystem's list
   * @return the value
   */
  public double parameter(int column, int parameter) {
    return values[at(column, model.size() + Objects.checkIndex(parameter, parameters().size()))];
  }

  /**
   * Replaces a parameter of a column.
   *
   * @param column    the column
   * @param parameter its number in the ecosystem's list
   * @param value     the value
   * @throws IllegalArgumentException if it is not finite
   */
  public void setParameter(int column, int parameter, double value) {
    int at = at(column, model.size() + Objects.checkIndex(parameter, parameters().size()));
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("ColumnEnsemble: " + parameters().get(parameter).name()
          + " must be finite, but is " + value);
    }
    values[at] = value;
  }

  /**
   * The memory that columns take.
   *
   * @return bytes
   */
  public long bytes() {
    return (long) Double.BYTES * values.length;
  }

  private void check(int column, double[] state, int offset) {
    Objects.checkIndex(column, columns);
    Objects.checkFromIndexSize(offset, model.size(), state.length);
  }

  private List<Ecosystem.Parameter> parameters() {
    return model.ecosystem().parameters();
  }

  int blocks() {
    return (columns - 1) / BLOCK + 1;
  }

  /** Lanes of a block, its columns and some that nobody looks at. */
  int lanes(int block) {
    int left = Math.min(BLOCK, columns - block * BLOCK);
    return (left + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
  }

  /** Where a block begins: the pools, each a row of lanes a level, then a row a parameter, then two of noise. */
  int start(int block) {
    return block * BLOCK * rows;
  }

  private int noiseRow() {
    return rows - 2;
  }

  private int at(int column, int row) {
    Objects.checkIndex(column, columns);
    return start(column / BLOCK) + row * lanes(column / BLOCK) + column % BLOCK;
  }

  double[] values() {
    return values;
  }

  Uncertainty uncertainty() {
    return uncertainty;
  }

  long seed() {
    return seed;
  }

  long stream(int column) {
    return stream + column;
  }
}
