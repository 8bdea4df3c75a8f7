// Master of FloatEnsembleTest: the float version is generated from this file.
package org.isobit.verify.ensemble;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.ensemble.EnsembleMoments;
import org.isobit.kernels.ensemble.Relaxation;
import org.isobit.kernels.ensemble.Transform;
import org.isobit.kernels.ensemble.TransformReference;
import org.isobit.kernels.reduce.LaneReduce;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** Ensemble kernels: accuracy against exact arithmetic, invariants, in place, neighbours, threads, errors. */
class EnsembleTest {

  private static final double UNIT = 0x1p-53; // float: private static final double UNIT = 0x1p-24;
  private static final int MEMBERS = 20;
  private static final int N = 131;
  private static final int LD = 140;

  private final double[] e = new Inputs(7).doubles(MEMBERS * LD);

  private double[] mean() {
    double[] mean = new double[N];
    EnsembleMoments.mean(MEMBERS, N, e, 0, LD, mean, 0);
    return mean;
  }

  @Test
  void meanAndSpreadAreAccurate() {
    double[] mean = mean();
    double[] spread = new double[N];
    EnsembleMoments.spread(MEMBERS, N, e, 0, LD, spread, 0);
    for (int i = 0; i < N; i++) {
      BigDecimal sum = BigDecimal.ZERO;
      for (int m = 0; m < MEMBERS; m++) {
        sum = sum.add(new BigDecimal(e[m * LD + i]));
      }
      BigDecimal exact = sum.divide(new BigDecimal(MEMBERS), MathContext.DECIMAL128);
      BigDecimal squares = BigDecimal.ZERO;
      for (int m = 0; m < MEMBERS; m++) {
        squares = squares.add(new BigDecimal(e[m * LD + i]).subtract(exact).pow(2));
      }
      double deviation = Math.sqrt(squares.doubleValue() / (MEMBERS - 1));
      assertEquals(exact.doubleValue(), mean[i], MEMBERS * UNIT);
      assertEquals(deviation, spread[i], MEMBERS * UNIT);
    }
    double[] a = new double[MEMBERS * N];
    double[] fromAnomalies = new double[N];
    Anomalies.subtractMean(MEMBERS, N, e, 0, LD, mean, 0, a, 0, N);
    EnsembleMoments.anomalySpread(MEMBERS, N, a, 0, N, fromAnomalies, 0);
    assertArrayEquals(spread, fromAnomalies);
  }

  @Test
  void columnSumsAreTheMeansBeforeDivision() {
    double[] sums = new double[N];
    LaneReduce.sum(MEMBERS, N, e, 0, LD, sums, 0);
    double[] mean = mean();
    for (int i = 0; i < N; i++) {
      assertEquals(sums[i] / MEMBERS, mean[i]);
    }
    double[] none = {1.0, 1.0};
    LaneReduce.sum(0, 2, e, 0, 2, none, 0);
    assertArrayEquals(new double[2], none);
  }

  @Test
  void inPlaceIsOutOfPlace() {
    double[] mean = mean();
    double[] a = new double[MEMBERS * LD];
    Anomalies.subtractMean(MEMBERS, N, e, 0, LD, mean, 0, a, 0, LD);
    double[] inPlace = e.clone();
    Anomalies.subtractMean(MEMBERS, N, inPlace, 0, LD, mean, 0, inPlace, 0, LD);
    for (int m = 0; m < MEMBERS; m++) {
      assertArrayEquals(Arrays.copyOfRange(a, m * LD, m * LD + N), Arrays.copyOfRange(inPlace, m * LD, m * LD + N));
    }
    double[] back = new double[MEMBERS * LD];
    Anomalies.addMean(MEMBERS, N, mean, 0, a, 0, LD, back, 0, LD);
    for (int i = 0; i < N; i++) {
      assertEquals(e[i], back[i], 2 * UNIT);
    }
  }

  @Test
  void inflationScalesTheSpreadAndKeepsTheMean() {
    double[] mean = mean();
    double[] spread = new double[N];
    double[] inflatedSpread = new double[N];
    double[] inflatedMean = new double[N];
    double[] inflated = e.clone();
    double factor = 1.25;
    EnsembleMoments.spread(MEMBERS, N, e, 0, LD, spread, 0);
    Anomalies.inflate(MEMBERS, N, factor, inflated, 0, LD);
    EnsembleMoments.spread(MEMBERS, N, inflated, 0, LD, inflatedSpread, 0);
    EnsembleMoments.mean(MEMBERS, N, inflated, 0, LD, inflatedMean, 0);
    for (int i = 0; i < N; i++) {
      assertEquals(factor * spread[i], inflatedSpread[i], 20 * UNIT);
      assertEquals(mean[i], inflatedMean[i], 20 * UNIT);
    }
    assertEquals(Math.sqrt(BigDecimal.valueOf(2.5).doubleValue()),
        EnsembleMoments.rootMeanSquare(2, new double[] {1.0, -2.0}, 0), UNIT * 2);
  }

  @Test
  void relaxationReachesItsEnds() {
    double[] f = new Inputs(3).doubles(MEMBERS * N);
    double[] a = new Inputs(4).doubles(MEMBERS * N);
    double[] relaxed = a.clone();
    Relaxation.toPriorPerturbations(MEMBERS, N, 1.0, f, 0, N, relaxed, 0, N, Workers.serial());
    assertArrayEquals(f, relaxed);
    relaxed = a.clone();
    Relaxation.toPriorPerturbations(MEMBERS, N, 0.0, f, 0, N, relaxed, 0, N, Workers.serial());
    assertArrayEquals(a, relaxed);
    double[] forecast = new double[N];
    double[] analysis = new double[N];
    double[] after = new double[N];
    EnsembleMoments.anomalySpread(MEMBERS, N, f, 0, N, forecast, 0);
    EnsembleMoments.anomalySpread(MEMBERS, N, a, 0, N, analysis, 0);
    Relaxation.toPriorSpread(MEMBERS, N, 1.0, forecast, 0, analysis, 0, relaxed, 0, N, Workers.serial());
    EnsembleMoments.anomalySpread(MEMBERS, N, relaxed, 0, N, after, 0);
    for (int i = 0; i < N; i++) {
      assertEquals(forecast[i], after[i], 20 * UNIT);
    }
    double[] dead = {0.0, 0.0};
    Relaxation.toPriorSpread(2, 1, 0.5, new double[] {1.0}, 0, new double[] {0.0}, 0, dead, 0, 1, Workers.serial());
    assertArrayEquals(new double[2], dead);
  }

  @Test
  void transformsAgreeAndTheIdentityIsTheIdentity() {
    double[] w = new Inputs(5).doubles(MEMBERS * MEMBERS);
    double[] mean = mean();
    double[] out = new double[MEMBERS * N];
    double[] around = new double[MEMBERS * N];
    double[] inPlace = e.clone();
    Transform.apply(true, MEMBERS, MEMBERS, N, w, 0, MEMBERS, e, 0, LD, out, 0, N, Workers.serial());
    Transform.applyInPlace(true, MEMBERS, N, w, 0, MEMBERS, inPlace, 0, LD, Workers.serial());
    Transform.applyAround(true, MEMBERS, MEMBERS, N, w, 0, MEMBERS, mean, 0, e, 0, LD, around, 0, N, Workers.serial());
    for (int m = 0; m < MEMBERS; m++) {
      for (int i = 0; i < N; i++) {
        assertEquals(out[m * N + i], inPlace[m * LD + i]);
        assertEquals(mean[i] + out[m * N + i], around[m * N + i], 64 * UNIT);
        BigDecimal exact = BigDecimal.ZERO;
        for (int k = 0; k < MEMBERS; k++) {
          exact = exact.add(new BigDecimal(w[k * MEMBERS + m]).multiply(new BigDecimal(e[k * LD + i])));
        }
        assertEquals(exact.doubleValue(), out[m * N + i], MEMBERS * MEMBERS * UNIT);
      }
      assertEquals(e[m * LD + N], inPlace[m * LD + N]);
    }
    double[] identity = new double[MEMBERS * MEMBERS];
    for (int m = 0; m < MEMBERS; m++) {
      identity[m * MEMBERS + m] = 1.0;
    }
    double[] same = e.clone();
    Transform.applyInPlace(false, MEMBERS, N, identity, 0, MEMBERS, same, 0, LD, Workers.serial());
    assertArrayEquals(e, same);
  }

  @Test
  void neighboursAndThreadsDoNotShow() {
    int n = 9001;
    double[] big = new Inputs(11).doubles(MEMBERS * n);
    double[] w = new Inputs(5).doubles(MEMBERS * MEMBERS);
    double[] whole = big.clone();
    double[] wholeMean = new double[n];
    double[] wholeSpread = new double[n];
    step(n, whole, n, w, wholeMean, wholeSpread, 0, Workers.serial());
    double[] pieces = big.clone();
    double[] mean = new double[n];
    double[] spread = new double[n];
    for (int start = 0; start < n; start += 1237) {
      step(Math.min(1237, n - start), pieces, n, w, mean, spread, start, Workers.serial());
    }
    assertArrayEquals(whole, pieces);
    assertArrayEquals(wholeMean, mean);
    assertArrayEquals(wholeSpread, spread);
    for (int threads = 2; threads <= 4; threads++) {
      try (Workers workers = Workers.of(threads)) {
        double[] parallel = big.clone();
        step(n, parallel, n, w, mean, spread, 0, workers);
        assertArrayEquals(whole, parallel);
        assertArrayEquals(wholeMean, mean);
        assertArrayEquals(wholeSpread, spread);
      }
    }
  }

  private static void step(int n, double[] x, int ld, double[] w, double[] mean, double[] spread, int at,
      Workers workers) {
    EnsembleMoments.spread(MEMBERS, n, x, at, ld, spread, at, workers);
    Anomalies.subtractMean(MEMBERS, n, x, at, ld, mean, at, x, at, ld, workers);
    Transform.applyInPlace(false, MEMBERS, n, w, 0, MEMBERS, x, at, ld, workers);
    Anomalies.scale(MEMBERS, n, 0.7, x, at, ld, workers);
    Anomalies.addMean(MEMBERS, n, mean, at, x, at, ld, x, at, ld, workers);
    Anomalies.inflate(MEMBERS, n, 1.3, x, at, ld, workers);
  }

  @Test
  void noPointsNeedNoElements() {
    double[] nothing = new double[0];
    double[] w = new double[6];
    for (Backend backend : Backend.ofProcessor()) {
      TransformReference kernels = TransformReference.of(backend);
      kernels.applyAround(false, 3, 2, 0, w, 0, 2, nothing, 0, nothing, 0, 1, nothing, 0, 1);
      kernels.apply(false, 3, 2, 0, w, 0, 2, nothing, 0, 1, nothing, 0, 1);
    }
  }

  @Test
  void errorsNameTheOperand() {
    double[] x = new double[20];
    double[] s = new double[10];
    assertEquals("ensemble mean: members must be positive, but is 0",
        message(() -> EnsembleMoments.mean(0, 5, x, 0, 5, s, 0)));
    assertEquals("ensemble spread: members must be at least 2, but is 1",
        message(() -> EnsembleMoments.spread(1, 5, x, 0, 5, s, 0)));
    assertTrue(message(() -> EnsembleMoments.mean(4, 6, x, 0, 6, s, 0))
        .startsWith("ensemble mean: the ensemble is 4x6"));
    assertTrue(message(() -> EnsembleMoments.mean(2, 5, x, 0, 5, x, 4)).contains("overlaps"));
    assertTrue(message(() -> Anomalies.subtractMean(2, 5, x, 0, 5, s, 0, x, 1, 5)).contains("overlaps"));
    assertTrue(message(() -> Anomalies.addMean(2, 5, x, 3, x, 0, 5, x, 0, 5)).contains("overlaps"));
    assertTrue(message(() -> Relaxation.toPriorPerturbations(2, 5, 1.5, x, 0, 5, s, 0, 5, Workers.serial()))
        .contains("alpha"));
    assertTrue(message(() -> Transform.applyInPlace(false, 2, 5, s, 0, 1, x, 0, 5, Workers.serial())).contains("W"));
    Anomalies.subtractMean(2, 5, x, 0, 10, s, 0, x, 5, 10);
  }

  private static String message(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }
}
