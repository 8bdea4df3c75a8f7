package org.isobit.models.assimilation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Random;
import org.isobit.kernels.Backend;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.local.LESTKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Geometry;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whole analyses, from the ensemble to the ensemble, against the same with 60 digits, for conditions from 1 to 10¹⁰.
 */
@Tag("long")
class AccuracyByConditionTest {

  private static final Cycle CYCLE = Cycle.of(3, 1);
  private static final MathContext DIGITS = new MathContext(60);

  /** The bound of {@link Filter#LARGEST_CONDITION}: error ≤ (FACTOR·κ + LEAST)·ε·‖x‖·(1 + ‖w‖). */
  private static final double FACTOR = 2;
  private static final double LEAST = 6;
  private static final double EPSILON = 0x1p-52;

  /** An ensemble, and observations of its first variables, some of them of the same one. */
  private record Problem(int members, int size, double[] ensemble, int[] observed, double[] values,
      double[] deviations) {

    Ensemble forecast() {
      return Ensemble.of(ensemble.clone(), members, size);
    }

    Observations observations() {
      return Observations.of(values, deviations, ObservationOperator.indices(observed))
          .withCoordinates(new double[observed.length]);
    }

    /** A problem whose matrix I + S·Sᵀ ÷ (N − 1) has this condition number, with eigenvalues all the way down to 1. */
    static Problem of(int members, int count, double condition, long seed) {
      Random random = new Random(seed);
      int size = 9;
      double[] x = new double[members * size];
      for (int i = 0; i < x.length; i++) {
        x[i] = 0.1 * Math.sin(i % size) + random.nextGaussian();
      }
      int[] observed = new int[count];
      double[] values = new double[count];
      double[] deviations = new double[count];
      for (int j = 0; j < count; j++) {
        observed[j] = j % 7;
        deviations[j] = Math.pow(condition, 0.5 * random.nextDouble());
        values[j] = 0.1 * Math.sin(observed[j]) + random.nextGaussian();
      }
      Problem one = new Problem(members, size, x, observed, values, deviations);
      double scale = Math.sqrt(one.largest() / (condition == 1 ? 1e-17 : condition - 1));
      for (int j = 0; j < count; j++) {
        deviations[j] *= scale;
        // Some agree with the forecast, others with their own error only.
        values[j] += Math.min(1, deviations[j]) * random.nextGaussian();
      }
      return one;
    }

    /** Largest eigenvalue of S·Sᵀ ÷ (N − 1), by powers. */
    private double largest() {
      double[][] c = new double[members][members];
      BigDecimal[][] exact = new Oracle(this).c;
      for (int i = 0; i < members; i++) {
        for (int j = 0; j < members; j++) {
          c[i][j] = exact[i][j].subtract(i == j ? BigDecimal.ONE : BigDecimal.ZERO).doubleValue();
        }
      }
      double[] v = new Random(1).doubles(members, 0.5, 1).toArray();
      double norm = 1;
      for (int step = 0; step < 2000; step++) {
        double[] next = new double[members];
        for (int i = 0; i < members; i++) {
          for (int j = 0; j < members; j++) {
            next[i] += c[i][j] * v[j];
          }
        }
        norm = Math.sqrt(java.util.Arrays.stream(next).map(z -> z * z).sum());
        for (int i = 0; i < members; i++) {
          v[i] = next[i] / norm;
        }
      }
      return norm;
    }
  }

  /** The analysis with 60 digits, all observations having the weight 1. */
  private static final class Oracle {
    private final Problem p;
    private final BigDecimal[] mean;
    private final BigDecimal[][] x;
    private final BigDecimal[][] s;
    private final BigDecimal[][] c;

    Oracle(Problem p) {
      this.p = p;
      int k = p.members;
      BigDecimal members = BigDecimal.valueOf(k);
      mean = new BigDecimal[p.size];
      x = new BigDecimal[k][p.size];
      for (int i = 0; i < p.size; i++) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int m = 0; m < k; m++) {
          sum = sum.add(new BigDecimal(p.ensemble[m * p.size + i]));
        }
        mean[i] = sum.divide(members, DIGITS);
        for (int m = 0; m < k; m++) {
          x[m][i] = new BigDecimal(p.ensemble[m * p.size + i]).subtract(mean[i]);
        }
      }
      s = new BigDecimal[k][p.observed.length];
      for (int m = 0; m < k; m++) {
        for (int j = 0; j < p.observed.length; j++) {
          s[m][j] = x[m][p.observed[j]].divide(new BigDecimal(p.deviations[j]), DIGITS);
        }
      }
      c = new BigDecimal[k][k];
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < k; j++) {
          BigDecimal sum = BigDecimal.ZERO;
          for (int q = 0; q < p.observed.length; q++) {
            sum = sum.add(s[i][q].multiply(s[j][q], DIGITS), DIGITS);
          }
          c[i][j] = sum.divide(BigDecimal.valueOf(k - 1), DIGITS);
          c[i][j] = i == j ? c[i][j].add(BigDecimal.ONE, DIGITS) : c[i][j];
        }
      }
    }

    /** Gauss and Jordan, without pivoting: C is positive definite. */
    private static BigDecimal[][] inverse(BigDecimal[][] c) {
      int n = c.length;
      BigDecimal[][] a = new BigDecimal[n][];
      for (int i = 0; i < n; i++) {
        a[i] = c[i].clone();
      }
      for (int k = 0; k < n; k++) {
        BigDecimal pivot = BigDecimal.ONE.divide(a[k][k], DIGITS);
        a[k][k] = BigDecimal.ONE;
        for (int j = 0; j < n; j++) {
          a[k][j] = a[k][j].multiply(pivot, DIGITS);
        }
        for (int i = 0; i < n; i++) {
          if (i != k) {
            BigDecimal f = a[i][k];
            a[i][k] = BigDecimal.ZERO;
            for (int j = 0; j < n; j++) {
              a[i][j] = a[i][j].subtract(f.multiply(a[k][j], DIGITS), DIGITS);
            }
          }
        }
      }
      return a;
    }

    private static BigDecimal[][] average(BigDecimal[][] a, BigDecimal[][] b) {
      BigDecimal half = new BigDecimal("0.5");
      BigDecimal[][] c = new BigDecimal[a.length][a.length];
      for (int i = 0; i < a.length; i++) {
        for (int j = 0; j < a.length; j++) {
          c[i][j] = a[i][j].add(b[i][j], DIGITS).multiply(half, DIGITS);
        }
      }
      return c;
    }

    /** C^−½ by Denman and Beavers' iteration. */
    private BigDecimal[][] inverseRoot() {
      BigDecimal[][] y = c;
      BigDecimal[][] z = new BigDecimal[c.length][c.length];
      for (int i = 0; i < c.length; i++) {
        java.util.Arrays.fill(z[i], BigDecimal.ZERO);
        z[i][i] = BigDecimal.ONE;
      }
      for (int step = 0; step < 26; step++) {
        BigDecimal[][] next = average(y, inverse(z));
        z = average(z, inverse(y));
        y = next;
      }
      return z;
    }

    /** Weights of the mean, C⁻¹·S·d ÷ (N − 1). */
    private BigDecimal[] weights() {
      int k = p.members;
      BigDecimal[] sd = new BigDecimal[k];
      for (int m = 0; m < k; m++) {
        sd[m] = BigDecimal.ZERO;
        for (int j = 0; j < p.observed.length; j++) {
          BigDecimal d = new BigDecimal(p.values[j]).subtract(mean[p.observed[j]])
              .divide(new BigDecimal(p.deviations[j]), DIGITS);
          sd[m] = sd[m].add(s[m][j].multiply(d, DIGITS), DIGITS);
        }
      }
      BigDecimal[][] inverse = inverse(c);
      BigDecimal[] w = new BigDecimal[k];
      for (int i = 0; i < k; i++) {
        w[i] = BigDecimal.ZERO;
        for (int j = 0; j < k; j++) {
          w[i] = w[i].add(inverse[i][j].multiply(sd[j], DIGITS), DIGITS);
        }
        w[i] = w[i].divide(BigDecimal.valueOf(k - 1), DIGITS);
      }
      return w;
    }

    /** Largest error of an analysis in units of ‖x‖·(1 + ‖w‖). */
    double error(Ensemble analysis, BigDecimal[] w, BigDecimal[][] root) {
      double norm = Math.sqrt(java.util.Arrays.stream(w).mapToDouble(v -> v.doubleValue() * v.doubleValue()).sum());
      double worst = 0;
      for (int i = 0; i < p.size; i++) {
        double squares = 0;
        BigDecimal move = mean[i];
        for (int m = 0; m < p.members; m++) {
          squares += x[m][i].doubleValue() * x[m][i].doubleValue();
          move = move.add(w[m].multiply(x[m][i], DIGITS), DIGITS);
        }
        for (int m = 0; m < p.members; m++) {
          BigDecimal exact = move;
          for (int l = 0; l < p.members; l++) {
            exact = exact.add(root[m][l].multiply(x[l][i], DIGITS), DIGITS);
          }
          double off = Math.abs(new BigDecimal(analysis.get(m, i)).subtract(exact).doubleValue());
          off = off / (Math.sqrt(squares) * (1 + norm));
          worst = off > worst || off != off ? off : worst;
        }
      }
      return worst;
    }
  }

  private static List<Filter> filters(Localization here) {
    return List.of(new LETKF(here).withBackend(Backend.SIMD), new LETKF(here).withBackend(Backend.REFERENCE),
        new LETKF(here).withBatch(9), new LESTKF(here), new ETKF());
  }

  @Test
  void errorsGrowWithTheConditionAndNoFaster() {
    // Observation space, just below and above the switch, and the space of members.
    int[][] shapes = {{5, 1}, {5, 3}, {5, 4}, {5, 14}, {12, 9}, {12, 10}, {12, 30}};
    for (int exponent = 0; exponent <= 10; exponent += 2) {
      for (int[] shape : shapes) {
        for (long seed = 0; seed < 2; seed++) {
          check(shape[0], shape[1], exponent, seed);
        }
      }
    }
    check(30, 40, 10, 1);
  }

  private static void check(int members, int count, int exponent, long seed) {
    // Just below the limit, on which rounding must not fall.
    double condition = exponent == 10 ? 0.99e10 : Math.pow(10, exponent);
    Localization here = Localization.of(Geometry.cartesian(1), new double[9], TaperLaw.BOXCAR, Radius.length(1));
    Problem problem = Problem.of(members, count, condition, seed);
    Oracle oracle = new Oracle(problem);
    BigDecimal[] weights = oracle.weights();
    BigDecimal[][] root = oracle.inverseRoot();
    for (Filter filter : filters(here)) {
      Ensemble e = problem.forecast();
      filter.analyse(e, problem.observations(), CYCLE);
      double error = oracle.error(e, weights, root) / EPSILON;
      assertTrue(error <= FACTOR * condition + LEAST, filter + " with " + members + " members and " + count
          + " observations at condition 1e" + exponent + ": the error is " + error / condition
          + " times epsilon times condition");
    }
  }
}
