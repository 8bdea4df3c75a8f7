package org.isobit.models.surrogate;

import java.util.Arrays;

/**
 * Runs of a monomial model over one interval, several states side by side, with the derivatives by the parameters.
 * These go through the stages of the scheme with the state: of k = f(y) the derivative by A_p is
 *
 * <pre>
 *   δk = J(y)·δy + r_p(y)      from δx = 0 at the beginning of the interval
 * </pre>
 *
 * <p>or by the variables of the state that it began from, without r_p and from δx = e_i. Variable n of state j stands
 * at n·lanes + j. One a thread.
 */
final class StepTangents {

  /** What derivatives are by. */
  enum By { NOTHING, PARAMETERS, STATE }

  private final MonomialModel model;
  private final StepTable table;
  private final double h;
  private final int steps;
  private final int lanes;
  private final int count;
  private final int directions;
  private final By by;

  private final double[] start;
  private final double[] stage;
  private final double[] slope;
  private final double[] sum;

  /** Of each direction: δx at the beginning of a step, δy of the stage, and the sum that becomes the next δx. */
  private final double[][] startDirections;
  private final double[][] stageDirections;
  private final double[][] sumDirections;

  StepTangents(MonomialModel model, StepTable table, double h, int steps, int lanes, By by) {
    this.model = model;
    this.table = table;
    this.h = h;
    this.steps = steps;
    this.lanes = lanes;
    count = model.size() * lanes;
    this.by = by;
    directions = switch (by) {
      case NOTHING -> 0;
      case PARAMETERS -> model.monomials().parameters();
      case STATE -> model.size();
    };
    start = new double[count];
    stage = new double[count];
    slope = new double[count];
    sum = new double[count];
    startDirections = new double[directions][count];
    stageDirections = new double[directions][count];
    sumDirections = new double[directions][count];
  }

  /** The states to start from; the caller fills it before each {@link #run}. */
  double[] start() {
    return start;
  }

  /** The states after the interval. */
  double[] end() {
    return start;
  }

  /** The derivative of these by a parameter, or by a variable of the first states. */
  double[] derivative(int direction) {
    return startDirections[direction];
  }

  void run() {
    for (int p = 0; p < directions; p++) {
      Arrays.fill(startDirections[p], 0.0);
      if (by == By.STATE) {
        Arrays.fill(startDirections[p], p * lanes, (p + 1) * lanes, 1.0);
      }
    }
    for (int s = 0; s < steps; s++) {
      step();
    }
  }

  private void step() {
    int last = table.stages() - 1;
    System.arraycopy(start, 0, stage, 0, count);
    System.arraycopy(start, 0, sum, 0, count);
    for (int p = 0; p < directions; p++) {
      System.arraycopy(startDirections[p], 0, stageDirections[p], 0, count);
      System.arraycopy(startDirections[p], 0, sumDirections[p], 0, count);
    }
    for (int s = 0; s <= last; s++) {
      double weight = h * table.weights()[s];
      double part = s < last ? h * table.parts()[s] : 0.0;
      for (int p = 0; p < directions; p++) {
        model.system().tangent(lanes, stage, 0, stageDirections[p], 0, slope, 0);
        if (by == By.PARAMETERS) {
          model.monomials().addDerivative(p, lanes, stage, slope);
        }
        add(count, weight, slope, sumDirections[p]);
        place(count, part, startDirections[p], slope, stageDirections[p]);
      }
      model.tendencyInterleaved(lanes, stage, 0, slope, 0);
      add(count, weight, slope, sum);
      place(count, part, start, slope, stage);
    }
    System.arraycopy(sum, 0, start, 0, count);
    for (int p = 0; p < directions; p++) {
      double[] swap = startDirections[p];
      startDirections[p] = sumDirections[p];
      sumDirections[p] = swap;
    }
  }

  private static void add(int count, double weight, double[] slope, double[] sum) {
    for (int i = 0; i < count; i++) {
      sum[i] = Math.fma(weight, slope[i], sum[i]);
    }
  }

  private static void place(int count, double part, double[] start, double[] slope, double[] to) {
    for (int i = 0; i < count; i++) {
      to[i] = Math.fma(part, slope[i], start[i]);
    }
  }
}
