package org.isobit.models.hybrid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Linearization;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.global.EnKFN;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.RepeatedModel;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.training.Optimizer;
import org.isobit.models.learning.training.TrainingSettings;
import org.isobit.models.weights.NetworkFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A truth of twelve variables and a model with six of them: what is seen, observed, assimilated and learned. */
class TruncationTest {

  private static final int ALL = 12;
  private static final int SOME = 6;
  private static final int[] PLACES = {11, 0, 5, 3, 8, 7};
  private static final SteppedModel FINE = new SteppedModel(new Lorenz96(ALL, 8.0), new RungeKutta4(), 0.0125);
  private static final SteppedModel FEW = new SteppedModel(new Lorenz96(SOME, 8.0), new RungeKutta4(), 0.025);
  private static final Truncation TRUNCATION = Truncation.of(new RepeatedModel(FINE, 2), FEW, PLACES);

  @TempDir
  private Path folder;

  private static double[] states(int members, int size) {
    double[] x = new double[members * size];
    Philox.gaussian(9, 0, 0, x.length, x, 0);
    for (int i = 0; i < x.length; i++) {
      x[i] = 2.0 + x[i];
    }
    return x;
  }

  /** Two steps are one, in states, ensembles and derivatives. */
  @Test
  void stepsAreRepeated() {
    RepeatedModel twice = new RepeatedModel(FINE, 2);
    double[] x = states(3, ALL);
    double[] y = x.clone();
    twice.advance(4, 3, Ensemble.of(x, 3, ALL), Workers.serial());
    FINE.advance(8, 6, Ensemble.of(y, 3, ALL), Workers.serial());
    assertArrayEquals(y, x);
    assertEquals(0.025, twice.timeStep());
    double[] dx = states(1, ALL);
    double[] dy = dx.clone();
    Linearization one = twice.linearize(0, 2, Arrays.copyOf(x, ALL));
    Linearization other = FINE.linearize(0, 4, Arrays.copyOf(x, ALL));
    one.tangent(dx, 0);
    other.tangent(dy, 0);
    assertArrayEquals(dy, dx);
    assertThrows(IllegalArgumentException.class, () -> new RepeatedModel(FINE, 0));
  }

  /** What is seen of states, and what is added to them. */
  @Test
  void variablesAreFound() {
    double[] x = states(2, ALL);
    double[] some = TRUNCATION.project(x);
    for (int m = 0; m < 2; m++) {
      for (int i = 0; i < SOME; i++) {
        assertEquals(x[m * ALL + PLACES[i]], some[m * SOME + i]);
      }
    }
    double[] more = x.clone();
    TRUNCATION.perturb(more, some);
    double[] seen = TRUNCATION.project(more);
    for (int i = 0; i < some.length; i++) {
      assertEquals(2.0 * some[i], seen[i]);
    }
    assertEquals(x[1], more[1]);
    assertThrows(IllegalArgumentException.class, () -> TRUNCATION.project(new double[13]));
    assertThrows(IllegalArgumentException.class, () -> Truncation.of(FINE, FEW, PLACES));
    assertThrows(IllegalArgumentException.class, () -> Truncation.of(new RepeatedModel(FINE, 2), FEW, 0, 1, 2, 3, 4));
    assertThrows(IllegalArgumentException.class,
        () -> Truncation.of(new RepeatedModel(FINE, 2), FEW, 0, 1, 2, 3, 4, 4));
  }

  /** States at times are those of a run that stops there; what is gone is refused. */
  @Test
  void runsStopWhereTheyAreSeen() {
    double[] start = states(2, ALL);
    double[] x = start.clone();
    double[][] seen = TRUNCATION.truth(start).states(0, 3, 3, 7);
    assertArrayEquals(TRUNCATION.project(start), seen[0]);
    FINE.advance(0, 6, Ensemble.of(x, 2, ALL), Workers.serial());
    assertArrayEquals(TRUNCATION.project(x), seen[1]);
    assertArrayEquals(seen[1], seen[2]);
    FINE.advance(6, 8, Ensemble.of(x, 2, ALL), Workers.serial());
    assertArrayEquals(TRUNCATION.project(x), seen[3]);
    FreeRun run = FreeRun.of(FEW, states(2, SOME));
    run.advance(2);
    assertThrows(IllegalArgumentException.class, () -> run.states(1));
    assertThrows(IllegalArgumentException.class, () -> FreeRun.of(FEW, new double[7]));
  }

  /** Errors are of the variable and time; which variables are seen is drawn at each time, and groups share it. */
  @Test
  void observationsAreOfTheTruth() {
    double[] deviations = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
    double[] truth = states(1, SOME);
    double[] errors = new double[SOME];
    Philox.gaussian(77, 5, 0, SOME, errors, 0);
    Observations all = new TwinObservations(deviations, SOME, 77).at(5, truth, 0, SOME);
    for (int i = 0; i < SOME; i++) {
      assertEquals(Math.fma(deviations[i], errors[i], truth[i]), all.value(i));
      assertEquals(deviations[i], all.deviation(i));
    }
    TwinObservations two = new TwinObservations(deviations, 2, 77);
    int[] counts = new int[3];
    for (int time = 0; time < 200; time++) {
      Observations first = two.at(time, truth, 0, 3);
      Observations second = two.at(time, truth, 3, SOME);
      int seen = first == null ? 0 : first.count();
      assertEquals(2 - seen, second == null ? 0 : second.count());
      counts[seen]++;
    }
    assertTrue(counts[0] > 10 && counts[1] > 80 && counts[2] > 10, Arrays.toString(counts));
    assertThrows(IllegalArgumentException.class, () -> new TwinObservations(deviations, 7, 1));
    assertThrows(IllegalArgumentException.class, () -> new TwinObservations(new double[] {0.0}, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> two.at(0, truth, 3, 3));
  }

  private static TwinCycle.Assimilation assimilation(Ensemble members, int observed, int... groups) {
    double[] deviations = new double[SOME];
    Arrays.fill(deviations, 0.5);
    return new TwinCycle.Assimilation(new TwinObservations(deviations, observed, 3), members, FEW, new EnKFN(), groups,
        4);
  }

  /** Two analyses, step by step; a group sees nothing of the other's observations. */
  @Test
  void analysesAreThoseOfTheFilter() {
    double[] start = states(1, ALL);
    for (int[] groups : List.of(new int[] {SOME}, new int[] {2, SOME})) {
      TwinCycle twin = TwinCycle.of(TRUNCATION, start, 4, assimilation(Ensemble.of(states(9, SOME), 9, SOME), SOME,
          groups));
      twin.next();
      twin.next();
      double[] truth = start.clone();
      Ensemble members = Ensemble.of(states(9, SOME), 9, SOME);
      Filter filter = new EnKFN();
      Cycle cycle = new Cycle(4, 0, Workers.serial(), new Workspace());
      for (int k = 0; k < 2; k++) {
        FINE.advance(0, 8, truth);
        FEW.advance(0, 4, members, Workers.serial());
        double[] errors = new double[SOME];
        Philox.gaussian(3, k, 0, SOME, errors, 0);
        double[] seen = TRUNCATION.project(truth);
        int from = 0;
        for (int to : groups) {
          double[] values = new double[to - from];
          int[] places = new int[to - from];
          for (int i = 0; i < values.length; i++) {
            values[i] = Math.fma(0.5, errors[from + i], seen[from + i]);
            places[i] = i;
          }
          filter.analyse(Ensemble.of(members.values(), from, SOME, 9, to - from),
              Observations.of(values, 0.5, ObservationOperator.indices(places)), cycle);
          from = to;
        }
        cycle = cycle.next();
      }
      assertArrayEquals(TRUNCATION.project(truth), twin.truth());
      assertArrayEquals(members.mean(), twin.state());
      assertArrayEquals(members.spread(), twin.spread());
    }
    Ensemble members = Ensemble.of(states(9, SOME), 9, SOME);
    assertThrows(IllegalArgumentException.class, () -> assimilation(members, SOME, 2, 2, SOME));
    assertThrows(IllegalArgumentException.class, () -> assimilation(members, SOME, 2));
  }

  /** One variable of two groups is seen at a time: the other group stays as the model left it. */
  @Test
  void aGroupWithoutObservationsStays() {
    TwinCycle twin = TwinCycle.of(TRUNCATION, states(1, ALL), 1, assimilation(Ensemble.of(states(9, SOME), 9, SOME), 1,
        3, SOME));
    double[] forecast = states(9, SOME);
    Ensemble members = Ensemble.of(forecast, 9, SOME);
    FEW.advance(0, 1, members, Workers.serial());
    twin.next();
    double[] mean = twin.state();
    boolean first = mean[0] == members.mean()[0];
    for (int i = 0; i < SOME; i++) {
      boolean stays = i < 3 == first;
      assertEquals(stays, mean[i] == members.mean()[i], "variable " + i);
    }
  }

  /** Inputs, and what the model lacks from one state to the next; what is learned of it explains some of that. */
  @Test
  void whatIsLackingIsLearned() throws Exception {
    double[][] series = new double[2][];
    for (int t = 0; t < 2; t++) {
      TwinCycle truth = TwinCycle.ofTruth(TRUNCATION, Arrays.copyOfRange(states(2, ALL), t * ALL, (t + 1) * ALL), 2);
      series[t] = new double[402 * SOME];
      for (int k = 0; k < 402; k++) {
        truth.next();
        System.arraycopy(truth.state(), 0, series[t], k * SOME, SOME);
        assertArrayEquals(new double[SOME], truth.spread());
      }
    }
    TendencySamples samples = TendencySamples.of(FEW, 2, series, 1, 400);
    assertEquals(800, samples.count());
    double[] x = Arrays.copyOfRange(series[1], 8 * SOME, 9 * SOME);
    int at = (400 + 7) * SOME;
    assertArrayEquals(x, Arrays.copyOfRange(samples.inputs(), at, at + SOME));
    FEW.advance(0, 2, x);
    for (int i = 0; i < SOME; i++) {
      assertEquals((series[1][9 * SOME + i] - x[i]) / 0.05, samples.targets()[at + i]);
    }
    assertThrows(IllegalArgumentException.class, () -> TendencySamples.of(FEW, 2, series, 2, 400));

    Standardization in = Standardization.of(samples.inputs(), SOME);
    Standardization out = Standardization.of(samples.targets(), SOME);
    Architecture network = Architecture.of(Shape.of(SOME), List.of(Layers.dense(30, Activation.TANH),
        Layers.dense(SOME, Activation.IDENTITY)));
    CorrectionTraining training = CorrectionTraining.of(network,
        TrainingSettings.of(Optimizer.adam(1e-2), 50, 60).withSeed(1, 0)).withScales(in, out);
    CorrectionTraining.Trained trained = training.train(samples, samples);
    assertEquals(30 * 7 + 6 * 31, trained.parameters());
    double[] c = new double[samples.inputs().length];
    trained.correction().compute(samples.count(), samples.inputs(), 0, c, 0);
    double[] error = new double[SOME];
    double[] square = new double[SOME];
    for (int i = 0; i < c.length; i++) {
      double d = c[i] - samples.targets()[i];
      error[i % SOME] += d * d;
      square[i % SOME] += samples.targets()[i] * samples.targets()[i];
    }
    for (int i = 0; i < SOME; i++) {
      assertTrue(error[i] < 0.8 * square[i], "variable " + i + ": " + error[i] + " of " + square[i]);
    }
    Path file = folder.resolve("networks/c.safetensors");
    trained.write(file, Map.of("of", "a test"));
    NetworkFile read = NetworkFile.read(file);
    assertArrayEquals(trained.theta(), read.doubles());
    assertEquals(trained.architecture(), read.architecture());

    CorrectionTraining.Trained small = training.withPenalty("layers.1.weight", 1.0).train(samples, samples);
    double sum = 0.0;
    for (int i = network.parameter("layers.1.weight").offset(), end = i + 180; i < end; i++) {
      sum += small.theta()[i] * small.theta()[i];
    }
    assertEquals(sum, small.penalty(), 1e-9);
    assertNotEquals(trained.checksum(), small.checksum());
    assertEquals(0.0, trained.penalty());
    assertThrows(IllegalArgumentException.class, () -> training.withPenalty("layers.9.weight", 1.0));
  }
}
