package org.isobit.models.assimilation.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.errors.GaussianError;
import org.isobit.models.errors.SkewNormalError;
import org.junit.jupiter.api.Test;

class LatentETKFTest {

  private static final Cycle CYCLE = Cycle.of(42, 7);

  /** z = scale·x + shift and back; notes what it is asked. */
  private static final class Affine implements Coder {
    private final int size;
    private final double scale;
    private double shift;
    private final boolean recentres;
    private final List<String> calls = new ArrayList<>();
    private double[] learned;

    Affine(int size, double scale, double shift, boolean recentres) {
      this.size = size;
      this.scale = scale;
      this.shift = shift;
      this.recentres = recentres;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public int latentSize() {
      return size;
    }

    @Override
    public void adapt(int n, double[] x, long seed, long cycle) {
      calls.add("adapt " + n + " " + seed + " " + cycle);
      learned = x.clone();
      if (recentres) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
          sum += x[i];
        }
        shift = -scale * sum / n;
      }
    }

    @Override
    public void encode(int n, double[] x, long seed, long stream, double[] z) {
      calls.add("encode " + n + " " + (stream >>> 56));
      for (int i = 0; i < n * size; i++) {
        z[i] = scale * x[i] + shift;
      }
    }

    @Override
    public void decode(int n, double[] z, long seed, long stream, double[] x) {
      calls.add("decode " + n + " " + (stream >>> 56));
      for (int i = 0; i < n * size; i++) {
        x[i] = (z[i] - shift) / scale;
      }
    }
  }

  /** The update is linear in the members, so an affine latent space changes nothing. */
  @Test
  void anAffineLatentSpaceChangesNothing() {
    Cases c = new Cases(20, 4, 2, 5);
    Ensemble plain = c.forecast();
    new ETKFD(new SkewNormalError(2, 1), 50).analyse(plain, c.observations(), CYCLE);
    Ensemble latent = c.forecast();
    Affine coder = new Affine(4, 3, -2, false);
    new LatentETKF(new SkewNormalError(2, 1), 50, coder).analyse(latent, c.observations(), CYCLE);
    assertArrayEquals(plain.values(), latent.values(), 1e-12);
    assertEquals(List.of("adapt 20 42 7", "encode 20 8", "decode 20 9"), coder.calls);
    assertArrayEquals(c.ensemble, coder.learned);
  }

  /** An innovation coder that knows its mean takes the errors' bias off: the analysis is that of unbiased errors. */
  @Test
  void aBiasOfTheErrorsDoesNotMoveTheMean() {
    int members = 2000;
    double[] x = new java.util.Random(1).doubles(members, -1, 1).toArray();
    SkewNormalError law = new SkewNormalError(12, 0.04);
    double y = 0.25 + law.mean();
    Observations observations = Observations.of(new double[] {y}, 0.2, ObservationOperator.identity());
    Ensemble two = Ensemble.of(x.clone(), members, 1);
    Affine innovations = new Affine(1, 0.5, 0, true);
    new LatentETKF(law, 4000, new Affine(1, 1, 0, false), innovations).analyse(two, observations, CYCLE);
    Ensemble unbiased = Ensemble.of(x.clone(), members, 1);
    new ETKF().analyse(unbiased, Observations.of(new double[] {0.25}, 0.2, ObservationOperator.identity()), CYCLE);
    assertEquals(unbiased.mean()[0], two.mean()[0], 0.02);
    assertEquals(unbiased.spread()[0], two.spread()[0], 0.02);
    assertEquals(List.of("adapt 4000 42 7", "encode 2000 10", "encode 4000 11"), innovations.calls);
    double mean = java.util.Arrays.stream(innovations.learned).average().orElseThrow();
    assertEquals(law.mean(), mean, 0.05);
    // With one latent space the bias counts twice.
    Ensemble one = Ensemble.of(x.clone(), members, 1);
    new LatentETKF(law, 4000, new Affine(1, 1, 0, false)).analyse(one, observations, CYCLE);
    assertTrue(one.mean()[0] - unbiased.mean()[0] > 1.5 * law.mean(), one.mean()[0] + " " + unbiased.mean()[0]);
  }

  @Test
  void badInputIsRefusedAndTheEnsembleStays() {
    Cases c = new Cases(6, 4, 2, 5);
    Ensemble e = c.forecast();
    GaussianError law = new GaussianError(1);
    assertThrows(IllegalArgumentException.class,
        () -> new LatentETKF(law, 9, new Affine(3, 1, 0, false)).analyse(e, c.observations(), CYCLE));
    assertThrows(IllegalArgumentException.class, () -> new LatentETKF(law, 9, new Affine(4, 1, 0, false),
        new Affine(1, 1, 0, false)).analyse(e, c.observations(), CYCLE));
    assertThrows(NumericalException.class, () -> new LatentETKF(law, 9, new Affine(4, Double.NaN, 0, false))
        .analyse(e, c.observations(), CYCLE));
    assertThrows(IllegalArgumentException.class, () -> new LatentETKF(law, 1, new Affine(4, 1, 0, false)));
    assertArrayEquals(c.ensemble, e.values());
  }
}
