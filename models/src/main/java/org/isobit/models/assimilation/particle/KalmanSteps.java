package org.isobit.models.assimilation.particle;

import java.util.Arrays;
import org.isobit.kernels.Checks;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.localization.LocalProblems;
import org.isobit.kernels.localization.TargetLists;
import org.isobit.linalg.local.LocalAnalysis;
import org.isobit.models.assimilation.Filter;

/**
 * The second steps of {@link LKNETF} at many targets at once: those of
 * {@link org.isobit.models.assimilation.local.LETKF}, by what computes them there, one target a lane. The targets are
 * the points of a state of their own, with the variables of each for fields, and each has observations of its own: what
 * the first step made of those near it. Serves one thread.
 */
final class KalmanSteps {

  /** Targets that go together: some vectors of any width, fewer of targets with many variables. */
  private static final int MOST = 64;
  private static final int MOST_OF_MANY = 16;
  private static final int MANY = 16;

  /** Elements of observed anomalies from which on targets do not wait for more. */
  private static final int LARGE = 1 << 20;

  private final LocalAnalysis analysis = new LocalAnalysis();
  private final int members;
  private final int variables;
  private final int most;

  /** Element (member m, variable u, target s) at (m·variables + u)·most + s. */
  private final double[] forecast;
  private final double[] result;

  /** Element (variable u, target s) at u·most + s. */
  private final double[] mean;

  /** Observations of all targets, one target after the other: element (j, m) at j·members + m. */
  private double[] observed = {};
  private double[] innovation = {};

  /** Every observation is its own, and counts once. */
  private int[] index = {};
  private double[] weight = {};
  private final int[] start;

  private final int[] target;
  private final int[] status;
  private final double[] condition;
  private int targets;

  KalmanSteps(int members, int variables) {
    this.members = members;
    this.variables = variables;
    most = variables > MANY ? MOST_OF_MANY : MOST;
    start = new int[most + 1];
    target = new int[most];
    status = new int[most];
    condition = new double[most];
    int elements = Checks.elements(LKNETF.NAME, Checks.elements(LKNETF.NAME, members, variables, Double.BYTES), most,
        Double.BYTES);
    forecast = new double[elements];
    result = new double[elements];
    mean = new double[variables * most];
  }

  /** Forgets all targets. */
  void clear() {
    targets = 0;
  }

  /** Whether it is time to run them. */
  boolean full() {
    return targets == most || (long) start[targets] * members > LARGE;
  }

  /** How many there are. */
  int targets() {
    return targets;
  }

  /** The number of the s-th one. */
  int target(int s) {
    return target[s];
  }

  /** The condition number of the s-th one, which was refused. */
  double condition(int s) {
    return condition[s];
  }

  /**
   * Adds a target.
   *
   * @param number    its number
   * @param gamma     γ
   * @param count     observations near it
   * @param y         observed anomalies before the first step, element (j, m) at j·members + m
   * @param d         innovations before it
   * @param w         weights of its mean
   * @param t         its transform
   * @param n         variables it has
   * @param anomalies after the first step, element (m, u) at m·n + u
   */
  void add(int number, double gamma, int count, double[] y, double[] d, double[] w, double[] t, int n,
      double[] anomalies) {
    int first = start[targets];
    reserve(first + count);
    double root = Math.sqrt(gamma);
    for (int j = 0; j < count; j++) {
      double moved = 0.0;
      for (int m = 0; m < members; m++) {
        moved = Math.fma(w[m], y[j * members + m], moved);
      }
      innovation[first + j] = root * (d[j] - moved);
    }
    Gemm.gemm(false, false, count, members, members, root, y, 0, members, t, 0, members, 0.0, observed,
        first * members, members);
    for (int m = 0; m < members; m++) {
      for (int u = 0; u < variables; u++) {
        forecast[(m * variables + u) * most + targets] = u < n ? anomalies[m * n + u] : 0.0;
      }
    }
    target[targets] = number;
    targets++;
    start[targets] = first + count;
  }

  /** The mean of a variable of the target that was added last, after the first step. */
  void mean(int u, double value) {
    mean[u * most + targets - 1] = value;
  }

  private void reserve(int count) {
    if (innovation.length < count) {
      int length = count + count / 4;
      observed = Arrays.copyOf(observed, Checks.elements(LKNETF.NAME, length, members, Double.BYTES));
      innovation = Arrays.copyOf(innovation, length);
      index = new int[length];
      weight = new double[length];
      for (int j = 0; j < length; j++) {
        index[j] = j;
        weight[j] = 1.0;
      }
    }
  }

  /** Runs the steps; returns the first target, among these, that is refused, or −1. */
  int run() {
    if (targets == 0) {
      return -1;
    }
    LocalProblems problems = new LocalProblems(members, variables, most, 1, forecast, mean, result,
        new Object(), start[targets], members, observed, innovation, false, members - 1, 1.0, 1.0,
        Filter.LARGEST_CONDITION);
    analysis.analyse(problems, new TargetLists(0, targets, start, index, weight), status, condition);
    for (int s = 0; s < targets; s++) {
      if (status[s] != 0) {
        return s;
      }
    }
    return -1;
  }

  /** The anomalies that the s-th target has now: element (m, u) at m·n + u. */
  void results(int s, int n, double[] anomalies) {
    for (int m = 0; m < members; m++) {
      for (int u = 0; u < n; u++) {
        anomalies[m * n + u] = result[(m * variables + u) * most + s];
      }
    }
  }

  /** The mean that a variable of the s-th target has now. */
  double resultingMean(int s, int u) {
    return mean[u * most + s];
  }
}
