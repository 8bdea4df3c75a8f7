package org.isobit.models.assimilation.parameters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.ParameterEstimate;
import org.isobit.models.assimilation.global.DEnKF;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.global.EnKFN;
import org.isobit.models.assimilation.global.StochasticEnKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.local.LETKFN;
import org.isobit.models.assimilation.localization.Geometry;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.assimilation.particle.LNETF;
import org.isobit.models.assimilation.particle.LocalParticleFilter;
import org.isobit.models.assimilation.particle.NETF;
import org.isobit.models.assimilation.particle.ParticleFilter;
import org.isobit.models.assimilation.serial.RHF;
import org.isobit.models.assimilation.serial.SerialEnSRF;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.FilterProvider.Option;
import org.isobit.models.assimilation.spi.FilterProvider.Reach;
import org.isobit.models.assimilation.statistics.OnlineErrorFilter;
import org.isobit.models.assimilation.statistics.OnlineErrors;
import org.isobit.models.io.Settings;
import org.isobit.models.method.MethodChoice;
import org.isobit.models.method.Registries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Parameters that localised filters update point by point, against global filters and local analyses written out. */
class SpatialUpdateTest {

  private static final int N = 12;
  private static final int P = 2;
  private static final int MEMBERS = 7;
  private static final Cycle CYCLE = Cycle.of(3, 4);
  private static final Localization WIDE = Localization.ring(N, TaperLaw.BOXCAR, Radius.support(1000));

  /** Everything at one place, where every observation is. */
  private static final Localization PLACE = Localization.of(Geometry.cartesian(1), new double[1], TaperLaw.BOXCAR,
      Radius.support(1)).withFields(N + P);

  private static Ensemble forecast() {
    return Ensemble.of(new Random(2).doubles(MEMBERS * (N + P), -1, 1).toArray(), MEMBERS, N + P);
  }

  private static Observations observations(int... variables) {
    return Observations.of(new Random(5).doubles(variables.length, -2, 2).toArray(), 0.7,
        ObservationOperator.indices(variables));
  }

  private static Ensemble analysed(Filter filter, Observations observations) {
    Ensemble e = forecast();
    filter.analyse(e, observations, CYCLE);
    return e;
  }

  /** Every filter that can be local, with all observations everywhere, is the one of a single place. */
  @Test
  void everyLocalFilterWithoutTapersIsTheGlobalOne() {
    List<FilterProvider> filters = Registries.filters().entries().stream().filter(f -> f.reach() != Reach.GLOBAL
        && !f.options().contains(Option.MODEL)).toList();
    assertTrue(filters.size() > 10, filters.toString());
    Observations y = observations(1, 4, 5, 11);
    for (FilterProvider provider : filters) {
      List<String> own = provider.label().equals("lknetf") ? List.of("hybrid=fixed", "hybrid-value=0.4") : List.of();
      MethodChoice choice = MethodChoice.read(Settings.parse("m", null, "filter: " + provider.label(), own), 1, true);
      Ensemble everywhere = analysed(new SpatialUpdate(WIDE, P, all -> choice.build(all, all.size())), y);
      Ensemble place = analysed(choice.build(PLACE, N + P), y.withCoordinates(new double[4]));
      assertArrayEquals(place.values(), everywhere.values(), 1e-13, provider.label());
    }
  }

  /** The same against the classes of global filters, whose code is another. */
  @Test
  void localFiltersWithoutTapersAreTheirGlobalCounterparts() {
    Observations y = observations(0, 3, 6, 8, 9);
    equal(new ETKF(), all -> new LETKF(all), y);
    equal(new EnKFN(), all -> new LETKFN(all), y);
    equal(new NETF(), all -> new LNETF(all), y);
    equal(new SerialEnSRF(), all -> new SerialEnSRF().withLocalization(all), y);
    equal(new DEnKF(), all -> new DEnKF().withLocalization(all), y);
    equal(new StochasticEnKF(), all -> new StochasticEnKF().withLocalization(all), y);
    equal(new RHF(), all -> new RHF().withLocalization(all), y);
    equal(new LocalParticleFilter(), all -> new LocalParticleFilter().withLocalization(all), y);
    Inflation inflation = Inflation.of(Inflation.Kind.RELAX_TO_PRIOR_SPREAD, 0.4)
        .and(Inflation.of(Inflation.Kind.PRIOR_COVARIANCE, 1.2)).and(Inflation.posteriorAnomalies(1.1));
    equal(new ETKF().withInflation(inflation).withRotation(true),
        all -> new LETKF(all).withInflation(inflation).withRotation(true), y);
    equal(new ETKF().withInflation(inflation), all -> new LETKF(all).withInflation(inflation), observations());
  }

  private static void equal(Filter global, Function<Localization, Filter> local, Observations y) {
    assertArrayEquals(analysed(global, y).values(), analysed(new SpatialUpdate(WIDE, P, local), y).values(), 2e-13,
        global.toString());
  }

  @Test
  void parametersAreMeansOfLocalAnalysesWhereObservationsReach() {
    Localization near = Localization.ring(N, TaperLaw.GASPARI_COHN, Radius.support(3));
    meansOfLocalAnalyses(near, true, LETKF::new);
    meansOfLocalAnalyses(near, false, all -> new SerialEnSRF().withLocalization(all));
  }

  /**
   * Observations so far apart that a point has one at most: the square-root filter of one observation in closed form,
   * x̄ + x·y·d/(N − 1 + y·y) and x·(I + (1/√(1 + y·y/(N − 1)) − 1)·y·yᵀ/(y·y)), averaged over 10 of 12 points. The
   * taper is in y·y and x·y if it is of observation errors, else of increments.
   */
  private static void meansOfLocalAnalyses(Localization near, boolean errors, Function<Localization, Filter> local) {
    Observations y = observations(2, 8);
    double[] observed = new Random(5).doubles(2, -2, 2).toArray();
    Ensemble prior = forecast();
    double[] mean = prior.mean();
    double[][] expected = new double[MEMBERS][P];
    int reached = 0;
    for (int i = 0; i < N; i++) {
      int j = i < 6 ? 0 : 1;
      int at = 2 + 6 * j;
      int distance = i == 11 ? 3 : Math.abs(i - at);
      if (distance >= 3) {
        continue;
      }
      reached++;
      double rho = near.weight(distance);
      double before = errors ? rho : 1;
      double after = errors ? 1 : rho;
      double[] s = IntStream.range(0, MEMBERS).mapToDouble(m -> (prior.get(m, at) - mean[at]) / 0.7).toArray();
      double yy = Arrays.stream(s).map(v -> v * v).sum();
      double d = (observed[j] - mean[at]) / 0.7;
      for (int q = 0; q < P; q++) {
        int x = N + q;
        double xy = IntStream.range(0, MEMBERS).mapToDouble(m -> s[m] * (prior.get(m, x) - mean[x])).sum();
        double move = after * before * xy * d / (MEMBERS - 1 + before * yy);
        double shrink = after * (1 / Math.sqrt(1 + before * yy / (MEMBERS - 1)) - 1);
        for (int m = 0; m < MEMBERS; m++) {
          expected[m][q] += 0.1 * (prior.get(m, x) + move + shrink * xy / yy * s[m]);
        }
      }
    }
    assertEquals(10, reached);
    Ensemble analysis = analysed(new SpatialUpdate(near, P, local), y);
    Ensemble states = Ensemble.allocate(MEMBERS, N);
    for (int m = 0; m < MEMBERS; m++) {
      System.arraycopy(prior.values(), prior.index(m), states.values(), states.index(m), N);
    }
    local.apply(near).analyse(states, y, CYCLE);
    for (int m = 0; m < MEMBERS; m++) {
      for (int q = 0; q < P; q++) {
        assertEquals(expected[m][q], analysis.get(m, N + q), 1e-14);
      }
      for (int i = 0; i < N; i++) {
        assertEquals(states.get(m, i), analysis.get(m, i), "states are those of the filter without parameters");
      }
    }
  }

  @Test
  void statesMayHaveFieldsThemselves() {
    Localization fields = Localization.ring(N / 2, TaperLaw.BOXCAR, Radius.support(1000)).withFields(2);
    Observations y = observations(1, 7, 10);
    assertArrayEquals(analysed(new ETKF(), y).values(),
        analysed(new SpatialUpdate(fields, P, all -> new LETKF(all)), y).values(), 1e-13);
  }

  /** What the filter itself estimates is still told: numbers beside those of the model. */
  @Test
  void estimatesOfTheFilterAreTold() {
    SpatialUpdate update = new SpatialUpdate(WIDE, P, all -> new OnlineErrorFilter(new LETKF(all), true, true,
        new OnlineErrors(1.0, 1.0, 2.0, 1.0), OnlineErrors.Rates.USUAL));
    analysed(update, observations(1, 4, 5));
    List<ParameterEstimate> found = update.parameters();
    assertEquals(List.of("inflation", "error-variance"), found.stream().map(ParameterEstimate::name).toList());
    assertTrue(found.get(1).mean() != 2.0, "of the last analysis: " + found);
  }

  @Test
  void withoutObservationsEveryBitStays() {
    SpatialUpdate update = new SpatialUpdate(WIDE, P, all -> new LETKF(all));
    assertArrayEquals(forecast().values(), analysed(update, observations()).values());
    assertEquals("SpatialUpdate[" + new LETKF(WIDE.withFields(3)) + "]", update.toString());
  }

  @Test
  void mistakesAreNamedAndLeaveTheEnsemble() {
    refused("number of parameters must be positive, but is 0", () -> new SpatialUpdate(WIDE, 0, all -> new LETKF(all)));
    refused("is not local", () -> new SpatialUpdate(WIDE, 1, all -> new ParticleFilter()));
    refused("variables, but an array holds at most", () -> new SpatialUpdate(WIDE, 1 << 30, all -> new LETKF(all)));
    SpatialUpdate update = new SpatialUpdate(WIDE, 1, all -> new LETKF(all));
    refused("states have 12 variables and there are 1 parameters, but the members have 14 variables",
        () -> analysed(update, observations(1)));
    Ensemble e = forecast();
    SpatialUpdate both = new SpatialUpdate(WIDE, P, all -> new LETKF(all));
    Observations accurate = Observations.of(new double[2], 1e-9, ObservationOperator.indices(3, 4));
    assertThrows(NumericalException.class, () -> both.analyse(e, accurate, CYCLE));
    assertArrayEquals(forecast().values(), e.values());
    e.set(3, N, Double.NaN);
    refused("NaN", () -> both.analyse(e, observations(1), CYCLE));
    refused("members must be at least 2, but is 1",
        () -> both.analyse(Ensemble.allocate(1, N + P), observations(1), CYCLE));
  }

  private static void refused(String what, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(what), message);
  }
}
