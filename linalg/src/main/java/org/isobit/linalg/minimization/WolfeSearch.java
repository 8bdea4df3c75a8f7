package org.isobit.linalg.minimization;

import java.util.Arrays;

/**
 * Looks along a direction for a step of the strong Wolfe conditions: Moré and Thuente (1994), algorithm of section 2
 * with the auxiliary function ψ(t) = f(t) − f(0) − c1·t·s(0) until a step with ψ ≤ 0 and s ≥ 0 was met, then f itself,
 * as MINPACK-2's dcsrch. Without a bracket trials go on from the last step δ between 1.1·δ and 4·δ farther; a bracket
 * that does not shrink to {@value Trial#PART} of itself in two trials is halved. Where the function is not finite, the
 * step becomes l + 0.1·(t − l), and none beyond l + 0.5·(t − l) is tried any more.
 *
 * <p>If rounding ends a search before a step meets both conditions, the lowest point is taken that has a lower value
 * than the start. Not thread-safe.
 */
final class WolfeSearch {

  private static final double LEAST = 1e-20;
  private static final double MOST = 1e20;

  /** Trials without a bracket go on so many times as far as the last step went, at least and at most. */
  private static final double NEARER = 1.1;
  private static final double FARTHER = 4.0;

  /** How much of a step is kept where the function is not finite, and how much of it is the most from then on. */
  private static final double RETREAT = 0.1;
  private static final double BORDER = 0.5;

  /** A bracket of this relative width is a point. */
  private static final double NARROW = 0x1p-50;

  private final CostFunction function;
  private final Wolfe wolfe;
  private final Trial trial = new Trial();

  /** The point found; its arrays are changed by the next search, and may be exchanged for others between two. */
  double[] point;
  double[] gradient;
  double value;

  /** Evaluations of the last search. */
  int evaluations;

  /** What the function was at the last trial if it was not finite; else 0. */
  double notFinite;

  private double slope;
  private double from;
  private double to;

  WolfeSearch(CostFunction function, Wolfe wolfe) {
    this.function = function;
    this.wolfe = wolfe;
    point = new double[function.size()];
    gradient = new double[function.size()];
  }

  /**
   * Searches from x along d.
   *
   * @param start  value at x
   * @param steep  slope dᵀg at x, negative
   * @param first  the first trial
   * @return whether a step was found, with its point, value and gradient here; else nothing is changed but them
   */
  boolean run(double[] x, double start, double steep, double[] d, double first) {
    double test = wolfe.decrease() * steep;
    trial.begin(start, steep);
    evaluations = 0;
    notFinite = 0.0;
    double most = MOST;
    double width = MOST;
    double before = 2.0 * MOST;
    from = 0.0;
    to = first + FARTHER * first;
    boolean auxiliary = true;
    double t = first;
    while (true) {
      Vectors.sum(t, d, x, point);
      if (Arrays.equals(point, x)) {
        break;
      }
      boolean finite = evaluate(d);
      if (evaluations == wolfe.evaluations() && !(finite && satisfied(t, start, steep))) {
        break;
      }
      if (!finite) {
        most = trial.l + BORDER * (t - trial.l);
        t = trial.l + RETREAT * (t - trial.l);
        if (!(t > LEAST)) {
          break;
        }
        continue;
      }
      double line = start + t * test;
      auxiliary = auxiliary && !(value <= line && slope >= 0.0);
      if (satisfied(t, start, steep) || t == most && value <= line && slope <= test) {
        return true;
      }
      boolean stuck = trial.bracketed && (t <= from || t >= to || to - from <= NARROW * to);
      if (stuck || t == LEAST && (value > line || slope >= test)) {
        break;
      }
      double next = advance(t, start, test, auxiliary && value <= trial.valueL && value > line);
      if (trial.bracketed) {
        if (Math.abs(trial.u - trial.l) >= Trial.PART * before) {
          next = trial.l + 0.5 * (trial.u - trial.l);
        }
        before = width;
        width = Math.abs(trial.u - trial.l);
        from = Vectors.smaller(trial.l, trial.u);
        to = Vectors.larger(trial.l, trial.u);
      } else {
        from = next + NEARER * (next - trial.l);
        to = next + FARTHER * (next - trial.l);
      }
      next = Vectors.smaller(most, Vectors.larger(LEAST, next));
      t = trial.bracketed && (next <= from || next >= to || to - from <= NARROW * to) ? trial.l : next;
    }
    return lowest(x, start, d, t);
  }

  /** The next trial, from f or, as long as no step with ψ ≤ 0 and s ≥ 0 was met, from ψ. */
  private double advance(double t, double start, double test, boolean tilted) {
    if (!tilted) {
      return trial.next(t, value, slope, from, to);
    }
    trial.tilt(test);
    double next = trial.next(t, value - t * test, slope - test, from, to);
    trial.tilt(-test);
    return next;
  }

  private boolean satisfied(double t, double start, double steep) {
    return value <= start + t * (wolfe.decrease() * steep) && Math.abs(slope) <= -wolfe.curvature() * steep;
  }

  /** The best end of the interval, if it is better than the start. */
  private boolean lowest(double[] x, double start, double[] d, double t) {
    if (trial.valueL < start && trial.l != t) {
      Vectors.sum(trial.l, d, x, point);
      evaluate(d);
    }
    return trial.valueL < start;
  }

  private boolean evaluate(double[] d) {
    value = function.evaluate(point, gradient);
    slope = Vectors.dot(gradient, d);
    evaluations++;
    boolean finite = Double.isFinite(value) && Double.isFinite(slope);
    notFinite = finite ? 0.0 : Double.isFinite(value) ? slope : value;
    return finite;
  }
}
