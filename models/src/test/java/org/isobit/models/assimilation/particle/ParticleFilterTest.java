package org.isobit.models.assimilation.particle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.MemberWeights;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Weights that are carried, resampling, regularisation and proposal, each against its formula. */
class ParticleFilterTest {

  private static final Cycle CYCLE = Cycle.of(11, 3).with(Workers.serial());
  private static final ParticleFilter NEVER = new ParticleFilter().withEffective(0);

  /** Log-likelihoods of a case with a matrix for operator, from the definition. */
  private static double[] logarithms(Cases c, double inflation) {
    double[] log = new double[c.members];
    for (int m = 0; m < c.members; m++) {
      for (int j = 0; j < c.count; j++) {
        double seen = 0;
        for (int i = 0; i < c.size; i++) {
          seen += c.h[j * c.size + i] * c.ensemble[m * c.size + i];
        }
        log[m] -= 0.5 * Math.pow((c.values[j] - seen) / (inflation * c.deviations[j]), 2);
      }
    }
    return log;
  }

  private static double[] normalised(double[] log) {
    double largest = Arrays.stream(log).max().orElseThrow();
    double[] w = Arrays.stream(log).map(l -> Math.exp(l - largest)).toArray();
    double sum = Arrays.stream(w).sum();
    return Arrays.stream(w).map(x -> x / sum).toArray();
  }

  @Test
  void weightsGoOnFromCycleToCycle() {
    Cases c = new Cases(30, 4, 3, 5);
    double[] deviations = Arrays.stream(c.deviations).map(x -> 6 * x).toArray();
    Observations y = Observations.of(c.values, deviations, ObservationOperator.matrix(c.h, 3, 4));
    MemberWeights weights = MemberWeights.equal(30);
    Filter filter = NEVER.carrying(weights);
    Ensemble e = c.forecast();
    filter.analyse(e, y, CYCLE);
    double[] once = logarithms(c, 6);
    assertArrayEquals(normalised(once), weights.toArray(), 1e-13);
    filter.analyse(e, y, CYCLE.next());
    assertArrayEquals(normalised(Arrays.stream(once).map(l -> 2 * l).toArray()), weights.toArray(), 1e-13);
    assertArrayEquals(c.ensemble, e.values(), "nothing is resampled");
    // What was stored goes on with the same bits.
    MemberWeights stored = MemberWeights.of(weights.toArray());
    NEVER.carrying(stored).analyse(c.forecast(), y, CYCLE);
    filter.analyse(e, y, CYCLE);
    assertArrayEquals(weights.toArray(), stored.toArray());
  }

  @Test
  void resamplesWhereTheEffectiveNumberIsSmall() {
    Cases c = new Cases(30, 4, 3, 5);
    double[] w = normalised(logarithms(c, 1));
    double part = 1 / Arrays.stream(w).map(x -> x * x).sum() / 30;
    assertTrue(part < 0.5 && part > 1.0 / 30);
    MemberWeights kept = MemberWeights.equal(30);
    Ensemble e = c.forecast();
    new ParticleFilter().withEffective(part * 0.999).carrying(kept).analyse(e, c.observations(), CYCLE);
    assertArrayEquals(w, kept.toArray(), 1e-13);
    assertEquals(30 * part, kept.effectiveSize(), 1e-10);
    assertArrayEquals(c.ensemble, e.values());
    MemberWeights equal = MemberWeights.equal(30);
    new ParticleFilter().withEffective(part * 1.001).carrying(equal).analyse(e, c.observations(), CYCLE);
    assertArrayEquals(MemberWeights.equal(30).toArray(), equal.toArray());
    Ensemble always = c.forecast();
    new ParticleFilter().withEffective(0).analyse(always, c.observations(), CYCLE);
    assertArrayEquals(e.values(), always.values(), "without a place for weights it always resamples");
    // Systematic resampling leaves the weighted mean within what one copy more or less makes.
    for (int i = 0; i < 4; i++) {
      double mean = 0;
      double largest = 0;
      for (int m = 0; m < 30; m++) {
        mean += w[m] * c.ensemble[m * 4 + i];
        largest += w[m] == 0 ? 0 : Math.abs(c.ensemble[m * 4 + i]) / 30;
      }
      assertEquals(mean, e.mean()[i], largest);
    }
  }

  @Test
  void withoutInformationNothingChanges() {
    for (Resampling kind : new Resampling[] {Resampling.SYSTEMATIC, Resampling.STRATIFIED}) {
      Cases c = new Cases(30, 4, 3, 5);
      Ensemble e = c.forecast();
      Observations vague = Observations.of(c.values, 1e12, ObservationOperator.matrix(c.h, 3, 4));
      MemberWeights weights = MemberWeights.equal(30);
      new ParticleFilter().withResampling(kind).withRegularisation(2).carrying(weights).analyse(e, vague, CYCLE);
      assertArrayEquals(c.ensemble, e.values(), "each particle once");
      NEVER.carrying(weights).analyse(e, vague, CYCLE);
      assertArrayEquals(MemberWeights.equal(30).toArray(), weights.toArray(), 1e-15);
    }
    Cases c = new Cases(30, 4, 3, 5);
    Ensemble e = c.forecast();
    MemberWeights weights = MemberWeights.of(normalised(logarithms(c, 1)));
    double[] before = weights.toArray();
    new ParticleFilter().carrying(weights).analyse(e, Observations.of(new double[0], 1, ObservationOperator.indices()),
        CYCLE);
    assertArrayEquals(before, weights.toArray(), "no observation, no analysis");
    assertArrayEquals(c.ensemble, e.values());
  }

  /** Draws of many cycles have the covariance (reg·N^(−1/(n + 4)))²·P, with more particles than variables and fewer. */
  @Test
  void regularisationHasThePartOfTheCovarianceThatItShallHave() {
    for (int[] shape : new int[][] {{20, 3}, {4, 6}}) {
      int n = shape[1];
      Cases c = new Cases(shape[0], n, 0, 2);
      Observations vague = Observations.of(new double[1], 1e12, ObservationOperator.indices(0));
      double factor = Math.pow(0.7 * Math.pow(shape[0], -1.0 / (n + 4)), 2);
      int cycles = 4000;
      double[] sum = new double[n * n];
      for (int k = 0; k < cycles; k++) {
        Ensemble e = c.forecast();
        new ParticleFilter().withRegularisation(0.7).withJitterOfUnique(true).analyse(e, vague,
            Cycle.of(3, k).with(Workers.serial()));
        for (int m = 0; m < shape[0]; m++) {
          for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
              sum[i * n + j] += (e.get(m, i) - c.ensemble[m * n + i]) * (e.get(m, j) - c.ensemble[m * n + j])
                  / (cycles * shape[0]);
            }
          }
        }
      }
      org.ejml.data.DMatrixRMaj p = Cases.covariance(c.forecast());
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double size = factor * Math.sqrt(p.get(i, i) * p.get(j, j));
          // Five standard errors of a sample covariance, at most √2 of the size.
          assertEquals(factor * p.get(i, j), sum[i * n + j], 5 * size * Math.sqrt(2.0 / (cycles * shape[0])),
              "(" + i + ", " + j + ")");
        }
      }
    }
  }

  @Test
  void particlesDrawnOnceStayAsTheyAre() {
    Cases c = new Cases(30, 4, 3, 5);
    double[] deviations = Arrays.stream(c.deviations).map(x -> 4 * x).toArray();
    Observations y = Observations.of(c.values, deviations, ObservationOperator.matrix(c.h, 3, 4));
    Ensemble copies = c.forecast();
    new ParticleFilter().analyse(copies, y, CYCLE);
    Ensemble moved = c.forecast();
    new ParticleFilter().withRegularisation(1).analyse(moved, y, CYCLE);
    Ensemble all = c.forecast();
    new ParticleFilter().withRegularisation(1).withJitterOfUnique(true).analyse(all, y, CYCLE);
    int once = 0;
    for (int m = 0; m < 30; m++) {
      int same = 0;
      for (int k = 0; k < 30; k++) {
        same += copies.get(k, 0) == copies.get(m, 0) ? 1 : 0;
      }
      once += same == 1 ? 1 : 0;
      assertEquals(same == 1, moved.get(m, 0) == copies.get(m, 0), "particle " + m);
      assertNotEquals(copies.get(m, 0), all.get(m, 0));
      if (same > 1) {
        assertEquals(all.get(m, 0), moved.get(m, 0), "the same draw");
      }
    }
    assertTrue(once > 2 && once < 28, "both kinds occur: " + once);
  }

  @Test
  void oneParticleWithAllTheWeightStillGetsDifferentCopies() {
    Cases c = new Cases(10, 2, 0, 5);
    Ensemble e = c.forecast();
    Observations sharp = Observations.of(new double[] {c.ensemble[6]}, 1e-3, ObservationOperator.indices(0));
    MemberWeights weights = MemberWeights.equal(10);
    NEVER.carrying(weights).analyse(e, sharp, CYCLE);
    assertEquals(1, weights.weight(3), 1e-15);
    new ParticleFilter().withRegularisation(0.1).analyse(e, sharp, CYCLE);
    assertEquals(20, Arrays.stream(e.values()).distinct().count());
    assertTrue(e.spread()[0] > 0.01 && e.spread()[0] < c.forecast().spread()[0]);
  }

  /**
   * The forecast as a mixture of normal laws N(x_m, s²·P) has a mixture as its posterior, in closed form: its weights
   * are the filter's, its mean and covariance those of the particles on the average over many draws.
   */
  @Test
  void theOptimalProposalDrawsFromThePosteriorOfTheMixture() {
    int n = 12;
    Cases c = new Cases(n, 2, 1, 9);
    double deviation = 1.3;
    Observations y = Observations.of(c.values, deviation, ObservationOperator.matrix(c.h, 1, 2));
    double s = 0.8 * Math.pow(n, -1.0 / 6);
    org.ejml.data.DMatrixRMaj p = Cases.covariance(c.forecast());
    double h0 = c.h[0];
    double h1 = c.h[1];
    double[] ph = {s * s * (p.get(0, 0) * h0 + p.get(0, 1) * h1), s * s * (p.get(1, 0) * h0 + p.get(1, 1) * h1)};
    double innovation = h0 * ph[0] + h1 * ph[1] + deviation * deviation;
    double[] log = new double[n];
    double[][] centre = new double[n][2];
    for (int m = 0; m < n; m++) {
      double d = c.values[0] - h0 * c.ensemble[2 * m] - h1 * c.ensemble[2 * m + 1];
      log[m] = -0.5 * d * d / innovation;
      centre[m][0] = c.ensemble[2 * m] + ph[0] * d / innovation;
      centre[m][1] = c.ensemble[2 * m + 1] + ph[1] * d / innovation;
    }
    double[] w = normalised(log);
    double[] mean = new double[2];
    double[] second = new double[3];
    for (int m = 0; m < n; m++) {
      mean[0] += w[m] * centre[m][0];
      mean[1] += w[m] * centre[m][1];
      second[0] += w[m] * (centre[m][0] * centre[m][0] + s * s * p.get(0, 0) - ph[0] * ph[0] / innovation);
      second[1] += w[m] * (centre[m][0] * centre[m][1] + s * s * p.get(0, 1) - ph[0] * ph[1] / innovation);
      second[2] += w[m] * (centre[m][1] * centre[m][1] + s * s * p.get(1, 1) - ph[1] * ph[1] / innovation);
    }
    int cycles = 5000;
    double[] sum = new double[5];
    double[] squares = new double[5];
    for (int k = 0; k < cycles; k++) {
      Ensemble e = c.forecast();
      MemberWeights weights = MemberWeights.equal(n);
      NEVER.withKernel(0.8).carrying(weights).analyse(e, y, Cycle.of(4, k).with(Workers.serial()));
      assertArrayEquals(w, weights.toArray(), 1e-13);
      double[] found = new double[5];
      for (int m = 0; m < n; m++) {
        double a = e.get(m, 0);
        double b = e.get(m, 1);
        double[] terms = {a, b, a * a, a * b, b * b};
        for (int t = 0; t < 5; t++) {
          found[t] += w[m] * terms[t];
        }
      }
      for (int t = 0; t < 5; t++) {
        sum[t] += found[t] / cycles;
        squares[t] += found[t] * found[t] / cycles;
      }
    }
    double[] exact = {mean[0], mean[1], second[0], second[1], second[2]};
    for (int t = 0; t < 5; t++) {
      double error = Math.sqrt((squares[t] - sum[t] * sum[t]) / cycles);
      assertTrue(error < 0.02 * Math.abs(exact[t]) + 0.02, "a test that can fail: " + error);
      assertEquals(exact[t], sum[t], 5 * error, "moment " + t);
    }
  }

  @Test
  void aFailureNamesItselfAndChangesNothing() {
    Cases c = new Cases(10, 2, 0, 5);
    Observations far = Observations.of(new double[] {1e200}, 1, ObservationOperator.indices(0));
    for (ParticleFilter filter : new ParticleFilter[] {new ParticleFilter(), new ParticleFilter().withKernel(1)}) {
      Ensemble e = c.forecast();
      MemberWeights weights = MemberWeights.equal(10);
      String message = assertThrows(NumericalException.class,
          () -> filter.carrying(weights).analyse(e, far, CYCLE)).getMessage();
      assertTrue(message.startsWith("ParticleFilter: no member has a likelihood above zero; weight of member"),
          message);
      assertArrayEquals(c.ensemble, e.values());
      assertArrayEquals(MemberWeights.equal(10).toArray(), weights.toArray());
    }
    Ensemble e = c.forecast();
    MemberWeights few = MemberWeights.equal(9);
    says("ParticleFilter: there are 9 weights, but 10 members", () -> new ParticleFilter().carrying(few).analyse(e,
        far, CYCLE));
  }

  @Test
  void settings() {
    ParticleFilter filter = new ParticleFilter().withKernel(0.4).withJitterOfUnique(true).withRegularisation(2.4)
        .withEffective(0.3).withResampling(Resampling.RESIDUAL);
    assertEquals("ParticleFilter[residual, effective 0.3, regularisation 2.4 of all, kernel 0.4]", filter.toString());
    assertEquals("ParticleFilter[systematic, effective 1.0, regularisation 0.0]", new ParticleFilter().toString());
    says("ParticleFilter: the effective part must be in 0 to 1, but is 1.5",
        () -> new ParticleFilter().withEffective(1.5));
    says("ParticleFilter: the regularisation must be finite and not negative, but is -1.0",
        () -> new ParticleFilter().withRegularisation(-1));
    says("ParticleFilter: the kernel must be finite and not negative, but is NaN",
        () -> new ParticleFilter().withKernel(Double.NaN));
  }

  @Test
  void weightsAreChecked() {
    assertEquals("MemberWeights[4 members, effective 4.0]", MemberWeights.equal(4).toString());
    says("MemberWeights: members must be positive, but is 0", () -> MemberWeights.equal(0));
    says("MemberWeights: members must be positive, but is 0", () -> MemberWeights.of(new double[0]));
    says("MemberWeights: weight[1] must not be negative, but is -0.5",
        () -> MemberWeights.of(new double[] {1.5, -0.5}));
    says("MemberWeights: weight[0] must not be negative, but is NaN",
        () -> MemberWeights.of(new double[] {Double.NaN, 1}));
    says("MemberWeights: the weights must add up to 1, but give 1.5", () -> MemberWeights.of(new double[] {1, 0.5}));
    says("MemberWeights: there are 3 weights, but 2 members",
        () -> MemberWeights.equal(2).set(new double[] {1, 0, 0}));
  }

  private static void says(String message, Executable bad) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, bad).getMessage());
  }
}
