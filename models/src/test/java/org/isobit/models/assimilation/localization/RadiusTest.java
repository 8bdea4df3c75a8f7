package org.isobit.models.assimilation.localization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobit.models.assimilation.localization.Radius.Convention;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a radius means: in each convention the length of each taper, and the weights of the programs it comes from. */
class RadiusTest {

  private static void says(String message, Executable bad) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, bad).getMessage());
  }

  /**
   * Weights of DAPPER's {@code dist2coeff} at radius 4, tags GC, Gauss, Cubic, Quadro and Step. They have 15 digits, of
   * which a factor of the radius that is off by a hundredth changes the second.
   */
  @ParameterizedTest
  @CsvSource({"GASPARI_COHN, 2, 0.8896260993604275", "GASPARI_COHN, 4, 0.6335643829212945",
      "GASPARI_COHN, 12, 0.004262374431255711", "GASPARI_COHN, 14.75, 0",
      "GAUSSIAN, 2, 0.8824969025845953", "GAUSSIAN, 6.5, 0.26705183522634335",
      "TRICUBE, 4, 0.6078093623091758", "TRICUBE, 6.5, 0.04063713250993226", "TRICUBE, 7.5, 0",
      "QUARTIC, 2, 0.9658860301638993", "QUARTIC, 4, 0.5515071879672172", "QUARTIC, 5.5, 0.06549052086599967",
      "QUARTIC, 6.75, 0", "BOXCAR, 4, 1", "BOXCAR, 4.25, 0"})
  void dappersWeights(TaperLaw taper, double distance, double weight) {
    assertEquals(weight, Localization.ring(40, taper, Radius.dapper(4)).weight(distance), 4e-15);
  }

  /** With w = (1 − (d/L)⁴)⁴ of the table, L/4 = d/(4·(1 − w^¼)^¼). */
  @Test
  void dappersQuarticFactorIs164Hundredths() {
    assertEquals(4 / (4 * Math.pow(1 - Math.pow(0.5515071879672172, 0.25), 0.25)),
        Radius.dapper(1).length(TaperLaw.QUARTIC), 1e-14);
    assertEquals(1.64 * 7, Radius.dapper(7).length(TaperLaw.QUARTIC), 1e-14);
  }

  /** At DAPPER's distances weights of at most 10⁻³ are dropped, others never. */
  @Test
  void dapperDropsSmallWeights() {
    assertEquals(1e-3, Radius.dapper(4).dropped());
    for (Radius radius : new Radius[] {Radius.halfWidth(4), Radius.support(4), Radius.length(4)}) {
      assertEquals(0, radius.dropped());
    }
  }

  /** Half-width and support say where a compact taper ends: at twice the one, at the other. */
  @Test
  void conventionsSayWhereTapersEnd() {
    for (TaperLaw taper : new TaperLaw[] {TaperLaw.GASPARI_COHN, TaperLaw.TRICUBE, TaperLaw.QUARTIC, TaperLaw.BOXCAR}) {
      assertEquals(10, Radius.halfWidth(5).length(taper) * taper.support(), taper.label());
      assertEquals(10, Radius.support(10).length(taper) * taper.support(), taper.label());
      Localization ends = Localization.ring(100, taper, Radius.support(10));
      assertEquals(0, ends.weight(Math.nextUp(10.0)), taper.label());
      assertTrue(ends.weight(9.9) > 0, taper.label());
    }
    for (TaperLaw taper : TaperLaw.values()) {
      assertEquals(3, Radius.length(3).length(taper));
    }
  }

  /** Beyond its support no weight of a taper is larger than what is dropped, and just within it one is. */
  @Test
  void tapersEndWhereTheirWeightsAreDropped() {
    for (double dropped : new double[] {1e-3, 0.5, 1e-100}) {
      assertEquals(Math.sqrt(-2 * Math.log(dropped)), TaperLaw.GAUSSIAN.support(dropped), 1e-7);
      assertEquals(-Math.log(dropped), TaperLaw.EXPONENTIAL.support(dropped), 1e-6);
      for (TaperLaw taper : new TaperLaw[] {TaperLaw.GAUSSIAN, TaperLaw.EXPONENTIAL}) {
        Localization one = Localization.ring(9, taper, Radius.length(1));
        assertTrue(one.weight(taper.support(dropped)) <= dropped, taper.label());
        assertTrue(one.weight(taper.support(dropped) * (1 - 1e-8)) > dropped, taper.label());
      }
      assertEquals(2, TaperLaw.GASPARI_COHN.support(dropped));
      assertEquals(1, TaperLaw.BOXCAR.support(dropped));
    }
    for (TaperLaw taper : TaperLaw.values()) {
      assertEquals(taper.support(), taper.support(0), taper.label());
      assertEquals(0, Localization.ring(9, taper, Radius.length(1)).weight(1.000001 * taper.support()), taper.label());
    }
    assertEquals(Math.exp(-1.5), Localization.ring(9, TaperLaw.EXPONENTIAL, Radius.length(2)).weight(3), 1e-15);
  }

  @Test
  void tapersThatHaveNoSuchRadiusAreRefused() {
    says("Radius: the taper exponential has no radius in the convention dapper",
        () -> Radius.dapper(1).length(TaperLaw.EXPONENTIAL));
    for (TaperLaw taper : new TaperLaw[] {TaperLaw.GAUSSIAN, TaperLaw.EXPONENTIAL}) {
      says("Radius: the taper " + taper.label() + " has no radius in the convention half-width",
          () -> Radius.halfWidth(1).length(taper));
      says("Radius: the taper " + taper.label() + " has no radius in the convention support",
          () -> Radius.support(1).length(taper));
    }
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      says("Radius: must be positive, but is " + bad, () -> Radius.length(bad));
    }
  }

  @Test
  void namesLeadToWhatTheyName() {
    for (Convention convention : Convention.values()) {
      assertSame(convention, Convention.of(convention.label()));
    }
    for (TaperLaw taper : TaperLaw.values()) {
      assertSame(taper, TaperLaw.of(taper.label()));
    }
    says("Radius: convention 'far' is none of dapper, half-width, support, length", () -> Convention.of("far"));
    says("Taper: 'flat' is none of gaspari-cohn, gaussian, exponential, cubic-exponential, "
        + "tricube, quartic, boxcar",
        () -> TaperLaw.of("flat"));
  }
}
