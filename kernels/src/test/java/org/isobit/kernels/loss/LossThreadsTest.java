// Master of FloatLossThreadsTest: the float version is generated from this file.
package org.isobit.kernels.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.random.Philox;
import org.isobit.kernels.reduce.ReduceReference;
import org.junit.jupiter.api.Test;

/** Every number of threads gives the bits of the scalar references. */
class LossThreadsTest {

  private static final int N = 70_001;
  private static final int ROWS = 701;
  private static final int COLUMNS = 97;
  private static final int MEMBERS = 3;
  private static final double WEIGHT = 0.3;

  private static double[][] operands() {
    double[][] x = new double[7][];
    for (int i = 0; i < x.length; i++) {
      x[i] = new double[i + MEMBERS * N];
      Philox.gaussian(i, 0, 0, x[i].length, x[i], 0);
    }
    return x;
  }

  private static double sum(double[] terms) {
    return WEIGHT * ReduceReference.of(Backend.REFERENCE).sum(terms.length, terms, 0, 1);
  }

  private static void same(String what, Function<double[][], Double> reference,
      BiFunction<double[][], Workers, Double> entry) {
    double[][] expected = operands();
    double loss = reference.apply(expected);
    for (int threads : new int[] {1, 2, 3, 5}) {
      try (Workers workers = Workers.of(threads)) {
        double[][] actual = operands();
        assertEquals(loss, entry.apply(actual, workers), what + ", loss, " + threads);
        for (int i = 0; i < actual.length; i++) {
          for (int j = 0; j < actual[i].length; j++) {
            if (Double.doubleToRawLongBits(expected[i][j]) != Double.doubleToRawLongBits(actual[i][j])) {
              assertEquals(expected[i][j], actual[i][j], what + ", operand " + i + ", element " + j + ", " + threads);
            }
          }
        }
      }
    }
  }

  @Test
  void elementsHaveTheBitsOfTheReference() {
    same("quantile", x -> WEIGHT * QuantileLossReference.of(Backend.REFERENCE).quantile(0.2, WEIGHT, N, x[0], 0, x[1],
        1, x[2], 2), (x, workers) -> QuantileLoss.quantile(0.2, WEIGHT, N, x[0], 0, x[1], 1, x[2], 2, workers));
    same("censored", x -> WEIGHT * CensoredGaussianReference.of(Backend.REFERENCE).censored(WEIGHT, N, x[0], 0, x[1], 1,
        x[2], 2, x[3], 3, x[4], 4, x[5], 5, x[6], 6), (x, workers) -> CensoredGaussian.censored(WEIGHT, N, x[0], 0,
        x[1], 1, x[2], 2, x[3], 3, x[4], 4, x[5], 5, x[6], 6, workers));
    same("crps", x -> WEIGHT * EnsembleLossesReference.of(Backend.REFERENCE).crps(true, WEIGHT, MEMBERS, N, x[0], 0, N,
        x[1], 1, x[2], 2, N), (x, workers) -> EnsembleLosses.crps(true, WEIGHT, MEMBERS, N, x[0], 0, N, x[1], 1, x[2],
        2, N, workers));
  }

  @Test
  void rowsHaveTheBitsOfTheReference() {
    double[] terms = new double[ROWS];
    same("probabilities", x -> {
      CrossEntropyReference.of(Backend.REFERENCE).probabilities(WEIGHT, ROWS, COLUMNS, x[0], 0, COLUMNS, x[1], 1,
          COLUMNS, x[2], 2, COLUMNS, terms, 0);
      return sum(terms);
    }, (x, workers) -> CrossEntropy.probabilities(WEIGHT, ROWS, COLUMNS, x[0], 0, COLUMNS, x[1], 1, COLUMNS, x[2], 2,
        COLUMNS, workers));
    double[] classes = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      classes[i] = i % COLUMNS;
    }
    same("classes", x -> {
      CrossEntropyReference.of(Backend.REFERENCE).classes(WEIGHT, ROWS, COLUMNS, x[0], 0, COLUMNS, classes, 0, x[2], 2,
          COLUMNS, terms, 0);
      return sum(terms);
    }, (x, workers) -> CrossEntropy.classes(WEIGHT, ROWS, COLUMNS, x[0], 0, COLUMNS, classes, 0, x[2], 2, COLUMNS,
        workers));
    int all = MEMBERS * COLUMNS;
    same("energy", x -> {
      EnsembleLossesReference.of(Backend.REFERENCE).energy(false, WEIGHT, ROWS, MEMBERS, COLUMNS, x[0], 0, all, x[1], 1,
          COLUMNS, x[2], 2, all, terms, 0);
      return sum(terms);
    }, (x, workers) -> EnsembleLosses.energy(false, WEIGHT, ROWS, MEMBERS, COLUMNS, x[0], 0, all, x[1], 1, COLUMNS,
        x[2], 2, all, workers));
  }

  /** A closed pool refuses what is given to it: large calls are, small ones are not. */
  @Test
  void onlyLargeCallsUseThreads() {
    Workers closed = Workers.of(2);
    closed.close();
    double[][] x = operands();
    QuantileLoss.quantile(0.5, WEIGHT, 5000, x[0], 0, x[1], 0, null, 0, closed);
    CrossEntropy.probabilities(WEIGHT, 5, COLUMNS, x[0], 0, COLUMNS, x[1], 0, COLUMNS, null, 0, 0, closed);
    assertThrows(IllegalStateException.class,
        () -> QuantileLoss.quantile(0.5, WEIGHT, N, x[0], 0, x[1], 0, null, 0, closed));
    assertThrows(IllegalStateException.class, () -> CrossEntropy.probabilities(WEIGHT, ROWS, COLUMNS, x[0], 0, COLUMNS,
        x[1], 0, COLUMNS, null, 0, 0, closed));
  }
}
