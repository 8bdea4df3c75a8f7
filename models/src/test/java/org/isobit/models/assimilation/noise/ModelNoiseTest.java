package org.isobit.models.assimilation.noise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.EnsembleEstimator;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.gaussian.Dense;
import org.isobit.models.assimilation.gaussian.ExtendedKalmanFilter;
import org.isobit.models.assimilation.gaussian.LinearMap;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.global.StochasticEnKF;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Treatments of noise against the paper's matrices, and filters with noise against the Kalman filter with Q. */
class ModelNoiseTest {

  private static Dense matrix(Random random, int rows, int columns) {
    return new Dense(rows, columns, random.doubles((long) rows * columns, -1, 1).toArray());
  }

  private static Dense covariance(Random random, int n) {
    Dense a = matrix(random, n, n);
    return a.mult(a.transpose()).scale(1.0 / n).symmetric();
  }

  /** Members as rows less their mean. */
  private static Dense anomalies(Ensemble e) {
    double[] mean = e.mean();
    Dense a = new Dense(e.members(), e.size(), new double[e.members() * e.size()]);
    for (int m = 0; m < e.members(); m++) {
      for (int i = 0; i < e.size(); i++) {
        a.data()[m * e.size() + i] = e.get(m, i) - mean[i];
      }
    }
    return a;
  }

  private static Dense covariance(Ensemble e) {
    Dense a = anomalies(e);
    return a.transpose().mult(a).scale(1.0 / (e.members() - 1));
  }

  private static Dense pseudoInverse(Dense a) {
    DMatrixRMaj inverse = new DMatrixRMaj(a.a().getNumCols(), a.a().getNumRows());
    CommonOps_DDRM.pinv(a.a(), inverse);
    return new Dense(inverse);
  }

  /** The symmetric square root by EJML's eigenvectors. */
  private static Dense root(Dense a) {
    int n = a.a().getNumRows();
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
    assertTrue(eigen.decompose(a.a().copy()));
    Dense root = new Dense(n, n, new double[n * n]);
    for (int k = 0; k < n; k++) {
      Dense v = new Dense(eigen.getEigenVector(k));
      root = root.plus(v.mult(v.transpose()).scale(Math.sqrt(eigen.getEigenvalue(k).getReal())));
    }
    return root;
  }

  private static double trace(Dense a) {
    return CommonOps_DDRM.trace(a.a());
  }

  private static void equal(Dense expected, double[] actual, double tolerance) {
    double scale = CommonOps_DDRM.elementMaxAbs(expected.a());
    for (int i = 0; i < actual.length; i++) {
      assertEquals(expected.data()[i], actual[i], tolerance * scale, "element " + i);
    }
  }

  private static Ensemble treated(NoiseTreatment treatment, ModelNoise noise, Ensemble e) {
    Ensemble x = e.copy();
    treatment.apply(noise, x, 7, 3, Workers.serial());
    return x;
  }

  @Test
  void squareRootsHaveTheCovarianceOfThePaper() {
    int[][] shapes = {{5, 9}, {9, 9}, {12, 4}, {2, 3}, {3, 1}};
    for (int[] shape : shapes) {
      int members = shape[0];
      int n = shape[1];
      Random random = new Random(10 * members + n);
      Ensemble e = Ensemble.of(random.doubles((long) members * n, 2, 9).toArray(), members, n);
      Dense q = covariance(random, n);
      ModelNoise noise = ModelNoise.of(q.data(), n);
      equal(q, noise.covariance(), 1e-14);
      Dense x = anomalies(e);
      Dense inverse = pseudoInverse(x);
      Dense p = covariance(e);
      Dense span = inverse.mult(x);
      Ensemble core = treated(NoiseTreatment.SQRT_CORE, noise, e);
      equal(p.plus(span.mult(q).mult(span)), covariance(core).data(), 1e-12);
      if (members > n) {
        equal(p.plus(q), covariance(core).data(), 1e-12);
      }
      assertArrayEquals(e.mean(), core.mean(), 1e-13);
      // Member for member: (I + (N − 1)·X⁺ᵀ·Q·X⁺)^½·X.
      Dense t = Dense.identity(members).plus(inverse.transpose().mult(q).mult(inverse).scale(members - 1)).symmetric();
      equal(root(t).mult(x), anomalies(core).data(), 1e-11);

      Ensemble multiplied = treated(NoiseTreatment.SQRT_MULT_1, noise, e);
      assertEquals(trace(p) + trace(q), trace(covariance(multiplied)), 1e-12 * trace(p));
      equal(anomalies(core).scale(Math.sqrt((trace(p) + trace(q)) / trace(covariance(core)))),
          anomalies(multiplied).data(), 1e-12);
      Ensemble one = treated(NoiseTreatment.MULT_1, noise, e);
      equal(x.scale(Math.sqrt(1 + trace(q) / trace(p))), anomalies(one).data(), 1e-12);

      // What add-z adds to the core is what additive noise has outside the span.
      Dense draws = new Dense(members, n, treated(NoiseTreatment.ADDITIVE, noise, e).values())
          .minus(new Dense(members, n, e.values()));
      Dense z = draws.minus(draws.mult(span));
      equal(new Dense(members, n, core.values()).plus(z), treated(NoiseTreatment.SQRT_ADD_Z, noise, e).values(), 1e-12);
      assertArrayEquals(e.values(), treated(NoiseTreatment.NONE, noise, e).values());
    }
  }

  @Test
  void randomNoiseHasItsCovarianceAndBelongsToTheMember() {
    Random random = new Random(4);
    int n = 3;
    int members = 40000;
    Dense q = covariance(random, n);
    for (ModelNoise noise : new ModelNoise[] {ModelNoise.of(q.data(), n),
        ModelNoise.independent(new double[] {1, 4, 0}), ModelNoise.independent(n, 2.0)}) {
      Ensemble e = Ensemble.allocate(members, n);
      NoiseTreatment.ADDITIVE.apply(noise, e, 5, 6, Workers.shared());
      double[] expected = noise.covariance();
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double[] p = covariance(e).data();
          double error = Math.sqrt((expected[i * n + i] * expected[j * n + j] + expected[i * n + j]
              * expected[i * n + j]) / members);
          assertEquals(expected[i * n + j], p[i * n + j], 4 * error, i + ", " + j);
        }
      }
      Ensemble few = Ensemble.allocate(5, n);
      NoiseTreatment.ADDITIVE.apply(noise, few, 5, 6, Workers.serial());
      for (int k = 0; k < 5 * n; k++) {
        assertEquals(e.values()[k], few.values()[k]);
      }
    }
  }

  /** A linear model with noise every 2 steps, observed after 3, and the Kalman filter of it by dense matrices. */
  private static final class Problem {
    final Random random = new Random(21);
    final int n = 4;
    final int count = 2;
    final Dense m = Dense.identity(n).plus(matrix(random, n, n).scale(0.2));
    final Dense h = matrix(random, count, n);
    final Dense q = covariance(random, n).plus(Dense.identity(n).scale(0.1));
    Dense x;
    Dense p;

    NoisyModel model(NoiseTreatment treatment, long seed) {
      return new NoisyModel(new LinearMap(n, m.data()), ModelNoise.of(q.data(), n), 2, treatment, seed, 99L << 32);
    }

    Observations observations(int cycle) {
      return Observations.of(new Random(cycle).doubles(count, -1, 1).toArray(), 0.7,
          ObservationOperator.matrix(h.data(), count, n));
    }

    void cycle(int k) {
      for (int level = 3 * k + 1; level <= 3 * k + 3; level++) {
        x = m.mult(x);
        p = m.mult(p).mult(m.transpose());
        p = level % 2 == 0 ? p.plus(q) : p;
      }
      Dense r = Dense.identity(count).scale(0.49);
      Dense gain = p.mult(h.transpose()).mult(h.mult(p).mult(h.transpose()).plus(r).invert());
      Observations y = observations(k);
      x = x.plus(gain.mult(new Dense(count, 1, y.value(0), y.value(1)).minus(h.mult(x))));
      p = Dense.identity(n).minus(gain.mult(h)).mult(p);
    }
  }

  @Test
  void theExtendedFilterOfALinearModelIsTheKalmanFilterWithQ() {
    Problem problem = new Problem();
    problem.x = matrix(problem.random, 4, 1);
    problem.p = covariance(problem.random, 4);
    ExtendedKalmanFilter filter = new ExtendedKalmanFilter(problem.model(NoiseTreatment.NONE, 1),
        new Gaussian(problem.x.data().clone(), problem.p.symmetric().data().clone()), 1.0);
    double[] p = new double[16];
    for (int k = 0; k < 8; k++) {
      filter.forecast(3 * k, 3, Workers.serial());
      filter.analyse(problem.observations(k), Cycle.of(1, k));
      problem.cycle(k);
      equal(problem.x, filter.ensemble().values(), 1e-12);
      filter.covariance(p);
      equal(problem.p, p, 1e-12);
    }
  }

  @Test
  void anEnsembleThatSpansTheSpaceIsTheKalmanFilterWithQ() {
    Problem problem = new Problem();
    Ensemble e = Ensemble.of(problem.random.doubles(28, -1, 1).toArray(), 7, 4);
    problem.x = new Dense(4, 1, e.mean());
    problem.p = covariance(e);
    EnsembleEstimator filter = new EnsembleEstimator(problem.model(NoiseTreatment.SQRT_CORE, 1), e, new ETKF());
    for (int k = 0; k < 8; k++) {
      filter.forecast(3 * k, 3, Workers.serial());
      filter.analyse(problem.observations(k), Cycle.of(1, k));
      problem.cycle(k);
      equal(problem.x, e.mean(), 1e-11);
      equal(problem.p, covariance(e).data(), 1e-11);
    }
  }

  /** Root mean square distance of means and variances after three cycles, over 24 ensembles. */
  private static double distance(int members, Filter filter) {
    double sum = 0;
    for (int repetition = 0; repetition < 24; repetition++) {
      Problem problem = new Problem();
      Random random = new Random(100 + repetition);
      Ensemble e = Ensemble.allocate(members, 4);
      for (int i = 0; i < e.values().length; i++) {
        e.values()[i] = random.nextGaussian();
      }
      problem.x = new Dense(4, 1, new double[4]);
      problem.p = Dense.identity(4);
      EnsembleEstimator estimator = new EnsembleEstimator(problem.model(NoiseTreatment.ADDITIVE, repetition), e,
          filter);
      for (int k = 0; k < 3; k++) {
        estimator.forecast(3 * k, 3, Workers.serial());
        estimator.analyse(problem.observations(k), Cycle.of(repetition, k));
        problem.cycle(k);
      }
      double[] mean = e.mean();
      Dense p = covariance(e);
      for (int i = 0; i < 4; i++) {
        sum += Math.pow(mean[i] - problem.x.data()[i], 2) + Math.pow(p.get(i, i) - problem.p.get(i, i), 2);
      }
    }
    return Math.sqrt(sum / 24);
  }

  /** 16 times as many members: a quarter of the distance, which 24 ensembles tell to a fifth. */
  @Test
  void ensemblesTendToTheKalmanFilterWithQ() {
    for (Filter filter : new Filter[] {new StochasticEnKF(), new ETKF()}) {
      double few = distance(50, filter);
      double many = distance(800, filter);
      assertTrue(few / many > 3 && few / many < 5.4, filter + ": " + few + ", " + many);
      assertTrue(many < 0.15, filter + ": " + many);
    }
  }

  /** A root of a few columns is as good as the symmetric one. */
  @Test
  void aThinRootHasItsCovariance() {
    Random random = new Random(17);
    int n = 7;
    Dense l = matrix(random, n, 2);
    Dense q = l.mult(l.transpose());
    ModelNoise thin = ModelNoise.ofRoot(l.data(), n, 2);
    ModelNoise whole = ModelNoise.of(q.symmetric().data(), n);
    equal(q, thin.covariance(), 1e-15);
    Dense root = new Dense(n, n, thin.root());
    equal(q, root.transpose().mult(root).data(), 1e-15);
    Ensemble e = Ensemble.of(random.doubles(5L * n, 2, 9).toArray(), 5, n);
    for (NoiseTreatment treatment : List.of(NoiseTreatment.SQRT_CORE, NoiseTreatment.SQRT_MULT_1,
        NoiseTreatment.MULT_1)) {
      equal(new Dense(5, n, treated(treatment, whole, e).values()), treated(treatment, thin, e).values(), 1e-12);
    }
    double[] xi = new double[2];
    Philox.gaussian(7, 3, 2 * n, 2, xi, 0);
    Ensemble noisy = treated(NoiseTreatment.ADDITIVE, thin, e);
    for (int i = 0; i < n; i++) {
      assertEquals(e.get(2, i) + l.get(i, 0) * xi[0] + l.get(i, 1) * xi[1], noisy.get(2, i), 1e-14);
    }
    ModelNoise longer = thin.padded(9);
    double[] covariance = longer.covariance();
    for (int i = 0; i < 9; i++) {
      for (int j = 0; j < 9; j++) {
        assertEquals(i < n && j < n ? q.get(i, j) : 0, covariance[9 * i + j], 1e-15);
      }
    }
    assertArrayEquals(new double[] {4, 0, 0, 0}, ModelNoise.independent(1, 4).padded(2).covariance());
  }

  @Test
  void mistakesAreNamed() {
    refused("size must be positive, but is 0", () -> ModelNoise.independent(0, 1));
    refused("variance 1", () -> ModelNoise.independent(new double[] {1, -1}));
    refused("variance 0", () -> ModelNoise.independent(2, Double.NaN));
    refused("must have 4 elements, but has 3", () -> ModelNoise.of(new double[3], 2));
    refused("is not symmetric", () -> ModelNoise.of(new double[] {1, 0, 0.5, 1}, 2));
    refused("Q must be positive semidefinite, but eigenvalue 0 is -",
        () -> ModelNoise.of(new double[] {1, 2, 2, 1}, 2));
    ModelNoise noise = ModelNoise.independent(2, 1);
    LinearMap map = new LinearMap(3, new double[9]);
    refused("the model has 3 variables but the noise 2",
        () -> new NoisyModel(map, noise, 1, NoiseTreatment.ADDITIVE, 1, 0));
    refused("every must be positive, but is 0", () -> new NoisyModel(map, ModelNoise.independent(3, 1), 0,
        NoiseTreatment.ADDITIVE, 1, 0));
    Ensemble one = Ensemble.allocate(1, 2);
    refused("members must be at least 2, but is 1",
        () -> NoiseTreatment.SQRT_CORE.apply(noise, one, 1, 1, Workers.serial()));
    refused("the noise has 2 variables but the members 3",
        () -> NoiseTreatment.ADDITIVE.apply(noise, Ensemble.allocate(2, 3), 1, 1, Workers.serial()));
    refused("'loud' is none of none, additive", () -> NoiseTreatment.of("loud"));
    assertEquals(NoiseTreatment.SQRT_ADD_Z, NoiseTreatment.of("sqrt-add-z"));

    Ensemble flat = Ensemble.allocate(3, 2);
    assertArrayEquals(new double[6], treated(NoiseTreatment.SQRT_CORE, noise, flat).values());
    assertArrayEquals(treated(NoiseTreatment.ADDITIVE, noise, flat).values(),
        treated(NoiseTreatment.SQRT_ADD_Z, noise, flat).values());
    fails("without spread", noise, NoiseTreatment.MULT_1, 0, 0);
    fails("the noise is too large for the spread", noise, NoiseTreatment.SQRT_CORE, 1e-6, 1e-6);
    fails("not finite at variable", noise, NoiseTreatment.SQRT_CORE, Double.NaN, 1);
    fails("not finite at variable", noise, NoiseTreatment.ADDITIVE, 1, Double.POSITIVE_INFINITY);
  }

  /** Of a mean of 2^17 anomalies have 36 bits, and its rounding is no direction that noise could have. */
  @Test
  void aLargeMeanMakesNoSpread() {
    int n = 6;
    for (int members = 2; members <= 5; members++) {
      double[] x = new double[members * n];
      Random random = new Random(members);
      for (int i = 0; i < x.length; i++) {
        x[i] = (random.nextInt(2001) - 1000) / 512.0;
      }
      double[] far = x.clone();
      for (int i = 0; i < x.length; i++) {
        far[i] += 0x1p17;
      }
      ModelNoise noise = ModelNoise.independent(n, 0.5);
      for (NoiseTreatment treatment : NoiseTreatment.values()) {
        double[] expected = treated(treatment, noise, Ensemble.of(x, members, n)).values();
        double[] shifted = treated(treatment, noise, Ensemble.of(far, members, n)).values();
        for (int i = 0; i < x.length; i++) {
          assertEquals(expected[i], shifted[i] - 0x1p17, 1e-9, treatment.label() + " of " + members);
        }
      }
      // The mean of equal members is none of them to the bit.
      Ensemble equal = Ensemble.allocate(members, 1);
      Arrays.fill(equal.values(), 0.1);
      assertThrows(NumericalException.class, () -> NoiseTreatment.MULT_1.apply(ModelNoise.independent(1, 1), equal, 1,
          1, Workers.serial()));
      assertEquals(0.1, treated(NoiseTreatment.SQRT_CORE, ModelNoise.independent(1, 1), equal).get(0, 0));
    }
  }

  private static void fails(String what, ModelNoise noise, NoiseTreatment treatment, double x, double y) {
    Ensemble e = Ensemble.of(new double[] {x, 0, 0, y, -x, -y}, 3, 2);
    double[] before = e.values().clone();
    NumericalException failure = assertThrows(NumericalException.class,
        () -> treatment.apply(noise, e, 1, 1, Workers.serial()));
    assertTrue(failure.getMessage().contains(what), failure.getMessage());
    assertArrayEquals(before, e.values());
  }

  private static void refused(String what, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(what), message);
  }
}
