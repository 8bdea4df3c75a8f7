package org.isobit.models.assimilation.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.NormOps_DDRM;
import org.isobit.kernels.Backend;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.FloatEnsemble;
import org.isobit.models.assimilation.FloatFilter;
import org.isobit.models.assimilation.Inflation.Kind;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Precision;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.inflation.AdaptiveFilter;
import org.isobit.models.assimilation.inflation.AdaptiveInflation;
import org.isobit.models.assimilation.inflation.FloatAdaptiveFilter;
import org.isobit.models.assimilation.inflation.InflationField;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.localization.Geometry;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.NeighbourLists;
import org.isobit.models.assimilation.localization.Neighbours;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.junit.jupiter.api.Test;

/**
 * Local analyses in float: as close to those in double as {@link FloatFilter} says, and the same bits however they run.
 */
public class FloatAnalysesTest {

  private static final Cycle CYCLE = Cycle.of(3, 1);
  private static final int POINTS = 53;

  /** What {@link FloatFilter} states. */
  private static double accuracy(double condition) {
    return (2 * Math.min(condition, FloatLocalRefusal.LARGEST_BOUND) + 60) * 0x1p-23;
  }

  /** A smooth ensemble of spread about 1 around {@code level}, the fields one after the other. */
  public static FloatEnsemble smooth(int members, int fields, double level, long seed) {
    Random random = new Random(seed);
    float[] x = new float[members * fields * POINTS];
    for (int row = 0; row < members * fields; row++) {
      double[] coefficients = random.doubles(2 * 12, -1, 1).toArray();
      for (int i = 0; i < POINTS; i++) {
        double value = level;
        for (int wave = 1; wave <= 12; wave++) {
          double angle = 2 * Math.PI * wave * i / POINTS;
          value += 0.9 / (1 + wave * wave / 16.0) * (coefficients[2 * wave - 2] * Math.cos(angle)
              + coefficients[2 * wave - 1] * Math.sin(angle));
        }
        x[row * POINTS + i] = (float) value;
      }
    }
    return FloatEnsemble.of(x, members, fields * POINTS);
  }

  private static Observations observed(FloatEnsemble e, double[] deviations, int... variables) {
    Random random = new Random(variables.length);
    double[] values = IntStream.range(0, variables.length)
        .mapToDouble(j -> e.get(0, variables[j]) + deviations[j] * random.nextGaussian()).toArray();
    return Observations.of(values, deviations, ObservationOperator.indices(variables));
  }

  private static Observations observed(FloatEnsemble e, double deviation, int... variables) {
    double[] deviations = new double[variables.length];
    java.util.Arrays.fill(deviations, deviation);
    return observed(e, deviations, variables);
  }

  private static int[] every(int step) {
    return IntStream.range(0, (POINTS + step - 1) / step).map(j -> j * step).toArray();
  }

  /** Largest difference, beyond members ÷ 4 + 3 ulp of the level, over the forecast's largest spread. */
  private static double difference(FloatEnsemble forecast, Ensemble expected, FloatEnsemble actual, double level) {
    double spread = 0;
    for (float s : forecast.spread()) {
      spread = Math.max(spread, s);
    }
    double rounding = (expected.members() / 4 + 3) * Math.ulp((float) level);
    double worst = 0;
    for (int m = 0; m < expected.members(); m++) {
      for (int i = 0; i < expected.size(); i++) {
        double d = Math.abs(expected.get(m, i) - actual.get(m, i)) - rounding;
        worst = d <= worst ? worst : d;
      }
    }
    return worst / spread;
  }

  private static double run(FloatEnsemble forecast, Observations y, Filter inDouble, FloatFilter inFloat,
      double level) {
    Ensemble expected = Precision.widen(forecast);
    FloatEnsemble actual = forecast.copy();
    inDouble.analyse(expected, y, CYCLE);
    inFloat.analyse(actual, y, CYCLE);
    return difference(forecast, expected, actual, level);
  }

  /** The largest condition number of a local problem, by EJML. */
  private static double condition(FloatEnsemble forecast, Observations y, Localization localization) {
    double[] largest = {1};
    Analysis.inspect("test", Precision.widen(forecast), y, CYCLE, a -> {
      NeighbourLists lists = a.near(localization, 1);
      NeighbourLists.Reader reader = lists.reader();
      for (int tile = 0; tile < lists.tiles(); tile++) {
        Neighbours near = reader.tile(tile);
        for (int t = 0; t < near.targets; t++) {
          DMatrixRMaj s = new DMatrixRMaj(a.members, near.count(t));
          for (int q = 0; q < s.numCols; q++) {
            int at = near.start[t] + q;
            for (int m = 0; m < a.members; m++) {
              s.set(m, q, a.s[m * a.count + near.index[at]] * near.weight[at]);
            }
          }
          double root = s.numCols == 0 ? 0 : NormOps_DDRM.normP2(s);
          largest[0] = Math.max(largest[0], 1 + root * root / (a.members - 1));
        }
      }
    });
    return largest[0];
  }

  @Test
  void everyConditionNumberIsAsAccurateAsStated() {
    for (int members : new int[] {5, 40}) {
      for (int fields : new int[] {1, 20}) {
        for (double level : new double[] {0, 280}) {
          FloatEnsemble forecast = smooth(members, fields, level, members + fields);
          Localization localization = Localization.ring(POINTS, TaperLaw.GASPARI_COHN, Radius.support(21))
              .withFields(fields);
          for (int step : new int[] {1, 7}) {
            for (double deviation = 10; deviation > 1e-4; deviation /= 3) {
              Observations y = observed(forecast, deviation, every(step));
              String what = members + " members, " + fields + " fields, every " + step + ", deviation " + deviation;
              double letkf = run(forecast, y, new LETKF(localization), new FloatLETKF(localization), level);
              double lestkf = run(forecast, y, new LESTKF(localization), new FloatLESTKF(localization), level);
              double accuracy = accuracy(condition(forecast, y, localization));
              assertTrue(letkf <= accuracy, what + ": " + letkf);
              assertTrue(lestkf <= accuracy, what + ": " + lestkf);
            }
          }
        }
      }
    }
  }

  @Test
  void optionsDoWhatTheyDoInDouble() {
    FloatEnsemble forecast = smooth(12, 3, 10, 7);
    Observations y = observed(forecast, 0.4, every(9));
    Localization localization = Localization.ring(POINTS, TaperLaw.GASPARI_COHN, Radius.support(6)).withFields(3);
    double[] field = new Random(4).doubles(3 * POINTS, 0.8, 1.6).toArray();
    List<Inflation> inflations = List.of(Inflation.none(), Inflation.of(Kind.FORGETTING_FACTOR, 0.8),
        Inflation.of(Kind.PRIOR_ANOMALIES, 1.2).and(Inflation.of(Kind.RELAX_TO_PRIOR_PERTURBATIONS, 0.4)),
        Inflation.priorCovariance(field).and(Inflation.of(Kind.RELAX_TO_PRIOR_SPREAD, 0.7)),
        Inflation.posteriorAnomalies(1.1).and(Inflation.of(Kind.TRANSFORM_COVARIANCE, 1.3)));
    for (Inflation inflation : inflations) {
      for (UnobservedPoints unobserved : UnobservedPoints.values()) {
        for (boolean rotation : new boolean[] {false, true}) {
          String what = inflation + ", " + unobserved + ", rotation " + rotation;
          LETKF letkf = new LETKF(localization).withInflation(inflation).withUnobserved(unobserved)
              .withRotation(rotation);
          FloatLETKF inFloat = new FloatLETKF(localization).withInflation(inflation).withUnobserved(unobserved)
              .withRotation(rotation);
          near(what, forecast, y, letkf, inFloat);
          near(what + ", batch", forecast, y, letkf.withBatch(4), inFloat.withBatch(4));
          near(what + ", coarse", forecast, y, letkf.withCoarseGrid(coarse()), inFloat.withCoarseGrid(coarse()));
          near(what + ", LESTKF", forecast, y, new LESTKF(localization).withInflation(inflation)
              .withUnobserved(unobserved).withRotation(rotation).withBatch(2),
              new FloatLESTKF(localization).withInflation(inflation).withUnobserved(unobserved).withRotation(rotation)
              .withBatch(2));
        }
      }
    }
  }

  @Test
  void inflationAdaptsAsInDouble() {
    FloatEnsemble forecast = smooth(12, 1, 10, 7);
    Observations y = observed(forecast, 0.4, every(4));
    Localization localization = Localization.ring(POINTS, TaperLaw.GASPARI_COHN, Radius.support(6));
    for (AdaptiveInflation.Method method : AdaptiveInflation.Method.values()) {
      AdaptiveInflation adaptive = AdaptiveInflation.of(method, localization).withBounds(0.5, 5);
      InflationField inDouble = adaptive.start(POINTS);
      InflationField inFloat = adaptive.start(POINTS);
      AdaptiveFilter filter = new AdaptiveFilter(new LETKF(localization), adaptive, inDouble);
      FloatAdaptiveFilter floats = new FloatAdaptiveFilter(new FloatLETKF(localization), adaptive, inFloat);
      for (int cycle = 0; cycle < 2; cycle++) {
        double worst = run(forecast, y, filter, floats, 10);
        assertTrue(worst <= 2e-5, method + ": " + worst);
      }
      assertArrayEquals(inDouble.toArray(), inFloat.toArray(), 1e-5, method.toString());
      assertTrue(inDouble.factor(0) != adaptive.start(1).factor(0));
    }
  }

  private static CoarseGrid coarse() {
    return CoarseGrid.of(new int[] {POINTS}, new int[] {3}, new boolean[] {true});
  }

  private static void near(String what, FloatEnsemble forecast, Observations y, Filter inDouble, FloatFilter inFloat) {
    double worst = run(forecast, y, inDouble, inFloat, 10);
    assertTrue(worst <= 2e-5, what + ": " + worst);
  }

  /** Observations of very different accuracy, so that some targets are analysed in float and others in double. */
  public static Observations mixed(FloatEnsemble forecast) {
    int[] variables = every(2);
    double[] deviations = new double[variables.length];
    for (int j = 0; j < deviations.length; j++) {
      deviations[j] = j % 11 == 0 ? 1e-3 : j % 7 == 0 ? 0.02 : 0.6;
    }
    return observed(forecast, deviations, variables);
  }

  @Test
  void threadsBatchesAndLanesDoNotShow() {
    Localization localization = Localization.ring(POINTS, TaperLaw.GASPARI_COHN, Radius.support(3)).withFields(2);
    try (Workers two = Workers.of(2); Workers five = Workers.of(5)) {
      for (int members : new int[] {2, 9, 40}) {
        FloatEnsemble forecast = smooth(members, 2, 5, members);
        Observations y = mixed(forecast);
        for (Function<Localization, FloatFilter> make : List.<Function<Localization, FloatFilter>>of(
            l -> new FloatLETKF(l), l -> new FloatLETKF(l).withBatch(3), l -> new FloatLESTKF(l),
            l -> new FloatLETKF(l).withCoarseGrid(coarse()))) {
          float[] expected = analysed(forecast, y, make.apply(localization), CYCLE.with(Workers.serial()));
          for (Workers workers : List.of(two, five)) {
            assertArrayEquals(expected, analysed(forecast, y, make.apply(localization), CYCLE.with(workers)));
          }
          Cycle kept = CYCLE.with(new Workspace());
          for (int round = 0; round < 2; round++) {
            assertArrayEquals(expected, analysed(forecast, y, make.apply(localization), kept));
          }
        }
        for (int batch : new int[] {1, 3}) {
          FloatLETKF filter = new FloatLETKF(localization).withBatch(batch);
          assertArrayEquals(analysed(forecast, y, filter.withBackend(Backend.REFERENCE), CYCLE),
              analysed(forecast, y, filter.withBackend(Backend.SIMD), CYCLE), members + " members, batch " + batch);
        }
      }
    }
  }

  private static float[] analysed(FloatEnsemble forecast, Observations y, FloatFilter filter, Cycle cycle) {
    FloatEnsemble e = forecast.copy();
    filter.analyse(e, y, cycle);
    return e.values();
  }

  /** Each point as an ensemble of its own, with what the operator makes of the whole. */
  @Test
  void everyPointHasTheBitsThatItHasAlone() {
    FloatEnsemble forecast = smooth(20, 1, 5, 9);
    Observations y = mixed(forecast);
    int[] variables = every(2);
    Localization localization = Localization.ring(POINTS, TaperLaw.GASPARI_COHN, Radius.support(3));
    float[] all = analysed(forecast, y, new FloatLETKF(localization), CYCLE);
    double[] seen = new double[20 * variables.length];
    y.operator().apply(forecast, seen);
    double[] values = new double[variables.length];
    double[] deviations = new double[variables.length];
    double[] places = new double[variables.length];
    for (int j = 0; j < variables.length; j++) {
      values[j] = y.value(j);
      deviations[j] = y.deviation(j);
      places[j] = variables[j];
    }
    Observations same = Observations.of(values, deviations, (states, observed) ->
        System.arraycopy(seen, 0, observed, 0, seen.length)).withCoordinates(places);
    for (int i = 0; i < POINTS; i++) {
      float[] column = new float[20];
      for (int m = 0; m < 20; m++) {
        column[m] = forecast.get(m, i);
      }
      Localization alone = Localization.of(Geometry.periodic(POINTS), new double[] {i}, TaperLaw.GASPARI_COHN,
          Radius.support(3));
      float[] one = analysed(FloatEnsemble.of(column, 20, 1), same, new FloatLETKF(alone), CYCLE);
      for (int m = 0; m < 20; m++) {
        assertEquals(Float.floatToIntBits(all[m * POINTS + i]), Float.floatToIntBits(one[m]), m + ", " + i);
      }
    }
  }

  @Test
  void whatIsTooMuchForDoubleIsRefusedByItsName() {
    FloatEnsemble forecast = smooth(6, 1, 0, 5);
    double[] deviations = new double[POINTS];
    java.util.Arrays.fill(deviations, 0.5);
    deviations[31] = 1e-8;
    deviations[40] = 1e-9;
    Observations y = observed(forecast, deviations, every(1));
    Localization local = Localization.ring(POINTS, TaperLaw.BOXCAR, Radius.length(1));
    try (Workers two = Workers.of(2)) {
      for (Workers workers : List.of(Workers.serial(), two)) {
        for (Backend backend : Backend.ofProcessor()) {
          FloatEnsemble e = forecast.copy();
          FloatLETKF filter = new FloatLETKF(local).withBackend(backend);
          String message = assertThrows(NumericalException.class, () -> filter.analyse(e, y, CYCLE.with(workers)))
              .getMessage();
          assertTrue(message.startsWith("FloatLETKF: observations are too accurate for the spread of the forecast at "
              + "variable 30;") && message.contains("at most 1.0E10"), message);
          assertArrayEquals(forecast.values(), e.values());
          assertTrue(assertThrows(NumericalException.class, () -> filter.withBatch(3)
              .analyse(e, y, CYCLE.with(workers)))
              .getMessage().contains(" at variables 30 to 32;"));
        }
      }
    }
  }

  @Test
  void magnitudesBeyondFloatAreAnalysedInDouble() {
    FloatEnsemble forecast = smooth(8, 1, 0, 6);
    for (int m = 0; m < 8; m++) {
      for (int i = 0; i < POINTS; i++) {
        forecast.set(m, i, 1e25f * forecast.get(m, i));
      }
    }
    // S has elements whose squares no float holds.
    Observations y = observed(forecast, 2e21, every(3));
    Localization localization = Localization.ring(POINTS, TaperLaw.GASPARI_COHN, Radius.support(6));
    double worst = run(forecast, y, new LETKF(localization), new FloatLETKF(localization), 0);
    assertTrue(worst <= 1e-6, "" + worst);
  }

  @Test
  void operatorsSeeFloatsUnchanged() {
    FloatEnsemble states = smooth(3, 1, 280, 8);
    Ensemble wide = Precision.widen(states);
    double[] h = new Random(1).doubles(4 * POINTS, -1, 1).toArray();
    for (ObservationOperator operator : List.of(ObservationOperator.identity(), ObservationOperator.indices(5, 0, 5,
        52),
        ObservationOperator.matrix(h, 4, POINTS), (ObservationOperator) (e, observed) -> observed[0] = e.get(2, 1))) {
      int count = operator == ObservationOperator.identity() ? POINTS : 4;
      double[] inDouble = new double[3 * count];
      double[] inFloat = new double[3 * count];
      operator.apply(wide, inDouble);
      operator.apply(states, inFloat);
      assertArrayEquals(inDouble, inFloat, operator.toString());
      assertTrue(inFloat[0] != 0);
    }
    assertThrows(IllegalArgumentException.class, () -> ObservationOperator.indices(POINTS)
        .apply(states, new double[3]));
    assertThrows(IllegalArgumentException.class, () -> Precision.widen(states, Ensemble.allocate(3, 2)));
    assertArrayEquals(states.values(), Precision.round(wide).values());
  }
}
