package org.isobit.models.assimilation.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.errors.GaussianError;
import org.isobit.models.errors.SkewNormalError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The filter with a latent space of innovations too, several innovations at a time, against the paper's formulas. */
class LatentInnovationsTest {

  private static final Cycle CYCLE = Cycle.of(42, 7);

  /** Encodes by a matrix, latent × size, and decodes by doing nothing to what it decodes. */
  private static class Linear implements Coder {
    final double[][] matrix;
    double[] learned;
    double decoded = 1;

    Linear(double[][] matrix) {
      this.matrix = matrix;
    }

    static Linear identity(int n) {
      double[][] one = new double[n][n];
      for (int i = 0; i < n; i++) {
        one[i][i] = 1;
      }
      return new Linear(one);
    }

    @Override
    public int size() {
      return matrix[0].length;
    }

    @Override
    public int latentSize() {
      return matrix.length;
    }

    @Override
    public void adapt(int n, double[] x, long seed, long cycle) {
      learned = Arrays.copyOf(x, n * size());
    }

    @Override
    public void encode(int n, double[] x, long seed, long stream, double[] z) {
      for (int i = 0; i < n; i++) {
        for (int l = 0; l < matrix.length; l++) {
          double sum = 0;
          for (int j = 0; j < size(); j++) {
            sum += matrix[l][j] * x[i * size() + j];
          }
          z[i * matrix.length + l] = sum;
        }
      }
    }

    @Override
    public void decode(int n, double[] z, long seed, long stream, double[] x) {
      for (int i = 0; i < n * size(); i++) {
        x[i] = decoded * z[i];
      }
    }

    @Override
    public String toString() {
      return matrix.length + " of " + size();
    }
  }

  /**
   * Three observations seen through two latent numbers: D_j, encoded members and the mean's innovation by definition.
   */
  @Test
  void theAnalysisIsThatOfEncodedInnovations() {
    int members = 6;
    int samples = 40;
    Cases c = new Cases(members, 5, 3, 1);
    SkewNormalError law = new SkewNormalError(4, 0.25);
    double[][] matrix = {{0.5, -1, 0.25}, {0.3, 0.2, 1}};
    double[] observed = new double[members * 3];
    c.observations().operator().apply(c.forecast(), observed);
    double[] errors = new double[samples * 3];
    law.draw(42, 4L << 56 | 7, 0, errors.length, errors, 0);
    Linear coder = new Linear(matrix);
    double[] sampled = new double[samples * 3];
    for (int j = 0; j < samples; j++) {
      int m = (int) (members * Philox.uniform(42, 5L << 56 | 7, j));
      for (int o = 0; o < 3; o++) {
        sampled[3 * j + o] = c.values[o] + errors[3 * j + o] - observed[3 * m + o];
      }
    }
    double[] own = new double[members * 3];
    for (int i = 0; i < own.length; i++) {
      own[i] = c.values[i % 3] - observed[i];
    }
    double[] encoded = new double[members * 2];
    double[] d = new double[samples * 2];
    coder.encode(members, own, 0, 0, encoded);
    coder.encode(samples, sampled, 0, 0, d);
    double[] mean = new double[2];
    for (int i = 0; i < encoded.length; i++) {
      mean[i % 2] += encoded[i] / members;
    }
    // The anomalies of what is observed are those of innovations with the other sign.
    double[] minus = Arrays.stream(encoded).map(x -> -x).toArray();
    DMatrixRMaj expected = ETKFDTest.expected(c.forecast(), 2, minus, samples, d, mean);
    Ensemble e = c.forecast();
    Linear innovations = new Linear(matrix);
    new LatentETKF(law, samples, Linear.identity(5), innovations).analyse(e, c.observations(), CYCLE);
    for (int m = 0; m < members; m++) {
      for (int i = 0; i < 5; i++) {
        assertEquals(expected.get(i, m), e.get(m, i), 1e-10, "member " + m + ", variable " + i);
      }
    }
  }

  /** A coder of innovations learns from [H(x_i) + ε] − H(x_j), members standing in for the truth. */
  @Test
  void artificialInnovationsAreTheDefinition() {
    int members = 6;
    Cases c = new Cases(members, 5, 3, 1);
    SkewNormalError law = new SkewNormalError(4, 0.25);
    double[] observed = new double[members * 3];
    c.observations().operator().apply(c.forecast(), observed);
    double[] errors = new double[30];
    law.draw(42, 6L << 56 | 7, 0, 30, errors, 0);
    double[] expected = new double[30];
    for (int s = 0; s < 10; s++) {
      int i = (int) (members * Philox.uniform(42, 7L << 56 | 7, 2 * s));
      int j = (int) (members * Philox.uniform(42, 7L << 56 | 7, 2 * s + 1));
      for (int o = 0; o < 3; o++) {
        expected[3 * s + o] = observed[3 * i + o] + errors[3 * s + o] - observed[3 * j + o];
      }
    }
    Linear innovations = Linear.identity(3);
    new LatentETKF(law, 10, Linear.identity(5), innovations).analyse(c.forecast(), c.observations(), CYCLE);
    assertArrayEquals(expected, innovations.learned, 1e-15);
  }

  private static void says(Class<? extends RuntimeException> type, String message, Executable bad) {
    assertEquals(message, assertThrows(type, bad).getMessage());
  }

  @Test
  void whatIsWrongIsNamedAndChangesNothing() {
    Class<IllegalArgumentException> argument = IllegalArgumentException.class;
    GaussianError law = new GaussianError(1);
    Cases c = new Cases(6, 4, 2, 5);
    Observations y = c.observations();
    Ensemble e = c.forecast();
    says(argument, "LatentETKF: samples must be at least 2, but is 1",
        () -> new LatentETKF(law, 1, Linear.identity(4)));
    says(argument, "LatentETKF: the size of states is 4, but their coder is for 3",
        () -> new LatentETKF(law, 9, Linear.identity(3)).analyse(e, y, CYCLE));
    says(argument, "LatentETKF: the size of innovations is 2, but their coder is for 1",
        () -> new LatentETKF(law, 9, Linear.identity(4), Linear.identity(1)).analyse(e, y, CYCLE));
    Linear nan = Linear.identity(4);
    nan.matrix[0][0] = Double.NaN;
    says(NumericalException.class, "LatentETKF: an encoded state is not finite (index 0): value NaN",
        () -> new LatentETKF(law, 9, nan).analyse(e, y, CYCLE));
    Linear lost = Linear.identity(4);
    lost.decoded = Double.POSITIVE_INFINITY;
    NumericalException failure = assertThrows(NumericalException.class,
        () -> new LatentETKF(law, 9, lost).analyse(e, y, CYCLE));
    assertEquals(true, failure.getMessage().startsWith("LatentETKF: a decoded state is not finite (index 0): value "));
    Linear bad = Linear.identity(2);
    bad.matrix[1][1] = Double.NaN;
    says(NumericalException.class, "LatentETKF: an encoded innovation is not finite (index 1): value NaN",
        () -> new LatentETKF(law, 9, Linear.identity(4), bad).analyse(e, y, CYCLE));
    assertArrayEquals(c.ensemble, e.values());
    e.set(1, 2, Double.NaN);
    says(argument, "LatentETKF: member 1 has NaN at variable 2",
        () -> new LatentETKF(law, 9, Linear.identity(4)).analyse(e, y, CYCLE));
  }

  /** Encoded members may be finite where encoded innovations are not. */
  @Test
  void encodedInnovationsMustBeFiniteToo() {
    Cases c = new Cases(6, 1, 0, 5);
    Coder fails = new Linear(new double[][] {{1}}) {
      @Override
      public void encode(int n, double[] x, long seed, long stream, double[] z) {
        super.encode(n, x, seed, stream, z);
        z[0] = n == 9 ? Double.NEGATIVE_INFINITY : z[0];
      }
    };
    says(NumericalException.class, "LatentETKF: an encoded innovation is not finite (index 0): value -Infinity",
        () -> new LatentETKF(new GaussianError(1), 9, Linear.identity(1), fails).analyse(c.forecast(),
            c.direct(new int[] {0}, 1, 1), CYCLE));
  }

  @Test
  void settingsAreSaidAndDevicesAreNot() {
    GaussianError law = new GaussianError(0.5);
    assertEquals("LatentETKF[" + law + ", 2 innovations, 4 of 4]",
        new LatentETKF(law, 2, Linear.identity(4)).toString());
    LatentETKF two = new LatentETKF(law, 9, Linear.identity(4), Linear.identity(2));
    assertEquals("LatentETKF[" + law + ", 9 innovations, 4 of 4, 2 of 2]", two.toString());
    Cases c = new Cases(6, 4, 2, 5);
    DeviceUse use = new DeviceUse(sentence -> { });
    two.analyse(c.forecast(), c.observations(), CYCLE.with(use));
    assertEquals(Set.of("LatentETKF"), use.places().keySet());
    Ensemble e = c.forecast();
    two.analyse(e, Observations.of(new double[0], 1, ObservationOperator.indices()), CYCLE);
    assertArrayEquals(c.ensemble, e.values());
  }
}
