package org.isobit.models.assimilation.localization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Patterns are the root of the taper's matrix. */
class ModulationTest {

  private static final int POINTS = 31;

  private static Localization ring(TaperLaw taper, double length) {
    return Localization.ring(POINTS, taper, Radius.length(length));
  }

  private static double weight(Localization ring, int i, int j) {
    int apart = Math.abs(i - j);
    return ring.weight(Math.min(apart, POINTS - apart));
  }

  @Test
  void allPatternsGiveTheTaper() {
    Localization ring = ring(TaperLaw.GASPARI_COHN, 4);
    Modulation all = Modulation.of(ring, 1);
    for (int i = 0; i < POINTS; i++) {
      for (int j = 0; j < POINTS; j++) {
        double sum = 0;
        for (int l = 0; l < all.patterns(); l++) {
          sum += all.value(l, i) * all.value(l, j);
        }
        assertEquals(weight(ring, i, j), sum, 1e-14);
      }
    }
  }

  /** On a ring the eigenvalues are the discrete Fourier transform of the taper, cos and sin of a wave alike. */
  @Test
  void asManyPatternsAsTheShareTakes() {
    Localization ring = ring(TaperLaw.GASPARI_COHN, 4);
    double[] spectrum = new double[POINTS];
    for (int k = 0; k < POINTS; k++) {
      for (int i = 0; i < POINTS; i++) {
        spectrum[k] += weight(ring, 0, i) * Math.cos(2 * Math.PI * k * i / POINTS);
      }
    }
    Arrays.sort(spectrum);
    for (double share : new double[] {0.1, 0.5, 0.9, 0.99, 0.999}) {
      Modulation some = Modulation.of(ring, share);
      double held = 0;
      for (int l = 0; l < some.patterns(); l++) {
        double squares = 0;
        for (int i = 0; i < POINTS; i++) {
          squares += some.value(l, i) * some.value(l, i);
        }
        assertEquals(spectrum[POINTS - 1 - l], squares, 1e-13, "pattern " + l);
        held += squares;
      }
      double last = spectrum[POINTS - some.patterns()];
      assertTrue(held >= share * POINTS && held - last < share * POINTS, share + ": " + some);
    }
  }

  @Test
  void oneEverywhereIsOnePattern() {
    Modulation one = Modulation.of(ring(TaperLaw.BOXCAR, 100).withFields(3), 1);
    assertEquals(1, one.patterns());
    assertEquals(3, one.fields());
    double sign = Math.signum(one.value(0, 0));
    for (int i = 0; i < POINTS; i++) {
      assertEquals(sign, one.value(0, i), 1e-14);
    }
  }

  @Test
  void modulatedStatesAreAddedFieldByField() {
    Modulation some = Modulation.of(ring(TaperLaw.GASPARI_COHN, 4).withFields(2), 0.9);
    double[] x = new double[2 * POINTS + 1];
    double[] z = new double[2 * POINTS + 2];
    for (int i = 0; i < 2 * POINTS; i++) {
      x[1 + i] = Math.sin(i);
      z[2 + i] = Math.cos(i);
    }
    double[] y = new double[2 * POINTS + 3];
    some.add(1, x, 1, z, 2, y, 3);
    for (int i = 0; i < 2 * POINTS; i++) {
      assertEquals(Math.cos(i) + some.value(1, i % POINTS) * Math.sin(i), y[3 + i], 1e-15);
    }
  }

  private static void refuses(String message, Localization localization, double share) {
    assertEquals(message,
        assertThrows(IllegalArgumentException.class, () -> Modulation.of(localization, share)).getMessage());
  }

  @Test
  void whatIsNoModulationIsRefused() {
    Localization ring = ring(TaperLaw.GASPARI_COHN, 4);
    refuses("Modulation: the share of variance must be above 0 and at most 1, but is 0.0", ring, 0);
    refuses("Modulation: the share of variance must be above 0 and at most 1, but is 1.5", ring, 1.5);
    refuses("Modulation: the share of variance must be above 0 and at most 1, but is NaN", ring, Double.NaN);
    for (Localization bad : new Localization[] {ring.withMost(3), ring.withRadius("a", Radius.length(3)),
        ring.withTime(0, TaperLaw.GASPARI_COHN, Radius.length(1))}) {
      refuses("Modulation: tapers covariances of the state and knows no radii of types, caps or scales of time, but "
          + "the localisation is " + bad, bad, 0.9);
    }
    Localization step = ring(TaperLaw.BOXCAR, 3);
    String message = assertThrows(IllegalArgumentException.class, () -> Modulation.of(step, 0.9)).getMessage();
    assertTrue(message.startsWith("Modulation: eigenvectors of the taper hold at most 0."), message);
    assertTrue(message.endsWith(" of its variance, less than the share of 0.9, because it has negative eigenvalues and "
        + "is no correlation between these points (" + step + "); take gaspari-cohn, a shorter radius or a smaller "
        + "share"), message);
  }
}
