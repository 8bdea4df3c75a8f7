// Master of FloatRecurrentThreadsTest: the float version is generated from this file.
package org.isobit.kernels.recurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.random.Philox;
import org.junit.jupiter.api.Test;

/** Every number of threads gives the bits of the scalar references. */
class RecurrentThreadsTest {

  private static final int ROWS = 701;
  private static final int N = 37;

  private static double[][] operands(int[] sizes) {
    double[][] x = new double[sizes.length][];
    for (int i = 0; i < x.length; i++) {
      x[i] = new double[i + sizes[i] * ROWS * N];
      Philox.gaussian(i, 0, 0, x[i].length, x[i], 0);
    }
    return x;
  }

  private static void same(String what, int[] sizes, Consumer<double[][]> reference,
      BiConsumer<double[][], Workers> entry) {
    double[][] expected = operands(sizes);
    reference.accept(expected);
    for (int threads : new int[] {1, 2, 3, 5}) {
      try (Workers workers = Workers.of(threads)) {
        double[][] actual = operands(sizes);
        entry.accept(actual, workers);
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
  void cellsHaveTheBitsOfTheReference() {
    same("LstmGates.forward", new int[] {4, 1, 1, 1},
        x -> LstmGatesReference.of(Backend.REFERENCE).forward(ROWS, N, x[0], 0, 4 * N, x[1], 1, N, x[2], 2, N, x[3], 3,
            N),
        (x, workers) -> LstmGates.forward(ROWS, N, x[0], 0, 4 * N, x[1], 1, N, x[2], 2, N, x[3], 3, N, workers));
    same("LstmGates.backward", new int[] {4, 1, 1, 1, 1, 4},
        x -> LstmGatesReference.of(Backend.REFERENCE).backward(ROWS, N, x[0], 0, 4 * N, x[1], 1, N, x[2], 2, N, x[3], 3,
            N, x[4], 4, N, x[5], 5, 4 * N),
        (x, workers) -> LstmGates.backward(ROWS, N, x[0], 0, 4 * N, x[1], 1, N, x[2], 2, N, x[3], 3, N, x[4], 4, N,
            x[5], 5, 4 * N, workers));
    same("LstmGates.tangent", new int[] {4, 1, 1, 4, 1, 1},
        x -> LstmGatesReference.of(Backend.REFERENCE).tangent(ROWS, N, x[0], 0, 4 * N, x[1], 1, N, x[2], 2, N, x[3], 3,
            4 * N, x[4], 4, N, x[5], 5, N),
        (x, workers) -> LstmGates.tangent(ROWS, N, x[0], 0, 4 * N, x[1], 1, N, x[2], 2, N, x[3], 3, 4 * N, x[4], 4, N,
            x[5], 5, N, workers));
    same("GruGates.forward", new int[] {4, 1, 1},
        x -> GruGatesReference.of(Backend.REFERENCE).forward(ROWS, N, x[0], 0, 4 * N, x[1], 1, N, x[2], 2, N),
        (x, workers) -> GruGates.forward(ROWS, N, x[0], 0, 4 * N, x[1], 1, N, x[2], 2, N, workers));
    same("GruGates.backward", new int[] {4, 1, 1, 1, 4},
        x -> GruGatesReference.of(Backend.REFERENCE).backward(ROWS, N, x[0], 0, 4 * N, x[1], 1, N, x[2], 2, N, x[3], 3,
            N, x[4], 4, 4 * N),
        (x, workers) -> GruGates.backward(ROWS, N, x[0], 0, 4 * N, x[1], 1, N, x[2], 2, N, x[3], 3, N, x[4], 4, 4 * N,
            workers));
    same("GruGates.tangent", new int[] {4, 1, 4, 1, 1},
        x -> GruGatesReference.of(Backend.REFERENCE).tangent(ROWS, N, x[0], 0, 4 * N, x[1], 1, N, x[2], 2, 4 * N, x[3],
            3, N, x[4], 4, N),
        (x, workers) -> GruGates.tangent(ROWS, N, x[0], 0, 4 * N, x[1], 1, N, x[2], 2, 4 * N, x[3], 3, N, x[4], 4, N,
            workers));
  }

  /** A closed pool refuses what is given to it: large calls are, small ones are not. */
  @Test
  void onlyLargeCallsUseThreads() {
    Workers closed = Workers.of(2);
    closed.close();
    double[][] x = operands(new int[] {4, 1, 1});
    GruGates.forward(20, N, x[0], 0, 4 * N, x[1], 0, N, x[2], 0, N, closed);
    assertThrows(IllegalStateException.class,
        () -> GruGates.forward(ROWS, N, x[0], 0, 4 * N, x[1], 0, N, x[2], 0, N, closed));
  }
}
