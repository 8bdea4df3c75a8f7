package org.isobit.models.assimilation.inflation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.inflation.AdaptiveInflation.Method;
import org.isobit.models.textbook.TextbookFilters;
import org.isobit.models.textbook.TextbookInflation;
import org.isobit.models.textbook.TextbookNetwork;
import org.junit.jupiter.api.Test;

/** λ without localisation, on long states, and at its bounds, against the papers' formulas written out. */
class AdaptiveUpdatesTest {

  private static final int MEMBERS = 7;

  /** Observations of some variables, all of which reach all. */
  private static TextbookFilters problem(int size, int count, double shift) {
    Random random = new Random(size + count);
    TextbookFilters f = new TextbookFilters();
    f.ensemble = new double[MEMBERS][];
    for (int m = 0; m < MEMBERS; m++) {
      f.ensemble[m] = random.doubles(size, -1, 1).toArray();
    }
    f.operator = new double[count][size];
    f.covariance = new double[count][count];
    f.values = new double[count];
    for (int j = 0; j < count; j++) {
      f.operator[j][j * (size / count)] = 1;
      f.covariance[j][j] = Math.pow(0.6 + 0.1 * j, 2);
      f.values[j] = shift + random.nextGaussian();
    }
    f.network = new TextbookNetwork();
    f.network.points = new double[size][1];
    f.network.places = new double[count][1];
    f.network.metric = (a, b) -> 0;
    f.network.lengths = new double[count];
    Arrays.fill(f.network.lengths, 1);
    f.network.taper = r -> 1;
    return f;
  }

  private static InflationField cycle(TextbookFilters f, AdaptiveInflation adaptive, InflationField field,
      Workers workers) {
    int size = f.ensemble[0].length;
    double[] x = Arrays.stream(f.ensemble).flatMapToDouble(Arrays::stream).toArray();
    double[] h = Arrays.stream(f.operator).flatMapToDouble(Arrays::stream).toArray();
    double[] deviations = IntStream.range(0, f.values.length).mapToDouble(j -> Math.sqrt(f.covariance[j][j])).toArray();
    new AdaptiveFilter(new ETKF(), adaptive, field).analyse(Ensemble.of(x, MEMBERS, size),
        Observations.of(f.values, deviations, ObservationOperator.matrix(h, f.values.length, size)),
        Cycle.of(1, 1).with(workers));
    return field;
  }

  private static double[] textbook(TextbookFilters f, Method method, double[] state, double lowest, double damping,
      double least, double most) {
    int size = state.length / 2;
    double[] factors = Arrays.copyOf(state, size);
    double[] deviations = Arrays.copyOfRange(state, size, 2 * size);
    if (method == Method.MIYOSHI_2011) {
      TextbookInflation.miyoshi(f, factors, deviations, damping, least, most);
    } else {
      TextbookInflation.anderson(f, factors, deviations, lowest, damping, least, most);
    }
    double[] all = Arrays.copyOf(factors, 2 * size);
    System.arraycopy(deviations, 0, all, size, size);
    return all;
  }

  /** A state of λ and σ that differ from variable to variable. */
  private static double[] state(int size) {
    double[] state = new double[2 * size];
    for (int i = 0; i < size; i++) {
      state[i] = 1.2 + 0.3 * Math.sin(i);
      state[size + i] = 0.3 + 0.1 * Math.cos(3 * i);
    }
    return state;
  }

  /** Tiles of variables do not show: below, at and above one, and with more threads than tiles. */
  @Test
  void everyVariableOfALongStateHasItsFactor() {
    try (Workers three = Workers.of(3)) {
      for (int size : new int[] {3, 255, 256, 257, 600}) {
        TextbookFilters f = problem(size, 3, 2);
        for (Method method : Method.values()) {
          double lowest = method == Method.MIYOSHI_2011 ? 0.1 : 0.25;
          AdaptiveInflation adaptive = AdaptiveInflation.of(method, null)
              .withDeviation(method == Method.MIYOSHI_2011 ? lowest : 0.4, lowest).withBounds(0.1, 50).withDamping(0.9);
          double[] expected = textbook(f, method, state(size), lowest, 0.9, 0.1, 50);
          for (Workers workers : new Workers[] {Workers.serial(), three}) {
            double[] found = cycle(f, adaptive, InflationField.of(state(size)), workers).toArray();
            assertArrayEquals(expected, found, 1e-12, method.label() + " of " + size);
          }
          for (int i = 0; i < size; i++) {
            assertTrue(Math.abs(expected[i] - state(size)[i]) > 1e-6, "something happens everywhere");
          }
        }
      }
    }
  }

  /** λ stops at its bounds, exactly; Anderson's after every observation, and so the next one starts from the bound. */
  @Test
  void factorsStayWithinBounds() {
    for (Method method : Method.values()) {
      for (double[] bounds : new double[][] {{1, 1.3}, {1.19, 1.25}, {0.9, 50}}) {
        for (double shift : new double[] {0, 0.5, 30}) {
          TextbookFilters f = problem(12, 4, shift);
          AdaptiveInflation adaptive = AdaptiveInflation.of(method, null).withInitial(1.2).withDeviation(0.3, 0.3)
              .withBounds(bounds[0], bounds[1]);
          double[] start = adaptive.start(12).toArray();
          double[] expected = textbook(f, method, start, 0.3, 1, bounds[0], bounds[1]);
          double[] found = cycle(f, adaptive, InflationField.of(start), Workers.serial()).toArray();
          assertArrayEquals(expected, found, 1e-12, method.label() + ", " + shift);
          if (shift == 30 && bounds[1] < 1.5) {
            assertEquals(bounds[1], found[0], method.label() + " reaches the upper bound");
          }
          if (shift == 0 && bounds[0] == 1.19) {
            assertEquals(bounds[0], found[0], method.label() + " reaches the lower bound");
          }
        }
      }
    }
  }

  /** Usual bounds are 1 and 10⁶, and an estimate that nothing bounds from within stops there. */
  @Test
  void theUsualUpperBoundIsAMillion() {
    AdaptiveInflation usual = AdaptiveInflation.of(Method.MIYOSHI_2011, null);
    assertEquals(1e6, usual.ended(1e7));
    assertEquals(1e6, usual.ended(1e6));
    assertEquals(999_999, usual.ended(999_999));
    assertEquals(1, usual.ended(0.999));
    assertEquals(2, usual.withBounds(0.5, 2).ended(2.5));
    assertEquals(0.5, usual.withBounds(0.5, 2).ended(0.25));
    // Damped first and bounded then: 1 + 0.5·(5 − 1) = 3.
    assertEquals(3, usual.withDamping(0.5).ended(5));
    assertEquals(2, usual.withDamping(0.5).withBounds(1, 2).ended(5));
    assertEquals(1, usual.withDamping(0).ended(5));
  }
}
