package org.isobit.models.assimilation.variational;

import static org.isobit.models.assimilation.variational.TrajectoryTest.CYCLE;
import static org.isobit.models.assimilation.variational.TrajectoryTest.N;
import static org.isobit.models.assimilation.variational.TrajectoryTest.NOTHING;
import static org.isobit.models.assimilation.variational.TrajectoryTest.P;
import static org.isobit.models.assimilation.variational.TrajectoryTest.TIGHT;
import static org.isobit.models.assimilation.variational.TrajectoryTest.member;
import static org.isobit.models.assimilation.variational.TrajectoryTest.near;
import static org.isobit.models.assimilation.variational.TrajectoryTest.spread;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.gaussian.Dense;
import org.isobit.models.assimilation.variational.TrajectoryTest.Linear;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 4D-Var of a linear model against the Kalman filter and smoother, with windows that move. */
class TrajectoryKalmanTest {

  /** Kalman's filter and the smoother of Rauch, Tung and Striebel as textbooks have them. */
  private static final class Kalman {
    private final Linear l;
    private final Dense q;
    private final List<Dense> forecast = new ArrayList<>();
    private final List<Dense> forecastCovariance = new ArrayList<>();
    private final List<Dense> analysis = new ArrayList<>();
    private final List<Dense> covariance = new ArrayList<>();
    Dense x;
    Dense p;

    Kalman(Linear l, Dense q, Dense x) {
      this.l = l;
      this.q = q;
      this.x = x;
      p = l.b;
      analysis.add(x);
      covariance.add(p);
    }

    void step(Dense y) {
      x = l.m.mult(x);
      p = l.m.mult(p).mult(l.m.transpose()).plus(q);
      forecast.add(x);
      forecastCovariance.add(p);
      Dense k = p.mult(l.h.transpose()).mult(l.h.mult(p).mult(l.h.transpose()).plus(l.r).invert());
      x = x.plus(k.mult(y.minus(l.h.mult(x))));
      p = p.minus(k.mult(l.h).mult(p));
      analysis.add(x);
      covariance.add(p);
    }

    /** Means at all times given all observations. */
    List<Dense> smoothed() {
      List<Dense> all = new ArrayList<>(analysis);
      for (int j = forecast.size() - 1; j >= 0; j--) {
        Dense gain = covariance.get(j).mult(l.m.transpose()).mult(forecastCovariance.get(j).invert());
        all.set(j, analysis.get(j).plus(gain.mult(all.get(j + 1).minus(forecast.get(j)))));
      }
      return all;
    }
  }

  /** In a window that has not moved yet, at its end and, but for the last time, before it. */
  @ParameterizedTest
  @CsvSource({"false, CONJUGATE_GRADIENTS", "false, L_BFGS", "true, CONJUGATE_GRADIENTS", "true, L_BFGS"})
  void aLinearModelGivesTheKalmanFilterAndTheSmoother(boolean weak, Minimization.Method method) {
    Linear l = new Linear();
    Minimization how = new Minimization(method, 200, 1e-13);
    TrajectoryEstimator var = weak ? l.weak(l.q, 5, 5, how) : l.strong(5, 5, how);
    // L-BFGS looks at values of J, whose rounding hides steps shorter than some 1e-8.
    double tolerance = method == Minimization.Method.L_BFGS ? 1e-6 : 1e-11;
    Dense q = weak ? l.q : l.q.scale(0);
    Kalman kalman = new Kalman(l, q, l.first);
    for (int k = 0; k < 7; k++) {
      if (k == 5) {
        // A full window is left behind: a new one begins at its end, with the same B.
        kalman = new Kalman(l, q, kalman.x);
      }
      Dense y = l.matrix(P, 1).scale(5);
      var.forecast(k, 1, Workers.serial());
      near(l.m.mult(kalman.x), var.ensemble().mean(), tolerance, "forecast " + k);
      kalman.step(y);
      var.analyse(l.observe(y), CYCLE);
      near(kalman.x, var.ensemble().mean(), tolerance, "analysis " + k);
      double[] spread = spread(var);
      for (int i = 0; i < N; i++) {
        assertEquals(kalman.p.get(i, i), spread[i] * spread[i], 1e-11, "variance " + i + " of cycle " + k);
      }
      List<Dense> smoothed = kalman.smoothed();
      assertEquals(smoothed.size(), var.trajectory().members());
      for (int j = 0; j < smoothed.size(); j++) {
        near(smoothed.get(j), member(var.trajectory(), j), tolerance, "cycle " + k + ", time " + j);
      }
    }
  }

  /** Also windows that move and carry along what was found of model errors, by one dense system for all controls. */
  @ParameterizedTest
  @CsvSource({"1, 1, false", "3, 1, false", "3, 2, false", "1, 1, true", "3, 1, true", "3, 2, true", "4, 4, true"})
  void aMovingWindowIsThatOfItsFormula(int lag, int shift, boolean weak) {
    Linear l = new Linear();
    TrajectoryEstimator var = weak ? l.weak(l.q, lag, shift, TIGHT) : l.strong(lag, shift, TIGHT);
    List<Dense> background = new ArrayList<>(List.of(l.first));
    List<int[]> times = new ArrayList<>();
    List<Dense> fresh = new ArrayList<>();
    int closed = 0;
    for (int k = 0; k < 9; k++) {
      background.add(new Dense(N, 1, new double[N]));
      int intervals = background.size() - 1;
      closed++;
      Dense y = l.matrix(P, 1).scale(5);
      // The fifth cycle has no observation.
      Observations now = k == 4 ? NOTHING : l.observe(y);
      if (k != 4) {
        times.add(new int[] {intervals});
        fresh.add(y);
      }
      var.forecast(k, 1, Workers.serial());
      var.analyse(now, CYCLE);
      List<Dense> z = minimum(l, background, weak, times, fresh);
      Dense x = z.get(0);
      List<Dense> states = new ArrayList<>(List.of(x));
      for (int j = 1; j <= intervals; j++) {
        x = l.m.mult(x).plus(z.get(j));
        states.add(x);
      }
      near(x, var.ensemble().mean(), "cycle " + k);
      if (closed == shift) {
        closed = 0;
        times.clear();
        fresh.clear();
        background = new ArrayList<>(z);
        for (int gone = intervals - (lag - shift); gone > 0; gone--) {
          background.remove(0);
          states.remove(0);
          background.set(0, states.get(0));
        }
      }
    }
  }

  /** z + P·Gᵀ·(G·P·Gᵀ + R)⁻¹·(y − G·z), with all states a linear function of z, the first state and all errors. */
  private static List<Dense> minimum(Linear l, List<Dense> background, boolean weak, List<int[]> times,
      List<Dense> fresh) {
    int blocks = background.size();
    Dense z = new Dense(blocks * N, 1, new double[blocks * N]);
    Dense p = new Dense(blocks * N, blocks * N, new double[blocks * N * blocks * N]);
    Dense g = new Dense(fresh.size() * P, blocks * N, new double[fresh.size() * P * blocks * N]);
    Dense r = new Dense(fresh.size() * P, fresh.size() * P, new double[fresh.size() * P * fresh.size() * P]);
    Dense y = new Dense(fresh.size() * P, 1, new double[fresh.size() * P]);
    for (int c = 0; c < blocks; c++) {
      put(background.get(c), z, c * N, 0);
      put(c == 0 ? l.b : l.q.scale(weak ? 1 : 0), p, c * N, c * N);
    }
    for (int o = 0; o < fresh.size(); o++) {
      put(fresh.get(o), y, o * P, 0);
      put(l.r, r, o * P, o * P);
      Dense power = l.h;
      for (int c = times.get(o)[0]; c >= 0; c--) {
        put(power, g, o * P, c * N);
        power = power.mult(l.m);
      }
    }
    if (!fresh.isEmpty()) {
      Dense k = p.mult(g.transpose()).mult(g.mult(p).mult(g.transpose()).plus(r).invert());
      z = z.plus(k.mult(y.minus(g.mult(z))));
    }
    List<Dense> parts = new ArrayList<>();
    for (int c = 0; c < blocks; c++) {
      parts.add(new Dense(N, 1, java.util.Arrays.copyOfRange(z.data(), c * N, (c + 1) * N)));
    }
    return parts;
  }

  private static void put(Dense part, Dense whole, int row, int column) {
    for (int i = 0; i < part.a().getNumRows(); i++) {
      for (int j = 0; j < part.a().getNumCols(); j++) {
        whole.a().set(row + i, column + j, part.get(i, j));
      }
    }
  }

  @Test
  void withoutModelErrorWeakIsStrong() {
    Linear l = new Linear();
    WeakFourDVar weak = l.weak(l.q.scale(0), 3, 2, TIGHT);
    WeakFourDVar nearly = l.weak(l.q.scale(1e-10), 3, 2, TIGHT);
    FourDVar strong = l.strong(3, 2, TIGHT);
    for (int k = 0; k < 5; k++) {
      Observations y = l.observe(l.matrix(P, 1));
      for (TrajectoryEstimator each : List.of(weak, nearly, strong)) {
        each.forecast(k, 1, Workers.serial());
        each.analyse(y, CYCLE);
      }
      assertArrayEquals(strong.ensemble().mean(), weak.ensemble().mean(), 1e-12);
      assertArrayEquals(spread(strong), spread(weak), 1e-12);
      // Five steps of a matrix whose norm is below 3 make of 1e-10·Q at most some 1e-8.
      assertArrayEquals(strong.ensemble().mean(), nearly.ensemble().mean(), 1e-7);
    }
  }
}
