package org.isobit.verify.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.linalg.poisson.Boundary;
import org.isobit.linalg.poisson.DirichletHelmholtz;
import org.isobit.linalg.poisson.Helmholtz;
import org.isobit.linalg.poisson.Scheme;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** Solutions put back into their equation, those of the other solver, and fields inside larger ones. */
class DirichletHelmholtzTest {

  private static double at(double[] u, int rows, int columns, int i, int j) {
    return i < 0 || j < 0 || i >= rows || j >= columns ? 0.0 : u[i * columns + j];
  }

  @Test
  void theEquationHoldsAtEveryPoint() {
    for (int[] shape : new int[][] {{1, 1}, {1, 14}, {13, 1}, {7, 35}, {40, 11}}) {
      for (double lambda : new double[] {0.0, 3.5, 1600.0}) {
        int rows = shape[0];
        int columns = shape[1];
        double[] f = new Inputs(rows).doubles(rows * columns);
        double[] u = new double[f.length];
        DirichletHelmholtz.of(rows, columns, 0.3, 0.2, lambda).solve(f, 0, columns, u, 0, columns);
        double largest = Arrays.stream(u).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < columns; j++) {
            double here = at(u, rows, columns, i, j);
            double second = (at(u, rows, columns, i - 1, j) + at(u, rows, columns, i + 1, j) - 2 * here) / 0.09
                + (at(u, rows, columns, i, j - 1) + at(u, rows, columns, i, j + 1) - 2 * here) / 0.04;
            assertEquals(f[i * columns + j], second - lambda * here, 2e-14 * (1 + (100 + lambda) * largest));
          }
        }
      }
    }
  }

  @Test
  void theOtherSolverAgrees() {
    double[] f = new Inputs(3).doubles(31 * 31);
    double[] u = new double[f.length];
    double[] v = new double[f.length];
    DirichletHelmholtz.of(31, 31, 1.0 / 32.0, 1.0 / 32.0, 100.0).solve(f, 0, 31, u, 0, 31);
    Helmholtz.rectangle(31, 31, 1.0 / 32.0, 1.0 / 32.0, Boundary.DIRICHLET, Boundary.DIRICHLET, 100.0,
        Scheme.SECOND_ORDER).solve(1, f, 0, f.length, v, 0, f.length, Workers.serial());
    double largest = Arrays.stream(v).map(Math::abs).max().orElseThrow();
    assertArrayEquals(v, u, 1e-14 * largest);
  }

  /** Spacings that are powers of two apart only scale the solution, up to the ends of the range. */
  @Test
  void spacingsAreFreeInTheirRange() {
    double[] f = new Inputs(6).doubles(12);
    double[] u = new double[12];
    double[] scaled = new double[12];
    DirichletHelmholtz.of(3, 4, 1.0, 1.0, 0.0).solve(f, 0, 4, u, 0, 4);
    for (double h : new double[] {0x1p-249, 0x1p249}) {
      DirichletHelmholtz.of(3, 4, h, h, 0.0).solve(f, 0, 4, scaled, 0, 4);
      for (int i = 0; i < 12; i++) {
        assertEquals(u[i] * h * h, scaled[i]);
      }
    }
  }

  @Test
  void fieldsInsideLargerOnesAndInPlace() {
    double[] f = new Inputs(4).doubles(8 * 11);
    double[] whole = new Inputs(5).doubles(10 * 13);
    double[] before = whole.clone();
    for (int i = 0; i < 8; i++) {
      System.arraycopy(f, i * 11, whole, (i + 1) * 13 + 1, 11);
    }
    DirichletHelmholtz solver = DirichletHelmholtz.of(8, 11, 1.0, 1.0, 2.0);
    solver.solve(whole, 14, 13, whole, 14, 13);
    solver.solve(f, 0, 11, f, 0, 11);
    for (int i = 0; i < 10; i++) {
      for (int j = 0; j < 13; j++) {
        boolean inside = i > 0 && j > 0 && i < 9 && j < 12;
        assertEquals(inside ? f[(i - 1) * 11 + j - 1] : before[i * 13 + j], whole[i * 13 + j]);
      }
    }
  }

  @Test
  void saysWhatItCannotTake() {
    assertEquals("DirichletHelmholtz: lambda must be finite and not below 0, but is -1.0",
        assertThrows(IllegalArgumentException.class, () -> DirichletHelmholtz.of(3, 4, 1.0, 1.0, -1.0)).getMessage());
    assertEquals("DirichletHelmholtz: 6 columns take a transform of 14 points: RealFourierPlan: n must be 2^a·3^b·5^c "
        + "and at most 1048576, but is 14; nearest are 12 and 15",
        assertThrows(IllegalArgumentException.class, () -> DirichletHelmholtz.of(3, 6, 1.0, 1.0, 0.0)).getMessage());
    for (double far : new double[] {1e-200, 1e-100, 1e-78, 1e78, 1e200}) {
      assertEquals("DirichletHelmholtz: rowSpacing must be so that 1 / rowSpacing^4 is in the range of numbers, but is "
          + far, assertThrows(IllegalArgumentException.class, () -> DirichletHelmholtz.of(3, 4, far, far, 0.0))
          .getMessage());
    }
  }
}
