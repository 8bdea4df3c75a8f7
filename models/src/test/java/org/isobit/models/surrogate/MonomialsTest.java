package org.isobit.models.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.isobit.kernels.random.Philox;
import org.isobit.models.dynamics.Lorenz96;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class MonomialsTest {

  /** The order of the published list of a stencil of two sites. */
  private static final List<String> PUBLISHED = List.of("1", "x[n-2]", "x[n-1]", "x[n+0]", "x[n+1]", "x[n+2]",
      "x[n-2]*x[n-2]", "x[n-2]*x[n-1]", "x[n-2]*x[n+0]", "x[n-1]*x[n-1]", "x[n-1]*x[n+0]", "x[n-1]*x[n+1]",
      "x[n+0]*x[n+0]", "x[n+0]*x[n+1]", "x[n+0]*x[n+2]", "x[n+1]*x[n+1]", "x[n+1]*x[n+2]", "x[n+2]*x[n+2]");

  /** F, −x_n, −x_{n−2}·x_{n−1} and x_{n−1}·x_{n+1} among the 18. */
  static double[] lorenz96(double forcing) {
    double[] a = new double[18];
    a[0] = forcing;
    a[3] = -1.0;
    a[7] = -1.0;
    a[11] = 1.0;
    return a;
  }

  @Test
  void regressorsAreThoseOfTheStencil() {
    int[] counts = {2 + 1, 9, 18, 30, 45};
    for (int reach = 0; reach <= 4; reach++) {
      assertEquals(counts[reach], Monomials.local(40, reach).regressors());
    }
    Monomials two = Monomials.local(40, 2);
    assertEquals(PUBLISHED, IntStream.range(0, two.regressors()).mapToObj(two::name).toList());
    assertEquals(41 * 42 / 2, Monomials.nonLocal(40).regressors());
    assertEquals(40 * 18, two.bySite().parameters());
    assertEquals(18, two.bySite().regressors());
  }

  @Test
  void lorenz96IsOneOfTheModels() {
    int n = 13;
    double[] x = new double[n];
    Philox.gaussian(1, 0, 0, n, x, 0);
    double[] expected = new double[n];
    new Lorenz96(n, 7.5).tendency(x, 0, expected, 0);
    double[] bySite = new double[18 * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(lorenz96(7.5), 0, bySite, 18 * i, 18);
    }
    Monomials local = Monomials.local(n, 2);
    for (MonomialModel model : List.of(local.model(lorenz96(7.5)), local.bySite().model(bySite))) {
      double[] actual = new double[n];
      model.tendency(x, 0, actual, 0);
      assertArrayEquals(expected, actual, 1e-14);
    }
  }

  @Test
  void regressorsAreFoundByTheirOffsets() {
    Monomials local = Monomials.local(40, 2);
    assertEquals(0, local.regressor());
    assertEquals(3, local.regressor(0));
    assertEquals(11, local.regressor(1, -1));
    assertEquals(11, local.regressor(-1, 41));
    assertEquals(-1, local.regressor(-2, 1));
    assertEquals(-1, local.regressor(3));
    assertEquals(-1, local.regressor(0, 0, 0));
    Monomials all = Monomials.nonLocal(5);
    assertEquals("x[n+3]*x[n+4]", all.name(all.regressor(-2, -1)));
    assertEquals("x[n+1]*x[n+4]", all.name(all.regressor(-1, 1)));
  }

  /** Σ_p A_p·r_p by the names, of all monomials. */
  @Test
  void everyMonomialIsWhatItsNameSays() {
    int n = 7;
    for (Monomials monomials : List.of(Monomials.local(n, 3), Monomials.nonLocal(n), Monomials.local(n, 1))) {
      double[] x = new double[n];
      Philox.gaussian(2, 0, 0, n, x, 0);
      for (int p = 0; p < monomials.regressors(); p++) {
        double[] a = new double[monomials.parameters()];
        a[p] = 1.0;
        double[] f = new double[n];
        monomials.model(a).tendency(x, 0, f, 0);
        double[] derivative = new double[n];
        monomials.addDerivative(p, 1, x, derivative);
        for (int i = 0; i < n; i++) {
          double expected = 1.0;
          for (String factor : monomials.name(p).split("\\*")) {
            if (factor.startsWith("x")) {
              int offset = Integer.parseInt(factor.replace("x[n", "").replace("]", ""));
              expected *= x[Math.floorMod(i + offset, n)];
            }
          }
          assertEquals(expected, f[i], 1e-15 + 1e-15 * Math.abs(expected), monomials.name(p));
          assertEquals(expected, derivative[i], 1e-15 + 1e-15 * Math.abs(expected), monomials.name(p));
        }
      }
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    refused("a stencil of 40 sites at most has a reach of 0 to 19, but it is 20", () -> Monomials.local(40, 20));
    refused("reach of 0 to 19, but it is -1", () -> Monomials.local(40, -1));
    refused("size must be from 1 to 10000, but is 0", () -> Monomials.nonLocal(0));
    refused("there are 18 parameters, but 17 numbers", () -> Monomials.local(40, 2).model(new double[17]));
    double[] bad = new double[18];
    bad[7] = Double.NaN;
    refused("the coefficient of x[n-2]*x[n-1] is NaN", () -> Monomials.local(40, 2).model(bad));
  }

  static void refused(String what, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(what), message);
  }
}
