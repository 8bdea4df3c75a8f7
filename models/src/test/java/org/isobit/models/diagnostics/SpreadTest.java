package org.isobit.models.diagnostics;

import static org.isobit.models.diagnostics.RankHistogramTest.draws;
import static org.isobit.models.diagnostics.RankHistogramTest.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.junit.jupiter.api.Test;

/** {@link SpreadSkill} and {@link ReliabilityBudget}. */
class SpreadTest {

  /** Members 0 and 2 (variance 2), 0 and 6 (variance 18), truths 2 and 3, errors 1 and 0. */
  private static final Ensemble TWO = Ensemble.of(new double[] {0, 0, 2, 6}, 2, 2);
  private static final double[] TRUTH = {2, 3};

  @Test
  void binsMadeByHand() {
    SpreadSkill skill = new SpreadSkill(2, 8);
    skill.add(TWO, TRUTH);
    SpreadSkill.Result result = skill.result();
    assertEquals(3, result.bins().size());
    assertEquals(1, result.bins().get(0).cases());
    assertEquals(Math.sqrt(3), result.bins().get(0).spread(), 1e-15);
    assertEquals(1, result.bins().get(0).error());
    assertEquals(Math.sqrt(27), result.bins().get(1).spread(), 1e-14);
    assertEquals(0, result.bins().get(1).error());
    assertEquals(0, result.bins().get(2).cases());
    assertTrue(Double.isNaN(result.bins().get(2).spread()));
    assertEquals(2, result.all().cases());
    assertEquals(Math.sqrt(15), result.all().spread(), 1e-14);
    assertEquals(Math.sqrt(30), result.all().ratio(), 1e-14);
    // A spread on an edge belongs to the bin above.
    SpreadSkill edge = new SpreadSkill(1);
    edge.add(Ensemble.of(new double[] {-1, 0, 1}, 3, 1), new double[1]);
    assertEquals(1, edge.result().bins().get(1).cases());
  }

  /** What would overflow is refused, and nothing of it is counted. */
  @Test
  void hugeErrorsAreRefused() {
    SpreadSkill skill = new SpreadSkill(2, 8);
    skill.add(TWO, TRUTH);
    ReliabilityBudget budget = new ReliabilityBudget(2);
    budget.add(TWO, TRUTH);
    for (double[] truth : new double[][] {{2, 1e200}, {2, -1e200}}) {
      String told = assertThrows(NumericalException.class, () -> skill.add(TWO, truth)).getMessage();
      assertTrue(told.contains("sums of squares overflow at point 1"), told);
      told = assertThrows(NumericalException.class, () -> budget.add(TWO, truth)).getMessage();
      assertTrue(told.contains("sums of squares overflow at point 1, whose departure is "), told);
    }
    Ensemble wide = Ensemble.of(new double[] {0, 1e200, 2, -1e200}, 2, 2);
    assertThrows(NumericalException.class, () -> skill.add(wide, TRUTH));
    String told = assertThrows(NumericalException.class, () -> budget.add(wide, TRUTH)).getMessage();
    assertTrue(told.contains("sums of squares overflow at point 1, whose spread is "), told);
    ReliabilityBudget observed = new ReliabilityBudget(2);
    told = assertThrows(NumericalException.class, () -> observed.add(TWO, Observations.of(TRUTH,
        new double[] {1, 1e200}, ObservationOperator.identity()))).getMessage();
    assertTrue(told.contains("sums of squares overflow at point 1, whose observation error is 1.0E200"), told);
    assertEquals(0, observed.result().cases());
    assertEquals(2, skill.result().all().cases());
    assertEquals(Math.sqrt(15), skill.result().all().spread(), 1e-14);
    assertEquals(1, budget.at(0).cases());
    assertEquals(1, budget.at(0).squaredDeparture());
  }

  /**
   * Members of variance v that is drawn anew for each case, and the truth of the same law: error and spread agree in
   * every bin of true spread. Bins of the sample spread would mix; so few bins of very different v do not.
   */
  @Test
  void spreadTellsTheErrorOfReliableEnsembles() {
    SpreadSkill skill = new SpreadSkill(10);
    SplittableRandom random = new SplittableRandom(1);
    double[] truth = new double[2000];
    for (int t = 0; t < 20; t++) {
      Ensemble ensemble = draws(random, truth, 8, 1, 0);
      for (int i = 0; i < truth.length; i += 2) {
        truth[i] *= 100;
        for (int m = 0; m < 8; m++) {
          ensemble.set(m, i, 100 * ensemble.get(m, i));
        }
      }
      skill.add(ensemble, truth);
    }
    // 20 000 cases a bin: relative scatter 1/√(2·20 000) = 0.005 of the error, 0.0019 of the spread.
    for (SpreadSkill.Bin bin : skill.result().bins()) {
      assertEquals(20_000, bin.cases());
      assertEquals(1, bin.ratio(), 0.027);
    }
    assertEquals(Math.sqrt(9.0 / 8), skill.result().bins().get(0).error(), 0.03);
  }

  @Test
  void budgetMadeByHand() {
    ReliabilityBudget budget = new ReliabilityBudget(2);
    budget.add(TWO, TRUTH);
    budget.add(TWO, new double[] {4, 1});
    // Departures 1 and 3 of the first point, 0 and −2 of the second.
    assertEquals(new ReliabilityBudget.Result(2, 5, 4, 3, 0, -2).toString(), rounded(budget.at(0)));
    assertEquals(new ReliabilityBudget.Result(2, 2, 1, 27, 0, -26).toString(), rounded(budget.at(1)));
    assertEquals(new ReliabilityBudget.Result(2, 3.5, 2.5, 15, 0, -14).toString(), rounded(budget.result()));
    ReliabilityBudget observed = new ReliabilityBudget(1);
    observed.add(TWO, Observations.of(new double[] {7}, 0.5, ObservationOperator.indices(1)));
    assertEquals(new ReliabilityBudget.Result(1, 16, 16, 27, 0.25, -27.25).toString(), rounded(observed.result()));
  }

  /** Variances are squares of rounded roots. */
  private static String rounded(ReliabilityBudget.Result r) {
    return new ReliabilityBudget.Result(r.cases(), r.squaredDeparture(), r.squaredBias(),
        Math.rint(r.ensembleVariance() * 1e12) / 1e12, r.observationVariance(), Math.rint(r.residual() * 1e12) / 1e12)
        .toString();
  }

  /**
   * y = x + b + ε with Var(x) = s², members of variance 1, Var(ε) = r²: Bias² → b², Residual → s² − 1 − (s² + 1/N +
   * r²)/n from n cases.
   */
  @Test
  void theBudgetOfNormalDraws() {
    int members = 5;
    int cases = 400;
    int points = 100;
    double b = 0.7;
    double s = 1.5;
    double r = 0.4;
    ReliabilityBudget budget = new ReliabilityBudget(points);
    SplittableRandom random = new SplittableRandom(9);
    double[] y = new double[points];
    for (int k = 0; k < cases; k++) {
      Ensemble ensemble = draws(random, y, members, s, b);
      for (int i = 0; i < points; i++) {
        y[i] += r * random.nextGaussian();
      }
      budget.add(ensemble, Observations.of(y, r, ObservationOperator.identity()));
    }
    ReliabilityBudget.Result result = budget.result();
    double variance = s * s + 1.0 / members + r * r;
    double scatter = 5 * variance * Math.sqrt(2.0 / (cases * points)); // of a mean of squares
    assertEquals(b * b + variance, result.squaredDeparture(), scatter * 1.3);
    assertEquals(b * b + variance / cases, result.squaredBias(), 5 * 2 * b * Math.sqrt(variance / (cases * points)));
    assertEquals(1 + 1.0 / members, result.ensembleVariance(), 5 * 1.2 * Math.sqrt(2.0 / (4 * cases * points)));
    assertEquals(r * r, result.observationVariance(), 1e-14);
    assertEquals(s * s - 1 - variance / cases, result.residual(), 1.3 * scatter);
    assertEquals(result.squaredDeparture(), result.squaredBias() + result.ensembleVariance()
        + result.observationVariance() + result.residual(), 1e-13);
  }

  @Test
  void twoAddUpAndBadInputIsRefused() {
    SpreadSkill skill = new SpreadSkill(2);
    SpreadSkill other = new SpreadSkill(2);
    ReliabilityBudget budget = new ReliabilityBudget(2);
    ReliabilityBudget more = new ReliabilityBudget(2);
    for (int k = 0; k < 2; k++) {
      (k == 0 ? skill : other).add(TWO, TRUTH);
      (k == 0 ? budget : more).add(TWO, TRUTH);
    }
    SpreadSkill.Bin one = skill.result().all();
    skill.add(other);
    assertEquals(new SpreadSkill.Bin(one.from(), one.to(), 4, one.spread(), one.error()), skill.result().all());
    budget.add(more);
    assertEquals(more.at(0).residual(), budget.at(0).residual());
    assertEquals(2, budget.result().cases());
    says("SpreadSkill: edges must be positive, finite and ascending, but edge 1 is 2.0 after 2.0",
        () -> new SpreadSkill(2, 2));
    says("SpreadSkill: edges must be positive, finite and ascending, but edge 0 is 0.0", () -> new SpreadSkill(0));
    says("SpreadSkill: the other has the edges [], not [2.0]", () -> skill.add(new SpreadSkill()));
    says("SpreadSkill: members must be at least 2, but is 1", () -> skill.add(Ensemble.allocate(1, 1),
        new double[1]));
    says("ReliabilityBudget: a case has 1 values, but the budget 2", () -> budget.add(Ensemble.allocate(2, 1),
        new double[1]));
    says("ReliabilityBudget: size must be positive, but is 0", () -> new ReliabilityBudget(0));
    says("ReliabilityBudget: truth[1] is Infinity", () -> budget.add(TWO, new double[] {1, Double.POSITIVE_INFINITY}));
    assertEquals(2, budget.result().cases());
  }
}
