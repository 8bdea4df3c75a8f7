package org.isobit.models.assimilation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.isobit.kernels.Backend;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Inflation.Kind;
import org.isobit.models.assimilation.local.LESTKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.assimilation.serial.EAKF;
import org.isobit.models.assimilation.serial.QCEFF;
import org.isobit.models.assimilation.serial.RHF;
import org.junit.jupiter.api.Test;

/**
 * Local analyses of extreme input: enormous and tiny errors, states, weights and innovations, observations given twice,
 * members that agree, anomalies of low rank, no spread, subnormal numbers. Every one is analysed, finite and with the
 * same bits one by one, one a lane and on any threads, or refused with one message, the same everywhere, and then
 * untouched.
 */
class ExtremeInputTest {

  private static final int TRIALS = 1500;
  private static final int POINTS = 19;
  private static final Cycle CYCLE = Cycle.of(3, 1);

  /** What may be refused, and how. */
  private static final Pattern REFUSED = Pattern.compile(
      "(LETKF|LESTKF|EAKF|RHF|QCEFF): (observations are too accurate for the spread of the forecast at "
          + "(variable|point)s? \\d+( to \\d+)?; S\\*S' \\+ \\(N - 1\\)\\*I may have a condition number of at "
          + "most 1\\.0E10: use larger observation errors or SerialEnSRF"
          + "|an observation is too accurate for the spread of the forecast; 1 \\+ \\(spread / error deviation\\)\\^2 "
          + "may be at most 1\\.0E20: use larger observation errors \\(index \\d+\\)"
          + "|innovation over error deviation overflows at observation \\(index \\d+\\)"
          + "|the spread of observed states over error deviation overflows when squared, most at observation "
          + "\\(index \\d+\\)"
          + "|the analysis of what observation \\d+ sees is not finite, with the law '[^']+'; member \\(index \\d+\\)"
          + "|the analysis of member \\d+ is not finite \\(index \\d+\\)): value \\S+");

  /** One analysis. */
  private record Trial(int members, int fields, double[] ensemble, Observations observations, Localization localization,
      Inflation inflation, int batch) {}

  private static double any(Random random, double... choice) {
    return choice[random.nextInt(choice.length)];
  }

  /** A magnitude between two powers of ten. */
  private static double magnitude(Random random, double low, double high) {
    return Math.pow(10, low + (high - low) * random.nextDouble());
  }

  private static double[] ensemble(Random random, int members, int size) {
    double[] x = new double[members * size];
    double scale = any(random, 1, 1, 1e-5, 1e5, 1e-100, 1e100, 1e-290, 1e-308, 1e-320, 1e140, 1e155, 1e300);
    double mean = any(random, 0, 0, 1, 1e3, 1e12) * scale;
    mean = mean <= 1e307 ? mean : 1e307;
    int different = random.nextInt(4) == 0 ? 1 + random.nextInt(members) : members;
    int rank = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
    double[][] directions = new double[rank][];
    for (int r = 0; r < rank; r++) {
      directions[r] = random.doubles(size, -1, 1).toArray();
    }
    for (int m = 0; m < members; m++) {
      for (int i = 0; i < size; i++) {
        double a = rank == 0 ? random.nextGaussian() : 0;
        for (double[] direction : directions) {
          a += direction[i] * Math.sin(m * 1.7 + i % rank);
        }
        a = i % 7 == 3 && random.nextInt(5) == 0 ? 0 : a;
        x[m * size + i] = m < different ? mean + scale * a : x[i];
      }
    }
    if (random.nextInt(6) == 0) {
      x[random.nextInt(x.length)] *= any(random, 0, -1, 1e-300, 1e10);
    }
    if (random.nextInt(6) == 0) {
      int i = random.nextInt(size);
      for (int m = 0; m < members; m++) {
        x[m * size + i] = x[i];
      }
    }
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.abs(x[i]) <= 1e307 ? x[i] : 1e307;
    }
    return x;
  }

  private static Trial trial(long seed) {
    Random random = new Random(seed);
    int members = (int) any(random, 2, 3, 5, 8, 20);
    int fields = (int) any(random, 1, 1, 3, 11);
    int size = POINTS * fields;
    double[] x = ensemble(random, members, size);
    int count = 1 + random.nextInt(40);
    int[] observed = new int[count];
    double[] values = new double[count];
    double[] deviations = new double[count];
    double low = any(random, -1, -3, -4.9, -6, -12);
    double high = any(random, 0, 3, 12);
    boolean wild = random.nextInt(3) == 0;
    for (int j = 0; j < count; j++) {
      observed[j] = j > 0 && random.nextInt(4) == 0 ? observed[j - 1] : random.nextInt(size);
      double near = x[observed[j]];
      double spread = Math.abs(near - x[size + observed[j]]);
      spread = spread > 0 ? spread : Math.abs(near) > 0 ? Math.abs(near) : 1;
      deviations[j] = spread * magnitude(random, low, high);
      values[j] = near + spread * random.nextGaussian();
      if (wild && random.nextInt(4) == 0) {
        deviations[j] = any(random, 1e-300, 1e-150, 1e-9, 1, 1e9, 1e150, 1e300);
        values[j] = any(random, 0, 4.9e-324, -1e-310, 1e100, -1e300);
      }
      // What observations themselves refuse.
      deviations[j] = deviations[j] >= 1e-307 ? deviations[j] <= 1e307 ? deviations[j] : 1e307 : 1e-307;
      values[j] = Math.abs(values[j]) <= 1e307 ? values[j] : 1e307;
    }
    TaperLaw taper = random.nextInt(3) == 0 ? TaperLaw.GAUSSIAN : random.nextInt(4) == 0 ? TaperLaw.BOXCAR
        : TaperLaw.GASPARI_COHN;
    double length = taper == TaperLaw.GAUSSIAN ? any(random, 0.25, 0.3, 1, 3) : any(random, 0.7, 1.5, 3, 30);
    Inflation inflation = switch (random.nextInt(6)) {
      case 0 -> Inflation.of(Kind.TRANSFORM_COVARIANCE, magnitude(random, -4, 4));
      case 1 -> Inflation.of(Kind.RELAX_TO_PRIOR_SPREAD, random.nextDouble());
      case 2 -> Inflation.of(Kind.RELAX_TO_PRIOR_PERTURBATIONS, random.nextDouble())
          .and(Inflation.posteriorAnomalies(magnitude(random, -1, 1)));
      default -> Inflation.none();
    };
    return new Trial(members, fields, x, Observations.of(values, deviations, ObservationOperator.indices(observed)),
        Localization.ring(POINTS, taper, Radius.length(length)).withFields(fields), inflation,
        (int) any(random, 1, 1, 1, 2, 5));
  }

  /** The analysis, or the message with which it was refused. */
  private record Outcome(double[] values, String message) {}

  private static Outcome outcome(Trial trial, Filter filter, Workers workers, String what) {
    double[] x = trial.ensemble.clone();
    Ensemble e = Ensemble.of(x, trial.members, POINTS * trial.fields);
    try {
      filter.analyse(e, trial.observations, CYCLE.with(workers));
    } catch (NumericalException refused) {
      assertArrayEquals(trial.ensemble, x, what + " was refused and changed something");
      assertTrue(REFUSED.matcher(refused.getMessage()).matches(), what + ": " + refused.getMessage());
      return new Outcome(null, refused.getMessage());
    }
    for (double v : x) {
      assertTrue(Double.isFinite(v), what + " has " + v);
    }
    return new Outcome(x, null);
  }

  private static void same(Outcome expected, Outcome actual, String what) {
    assertEquals(expected.message, actual.message, what);
    assertArrayEquals(expected.values, actual.values, what);
  }

  @Test
  void everythingIsAnalysedOrRefused() {
    Map<String, Integer> met = new TreeMap<>();
    try (Workers three = Workers.of(3)) {
      for (long seed = 0; seed < TRIALS; seed++) {
        Trial trial = trial(seed);
        String what = "trial " + seed;
        LETKF letkf = new LETKF(trial.localization).withBatch(trial.batch).withInflation(trial.inflation);
        Outcome scalar = outcome(trial, letkf.withBackend(Backend.REFERENCE), Workers.serial(), what + ", LETKF");
        same(scalar, outcome(trial, letkf.withBackend(Backend.SIMD), Workers.serial(), what + ", LETKF in lanes"),
            what);
        same(scalar, outcome(trial, letkf, three, what + ", LETKF on threads"), what);
        LESTKF lestkf = new LESTKF(trial.localization).withBatch(trial.batch).withInflation(trial.inflation);
        EAKF eakf = new EAKF(trial.localization).withInflation(trial.inflation);
        RHF rhf = new RHF().withLocalization(trial.localization).withInflation(trial.inflation);
        QCEFF bounded = QCEFF.boundedRankHistogram(-1, 2).withLocalization(trial.localization);
        for (Filter filter : new Filter[] {lestkf, eakf, rhf, bounded}) {
          String name = what + ", " + filter.getClass().getSimpleName();
          same(outcome(trial, filter, Workers.serial(), name), outcome(trial, filter, three, name), name);
        }
        met.merge(scalar.message == null ? "analysed" : scalar.message.replaceAll("[\\d.]+(E-?\\d+)?", "#"), 1,
            Integer::sum);
      }
    }
    assertTrue(met.get("analysed") > TRIALS / 3 && met.size() > 4, "the inputs are not what they should be: " + met);
  }
}
