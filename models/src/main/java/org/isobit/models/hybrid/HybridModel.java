package org.isobit.models.hybrid;

import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Linearization;
import org.isobit.models.dynamics.DiscreteModel;
import org.isobit.models.dynamics.RepeatedModel;

/**
 * A model with a learned correction of its tendency: a step is
 *
 * <pre>
 *   x ← M^s(x) + Δ·c(x)
 * </pre>
 *
 * with M^s as many steps of the model as are given, s, c of the state at their begin, and Δ the time that they take
 * (Brajard, Carrassi, Bocquet and Bertino 2021, Phil. Trans. R. Soc. A 379, 20200086, section 2: a correction of the
 * resolvent, not of the right-hand side). Every operation is written: fma(Δ, c_i, M^s(x)_i).
 *
 * <p>Members of an ensemble are taken through the correction together, some at once; a member's bits do not depend on
 * the others, nor on threads. Immutable, thread-safe.
 */
public final class HybridModel implements DiscreteModel {

  private static final String NAME = "HybridModel";

  /** Members that go through the correction together. */
  private static final int TOGETHER = 64;

  private final ForecastModel model;
  private final double delta;
  private final Correction correction;

  private HybridModel(ForecastModel model, Correction correction) {
    this.model = model;
    this.correction = correction;
    delta = model.timeStep();
  }

  /**
   * The hybrid model that corrects after each step.
   *
   * @param model      the model without correction
   * @param correction of its tendency
   * @return the hybrid
   * @throws IllegalArgumentException if sizes differ
   */
  public static HybridModel of(ForecastModel model, Correction correction) {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(correction, "correction");
    if (model.size() != correction.size()) {
      throw new IllegalArgumentException(NAME + ": the model has " + model.size() + " variables but the correction "
          + correction.size());
    }
    return new HybridModel(model, correction);
  }

  /**
   * The hybrid model that corrects after several steps.
   *
   * @param model      the model without correction
   * @param steps      s, its steps in one of the hybrid, at least 1
   * @param correction of its tendency
   * @return the hybrid
   * @throws IllegalArgumentException if sizes differ, or there is no step
   */
  public static HybridModel of(ForecastModel model, int steps, Correction correction) {
    return of(steps == 1 ? model : new RepeatedModel(model, steps), correction);
  }

  @Override
  public int size() {
    return model.size();
  }

  @Override
  public double timeStep() {
    return delta;
  }

  @Override
  public void step(long k, double[] x, int xOffset) {
    advance(k, 1, Ensemble.of(x, xOffset, size(), 1, size()), Workers.serial());
  }

  @Override
  public void advance(long from, int count, double[] state) {
    advance(from, count, Ensemble.of(state, 1, state.length), Workers.serial());
  }

  @Override
  public void advance(long from, int count, Ensemble ensemble, Workers workers) {
    if (ensemble.size() != size()) {
      throw new IllegalArgumentException(this + ": the model has " + size() + " variables but the state has "
          + ensemble.size());
    }
    Environment.require();
    Checks.size(NAME, "steps", count);
    int members = ensemble.members();
    int parts = (members + TOGETHER - 1) / TOGETHER;
    // As many members in each part as in the others, or one less.
    workers.run(parts, (part, slot) -> {
      int first = (int) ((long) members * part / parts);
      advance(from, count, ensemble, first, (int) ((long) members * (part + 1) / parts) - first);
    });
  }

  private void advance(long from, int count, Ensemble ensemble, int first, int members) {
    int n = size();
    double[] x = new double[members * n];
    double[] c = new double[members * n];
    for (int m = 0; m < members; m++) {
      System.arraycopy(ensemble.values(), ensemble.index(first + m), x, m * n, n);
    }
    Ensemble some = Ensemble.of(x, members, n);
    for (int k = 0; k < count; k++) {
      correction.compute(members, x, 0, c, 0);
      model.advance(from + k, 1, some, Workers.serial());
      for (int i = 0; i < x.length; i++) {
        x[i] = Math.fma(delta, c[i], x[i]);
      }
    }
    for (int m = 0; m < members; m++) {
      System.arraycopy(x, m * n, ensemble.values(), ensemble.index(first + m), n);
    }
  }

  @Override
  public Linearization linearize(long from, int count, double[] state) {
    Checks.size(NAME, "steps", count);
    Checks.vector(NAME, "state", state, 0, size());
    Linearization[] models = new Linearization[count];
    Linearization[] corrections = new Linearization[count];
    if (count == 0) {
      model.linearize(from, 0, state); // says so if there is no derivative
    }
    double[] c = new double[size()];
    for (int k = 0; k < count; k++) {
      corrections[k] = correction.linearize(state, 0);
      correction.compute(1, state, 0, c, 0);
      models[k] = model.linearize(from + k, 1, state);
      for (int i = 0; i < c.length; i++) {
        state[i] = Math.fma(delta, c[i], state[i]);
      }
    }
    return new Derivative(size(), delta, models, corrections);
  }

  /** Step by step: dx ← M·dx + Δ·J·dx, and its transpose. */
  private record Derivative(int size, double delta, Linearization[] models, Linearization[] corrections)
      implements Linearization {

    @Override
    public void tangent(double[] dx, int offset) {
      Checks.vector("tangent", "dx", dx, offset, size);
      double[] other = new double[size];
      for (int k = 0; k < models.length; k++) {
        System.arraycopy(dx, offset, other, 0, size);
        corrections[k].tangent(other, 0);
        models[k].tangent(dx, offset);
        add(other, dx, offset);
      }
    }

    @Override
    public void adjoint(double[] dy, int offset) {
      Checks.vector("adjoint", "dy", dy, offset, size);
      double[] other = new double[size];
      for (int k = models.length - 1; k >= 0; k--) {
        System.arraycopy(dy, offset, other, 0, size);
        corrections[k].adjoint(other, 0);
        models[k].adjoint(dy, offset);
        add(other, dy, offset);
      }
    }

    private void add(double[] other, double[] to, int offset) {
      for (int i = 0; i < size; i++) {
        to[offset + i] = Math.fma(delta, other[i], to[offset + i]);
      }
    }
  }

  @Override
  public String toString() {
    return NAME + "[" + model + ", " + correction + "]";
  }
}
