package org.isobit.models.scores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EnsembleScoresTest {

  @Test
  void scoresByHand() {
    // Two variables, three members, one gap between members.
    double[] ensemble = {1, 10, -1, 2, 20, -1, 6, 30, -1};
    double[] truth = {2, 20};
    EnsembleScores scores = new EnsembleScores(2, 3);
    scores.read(ensemble, 3);
    assertEquals(3.0, scores.mean(0));
    assertEquals(20.0, scores.mean(1));
    assertEquals(Math.sqrt(0.5), scores.rmse(truth));
    assertEquals(Math.sqrt((7.0 + 100.0) / 2), scores.spread());
    // First variable: mean |x − y| = 5/3, mean |x − x'| = (1 + 5 + 4)/3; second: 20/3 and 40/3.
    assertEquals(((5.0 - 5.0) / 3 + (20.0 - 20.0) / 3) / 2, scores.crps(ensemble, 3, truth), 1e-14);
  }

  /** Weights that are multiples of 1/8 are copies of members, but for what is without bias. */
  @Test
  void weightsCount() {
    double[] ensemble = {1, 10, -1, 2, 20, -1, 6, 30, -1};
    double[] truth = {2, 21};
    double[] w = {0.25, 0.125, 0.625};
    EnsembleScores scores = new EnsembleScores(2, 3);
    scores.read(ensemble, 3, w);
    assertEquals(4.25, scores.mean(0));
    assertEquals(23.75, scores.mean(1));
    assertEquals(Math.sqrt((2.25 * 2.25 + 2.75 * 2.75) / 2), scores.rmse(truth), 1e-15);
    double unbiased = 1 - 0.0625 - 0.015625 - 0.390625;
    double first = 0.25 * 3.25 * 3.25 + 0.125 * 2.25 * 2.25 + 0.625 * 1.75 * 1.75;
    double second = 0.25 * 13.75 * 13.75 + 0.125 * 3.75 * 3.75 + 0.625 * 6.25 * 6.25;
    assertEquals(Math.sqrt((first + second) / unbiased / 2), scores.spread(), 1e-14);
    double crps = 0;
    for (int i = 0; i < 2; i++) {
      for (int m = 0; m < 3; m++) {
        crps += w[m] * Math.abs(ensemble[3 * m + i] - truth[i]) / 2;
        for (int k = 0; k < 3; k++) {
          crps -= 0.5 * w[m] * w[k] * Math.abs(ensemble[3 * m + i] - ensemble[3 * k + i]) / unbiased / 2;
        }
      }
    }
    assertEquals(crps, scores.crps(ensemble, 3, truth), 1e-14);
    scores.read(ensemble, 3, new double[] {0, 1, 0});
    assertEquals(0.0, scores.spread());
    assertEquals(0.5, scores.rmse(truth) * Math.sqrt(2) / 2, 1e-15);
    assertEquals(0.5, scores.crps(ensemble, 3, truth));
    assertEquals("EnsembleScores: there are 2 weights, but 3 members", assertThrows(IllegalArgumentException.class,
        () -> scores.read(ensemble, 3, new double[2])).getMessage());
  }

  @Test
  void equalWeightsAreNone() {
    double[] ensemble = new java.util.Random(2).doubles(40 * 5, -3, 3).toArray();
    double[] truth = new double[5];
    double[] w = new double[40];
    java.util.Arrays.fill(w, 1 / 40.0);
    EnsembleScores plain = new EnsembleScores(5, 40);
    EnsembleScores weighted = new EnsembleScores(5, 40);
    plain.read(ensemble, 5);
    weighted.read(ensemble, 5, w);
    assertEquals(plain.rmse(truth), weighted.rmse(truth), 1e-14);
    assertEquals(plain.spread(), weighted.spread(), 1e-14);
    assertEquals(plain.crps(ensemble, 5, truth), weighted.crps(ensemble, 5, truth), 1e-14);
    double before = plain.crps(ensemble, 5, truth);
    weighted.read(ensemble, 5);
    assertEquals(before, weighted.crps(ensemble, 5, truth), "weights do not outlive the next ensemble");
  }

  /** A twin reads one ensemble a cycle with the same workspace. */
  @Test
  void anEnsembleReadBeforeDoesNotShow() {
    EnsembleScores scores = new EnsembleScores(2, 2);
    scores.read(new double[] {100, -7, 300, 9}, 2);
    scores.read(new double[] {1, 10, 5, 16}, 2);
    assertEquals(3, scores.mean(0));
    assertEquals(13, scores.mean(1));
    assertEquals(Math.sqrt((4 + 16) / 2.0), scores.rmse(new double[] {1, 9}));
    // Variances (4 + 4)/1 and (9 + 9)/1.
    assertEquals(Math.sqrt((8 + 18) / 2.0), scores.spread());
  }

  @Test
  void theTruthMustHaveAllPoints() {
    EnsembleScores scores = new EnsembleScores(2, 2);
    double[] ensemble = {1, 2, 3, 4};
    scores.read(ensemble, 2);
    for (int points : new int[] {1, 3}) {
      String message = "EnsembleScores: the truth has " + points + " points, but the state has 2";
      assertEquals(message, assertThrows(IllegalArgumentException.class,
          () -> scores.rmse(new double[points])).getMessage());
      assertEquals(message, assertThrows(IllegalArgumentException.class,
          () -> scores.crps(ensemble, 2, new double[points])).getMessage());
    }
  }

  @Test
  void nanAnywhereMakesTheScoreNan() {
    EnsembleScores scores = new EnsembleScores(1, 3);
    for (int m = 0; m < 3; m++) {
      double[] ensemble = {3, 1, 2};
      ensemble[m] = Double.NaN;
      assertTrue(Double.isNaN(scores.crps(ensemble, 1, new double[1])));
    }
  }

  @Test
  void crpsEqualsTheDoubleSum() {
    SplittableRandom random = new SplittableRandom(1);
    for (int members : new int[] {2, 3, 7, 24, 40}) {
      int size = 5;
      double[] ensemble = new double[members * size];
      double[] truth = new double[size];
      for (int i = 0; i < ensemble.length; i++) {
        ensemble[i] = random.nextGaussian() + 3;
      }
      for (int i = 0; i < size; i++) {
        truth[i] = random.nextGaussian() + 3;
      }
      double expected = 0;
      for (int i = 0; i < size; i++) {
        double distance = 0;
        double pairs = 0;
        for (int m = 0; m < members; m++) {
          distance += Math.abs(ensemble[m * size + i] - truth[i]);
          for (int l = 0; l < members; l++) {
            pairs += Math.abs(ensemble[m * size + i] - ensemble[l * size + i]);
          }
        }
        expected += (distance / members - pairs / (2.0 * members * (members - 1))) / size;
      }
      assertEquals(expected, new EnsembleScores(size, members).crps(ensemble, size, truth), 1e-13);
    }
  }

  @Test
  void crpsOfANormalEnsembleTendsToItsClosedForm() {
    // A standard normal forecast with the truth at its mean: CRPS = (√2 − 1) / √π.
    SplittableRandom random = new SplittableRandom(2);
    int members = 50;
    int size = 4000;
    double[] ensemble = new double[members * size];
    for (int i = 0; i < ensemble.length; i++) {
      ensemble[i] = random.nextGaussian();
    }
    double expected = (Math.sqrt(2) - 1) / Math.sqrt(Math.PI);
    assertEquals(expected, new EnsembleScores(size, members).crps(ensemble, size, new double[size]), 2e-3);
  }

  @Test
  void aNanShows() {
    EnsembleScores scores = new EnsembleScores(1, 3);
    double[] ensemble = {1, Double.NaN, 2};
    scores.read(ensemble, 1);
    assertTrue(Double.isNaN(scores.rmse(new double[1])));
    assertTrue(Double.isNaN(scores.spread()));
    assertTrue(Double.isNaN(scores.crps(ensemble, 1, new double[1])));
  }

  @Test
  void badShapesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new EnsembleScores(3, 1));
    assertThrows(IllegalArgumentException.class, () -> new EnsembleScores(0, 2));
    assertThrows(IllegalArgumentException.class, () -> new EnsembleScores(3, 2).read(new double[5], 3));
    assertThrows(IllegalArgumentException.class, () -> new EnsembleScores(3, 2).crps(new double[5], 3, new double[3]));
  }
}
