// Master of FloatColumnStep: the float version is generated from this file.
package org.isobit.models.dynamics.column;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.kernels.column.Diffusion;
import org.isobit.kernels.column.OpticalDepth;
import org.isobit.kernels.column.Sinking;
import org.isobit.kernels.ecosystem.Transfers;
import org.isobit.kernels.elementary.Elementary;
import org.isobit.kernels.random.Philox;

/** The steps of a {@link WaterColumn} on one block of columns, with the arrays that they need. For one thread. */
final class ColumnStep {

  /** Diffusivities in m² s⁻¹: in the mixed layer, and at most. */
  private static final double MIXED = 1e-2;
  private static final double MOST = 2e-2;

  /** Exponents of a mixed layer that ends above or below all faces. */
  private static final double BEYOND = 700.0; // float: private static final float BEYOND = 85.0f;

  /** Steps for which noise is drawn at once. */
  private static final int DRAWN = 16;

  private final WaterColumn model;
  private final ColumnConstants constants;
  private final int levels;
  private final int pools;
  private final double[] thickness;
  private final double[] reciprocal;
  private final double[] attenuation;
  private final double[] steady;
  private final double[] faces;
  private final double[] exchange;
  private final double[][] sinking;
  private final double[] surface = new double[ColumnEnsemble.BLOCK];
  private final double[] mixed = new double[ColumnEnsemble.BLOCK];
  private final double[] draws = new double[2 * DRAWN * ColumnEnsemble.BLOCK];
  private final double[] light;
  private final double[] mixing;
  private final double[] work;
  private final double[] system;

  ColumnStep(WaterColumn model) {
    this.model = model;
    constants = new ColumnConstants(model);
    levels = model.levels().count();
    pools = model.ecosystem().pools().size();
    thickness = own(constants.thickness);
    reciprocal = own(constants.reciprocal);
    attenuation = own(constants.attenuation);
    steady = own(constants.steady);
    faces = own(constants.faces);
    exchange = own(constants.exchange);
    sinking = new double[pools][];
    for (int p = 0; p < pools; p++) {
      sinking[p] = constants.sinking[p] == null ? null : own(constants.sinking[p]);
    }
    int size = levels * ColumnEnsemble.BLOCK;
    light = new double[size];
    mixing = new double[size];
    work = new double[Math.max(constants.from.length, 4) * size];
    system = new double[Transfers.workspace(pools, Workers.serial())];
  }

  private static double[] own(double[] x) { // float: private static float[] own(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = (double) x[i];
    }
    return y;
  }

  /** Steps of a block. */
  void advance(ColumnEnsemble columns, int block, int steps) {
    int lanes = columns.lanes(block);
    double[] c = columns.values();
    int co = columns.start(block);
    int parameters = co + model.size() * lanes;
    int noise = parameters + model.ecosystem().parameters().size() * lanes;
    boolean noisy = columns.uncertainty().isNoisy();
    for (int s = 0; s < steps; s++) {
      long k = columns.step() + s;
      if (noisy) {
        noise(columns, block, k, s % DRAWN, Math.min(DRAWN, steps - s), c, noise);
      }
      weather(k, lanes, c, noise);
      light(lanes, c, co);
      react(lanes, c, co, parameters);
      sink(lanes, c, co);
      mix(lanes, c, co);
    }
  }

  /** The next numbers of both processes, x ← a·x + σ·√(1 − a²)·ξ with a = e^{−dt/days}: draws 2k and 2k + 1. */
  private void noise(ColumnEnsemble columns, int block, long k, int drawn, int left, double[] c, int at) {
    int lanes = columns.lanes(block);
    int first = block * ColumnEnsemble.BLOCK;
    int real = Math.min(lanes, columns.columns() - first);
    if (drawn == 0) {
      for (int l = 0; l < real; l++) {
        Philox.gaussian(columns.seed(), columns.stream(first + l), 2 * k, 2 * left, draws, 2 * DRAWN * l);
      }
    }
    process(columns.uncertainty().mixedLayer(), real, 2 * drawn, c, at);
    process(columns.uncertainty().light(), real, 2 * drawn + 1, c, at + lanes);
  }

  private void process(Uncertainty.Noise law, int real, int draw, double[] c, int at) {
    double keep = (double) law.keeps(model.dt());
    double add = (double) law.adds(model.dt());
    for (int l = 0; l < real; l++) {
      c[at + l] = Math.fma(add, draws[2 * DRAWN * l + draw], keep * c[at + l]);
    }
  }

  /** Light below the surface of each column, and the factor of its mixed layer in {@link #mix}. */
  private void weather(long k, int lanes, double[] c, int noise) {
    double below = (double) constants.light(k);
    double depth = (double) model.forcing().mixedLayer(constants.day(k));
    Elementary.exp(lanes, c, noise, mixed, 0);
    Elementary.exp(lanes, c, noise + lanes, surface, 0);
    for (int l = 0; l < lanes; l++) {
      double layer = (double) constants.layer(depth, mixed[l]);
      double bounded = layer < -BEYOND ? -BEYOND : layer;
      mixed[l] = bounded > BEYOND ? BEYOND : bounded;
      surface[l] *= below;
    }
    Elementary.exp(lanes, mixed, 0, mixed, 0);
  }

  private void light(int lanes, double[] c, int co) {
    int size = levels * lanes;
    double absorption = (double) -model.ecosystem().absorption();
    int[] absorbing = constants.absorbing;
    if (constants.apart > 0) {
      OpticalDepth.depth(levels, lanes, attenuation, 0, thickness, 0, absorption, absorbing.length, c,
          co + absorbing[0] * size, constants.apart * size, light, 0, Workers.serial());
    } else {
      Arrays.fill(work, 0, size, 0.0);
      for (int pool : absorbing) {
        for (int i = 0; i < size; i++) {
          work[i] += c[co + pool * size + i];
        }
      }
      OpticalDepth.depth(levels, lanes, attenuation, 0, thickness, 0, absorption, 1, work, 0, size, light, 0,
          Workers.serial());
    }
    Elementary.exp(size, light, 0, light, 0);
    everywhere(surface, lanes, mixing);
    for (int i = 0; i < size; i++) {
      light[i] *= mixing[i];
    }
  }

  private void react(int lanes, double[] c, int co, int parameters) {
    int size = levels * lanes;
    double dt = (double) model.dt();
    model.ecosystem().rates(levels, lanes, c, parameters, surface, 0, light, 0, c, co, size, work, 0, size);
    if (model.reactions() == Reactions.PATANKAR) {
      Transfers.patankar(size, pools, constants.from, constants.to, dt, work, 0, size, c, co, size, system,
          Workers.serial());
    } else {
      double floor = model.reactions() == Reactions.CLIPPED ? (double) Reactions.FLOOR : Double.NEGATIVE_INFINITY;
      Transfers.euler(size, pools, constants.from, constants.to, dt, floor, work, 0, size, c, co, size,
          Workers.serial());
    }
  }

  private void sink(int lanes, double[] c, int co) {
    for (int p = 0; p < pools; p++) {
      if (sinking[p] != null) {
        Sinking.step(levels, lanes, sinking[p], 0, false, c, co + p * levels * lanes, Workers.serial());
      }
    }
  }

  /** Exchange dt·K/distance through faces, and a step of all pools. */
  private void mix(int lanes, double[] c, int co) {
    int size = levels * lanes;
    everywhere(mixed, lanes, mixing);
    for (int i = 1; i < levels; i++) {
      exchange(faces[i], steady[i], exchange[i], mixing, i * lanes, (i + 1) * lanes);
    }
    Diffusion.factor(levels, lanes, mixing, 0, reciprocal, 0, work, 0, Workers.serial());
    Diffusion.step(levels, lanes, reciprocal, 0, work, 0, pools, c, co, size, work, 3 * size, Workers.serial());
  }

  /** What each column has once, at all its levels: C2 makes vectors of loops over arrays that have one index alone. */
  private void everywhere(double[] x, int lanes, double[] y) {
    for (int i = 0; i < levels; i++) {
      System.arraycopy(x, 0, y, i * lanes, lanes);
    }
  }

  /** dt·K/distance of one face in place of the mixed layer's factor; the bound is looked at where K can reach it. */
  private static void exchange(double face, double always, double factor, double[] x, int from, int to) {
    for (int l = from; l < to; l++) {
      x[l] = factor * (MIXED / Math.fma(face, x[l], 1.0) + always);
    }
    if (MIXED + always > MOST) {
      double most = factor * MOST; // rounding keeps the order
      for (int l = from; l < to; l++) {
        x[l] = x[l] > most ? most : x[l];
      }
    }
  }
}
