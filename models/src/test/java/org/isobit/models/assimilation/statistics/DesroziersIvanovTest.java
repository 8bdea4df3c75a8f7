package org.isobit.models.assimilation.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.ejml.dense.row.CommonOps_DDRM;
import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.gaussian.Dense;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Factors of covariances against the two expectations with dense matrices, and those that data were made with. */
class DesroziersIvanovTest {

  private static final int P = 5;

  private static Dense covariance(Random random, int n, double ridge) {
    Dense a = new Dense(n, n, random.doubles((long) n * n, -1, 1).toArray());
    return a.mult(a.transpose()).plus(Dense.identity(n).scale(ridge)).symmetric();
  }

  /** Rows drawn from N(0, C). */
  private static double[] draws(Random random, Dense c, int analyses) {
    Dense l = new Dense(c.a().copy());
    var cholesky = org.ejml.dense.row.factory.DecompositionFactory_DDRM.chol(P, true);
    assertTrue(cholesky.decompose(l.a()));
    Dense lower = new Dense(cholesky.getT(null));
    double[] d = new double[analyses * P];
    for (int k = 0; k < analyses; k++) {
      Dense xi = new Dense(P, 1, random.doubles(P).map(x -> random.nextGaussian()).toArray());
      System.arraycopy(lower.mult(xi).data(), 0, d, k * P, P);
    }
    return d;
  }

  /** At the factors 2·J_b = Tr(H·K) and 2·J_o = p − Tr(H·K), by inverses; and the truth is within four errors. */
  @Test
  void theMinimumHasItsExpectationsAndTheFactorsAreFound() {
    Random random = new Random(5);
    Dense b = covariance(random, P, 0);
    Dense r = covariance(random, P, 0.5);
    int analyses = 4000;
    double[] d = draws(random, b.scale(2.5).plus(r.scale(0.6)), analyses);
    DesroziersIvanov found = DesroziersIvanov.tune(d, P, b.data(), r.data());
    Dense sb = b.scale(found.background());
    Dense so = r.scale(found.error());
    Dense inverse = sb.plus(so).invert();
    double trace = CommonOps_DDRM.trace(sb.mult(inverse).a());
    double jb = 0;
    double jo = 0;
    for (int k = 0; k < analyses; k++) {
      Dense innovation = new Dense(P, 1, java.util.Arrays.copyOfRange(d, k * P, k * P + P));
      Dense v = inverse.mult(innovation);
      jb += v.transpose().mult(sb).mult(v).get(0, 0);
      jo += v.transpose().mult(so).mult(v).get(0, 0);
    }
    assertEquals(trace, found.signal(), 1e-10);
    assertEquals(trace, jb / analyses, 1e-8);
    assertEquals(P - trace, jo / analyses, 1e-8);

    // Sampling errors by Fisher's information, ½·tr(D⁻¹·C_i·D⁻¹·C_j) of each analysis.
    Dense truth = b.scale(2.5).plus(r.scale(0.6)).invert();
    Dense[] by = {truth.mult(b), truth.mult(r)};
    Dense information = new Dense(2, 2, new double[4]);
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        information.data()[2 * i + j] = 0.5 * analyses * CommonOps_DDRM.trace(by[i].mult(by[j]).a());
      }
    }
    Dense error = information.invert();
    assertEquals(2.5, found.background(), 4 * Math.sqrt(error.get(0, 0)));
    assertEquals(0.6, found.error(), 4 * Math.sqrt(error.get(1, 1)));
  }

  @Test
  void mistakesAreNamed() {
    double[] one = {1};
    refused("number of observations must be positive", () -> DesroziersIvanov.tune(one, 0, one, one));
    refused("must be as many as observations, 1, for one analysis or more, but are 0",
        () -> DesroziersIvanov.tune(new double[0], 1, one, one));
    refused("innovations", () -> DesroziersIvanov.tune(new double[] {Double.NaN}, 1, one, one));
    refused("R must be positive definite", () -> DesroziersIvanov.tune(one, 1, one, new double[1]));
    refused("must have 4 elements, but has 1", () -> DesroziersIvanov.tune(new double[2], 2, one, new double[4]));
    // One observation tells the sum alone: both factors take their share of it.
    DesroziersIvanov both = DesroziersIvanov.tune(new double[] {2, -2}, 1, one, one);
    assertEquals(2, both.background(), 1e-9);
    assertEquals(2, both.error(), 1e-9);
    // Nothing but the errors of observations: the background's factor has no bound below.
    assertThrows(NumericalException.class, () -> DesroziersIvanov.tune(new double[] {1, 0, 1, 0.001}, 2,
        new double[] {1, 0, 0, 4}, new double[] {1, 0, 0, 1}));
    assertThrows(NumericalException.class, () -> DesroziersIvanov.tune(new double[2], 2,
        new double[] {1, 0, 0, 4}, new double[] {1, 0, 0, 1}));
  }

  private static void refused(String what, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(what), message);
  }
}
