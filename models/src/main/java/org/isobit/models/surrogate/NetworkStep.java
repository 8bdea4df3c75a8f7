package org.isobit.models.surrogate;

import java.util.Arrays;
import org.isobit.models.learning.Tape;

/**
 * Runs of a {@link NetworkTendency} over one interval with derivatives, forwards for one state and backwards for some.
 * Of a stage's slope k = f(y), with J = ∂f/∂y, whose rows have a stencil's elements, and R = ∂f/∂θ, the derivatives are
 * J·∂y/∂x by the state and J·∂y/∂θ + R by the weights. One a thread.
 */
final class NetworkStep {

  private final NetworkTendency model;
  private final StepTable table;
  private final double h;
  private final int steps;
  private final int n;
  private final int weights;
  private final int width;
  private final Tape one;
  private final double[] byStencil;
  private final double[] rows;
  private double[] byState;
  private double[] byParameters;

  NetworkStep(NetworkTendency model, StepTable table, double h, int steps, int weights) {
    this.model = model;
    this.table = table;
    this.h = h;
    this.steps = steps;
    this.weights = weights;
    n = model.size();
    one = model.one();
    width = model.width();
    byStencil = new double[n * width];
    rows = new double[n * weights];
  }

  /** n × n, of the last run that wanted it. */
  double[] byState() {
    return byState;
  }

  /** n × weights, of the last run that wanted it. */
  double[] byParameters() {
    return byParameters;
  }

  double[] run(double[] start, boolean states, boolean parameters) {
    double[] x = start.clone();
    byState = new double[states ? n * n : 0];
    for (int i = 0; i < n && states; i++) {
      byState[i * n + i] = 1.0;
    }
    byParameters = new double[parameters ? n * weights : 0];
    for (int s = 0; s < steps; s++) {
      double[] y = x.clone();
      double[] next = x.clone();
      double[] slope = new double[n];
      double[][] stage = {byState.clone(), byParameters.clone()};
      double[][] sum = {byState.clone(), byParameters.clone()};
      for (int g = 0; g < table.stages(); g++) {
        double weight = h * table.weights()[g];
        double part = g < table.stages() - 1 ? h * table.parts()[g] : 0.0;
        model.tendency(y, 0, slope, 0);
        if (parameters) {
          model.rows(y, one, byStencil, rows);
        } else {
          model.stencilRows(y, byStencil);
        }
        place(stage[0], byState, null, sum[0], weight, part, n);
        place(stage[1], byParameters, rows, sum[1], weight, part, weights);
        for (int i = 0; i < n; i++) {
          next[i] = Math.fma(weight, slope[i], next[i]);
          y[i] = Math.fma(part, slope[i], x[i]);
        }
      }
      x = next;
      byState = sum[0];
      byParameters = sum[1];
    }
    return x;
  }

  /** Adds weight·(J·stage + rows) to the sum, and sets the stage to start + part·(J·stage + rows). */
  private void place(double[] stage, double[] start, double[] plus, double[] sum, double weight, double part,
      int columns) {
    if (stage.length == 0) {
      return;
    }
    double[] slope = plus == null ? new double[stage.length] : plus.clone();
    for (int i = 0; i < n; i++) {
      for (int l = 0; l < width; l++) {
        double j = byStencil[i * width + l];
        int from = model.site(i, l) * columns;
        for (int c = 0; c < columns; c++) {
          slope[i * columns + c] = Math.fma(j, stage[from + c], slope[i * columns + c]);
        }
      }
    }
    for (int e = 0; e < stage.length; e++) {
      sum[e] = Math.fma(weight, slope[e], sum[e]);
      stage[e] = Math.fma(part, slope[e], start[e]);
    }
  }

  /** Σ Mᵀ·w over the states, and Σ Tᵀ·w, added. */
  static double[] adjoint(NetworkTendency model, StepTable table, double h, int steps, double[] starts, double[] w,
      double[] byParameters) {
    int n = model.size();
    int count = starts.length;
    int states = count / n;
    double[][] stages = new double[steps * table.stages()][];
    double[] x = starts.clone();
    double[] slope = new double[count];
    for (int s = 0; s < steps; s++) {
      double[] next = x.clone();
      double[] y = x.clone();
      for (int g = 0; g < table.stages(); g++) {
        stages[s * table.stages() + g] = y.clone();
        model.tendencies(states, y, slope);
        double part = g < table.stages() - 1 ? h * table.parts()[g] : 0.0;
        for (int i = 0; i < count; i++) {
          next[i] = Math.fma(h * table.weights()[g], slope[i], next[i]);
          y[i] = Math.fma(part, slope[i], x[i]);
        }
      }
      x = next;
    }
    double[] adjoint = w.clone();
    double[] ofStage = new double[count];
    double[] ofSlope = new double[count];
    for (int s = steps - 1; s >= 0; s--) {
      Arrays.fill(ofStage, 0.0);
      double[] sum = adjoint.clone();
      for (int g = table.stages() - 1; g >= 0; g--) {
        double part = g < table.stages() - 1 ? h * table.parts()[g] : 0.0;
        for (int i = 0; i < count; i++) {
          ofSlope[i] = Math.fma(h * table.weights()[g], adjoint[i], part * ofStage[i]);
        }
        model.adjoint(states, stages[s * table.stages() + g], ofSlope, ofStage, byParameters);
        for (int i = 0; i < count; i++) {
          sum[i] += ofStage[i];
        }
      }
      adjoint = sum;
    }
    double[] total = new double[n];
    for (int m = 0; m < states; m++) {
      for (int i = 0; i < n; i++) {
        total[i] += adjoint[m * n + i];
      }
    }
    return total;
  }
}
