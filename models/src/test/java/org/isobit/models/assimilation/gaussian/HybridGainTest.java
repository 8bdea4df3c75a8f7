package org.isobit.models.assimilation.gaussian;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.junit.jupiter.api.Test;

/** The hybrid gain filter against the combined gain of its paper, and at both ends of the share. */
class HybridGainTest {

  private static final int N = 7;
  private static final int P = 4;
  private static final int MEMBERS = 4;
  private static final Cycle CYCLE = Cycle.of(1, 0);
  private static final LinearMap STILL = new LinearMap(N, Dense.identity(N).data());

  private final Dense h = new Dense(P, N, numbers(2, P * N));
  private final Dense y = new Dense(P, 1, numbers(3, P));
  private final Dense r = covariance(4, P).plus(Dense.identity(P).scale(0.5));
  private final Gaussian law = new Gaussian(new double[N], covariance(5, N).data());
  private final double[] forecast = numbers(6, MEMBERS * N);
  private final Observations observations = Observations.of(y.data(), 1.0,
      ObservationOperator.matrix(h.data(), P, N)).withCovariance("observation", r.data());

  private static double[] numbers(long seed, int n) {
    return new Random(seed).doubles(n, -1, 1).toArray();
  }

  private static Dense covariance(long seed, int n) {
    Dense a = new Dense(n, n, numbers(seed, n * n));
    return a.mult(a.transpose()).symmetric();
  }

  private Ensemble analysed(Filter filter, double scale, double share) {
    HybridGain method = new HybridGain(STILL, Ensemble.of(forecast.clone(), MEMBERS, N), filter, law, scale, share);
    method.forecast(0, 2, Workers.serial());
    method.analyse(observations, CYCLE);
    return method.ensemble();
  }

  private Ensemble alone(Filter filter) {
    Ensemble e = Ensemble.of(forecast.clone(), MEMBERS, N);
    filter.analyse(e, observations, CYCLE);
    return e;
  }

  private static Dense gain(Dense p, Dense h, Dense r) {
    return p.mult(h.transpose()).mult(h.mult(p).mult(h.transpose()).plus(r).invert());
  }

  /** Penny (2014): the gain K + α·K_B − α·K_B·H·K; with members fewer than variables, and a whole R. */
  @Test
  void theMeanHasTheCombinedGain() {
    Ensemble before = Ensemble.of(forecast, MEMBERS, N);
    Dense mean = new Dense(N, 1, before.mean());
    Dense p = Dense.identity(N).scale(0);
    for (int m = 0; m < MEMBERS; m++) {
      Dense x = new Dense(N, 1, java.util.Arrays.copyOfRange(forecast, m * N, (m + 1) * N)).minus(mean);
      p = p.plus(x.mult(x.transpose()).scale(1.0 / (MEMBERS - 1)));
    }
    Dense k = gain(p, h, r);
    Dense kb = gain(new Dense(N, N, law.covariance()).scale(0.3), h, r);
    for (double share : new double[] {0, 0.25, 0.5, 1}) {
      Dense whole = k.plus(kb.scale(share)).minus(kb.mult(h).mult(k).scale(share));
      Dense expected = mean.plus(whole.mult(y.minus(h.mult(mean))));
      Ensemble found = analysed(new ETKF(), 0.3, share);
      assertArrayEquals(expected.data(), found.mean(), 1e-13);
      Ensemble members = alone(new ETKF());
      double[] middle = members.mean();
      double[] moved = found.mean();
      for (int m = 0; m < MEMBERS; m++) {
        for (int i = 0; i < N; i++) {
          assertEquals(members.get(m, i) - middle[i], found.get(m, i) - moved[i], 1e-14);
        }
      }
    }
  }

  @Test
  void withoutAShareItIsTheFilterAndWithAllTheMeanOf3dVar() {
    Localization near = Localization.ring(N, TaperLaw.GASPARI_COHN, Radius.support(5));
    Observations placed = observations.withCoordinates(new double[] {0, 1.5, 3, 6});
    for (Filter filter : new Filter[] {new ETKF().withInflation(Inflation.posteriorAnomalies(1.1)).withRotation(true),
        new LETKF(Localization.ring(N, TaperLaw.BOXCAR, Radius.support(20)))}) {
      Observations used = filter instanceof LETKF ? placed : observations;
      Ensemble plain = Ensemble.of(forecast.clone(), MEMBERS, N);
      filter.analyse(plain, used, CYCLE);
      HybridGain none = new HybridGain(STILL, Ensemble.of(forecast.clone(), MEMBERS, N), filter, law, 1, 0);
      none.analyse(used, CYCLE);
      assertArrayEquals(plain.values(), none.ensemble().values());

      HybridGain all = new HybridGain(STILL, Ensemble.of(forecast.clone(), MEMBERS, N), filter, law, 1, 1);
      all.analyse(used, CYCLE);
      ThreeDVar variational = new ThreeDVar(STILL, plain.mean(), law, 1);
      variational.analyse(used, CYCLE);
      assertArrayEquals(variational.ensemble().mean(), all.ensemble().mean(), 1e-14);
      double[] spread = new double[N];
      all.spread(spread);
      assertArrayEquals(plain.spread(), spread, 1e-14);
    }
    HybridGain empty = new HybridGain(STILL, Ensemble.of(forecast.clone(), MEMBERS, N), new LETKF(near), law, 1, 0.5);
    empty.analyse(Observations.of(new double[0], 1.0, ObservationOperator.indices()), CYCLE);
    assertArrayEquals(forecast, empty.ensemble().values());
  }

  @Test
  void whatFailsLeavesTheMembers() {
    Ensemble kept = Ensemble.of(forecast.clone(), MEMBERS, N);
    Gaussian wide = Gaussian.independent(new double[N], 1e20);
    HybridGain method = new HybridGain(STILL, kept, new ETKF(), wide, 1, 0.5);
    assertTrue(assertThrows(NumericalException.class, () -> method.analyse(observations, CYCLE)).getMessage()
        .startsWith("HybridGain: observations are too accurate for the spread of the forecast"));
    assertArrayEquals(forecast, kept.values());
    Observations curved = Observations.of(new double[] {1}, 1.0, (states, observed) -> {
      for (int m = 0; m < states.members(); m++) {
        observed[m] = states.get(m, 0) * states.get(m, 0);
      }
    });
    assertTrue(assertThrows(IllegalArgumentException.class, () -> method.analyse(curved, CYCLE)).getMessage()
        .startsWith("HybridGain needs a linear observation operator"));
    assertArrayEquals(forecast, kept.values());
  }

  @Test
  void badInput() {
    Ensemble e = Ensemble.of(forecast.clone(), MEMBERS, N);
    for (double share : new double[] {-0.1, 1.1, Double.NaN}) {
      assertEquals("HybridGain: the share of 3D-Var must be between 0 and 1, but is " + share,
          assertThrows(IllegalArgumentException.class, () -> new HybridGain(STILL, e, new ETKF(), law, 1, share))
              .getMessage());
    }
    assertEquals("HybridGain: the covariance has 2 variables, but the members 7",
        assertThrows(IllegalArgumentException.class, () -> new HybridGain(STILL, e, new ETKF(),
            Gaussian.independent(new double[2], 1), 1, 0.5)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> new HybridGain(STILL, e, new ETKF(), law, 0, 0.5));
  }
}
