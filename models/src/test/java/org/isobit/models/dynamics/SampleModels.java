package org.isobit.models.dynamics;

import java.util.List;
import java.util.Random;
import org.isobit.models.dynamics.lorenz.CubicLorenz96;
import org.isobit.models.dynamics.lorenz.Lorenz2005;
import org.isobit.models.dynamics.lorenz.Lorenz84;
import org.isobit.models.dynamics.lorenz.TwoScaleLorenz;
import org.isobit.models.dynamics.maooam.Maooam;
import org.isobit.models.dynamics.maooam.Preset;
import org.isobit.models.dynamics.pde.KuramotoSivashinsky;
import org.isobit.models.dynamics.pde.QuasiGeostrophic;
import org.isobit.models.dynamics.pde.ShallowWater;
import org.isobit.models.dynamics.small.DoublePendulum;
import org.isobit.models.dynamics.small.LotkaVolterra;

/** Every model that knows its derivative, with a state that its attractor is near and a step for it. */
record SampleModels(LinearizedModel model, double dt, double[] state) {

  static List<SampleModels> all() {
    return List.of(
        sample(new Lorenz63(), 0.01, 8.0, 9.0, 27.0),
        ring(new Lorenz96(), 0.05, 2.3, 3.6),
        ring(new Lorenz96(4, 8.0), 0.05, 2.3, 3.6),
        ring(new Lorenz96(13, 8.0), 0.05, 2.3, 3.6),
        ring(new CubicLorenz96(), 0.05, 2.3, 3.6),
        ring(new CubicLorenz96(4, 8.5, 0.5, 1.01), 0.01, 2.3, 3.6),
        ring(new CubicLorenz96(5, 8.5, 0.025, 1.01), 0.05, 2.3, 3.6),
        ring(new CubicLorenz96(17, 8.5, 0.025, 1.01), 0.05, 2.3, 3.6),
        ring(new TwoScaleLorenz(), 0.005, 0.5, 1.0),
        ring(TwoScaleLorenz.wilks(), 0.005, 0.5, 1.0),
        ring(new TwoScaleLorenz(4, 1, 8.0, 0.5, 3.0, 4.0), 0.01, 0.5, 1.0),
        sample(new Lorenz84(), 0.02, 1.0, 0.5, -0.4),
        sample(LotkaVolterra.two(1.0, 0.5, 0.75, 1.25), 0.05, 2.0, 1.0),
        sample(LotkaVolterra.vano(), 0.1, 0.3, 0.46, 0.13, 0.36),
        ring(Lorenz2005.two(24, 4, 10.0), 0.05, 2.3, 3.6),
        ring(Lorenz2005.two(20, 5, 10.0), 0.05, 2.3, 3.6),
        ring(Lorenz2005.two(9, 1, 8.0), 0.05, 2.3, 3.6),
        ring(Lorenz2005.three(40, 8, 4, 10.0, 2.5, 15.0), 0.002, 2.3, 1.0),
        sample(new DoublePendulum(), 0.01, 2.0, 0.5, 2.5, -1.0),
        sample(new DoublePendulum(2.0, 0.75, 0.8, 1.3, 9.8), 0.01, -1.0, 2.5, 0.5, 3.0),
        ring(new Maooam(), 2.0, 0.0, 0.02),
        ring(new Maooam(Preset.TV.parameters(), 2, 4, 2, 4), 2.0, 0.0, 0.02),
        ring(new KuramotoSivashinsky(16, 7.0), 0.05, 0.0, 1.5),
        ring(new KuramotoSivashinsky(12, 6.0), 0.05, 0.5, 1.0),
        ring(new QuasiGeostrophic(10, 100.0, 0.01, 0.01, 1e-4, 1e-6), 0.3, 0.5, 1.0),
        ring(new QuasiGeostrophic(13, 20.0, 0.01, 0.01, 1e-4, 1e-6), 0.3, 0.0, 1.0),
        sample(new ShallowWater(3, 4, 1.0, 0.8, 9.8, 0.5, 2.0, SHORE), 0.01, water(12)),
        sample(new ShallowWater(1, 9, 1.0, 0.8, 9.8, 0.5, 0.0, new double[9]), 0.01, water(9)),
        ring(new DampedRing(20, 1.0), 0.05, 2.3, 3.6),
        sample(written63(), 0.01, 8.0, 9.0, 27.0));
  }

  private static final double[] SHORE = {0.5, 0.1, 0.3, 0.2, 0.0, 0.1, 0.4, 0.4, 0.2, 0.6, 0.1, 0.3};

  /** Water about 2 deep that moves. */
  private static double[] water(int cells) {
    double[] x = normal(3 * cells, 8);
    for (int k = 0; k < x.length; k++) {
      x[k] = k < cells ? 2.0 + 0.2 * x[k] : 0.8 * x[k];
    }
    return x;
  }

  /** One that is made of functions. */
  static LinearizedModel written63() {
    return LinearizedModel.of(3, (x, o, d, at) -> {
      d[at] = 10.0 * (x[o + 1] - x[o]);
      d[at + 1] = 28.0 * x[o] - x[o + 1] - x[o] * x[o + 2];
      d[at + 2] = x[o] * x[o + 1] - 8.0 / 3.0 * x[o + 2];
    }, (x, o, u, uo, d, at) -> {
      d[at] = 10.0 * (u[uo + 1] - u[uo]);
      d[at + 1] = (28.0 - x[o + 2]) * u[uo] - u[uo + 1] - x[o] * u[uo + 2];
      d[at + 2] = x[o + 1] * u[uo] + x[o] * u[uo + 1] - 8.0 / 3.0 * u[uo + 2];
    }, (x, o, u, uo, d, at) -> {
      d[at] = -10.0 * u[uo] + (28.0 - x[o + 2]) * u[uo + 1] + x[o + 1] * u[uo + 2];
      d[at + 1] = 10.0 * u[uo] - u[uo + 1] + x[o] * u[uo + 2];
      d[at + 2] = -x[o] * u[uo + 1] - 8.0 / 3.0 * u[uo + 2];
    });
  }

  private static SampleModels sample(LinearizedModel model, double dt, double... state) {
    return new SampleModels(model, dt, state);
  }

  private static SampleModels ring(LinearizedModel model, double dt, double mean, double deviation) {
    double[] state = normal(model.size(), 7);
    for (int i = 0; i < state.length; i++) {
      state[i] = mean + deviation * state[i];
    }
    return new SampleModels(model, dt, state);
  }

  static double[] normal(int n, long seed) {
    Random random = new Random(seed);
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.nextGaussian();
    }
    return x;
  }
}
