package org.isobit.linalg.minimization;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One minimisation's records, whether it goes on, and what it says at the end. Not thread-safe. */
final class Progress {

  private final String method;
  private final Stopping stopping;
  private final Consumer<Iteration> listener;
  private final List<Iteration> records = new ArrayList<>();

  /** Whether a step that lowers neither value nor gradient says that rounding is all that is left. */
  private final boolean descending;
  private int evaluations;

  Progress(String method, boolean descending, Stopping stopping, Consumer<Iteration> listener) {
    this.method = method;
    this.descending = descending;
    this.stopping = stopping;
    this.listener = listener;
  }

  /** Checks a relative residual of inner iterations. */
  static void tolerance(String method, double relative) {
    if (!(relative > 0.0 && relative < 1.0)) {
      throw new IllegalArgumentException(method + ": inner tolerance must be between 0 and 1, but is " + relative);
    }
  }

  /** Inner iterations of n variables: rounding may make it more than n, more than 2n were of no use. */
  static int inner(int n, int most) {
    long limit = 2L * n;
    return most < limit ? most : (int) (limit < Integer.MAX_VALUE ? limit : Integer.MAX_VALUE);
  }

  void evaluated(int times) {
    evaluations += times;
  }

  /** Notes the start; what is returned is null if there is something to do. */
  Ending begin(double value, double gradient) {
    Iteration start = new Iteration(value, gradient, 0.0, 0);
    record(start);
    return finite(start) ? judge(gradient) : Ending.NOT_FINITE;
  }

  /** Notes an iteration that ended at x; what is returned is null if there is to be another. */
  Ending next(double value, double gradient, double step, int inner, double[] x) {
    Iteration before = records.getLast();
    Iteration iteration = new Iteration(value, gradient, step, inner);
    record(iteration);
    if (!finite(iteration)) {
      return Ending.NOT_FINITE;
    }
    double norm = stopping.step() > 0.0 ? Vectors.norm(x) : 0.0;
    Ending small = judge(gradient);
    if (small == Ending.CONVERGED) {
      return small;
    }
    double size = Vectors.larger(Math.abs(before.value()), Math.abs(value));
    if (stopping.decrease() > 0.0 && before.value() - value <= stopping.decrease() * size) {
      return Ending.SMALL_DECREASE;
    }
    if (stopping.step() > 0.0 && step <= stopping.step() * norm) {
      return Ending.SMALL_STEP;
    }
    return descending && value >= before.value() && gradient >= before.gradient() ? Ending.NO_DECREASE : small;
  }

  private static boolean finite(Iteration iteration) {
    return Double.isFinite(iteration.value()) && Double.isFinite(iteration.gradient());
  }

  /** By the gradient and the number of iterations. */
  private Ending judge(double gradient) {
    if (gradient <= asked()) {
      return Ending.CONVERGED;
    }
    return iterations() == stopping.iterations() ? Ending.ITERATIONS : null;
  }

  /** The norm of the gradient that is asked for. */
  double asked() {
    return Vectors.larger(stopping.gradient() * records.getFirst().gradient(), stopping.floor());
  }

  /** Whether nothing was tried before the first of so many trials. */
  boolean first(int trials) {
    return iterations() == 0 && trials == 1;
  }

  int iterations() {
    return records.size() - 1;
  }

  /** What is said where something was not finite: the last point itself, or all trials of a step from it. */
  String nothing(double trial) {
    Iteration last = records.getLast();
    if (finite(last)) {
      return "the function is " + trial + " in iteration " + (iterations() + 1) + ", and no shorter step lowers it";
    }
    return "the value is " + last.value() + " and the gradient's norm " + last.gradient()
        + (iterations() == 0 ? " at the start" : " after iteration " + iterations());
  }

  /** What was found in the iteration that did not come about. */
  String place(String found) {
    return found + " in iteration " + (iterations() + 1);
  }

  private void record(Iteration iteration) {
    records.add(iteration);
    if (listener != null) {
      listener.accept(iteration);
    }
  }

  /** The result; detail says what was found where, for endings that need it. */
  Minimum end(Ending ending, double[] x, String detail) {
    int k = iterations();
    String norm = "the gradient's norm is " + records.getLast().gradient();
    String wanted = norm + ", asked for was " + asked();
    String text = switch (ending) {
      case CONVERGED -> "converged after " + k + " iterations: " + norm + ", at the start it was "
          + records.getFirst().gradient();
      case SMALL_DECREASE -> "ended after " + k + " iterations: the value falls by less than " + stopping.decrease()
          + " of itself, " + norm;
      case SMALL_STEP -> "ended after " + k + " iterations: the step is shorter than " + stopping.step()
          + " of the point, " + norm;
      case ITERATIONS -> "not converged after " + k + " iterations: " + wanted;
      case NO_DECREASE -> "not converged, after " + k + " iterations no step lowers the value "
          + records.getLast().value() + ": " + wanted;
      case NOT_FINITE, INDEFINITE -> detail;
    };
    return new Minimum(x, evaluations, List.copyOf(records), ending, method + ": " + text);
  }
}
