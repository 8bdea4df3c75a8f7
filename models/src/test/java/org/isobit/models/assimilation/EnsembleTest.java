package org.isobit.models.assimilation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.isobit.kernels.Checks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** An ensemble in a larger array: where members are, moments, copies, and what is refused. */
class EnsembleTest {

  private static void says(String message, Executable bad) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, bad).getMessage());
  }

  /** Three members of two variables from element 2 on, five elements apart; −9 is nobody's. */
  private static double[] spaced() {
    return new double[] {-9, -9, 1, 10, -9, -9, -9, 2, 30, -9, -9, -9, 6, 50, -9};
  }

  @Test
  void membersStandWhereTheLeadingDimensionSays() {
    double[] values = spaced();
    Ensemble e = Ensemble.of(values, 2, 5, 3, 2);
    assertEquals(3, e.members());
    assertEquals(2, e.size());
    assertEquals(5, e.ld());
    assertEquals(7, e.index(1));
    assertEquals(30, e.get(1, 1));
    assertEquals(6, e.get(2, 0));
    e.set(2, 1, 7);
    assertEquals(7, values[13]);
    assertEquals("Ensemble[3 members x 2]", e.toString());
    for (int[] outside : new int[][] {{-1, 0}, {3, 0}, {0, -1}, {0, 2}}) {
      assertEquals("Ensemble: member " + outside[0] + ", variable " + outside[1] + " of 3 x 2",
          assertThrows(IndexOutOfBoundsException.class, () -> e.get(outside[0], outside[1])).getMessage());
      assertThrows(IndexOutOfBoundsException.class, () -> e.set(outside[0], outside[1], 1));
    }
  }

  @Test
  void momentsAreOverMembers() {
    Ensemble e = Ensemble.of(spaced(), 2, 5, 3, 2);
    assertArrayEquals(new double[] {3, 30}, e.mean());
    assertArrayEquals(new double[] {Math.sqrt((4 + 1 + 9) / 2.0), 20}, e.spread());
    double[] mean = new double[2];
    e.mean(mean);
    assertArrayEquals(new double[] {3, 30}, mean);
  }

  @Test
  void copiesHaveNoGapsAndLeaveThoseOfOthers() {
    Ensemble e = Ensemble.of(spaced(), 2, 5, 3, 2);
    Ensemble copy = e.copy();
    assertNotSame(e.values(), copy.values());
    assertArrayEquals(new double[] {1, 10, 2, 30, 6, 50}, copy.values());
    copy.set(0, 0, 4);
    copy.set(2, 1, 8);
    e.copyFrom(copy);
    double[] expected = spaced();
    expected[2] = 4;
    expected[13] = 8;
    assertArrayEquals(expected, e.values());
    says("Ensemble: cannot copy 2 x 2 to 3 x 2", () -> e.copyFrom(Ensemble.allocate(2, 2)));
    says("Ensemble: cannot copy 3 x 1 to 3 x 2", () -> e.copyFrom(Ensemble.allocate(3, 1)));
  }

  @Test
  void theFirstValueThatIsNotFiniteIsNamed() {
    Ensemble e = Ensemble.of(spaced(), 2, 5, 3, 2);
    e.values()[4] = Double.NaN;
    e.requireFinite("test");
    e.set(2, 1, Double.NaN);
    says("test: member 2 has NaN at variable 1", () -> e.requireFinite("test"));
    e.set(1, 0, Double.NEGATIVE_INFINITY);
    says("test: member 1 has -Infinity at variable 0", () -> e.requireFinite("test"));
    assertEquals(-1, Finite.first(spaced(), 0, 15));
    assertEquals(2, Finite.first(e.values(), 5, 10));
  }

  @Test
  void shapesAreChecked() {
    assertEquals(2, Ensemble.allocate(2, 1).members());
    Ensemble one = Ensemble.of(new double[] {3, 4}, 1, 2);
    assertArrayEquals(new double[] {3, 4}, one.mean());
    says("ensemble spread: members must be at least 2, but is 1", one::spread);
    says("test: members must be at least 2, but is 1", () -> one.requireSpread("test"));
    says("Ensemble: members must be positive, but is 0", () -> Ensemble.of(new double[5], 0, 5));
    says("Ensemble: size must be positive, but is 0", () -> Ensemble.allocate(2, 0));
    assertThrows(IllegalArgumentException.class, () -> Ensemble.of(spaced(), 3, 5, 3, 3));
    assertThrows(IllegalArgumentException.class, () -> Ensemble.of(spaced(), 0, 1, 3, 2));
  }

  /** One array holds at most what the heap has, which is asked before memory is. */
  @Test
  void whatDoesNotFitIsRefusedWithTheBytesNeeded() {
    assertEquals(35, Checks.elements("test", 5, 7, Double.BYTES));
    long heap = Runtime.getRuntime().maxMemory();
    long most = Math.min(heap / 8, Integer.MAX_VALUE - 8L);
    assertEquals(most, Checks.elements("test", 1, (int) most, Double.BYTES));
    says("test: 1 x " + (most + 1) + " doubles need " + (most + 1) * 8.0 / (1 << 20) + " MiB (" + (most + 1) * 8
        + " bytes) in one array of at most 2147483639 elements, in a heap of at most " + heap + " bytes (-Xmx)",
        () -> Checks.elements("test", 1, (int) (most + 1), Double.BYTES));
    assertThrows(IllegalArgumentException.class, () -> Checks.elements("test", 1 << 16, 1 << 16, Double.BYTES));
  }

  @Test
  void copiesAreOfTheSameElementsOrOfOthers() {
    double[] values = spaced();
    Ensemble e = Ensemble.of(values, 2, 5, 3, 2);
    e.copyFrom(Ensemble.of(values, 2, 5, 3, 2));
    assertArrayEquals(spaced(), values);
    says("Ensemble: the copy (3x2 at offset 2, leading dimension 5) overlaps the other (at offset 1, leading "
        + "dimension 5) in part; they must be the same or apart", () -> e.copyFrom(Ensemble.of(values, 1, 5, 3, 2)));
    assertArrayEquals(spaced(), values);
    Ensemble.of(values, 0, 5, 3, 2).copyFrom(e);
    assertArrayEquals(new double[] {1, 10, 1, 10, -9, 2, 30, 2, 30, -9, 6, 50, 6, 50, -9}, values);
  }
}
