package org.isobit.kernels;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** Overlaps of matrices in one array, against the set of elements of each. */
class ChecksTest {

  private static BitSet elements(int offset, int rows, int columns, int ld) {
    BitSet set = new BitSet();
    for (int i = 0; i < rows; i++) {
      set.set(offset + i * ld, offset + i * ld + columns);
    }
    return set;
  }

  /** Either of them may be the one that is written. */
  private static boolean refused(int xo, int rowsX, int columnsX, int ldx, int yo, int rowsY, int columnsY, int ldy) {
    boolean refused = refuses(xo, rowsX, columnsX, ldx, yo, rowsY, columnsY, ldy);
    assertEquals(refused, refuses(yo, rowsY, columnsY, ldy, xo, rowsX, columnsX, ldx));
    return refused;
  }

  private static boolean refuses(int xo, int rowsX, int columnsX, int ldx, int yo, int rowsY, int columnsY, int ldy) {
    try {
      Checks.apart("test", "x", "y", true, xo, rowsX, columnsX, ldx, yo, rowsY, columnsY, ldy);
      return false;
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  @Test
  void leadingDimensions() {
    assertEquals("test: leading dimension 2 of A is smaller than its 3 columns", leading(2, 3, 2));
    assertEquals("test: leading dimension 0 of A is smaller than its 3 columns", leading(0, 3, 0));
    assertEquals("test: leading dimension of A must be positive, but is 0", leading(2, 0, 0));
    assertEquals("test: leading dimension of A must be positive, but is -1", leading(2, 0, -1));
    assertEquals("test: leading dimension of A must be positive, but is -1", leading(0, 0, -1));
    assertEquals(3, Checks.matrix("test", "A", 3, 3, 0, 0, 0));
    assertEquals(3, Checks.matrix("test", "A", 3, 3, 2, 0, 1));
  }

  private static String leading(int rows, int columns, int ld) {
    return assertThrows(IllegalArgumentException.class, () -> Checks.matrix("test", "A", 99, 0, rows, columns, ld))
        .getMessage();
  }

  @Test
  void vectorsAndMatricesOfOneLeadingDimensionAreApartWhereTheyShareNoElement() {
    for (int ld = 1; ld <= 5; ld++) {
      for (int rowsX = 0; rowsX <= 3; rowsX++) {
        for (int columnsX = 0; columnsX <= (rowsX == 1 ? 7 : ld); columnsX++) {
          for (int rowsY = 0; rowsY <= 3; rowsY++) {
            for (int columnsY = 0; columnsY <= (rowsY == 1 ? 7 : ld); columnsY++) {
              for (int xo = 0; xo <= 18; xo++) {
                boolean shared = elements(xo, rowsX, columnsX, ld).intersects(elements(9, rowsY, columnsY, ld));
                assertEquals(shared, refused(xo, rowsX, columnsX, ld, 9, rowsY, columnsY, ld), rowsX + "x" + columnsX
                    + " at " + xo + " and " + rowsY + "x" + columnsY + " at 9, leading dimension " + ld);
              }
            }
          }
        }
      }
    }
  }

  @Test
  void whatSharesAnElementIsRefusedWhateverTheLeadingDimensions() {
    for (int ldx = 1; ldx <= 5; ldx++) {
      for (int ldy = 1; ldy <= 5; ldy++) {
        for (int columns = 1; columns <= Math.min(ldx, ldy); columns++) {
          for (int xo = 0; xo <= 24; xo++) {
            if (elements(xo, 3, columns, ldx).intersects(elements(12, 3, columns, ldy))) {
              int at = xo;
              int x = ldx;
              int y = ldy;
              int n = columns;
              if (xo == 12 && ldx == ldy) {
                assertDoesNotThrow(() -> Checks.sameOrApart("test", "y", "x", true, 12, y, at, x, 3, n));
              } else {
                assertThrows(IllegalArgumentException.class,
                    () -> Checks.sameOrApart("test", "y", "x", true, 12, y, at, x, 3, n));
              }
            }
          }
        }
      }
    }
  }

  @Test
  void theLargestArraysCountToo() {
    int billion = 1_000_000_000;
    assertTrue(refused(1, 2, 1, billion, 0, 1, 2 * billion, 2 * billion));
    assertTrue(refused(billion, 2, 1, billion, billion - 1, 1, 1_140_000_000, 1));
    assertFalse(refused(1, 2, 1, billion, 2, 1, billion - 1, 1));
    assertTrue(refused(1, 2, 1, billion, 2, 1, billion, 1));
  }
}
