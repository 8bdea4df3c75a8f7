package org.isobit.models.diagnostics;

import static org.isobit.models.diagnostics.RankHistogramTest.draws;
import static org.isobit.models.diagnostics.RankHistogramTest.says;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.isobit.models.assimilation.Ensemble;
import org.junit.jupiter.api.Test;

class CoverageTest {

  @Test
  void intervalsMadeByHand() {
    // N = 4: h = 1 at 0.6, h = 1.5 at 0.4, halfway between the first and the second.
    Coverage coverage = new Coverage(0.6, 0.4);
    Ensemble ensemble = Ensemble.of(new double[] {8, 8, 8, 8, 2, 2, 2, 2, 6, 6, 6, 6, 4, 4, 4, 4}, 4, 4);
    coverage.add(ensemble, new double[] {1.9, 2, 3, 7.5});
    assertEquals(List.of(3L, 1L), coverage.result().inside());
    assertEquals(0.75, coverage.result().share(0));
    assertEquals(Math.sqrt(0.24 / 4), coverage.result().standardError(0), 1e-15);
  }

  /** Nineteen members tell of 90 %: h is 1, although 1 − 0.9 is a rounding less than 0.1. */
  @Test
  void theWidestIntervalIsThatOfAllMembers() {
    Coverage coverage = new Coverage(0.9);
    double[] all = new double[19];
    Arrays.setAll(all, m -> m);
    for (double truth : new double[] {-1e-9, 0, 18, 18 + 1e-9}) {
      coverage.add(Ensemble.of(all, 19, 1), new double[] {truth});
    }
    assertEquals(List.of(2L), coverage.result().inside());
    says("Coverage: 18 members tell nothing of an interval of probability 0.9, but of at most (N - 1)/(N + 1), "
        + 17.0 / 19, () -> coverage.add(Ensemble.allocate(18, 1), new double[1]));
  }

  private static void assertNominal(Coverage coverage) {
    for (int l = 0; l < coverage.result().levels().size(); l++) {
      assertEquals(coverage.result().levels().get(l), coverage.result().share(l),
          5 * coverage.result().standardError(l));
    }
  }

  /** Exact for any law where h is an integer, for a uniform one at every level. */
  @Test
  void reliableEnsemblesCoverWhatTheyShould() {
    Coverage normal = new Coverage(0.2, 0.5, 0.8);  // N = 19: h = 8, 5, 2
    Coverage uniform = new Coverage(0.333, 0.7, 0.871);
    SplittableRandom random = new SplittableRandom(3);
    double[] truth = new double[1000];
    for (int t = 0; t < 40; t++) {
      normal.add(draws(random, truth, 19, 1, 0), truth);
      Ensemble ensemble = Ensemble.allocate(19, truth.length);
      for (int i = 0; i < truth.length; i++) {
        truth[i] = random.nextDouble();
        for (int m = 0; m < 19; m++) {
          ensemble.set(m, i, random.nextDouble());
        }
      }
      uniform.add(ensemble, truth);
    }
    assertNominal(normal);
    assertNominal(uniform);
  }

  /** |z| ≤ 1 has 68.27 % of a normal law; with twice the deviation of the truth what is inside is |z| ≤ ½, 38.29 %. */
  @Test
  void normalLaws() {
    Coverage right = new Coverage(0.682689492137086, 0.95);
    Coverage wrong = new Coverage(0.682689492137086);
    SplittableRandom random = new SplittableRandom(5);
    int n = 40_000;
    double[] truth = new double[n];
    double[] deviations = new double[n];
    double[] half = new double[n];
    double[] mean = new double[n];
    for (int i = 0; i < n; i++) {
      mean[i] = 10 * random.nextDouble();
      deviations[i] = 0.5 + random.nextDouble();
      half[i] = deviations[i] / 2;
      truth[i] = mean[i] + deviations[i] * random.nextGaussian();
    }
    right.addNormal(mean, deviations, truth);
    assertNominal(right);
    wrong.addNormal(mean, half, truth);
    assertEquals(0.382924922548026, wrong.result().share(0), 5 * Math.sqrt(0.24 / n));
    Coverage sure = new Coverage(0.5);
    sure.addNormal(new double[] {1, 1}, new double[2], new double[] {1, 2});
    assertEquals(List.of(1L), sure.result().inside());
  }

  @Test
  void twoAddUpAndBadInputIsRefused() {
    Coverage one = new Coverage(0.5);
    Coverage two = new Coverage(0.5);
    double[] truth = {0, 5, 2};
    Ensemble ensemble = Ensemble.of(new double[] {1, 1, 1, 2, 2, 2, 3, 3, 3}, 3, 3);
    one.add(ensemble, truth);
    two.add(ensemble, truth);
    one.add(two);
    assertEquals(new Coverage.Result(List.of(0.5), List.of(2L), 6), one.result());
    says("Coverage: the other has the levels [0.4], not [0.5]", () -> one.add(new Coverage(0.4)));
    says("Coverage: a level must lie between 0 and 1, but is NaN", () -> new Coverage(Double.NaN));
    says("Coverage: number of levels must be positive, but is 0", () -> new Coverage());
    says("Coverage: truth[0] is NaN", () -> one.add(ensemble, new double[] {Double.NaN, 1, 1}));
    says("Coverage: deviation must be finite and not negative, but is -1.0", () -> one.addNormal(new double[1],
        new double[] {-1}, new double[1]));
    assertEquals(6, one.result().cases());
  }
}
