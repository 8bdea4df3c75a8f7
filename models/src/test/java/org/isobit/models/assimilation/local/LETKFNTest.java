package org.isobit.models.assimilation.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.FiniteSize;
import org.isobit.models.assimilation.FiniteSize.Form;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.global.EnKFN;
import org.isobit.models.assimilation.internal.EigenSums;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.registry.Values;
import org.junit.jupiter.api.Test;

/** The local EnKF-N against the global one and the LETKF. */
class LETKFNTest {

  private static final int SIZE = 12;
  private static final Localization EVERYWHERE = Localization.ring(SIZE, TaperLaw.BOXCAR, Radius.length(SIZE));
  private static final Localization NARROW = Localization.ring(SIZE, TaperLaw.GASPARI_COHN, Radius.support(4));

  private static double[] analysed(int members, int[] observed, Filter filter) {
    Cases c = new Cases(members, SIZE, 0, 4);
    Ensemble e = c.forecast();
    filter.analyse(e, c.direct(observed, 4, 0.8), Cycle.of(1, 1));
    return e.values();
  }

  private static void near(double[] expected, double[] actual, double tolerance, String what) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertArrayEquals(expected, actual, tolerance * largest, what);
  }

  /** Everything within reach of everything, and no taper: another path to the same analysis. */
  @Test
  void withoutLocalisationItIsTheGlobalFilter() {
    for (int members : new int[] {4, 9, 20}) {
      for (int[] observed : new int[][] {{3}, {0, 5, 7}, IntStream.range(0, SIZE).toArray()}) {
        for (Form form : Form.values()) {
          FiniteSize prior = new FiniteSize(form, 1.4, 1);
          double[] expected = analysed(members, observed, new EnKFN().withPrior(prior));
          // The primal form ends within 1e-10 of its weights.
          double tolerance = form == Form.PRIMAL ? 1e-10 : 1e-12;
          for (int batch : new int[] {1, 5, SIZE}) {
            near(expected, analysed(members, observed, new LETKFN(EVERYWHERE).withBatch(batch).withPrior(prior)),
                tolerance, members + " members, " + prior + ", batch " + batch);
          }
        }
      }
    }
  }

  /** Sums without eigenvalues are those with; where digits would be lost, eigenvalues give them, to the bit. */
  @Test
  void sumsAreThoseOfEigenvalues() {
    for (int k : new int[] {2, 5, 24}) {
      for (int p : new int[] {1, k - 1, 3 * k}) {
        java.util.Random random = new java.util.Random(k + p);
        TridiagonalSums sums = new TridiagonalSums("LETKFN", k);
        EigenSums eigen = new EigenSums("LETKFN");
        double[][] problems = new double[sums.lanes()][];
        for (int lane = 0; lane < problems.length; lane++) {
          double[] s = random.doubles((long) p * (k + 1), -1, 1).toArray();
          problems[lane] = new double[(k + 1) * (k + 1)];
          Gemm.gram(true, k + 1, p, 1.0, s, 0, k + 1, 0.0, problems[lane], 0, k + 1);
          sums.put(lane, problems[lane]);
        }
        sums.reduce();
        for (int lane = 0; lane < problems.length; lane++) {
          double[] gram = new double[k * k];
          double[] right = Arrays.copyOfRange(problems[lane], k * (k + 1), k * (k + 1) + k);
          for (int i = 0; i < k; i++) {
            System.arraycopy(problems[lane], i * (k + 1), gram, i * k, k);
          }
          eigen.of(k, k, gram, right);
          sums.of(lane);
          assertArrayEquals(gram, sums.gram());
          assertArrayEquals(right, sums.right());
          assertEquals(eigen.degrees(), sums.degrees(), 1e-13 * k);
          for (double zeta : new double[] {100, k, 0.3, 1e-14}) {
            eigen.at(zeta);
            sums.at(zeta);
            double tolerance = zeta < 1e-3 ? 0 : 1e-12;
            assertEquals(eigen.squares(), sums.squares(), tolerance * eigen.squares(), k + ", " + p + ", " + zeta);
            assertEquals(eigen.cubes(), sums.cubes(), tolerance * eigen.cubes(), k + ", " + p + ", " + zeta);
          }
        }
      }
    }
  }

  /** A forecast that is surer and surer is inflated less and less: 1 − 1/N² at most, as xN grows l → √(ε/c). */
  @Test
  void aSureForecastIsInflatedByTheLowerLimit() {
    int members = 9;
    int[] observed = {0, 3, 4, 8};
    double[] letkf = analysed(members, observed, new LETKF(NARROW));
    double[] sure = analysed(members, observed, new LETKFN(NARROW).withPrior(FiniteSize.USUAL.withXN(1e12)));
    double[] unsure = analysed(members, observed, new LETKFN(NARROW));
    double spread = 0;
    double between = 0;
    double more = 0;
    for (int i = 0; i < letkf.length; i++) {
      spread = Math.max(spread, Math.abs(letkf[i]));
      between = Math.max(between, Math.abs(letkf[i] - sure[i]));
      more = Math.max(more, Math.abs(letkf[i] - unsure[i]));
    }
    assertTrue(between > 0 && between < spread / (members * members), "xN = 1e12: " + between);
    assertTrue(more > 3 * between, "xN = 1: " + more);
  }

  @Test
  void whereNothingIsNearTheForecastStaysOrIsInflated() {
    Cases c = new Cases(6, SIZE, 0, 4);
    Inflation inside = Inflation.of(Inflation.Kind.TRANSFORM_COVARIANCE, 4);
    for (UnobservedPoints unobserved : UnobservedPoints.values()) {
      Ensemble e = c.forecast();
      new LETKFN(NARROW).withInflation(inside).withUnobserved(unobserved)
          .analyse(e, c.direct(new int[] {0}, 3, 0.5), Cycle.of(1, 1));
      double factor = unobserved == UnobservedPoints.INFLATE ? 2 : 1;
      assertEquals(factor * c.forecast().spread()[6], e.spread()[6], 1e-14, unobserved.toString());
      assertTrue(e.spread()[0] < c.forecast().spread()[0]);
    }
  }

  @Test
  void observationsThatAreTooAccurateAreRefusedAndNamed() {
    Cases c = new Cases(6, SIZE, 0, 4);
    Ensemble e = c.forecast();
    Observations y = c.direct(new int[] {7}, 0.1, 1e-7);
    String message = assertThrows(NumericalException.class,
        () -> new LETKFN(NARROW).analyse(e, y, Cycle.of(1, 1))).getMessage();
    assertTrue(message.startsWith("LETKFN: observations are too accurate for the spread of the forecast at variable "),
        message);
    assertArrayEquals(c.ensemble, e.values());
  }

  @Test
  void configurationsBuildIt() {
    Values own = new Values(Map.of("form", "dual-dapper", "xN", 2.0, "g", 0L));
    assertEquals("LETKFN[" + NARROW + ", dual-dapper, xN 2.0, batch 2, no inflation]",
        new LETKFNProvider().build(new FilterOptions(Inflation.none(), false, NARROW, 2,
            UnobservedPoints.KEEP_FORECAST, null, own)).toString());
  }
}
