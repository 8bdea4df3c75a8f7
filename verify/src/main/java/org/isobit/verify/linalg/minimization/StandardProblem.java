package org.isobit.verify.linalg.minimization;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.isobit.linalg.minimization.DenseLeastSquares;

/**
 * A problem of Moré, Garbow and Hillstrom (1981), Testing unconstrained optimization software, ACM Trans. Math. Softw.
 * 7: sums of squares Σ r_i² with the start and the minima that the paper gives.
 *
 * @param name      its number and name there, and its sizes
 * @param residuals number of residuals
 * @param start     the standard start
 * @param minima    the published Σ r_i² of its minima, global one first; of problem 26 one more
 * @param values    the residuals
 * @param slopes    their Jacobian, row by row
 */
record StandardProblem(String name, int residuals, double[] start, List<Double> minima, Values values, Values slopes)
    implements DenseLeastSquares {

  /** A vector that depends on a point. */
  interface Values {
    void put(double[] x, double[] to);
  }

  static List<StandardProblem> all() {
    return Stream.of(SmallProblems.all(), DataProblems.all(), VariableProblems.all()).flatMap(List::stream).toList();
  }

  static StandardProblem of(String name, int residuals, double[] start, List<Double> minima, Values values,
      Values slopes) {
    return new StandardProblem(name, residuals, start, minima, values, slopes);
  }

  @Override
  public int size() {
    return start.length;
  }

  @Override
  public void residual(double[] x, double[] r) {
    values.put(x, r);
  }

  @Override
  public void jacobian(double[] x, double[] jacobian) {
    Arrays.fill(jacobian, 0.0);
    slopes.put(x, jacobian);
  }

  /** The same from another start. */
  StandardProblem from(double factor) {
    double[] other = new double[start.length];
    for (int i = 0; i < other.length; i++) {
      other[i] = factor * start[i];
    }
    return new StandardProblem(name, residuals, other, minima, values, slopes);
  }

  @Override
  public String toString() {
    return name;
  }
}
