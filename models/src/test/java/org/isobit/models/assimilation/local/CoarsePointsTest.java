package org.isobit.models.assimilation.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Which points of a grid are coarse, and between which a point lies, by hand. */
class CoarsePointsTest {

  private static void says(String message, Executable bad) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, bad).getMessage());
  }

  private static CoarseGrid line(int count, int step, boolean periodic) {
    return CoarseGrid.of(new int[] {count}, new int[] {step}, new boolean[] {periodic});
  }

  @Test
  void linesEndWithTheirLastPointAndRingsBeforeTheFirst() {
    assertArrayEquals(new int[] {0, 3, 6}, line(7, 3, false).numbers());
    assertArrayEquals(new int[] {0, 3, 6, 7}, line(8, 3, false).numbers());
    assertArrayEquals(new int[] {0, 3, 6, 8}, line(9, 3, false).numbers());
    assertArrayEquals(new int[] {0, 3, 6}, line(7, 3, true).numbers());
    assertArrayEquals(new int[] {0, 3, 6}, line(9, 3, true).numbers());
    assertArrayEquals(new int[] {0}, line(1, 3, false).numbers());
    assertArrayEquals(new int[] {0}, line(2, 3, true).numbers());
    assertArrayEquals(new int[] {0, 1}, line(2, 3, false).numbers());
    assertArrayEquals(new int[] {0, 1, 2}, line(3, 1, false).numbers());
    for (CoarseGrid grid : new CoarseGrid[] {line(7, 3, false), line(8, 3, true), line(5, 1, true)}) {
      assertEquals(grid.numbers().length, grid.coarsePoints());
    }
    assertEquals(8, line(8, 3, true).points());
  }

  @Test
  void stepsMayBeLongerThanAnyGrid() {
    for (int step : new int[] {9, 1 << 30, Integer.MAX_VALUE - 1, Integer.MAX_VALUE}) {
      assertArrayEquals(new int[] {0, 8}, line(9, step, false).numbers(), "step " + step);
      assertArrayEquals(new int[] {0}, line(9, step, true).numbers(), "step " + step);
      between(line(9, step, false), 8, 8, 8, 0);
      between(line(9, step, false), 6, 0, 8, 0.75);
      between(line(9, step, true), 6, 0, 0, 2 / 3.0);
    }
    assertEquals(2, line(2147483639, 1500000000, true).coarsePoints());
    between(line(2147483639, 1500000000, true), 2147483638, 1500000000, 0, 647483638 / 647483639.0);
  }

  private static void between(CoarseGrid grid, int point, int left, int right, double fraction) {
    CoarseGrid.Corners corners = grid.corners(new int[] {point});
    assertArrayEquals(new int[] {left, right, left, right}, corners.numbers(), "point " + point + " of " + grid);
    assertEquals(fraction, corners.right()[0], 1e-15);
    assertEquals(0, corners.down()[0]);
  }

  @Test
  void pointsOfALineLieBetweenTwo() {
    between(line(8, 3, false), 0, 0, 3, 0);
    between(line(8, 3, false), 2, 0, 3, 2 / 3.0);
    between(line(8, 3, false), 3, 3, 6, 0);
    between(line(8, 3, false), 6, 6, 7, 0);
    between(line(8, 3, false), 7, 7, 7, 0);
    between(line(9, 3, false), 7, 6, 8, 0.5);
    between(line(8, 3, true), 7, 6, 0, 0.5);
    between(line(9, 3, true), 8, 6, 0, 2 / 3.0);
    between(line(5, 9, true), 4, 0, 0, 4 / 5.0);
  }

  /** Two planes of 4 × 5: every third row, every second column, columns closed. */
  @Test
  void pointsOfAPlaneLieBetweenFour() {
    CoarseGrid grid = CoarseGrid.of(new int[] {2, 4, 5}, new int[] {1, 3, 2}, new boolean[] {false, false, true});
    assertEquals(40, grid.points());
    assertEquals(2 * 2 * 3, grid.coarsePoints());
    assertEquals(2, grid.planes());
    assertArrayEquals(new int[] {0, 2, 4, 15, 17, 19, 20, 22, 24, 35, 37, 39}, grid.numbers());
    assertEquals("every 3 x 2 of [2, 4, 5]", grid.toString());
    assertEquals("every 3 of [8]", line(8, 3, true).toString());
    // Row 1, column 3 of the second plane; row 2, column 4, which lies on a coarse column; row 3, column 1.
    CoarseGrid.Corners corners = grid.corners(new int[] {28, 34, 16});
    assertArrayEquals(new int[] {22, 24, 37, 39, 24, 20, 39, 35, 15, 17, 15, 17}, corners.numbers());
    assertArrayEquals(new double[] {1 / 3.0, 2 / 3.0, 0}, corners.down(), 1e-15);
    assertArrayEquals(new double[] {0.5, 0, 0.5}, corners.right(), 1e-15);
    assertThrows(IndexOutOfBoundsException.class, () -> grid.corners(new int[] {40}));
    assertThrows(IndexOutOfBoundsException.class, () -> grid.corners(new int[] {-1}));
  }

  @Test
  void gridsAreCopiedAndChecked() {
    int[] shape = {4, 6};
    CoarseGrid grid = CoarseGrid.of(shape, new int[] {2, 3}, new boolean[2]);
    shape[0] = 9;
    assertEquals("every 2 x 3 of [4, 6]", grid.toString());
    says("CoarseGrid: 0 dimensions, 0 steps and 0 flags of periodicity do not fit",
        () -> CoarseGrid.of(new int[0], new int[0], new boolean[0]));
    says("CoarseGrid: 1 dimensions, 1 steps and 2 flags of periodicity do not fit",
        () -> CoarseGrid.of(new int[1], new int[1], new boolean[2]));
    says("CoarseGrid: dimension 0 has 0 points and a step of 1; both must be positive", () -> line(0, 1, false));
    assertEquals(2147483639, CoarseGrid.of(new int[] {1, 2147483639}, new int[] {1, 1}, new boolean[2]).points());
    says("CoarseGrid: [2, 1073741820] are more points than an array can hold",
        () -> CoarseGrid.of(new int[] {2, 1073741820}, new int[] {1, 1}, new boolean[2]));
    // Even where the number of points fits no long.
    says("CoarseGrid: [2147483647, 2147483647, 2147483647] are more points than an array can hold", () -> CoarseGrid.of(
        new int[] {2147483647, 2147483647, 2147483647}, new int[] {1, 1, 1}, new boolean[3]));
    says("CoarseGrid: 7 corners, 2 and 2 fractions do not fit",
        () -> new CoarseGrid.Corners(new int[7], new double[2], new double[2]));
  }
}
