// Master of FloatRationalContractTest: the float version is generated from this file.
package org.isobit.verify.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.Backend;
import org.isobit.linalg.batch.BatchRational;
import org.isobit.linalg.batch.RationalPoles;
import org.isobit.verify.contract.outsider.Poles;
import org.isobit.verify.contract.outsider.RationalFunctions;
import org.junit.jupiter.api.Test;

/** What was written from the contract's document has the bits of batchRational, by either backend. */
class RationalContractTest {

  private static final Poles POLES = new Poles();

  /** Problems of one block; the last ones repeat the problem between others of its order. */
  private static final int LANES = 19;

  @Test
  void theDocumentHasTheTables() {
    for (int m = 1; m <= RationalPoles.LARGEST; m++) {
      assertEquals(RationalPoles.count(m), POLES.shift[m].length, "table " + m);
      for (int j = 0; j < POLES.shift[m].length; j++) {
        assertEquals(RationalPoles.shift(m, j), POLES.shift[m][j], "shift " + j + " of table " + m);
        assertEquals(RationalPoles.weight(m, j), POLES.weight[m][j], "weight " + j + " of table " + m);
      }
    }
  }

  @Test
  void committedProblemsHaveTheSameBits() {
    List<SymmetricProblem> problems = SymmetricProblem.committed();
    int numbers = 0;
    for (SymmetricProblem p : problems) {
      RationalFunctions second = new RationalFunctions(p.lower(), p.c(), POLES);
      assertEquals(null, second.refusal, p.name());
      compare(p, second);
      numbers += p.n() * (p.n() + 1) / 2 + p.n();
    }
    assertTrue(numbers >= 10_000, numbers + " numbers");
  }

  @Test
  void degenerateProblemsHaveTheSameBitsOrAreRefusedAlike() {
    List<RationalFunctions.Refusal> refusals = new ArrayList<>();
    for (SymmetricProblem p : SymmetricProblem.degenerate()) {
      RationalFunctions second = new RationalFunctions(p.lower(), p.c(), POLES);
      compare(p, second);
      refusals.add(second.refusal);
    }
    for (RationalFunctions.Refusal each : RationalFunctions.Refusal.values()) {
      assertTrue(refusals.contains(each), each + " was never met");
    }
  }

  private static void compare(SymmetricProblem p, RationalFunctions second) {
    compare(p, second, Backend.REFERENCE, 1, 0);
    compare(p, second, Backend.SIMD, LANES, LANES / 2);
    compare(p, second, Backend.SIMD, LANES, LANES - 1);
  }

  /** The other lanes hold diagonal matrices, each twice the one before. */
  private static void compare(SymmetricProblem p, RationalFunctions second, Backend backend, int lanes, int lane) {
    String name = p.name() + " by " + backend + " in lane " + lane + " of " + lanes;
    int n = p.n();
    double[] a = new double[n * n * lanes];
    for (int other = 0; other < lanes; other++) {
      for (int i = 0; i < n; i++) {
        a[(i * n + i) * lanes + other] = SymmetricProblem.power(other);
      }
    }
    p.put(a, lanes, lane);
    BatchRational rational = new BatchRational(backend);
    int failed = rational.attempt(n, lanes, a, 0, p.c());
    boolean refused = failed >= 0 && !rational.reduced(lane);
    assertEquals(second.refusal != null, refused, name + ": refused");
    same(name + ": bound", second.bound, rational.bound(lane));
    same(name + ": largest", second.largest(), rational.largest(lane));
    if (refused) {
      String message = assertThrows(RuntimeException.class, () -> rational.factor(n, lanes, a, 0, p.c())).getMessage();
      assertTrue(message.contains(switch (second.refusal) {
        case NOT_FINITE -> "A[";
        case TOO_LARGE -> "reaches 2^36";
        case NOT_POSITIVE -> "has an eigenvalue below 63/64";
      }), name + ": " + message);
      return;
    }
    double[] x = new double[n * lanes];
    put(p.x(), x, lanes, lane);
    rational.rotate(1, x, 0);
    double[] rotated = second.rotate(p.x());
    same(name + ": rotate", rotated, x, lanes, lane);
    double[] y = new double[n * lanes];
    rational.inverseRoot(1, x, 0, y, 0);
    double[] root = second.inverseRoot(rotated);
    same(name + ": inverseRoot", root, y, lanes, lane);
    rational.rotateBack(1, y, 0);
    same(name + ": rotateBack", second.rotateBack(root), y, lanes, lane);
    rational.inverse(1, x, 0, y, 0);
    same(name + ": inverse", second.inverse(rotated), y, lanes, lane);
    rational.dividedDifference(1, x, 0, y, 0);
    same(name + ": dividedDifference", second.dividedDifference(rotated), y, lanes, lane);
    double[] matrix = new double[n * n * lanes];
    rational.matrix(matrix, 0);
    same(name + ": matrix", second.matrix(), matrix, lanes, lane);
  }

  private static void put(double[] x, double[] block, int lanes, int lane) {
    for (int i = 0; i < x.length; i++) {
      block[i * lanes + lane] = x[i];
    }
  }

  private static void same(String name, double expected, double actual) {
    assertEquals(Double.doubleToLongBits(expected), Double.doubleToLongBits(actual),
        () -> name + ": " + expected + " and " + actual);
  }

  private static void same(String name, double[] expected, double[] block, int lanes, int lane) {
    double[] actual = new double[expected.length];
    for (int i = 0; i < actual.length; i++) {
      actual[i] = block[i * lanes + lane];
    }
    // Doubles are compared by their bits, NaNs as one value.
    assertArrayEquals(expected, actual, name);
  }
}
