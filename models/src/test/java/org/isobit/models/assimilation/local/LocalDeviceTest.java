package org.isobit.models.assimilation.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.kernels.device.LocalAccelerator;
import org.isobit.kernels.localization.FloatLocalProblems;
import org.isobit.kernels.localization.LocalProblems;
import org.isobit.kernels.localization.TargetLists;
import org.isobit.models.assimilation.Cases;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Inflation.Kind;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.internal.Analysis;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.textbook.TextbookMatrices.Spectrum;
import org.isobit.models.textbook.TextbookMatrices;
import org.junit.jupiter.api.Test;

/**
 * What a device is given of local analyses, and what becomes of its answers: a device that follows the formulas alone.
 */
class LocalDeviceTest {

  private static final int POINTS = 30;

  /** Analyses by the formulas of {@link LocalProblems}, in a session that it sees closed. */
  private static class Device implements LocalAccelerator, LocalAccelerator.Session {
    LocalProblems problems;
    boolean closed;
    final List<int[]> calls = new ArrayList<>();

    @Override
    public Session begin(LocalProblems given) {
      problems = given;
      return this;
    }

    @Override
    public Session begin(FloatLocalProblems given) {
      throw new AssertionError("a float analysis");
    }

    @Override
    public void analyse(TargetLists lists, int[] status, double[] condition) {
      assertFalse(closed);
      calls.add(new int[] {lists.first(), lists.targets()});
      int[] start = lists.start();
      Arrays.fill(status, 0);
      for (int t = 0; t < lists.targets(); t++) {
        analyse(lists.first() + t, Arrays.copyOfRange(lists.index(), start[t], start[t + 1]),
            Arrays.copyOfRange(lists.weight(), start[t], start[t + 1]));
      }
    }

    private void analyse(int target, int[] near, double[] roots) {
      LocalProblems p = problems;
      int k = p.rows();
      double[][] s = new double[near.length][k];
      double[] d = new double[near.length];
      for (int q = 0; q < near.length; q++) {
        d[q] = roots[q] * p.innovation()[near[q]];
        for (int m = 0; m < k; m++) {
          s[q][m] = roots[q] * p.byObservation()[near[q] * p.stride() + m];
        }
      }
      double[][] t = TextbookMatrices.scaled(TextbookMatrices.identity(k), p.unobserved());
      double[] w = new double[k];
      if (near.length > 0) {
        double[][] transposed = TextbookMatrices.transposed(s, k);
        double[][] b = TextbookMatrices.times(transposed, s);
        for (int m = 0; m < k; m++) {
          b[m][m] += p.degrees();
        }
        Spectrum spectrum = Spectrum.of(b);
        t = TextbookMatrices.scaled(spectrum.power(-0.5), p.amplification() * Math.sqrt(p.degrees()));
        w = TextbookMatrices.times(TextbookMatrices.scaled(spectrum.power(-1), p.amplification()),
            TextbookMatrices.times(transposed, d));
      }
      for (int v = 0; v < p.fields(); v++) {
        for (int i = target * p.batch(); i < Math.min(p.points(), (target + 1) * p.batch()); i++) {
          store(v * p.points() + i, p.fields() * p.points(), t, w);
        }
      }
    }

    private void store(int variable, int size, double[][] t, double[] w) {
      double[] x = new double[problems.rows()];
      double mean = problems.mean()[variable];
      for (int m = 0; m < x.length; m++) {
        x[m] = problems.forecast()[m * size + variable];
        mean += x[m] * w[m];
      }
      double[] anomalies = TextbookMatrices.times(t, x);
      for (int m = 0; m < x.length; m++) {
        problems.analysis()[m * size + variable] = anomalies[m] + (problems.whole() ? mean : 0);
      }
      if (!problems.whole()) {
        problems.mean()[variable] = mean;
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static Observations network(int fields) {
    return new Cases(6, fields * POINTS, 0, 3).direct(new int[] {1, 3, 4, 8, 9, 10, 11, 12, 20}, 2, 0.6);
  }

  private static Ensemble onDevice(Device device, Ensemble forecast, Observations y, Localization localization,
      int batch, Inflation inflation, UnobservedPoints unobserved, Cycle cycle) {
    Ensemble e = forecast.copy();
    Analysis.run("LETKF", e, y, cycle, inflation, false, a -> {
      LocalAnalyses local = new LocalAnalyses(a, a.near(localization, batch), batch, localization.fields(), unobserved);
      boolean whole = a.endsWithStep();
      local.onDevice(local.problems(whole), device);
      a.complete = whole;
    });
    assertTrue(device.closed);
    return e;
  }

  @Test
  void aDeviceThatFollowsTheFormulasGivesTheAnalysis() {
    Inflation inside = Inflation.of(Kind.TRANSFORM_COVARIANCE, 1.3);
    for (int fields : new int[] {1, 3}) {
      Localization near = Localization.ring(POINTS, TaperLaw.GASPARI_COHN, Radius.support(4)).withFields(fields);
      for (int batch : new int[] {1, 4, 7}) {
        for (Inflation inflation : List.of(inside, inside.and(Inflation.of(Kind.RELAX_TO_PRIOR_SPREAD, 0.4)))) {
          for (UnobservedPoints unobserved : UnobservedPoints.values()) {
            Ensemble forecast = new Cases(6, fields * POINTS, 0, 3).forecast();
            Ensemble expected = forecast.copy();
            new LETKF(near).withBatch(batch).withInflation(inflation).withUnobserved(unobserved)
                .analyse(expected, network(fields), Cycle.of(1, 1));
            Device device = new Device();
            Ensemble found = onDevice(device, forecast, network(fields), near, batch, inflation, unobserved,
                Cycle.of(1, 1));
            assertArrayEquals(expected.values(), found.values(), 1e-11);
            assertEquals(Math.ceilDiv(POINTS, batch), device.calls.stream().mapToInt(call -> call[1]).sum());
            assertEquals(Filter.LARGEST_CONDITION, device.problems.largestCondition());
          }
        }
      }
    }
  }

  /** A list of as many observations as a device takes goes there. */
  @Test
  void theLongestListsGoToTheDevice() {
    int[] observed = new int[LocalAccelerator.MOST_TERMS];
    Arrays.fill(observed, 20);
    Cases c = new Cases(4, 40, 0, 2);
    Observations y = c.direct(observed, 1, 20);
    Localization near = Localization.ring(40, TaperLaw.BOXCAR, Radius.length(3));
    Ensemble expected = c.forecast();
    new LETKF(near).analyse(expected, y, Cycle.of(1, 1));
    DeviceUse use = new DeviceUse(sentence -> { });
    Device device = new Device();
    Ensemble found = onDevice(device, c.forecast(), y, near, 1, Inflation.none(), UnobservedPoints.KEEP_FORECAST,
        Cycle.of(1, 1).with(use));
    assertArrayEquals(expected.values(), found.values(), 1e-10);
    assertEquals(Set.of(), use.places().keySet());
    assertEquals(40, device.calls.get(0)[1]);
  }

  /** Lists that are too long for a device are the processor's, and everything comes to the device once and in order. */
  @Test
  void targetsWithTooLongListsStayOnTheProcessor() {
    int points = 1000;
    int[] observed = new int[4200];
    Arrays.fill(observed, 0, 4150, 700);
    for (int j = 4150; j < observed.length; j++) {
      observed[j] = 19 * (j - 4150);
    }
    Cases c = new Cases(4, points, 0, 2);
    Observations y = c.direct(observed, 1, 20);
    Localization near = Localization.ring(points, TaperLaw.BOXCAR, Radius.length(3));
    Ensemble expected = c.forecast();
    new LETKF(near).analyse(expected, y, Cycle.of(1, 1));
    Device device = new Device();
    DeviceUse use = new DeviceUse(sentence -> { });
    Ensemble found = onDevice(device, c.forecast(), y, near, 1, Inflation.none(), UnobservedPoints.KEEP_FORECAST,
        Cycle.of(1, 1).with(use));
    assertArrayEquals(expected.values(), found.values(), 1e-10);
    assertEquals(Set.of("LETKF with more than 4096 observations at a point"), use.places().keySet());
    // The tile around point 700, of 64 targets, is left out; what is before and after it comes apart.
    assertEquals(2, device.calls.size());
    assertEquals(0, device.calls.get(0)[0]);
    assertTrue(device.calls.get(0)[1] <= 697 && device.calls.get(1)[0] >= 704);
    assertEquals(points, device.calls.get(1)[0] + device.calls.get(1)[1]);
  }

  /** What a device does not take is refused by the processor in the same words. */
  @Test
  void aTooLongListCanBeRefusedToo() {
    int[] observed = new int[LocalAccelerator.MOST_TERMS + 4];
    Arrays.fill(observed, 20);
    Cases c = new Cases(4, 40, 0, 2);
    Localization near = Localization.ring(40, TaperLaw.BOXCAR, Radius.length(3));
    NumericalException failure = assertThrows(NumericalException.class, () -> onDevice(new Device(), c.forecast(),
        c.direct(observed, 1, 1e-6), near, 1, Inflation.none(), UnobservedPoints.KEEP_FORECAST, Cycle.of(1, 1)));
    assertTrue(failure.getMessage().contains(" at variable 17;"), failure.getMessage());
  }

  /** A step is noted where there is something to analyse, and by its reason where no device has it. */
  @Test
  void whereLocalAnalysesRunIsNoted() {
    Localization near = Localization.ring(1, TaperLaw.BOXCAR, Radius.length(1));
    Ensemble few = Ensemble.of(new double[] {1, 2, 4}, 3, 1);
    DeviceUse use = new DeviceUse(sentence -> { });
    new LETKF(near).analyse(few, Observations.of(new double[0], 1, ObservationOperator.indices()),
        Cycle.of(1, 1).with(use));
    assertEquals(Set.of(), use.places().keySet());
    Observations y = Observations.of(new double[] {3}, 0.5, ObservationOperator.identity());
    new LETKF(near).analyse(few, y, Cycle.of(1, 1).with(use));
    assertEquals(Set.of("LETKF: local analyses"), use.places().keySet());
    // More members than a device, or a lane, has terms: the Kalman filter's mean and spread all the same.
    int members = LocalAccelerator.MOST_TERMS + 1;
    Ensemble many = Ensemble.of(new java.util.Random(1).doubles(members, -1, 1).toArray(), members, 1);
    double variance = many.spread()[0] * many.spread()[0];
    double mean = many.mean()[0] + variance / (variance + 0.25) * (3 - many.mean()[0]);
    DeviceUse other = new DeviceUse(sentence -> { });
    new LETKF(near).analyse(many, y, Cycle.of(1, 1).with(other));
    assertEquals(mean, many.mean()[0], 1e-12);
    assertEquals(Math.sqrt(variance * 0.25 / (variance + 0.25)), many.spread()[0], 1e-12);
    assertEquals(Set.of("LETKF with more than 4096 members, or 524287 variables at a target"), other.places().keySet());
  }

  /** Refuses some targets and leaves the others alone. */
  private static final class Refusing extends Device {
    final int[] refused;

    Refusing(int... refused) {
      this.refused = refused;
    }

    @Override
    public void analyse(TargetLists lists, int[] status, double[] condition) {
      calls.add(new int[] {lists.first(), lists.targets()});
      Arrays.fill(status, 0);
      for (int target : refused) {
        if (target >= lists.first() && target < lists.first() + lists.targets()) {
          status[target - lists.first()] = 7;
          condition[target - lists.first()] = 2e10 + target;
        }
      }
    }
  }

  @Test
  void whatADeviceRefusesIsNamed() {
    Cases c = new Cases(3, 2000, 0, 2);
    Localization near = Localization.ring(1000, TaperLaw.BOXCAR, Radius.length(2)).withFields(2);
    Observations y = c.direct(new int[] {5}, 1, 0.5);
    for (int[] refused : new int[][] {{0}, {0, 9}, {255}, {256}, {300, 270}, {499}}) {
      Ensemble e = c.forecast();
      NumericalException failure = assertThrows(NumericalException.class, () -> onDevice(new Refusing(refused), e, y,
          near, 2, Inflation.none(), UnobservedPoints.KEEP_FORECAST, Cycle.of(1, 1)));
      int target = IntStream.of(refused).min().getAsInt();
      assertTrue(failure.getMessage().contains(" at points " + 2 * target + " to " + (2 * target + 1) + ";"),
          failure.getMessage());
      assertEquals(2e10 + target, failure.value());
    }
  }

  /** What a device refused is forgotten by the next analysis with the same arrays. */
  @Test
  void aRefusalDoesNotLast() {
    Localization near = Localization.ring(POINTS, TaperLaw.GASPARI_COHN, Radius.support(4));
    Ensemble forecast = new Cases(6, POINTS, 0, 3).forecast();
    Cycle cycle = Cycle.of(1, 1).with(Workers.serial()).with(new Workspace());
    assertThrows(NumericalException.class, () -> onDevice(new Refusing(3), forecast, network(1), near, 1,
        Inflation.none(), UnobservedPoints.KEEP_FORECAST, cycle));
    Ensemble expected = forecast.copy();
    new LETKF(near).analyse(expected, network(1), Cycle.of(1, 1));
    Ensemble found = onDevice(new Device(), forecast, network(1), near, 1, Inflation.none(),
        UnobservedPoints.KEEP_FORECAST, cycle);
    assertArrayEquals(expected.values(), found.values(), 1e-11);
  }

  /** A device gets some ten thousands of targets at a time, or some millions of neighbours. */
  @Test
  void longStatesComeInParts() {
    Cycle serial = Cycle.of(1, 1).with(Workers.serial());
    int points = 70_000;
    Localization near = Localization.ring(points, TaperLaw.BOXCAR, Radius.length(1));
    Device many = new Refusing();
    Ensemble e = Ensemble.allocate(2, points);
    onDevice(many, e, Observations.of(new double[1], 1, ObservationOperator.indices(3)), near, 1, Inflation.none(),
        UnobservedPoints.KEEP_FORECAST, serial);
    parts(many, points);
    assertTrue(many.calls.get(0)[1] > 1 << 16 && many.calls.get(0)[1] <= (1 << 16) + 256);
    Device dense = new Refusing();
    Localization wide = Localization.ring(3000, TaperLaw.BOXCAR, Radius.length(2000));
    onDevice(dense, Ensemble.allocate(2, 3000), Observations.of(new double[1500], 1,
        ObservationOperator.indices(IntStream.range(0, 1500).toArray())), wide, 1, Inflation.none(),
        UnobservedPoints.KEEP_FORECAST, serial);
    parts(dense, 3000);
    assertTrue(dense.calls.get(0)[1] * 1500 > 1 << 22);
  }

  private static void parts(Device device, int points) {
    assertEquals(2, device.calls.size());
    assertEquals(0, device.calls.get(0)[0]);
    assertEquals(device.calls.get(0)[1], device.calls.get(1)[0]);
    assertEquals(points, device.calls.get(1)[0] + device.calls.get(1)[1]);
  }
}
