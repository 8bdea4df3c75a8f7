package org.isobit.models.surrogate;

import java.util.Arrays;
import org.isobit.kernels.reduce.Reduce;

/**
 * The adjoint of {@link StepTangents}: from w, the derivative of any function by the states after an interval, its
 * derivatives by the states before and by the parameters. Stages of the scheme go by in reverse,
 *
 * <pre>
 *   k̄_s = h·weight_s·w + h·part_s·ȳ_{s+1}     ȳ_s = J(y_s)ᵀ·k̄_s     Ā_p += Σ r_p(y_s)·k̄_s     x̄ = w + Σ_s ȳ_s
 * </pre>
 *
 * <p>Variable n of state j stands at n·lanes + j. One a thread.
 */
final class StepAdjoints {

  private final MonomialModel model;
  private final StepTable table;
  private final double h;
  private final int steps;
  private final int lanes;
  private final int count;

  /** Of each step and stage: y_s. */
  private final double[][] stages;
  private final double[] start;
  private final double[] slope;
  private final double[] sum;
  private final double[] adjoint;
  private final double[] ofSlope;
  private final double[] ofStage;

  StepAdjoints(MonomialModel model, StepTable table, double h, int steps, int lanes) {
    this.model = model;
    this.table = table;
    this.h = h;
    this.steps = steps;
    this.lanes = lanes;
    count = model.size() * lanes;
    stages = new double[steps * table.stages()][count];
    start = new double[count];
    slope = new double[count];
    sum = new double[count];
    adjoint = new double[count];
    ofSlope = new double[count];
    ofStage = new double[count];
  }

  /** The states to start from; the caller fills it before each {@link #run}. */
  double[] start() {
    return start;
  }

  /** w before {@link #run}, x̄ after it. */
  double[] adjoint() {
    return adjoint;
  }

  /** Adds the derivatives by parameters, summed over the lanes. */
  void run(double[] byParameters) {
    forward();
    for (int s = steps - 1; s >= 0; s--) {
      Arrays.fill(ofStage, 0.0);
      System.arraycopy(adjoint, 0, sum, 0, count);
      for (int stage = table.stages() - 1; stage >= 0; stage--) {
        double weight = h * table.weights()[stage];
        double part = stage < table.stages() - 1 ? h * table.parts()[stage] : 0.0;
        for (int i = 0; i < count; i++) {
          ofSlope[i] = Math.fma(weight, adjoint[i], part * ofStage[i]);
        }
        double[] y = stages[s * table.stages() + stage];
        for (int p = 0; p < byParameters.length; p++) {
          Arrays.fill(slope, 0.0);
          model.monomials().addDerivative(p, lanes, y, slope);
          byParameters[p] += Reduce.dot(count, slope, 0, ofSlope, 0);
        }
        model.system().adjoint(lanes, y, 0, ofSlope, 0, ofStage, 0);
        for (int i = 0; i < count; i++) {
          sum[i] += ofStage[i];
        }
      }
      System.arraycopy(sum, 0, adjoint, 0, count);
    }
  }

  private void forward() {
    int last = table.stages() - 1;
    for (int s = 0; s < steps; s++) {
      System.arraycopy(start, 0, sum, 0, count);
      for (int stage = 0; stage <= last; stage++) {
        double[] y = stages[s * table.stages() + stage];
        if (stage == 0) {
          System.arraycopy(start, 0, y, 0, count);
        } else {
          for (int i = 0; i < count; i++) {
            y[i] = Math.fma(h * table.parts()[stage - 1], slope[i], start[i]);
          }
        }
        model.tendencyInterleaved(lanes, y, 0, slope, 0);
        for (int i = 0; i < count; i++) {
          sum[i] = Math.fma(h * table.weights()[stage], slope[i], sum[i]);
        }
      }
      System.arraycopy(sum, 0, start, 0, count);
    }
  }
}
