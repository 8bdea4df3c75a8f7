package org.isobit.models.dynamics.column;

import java.util.List;
import java.util.stream.IntStream;
import org.isobit.kernels.elementary.ActivationReference;
import org.isobit.kernels.elementary.ExpReference;

/** What a {@link WaterColumn}'s steps need of each level, pool and flow, in double. Not to be written. */
final class ColumnConstants {

  private static final double SECONDS = 86_400.0;

  /** Diffusivity that is there always, in m² s⁻¹. */
  private static final double BACKGROUND = 5e-5;

  /** Half of the distance over which a layer ends, in m: ½(1 + tanh(x/3)) = 1/(1 + e^{−x/1.5}). */
  private static final double EDGE = 1.5;

  final double[] thickness;
  final double[] reciprocal;

  /** Absorption without pools, its sign turned. */
  final double[] attenuation;

  /** Diffusivity through the upper face of each level without the mixed layer, in m² s⁻¹. */
  final double[] steady;

  /** e^{(z − H/2)/1.5} of the upper face of each level: {@link #layer} has the other factor. */
  final double[] faces;

  /** dt over the distance from the level above, in s m⁻¹. */
  final double[] exchange;

  /** Of each pool the share of a level that sinks into the next in a step; null if it does not sink. */
  final double[][] sinking;

  /** Pools that absorb light. */
  final int[] absorbing;

  /** How far they are from each other, as two always are; 0 if there are none, or not all are as far. */
  final int apart;

  final int[] from;
  final int[] to;

  private final WaterColumn model;

  ColumnConstants(WaterColumn model) {
    this.model = model;
    Ecosystem ecosystem = model.ecosystem();
    Levels levels = model.levels();
    Site site = model.site();
    int n = levels.count();
    from = ecosystem.flows().stream().mapToInt(Ecosystem.Flow::from).toArray();
    to = ecosystem.flows().stream().mapToInt(Ecosystem.Flow::to).toArray();
    thickness = levels.thicknesses();
    reciprocal = new double[n];
    attenuation = new double[n];
    steady = new double[n];
    faces = new double[n];
    exchange = new double[n];
    for (int i = 0; i < n; i++) {
      reciprocal[i] = 1.0 / thickness[i];
      attenuation[i] = -(1.0 / site.extinction() + ecosystem.absorption() * ecosystem.background());
      if (i > 0) {
        faces[i] = ExpReference.exp((levels.face(i) - 0.5 * site.depth()) / EDGE);
        exchange[i] = model.dt() * SECONDS / (levels.middle(i) - levels.middle(i - 1));
        double bottom = (levels.face(i) - (site.depth() - site.bottomLayer())) / EDGE;
        steady[i] = BACKGROUND + site.tidalDiffusivity() * ActivationReference.sigmoid(bottom);
      }
    }
    List<Ecosystem.Pool> pools = ecosystem.pools();
    absorbing = IntStream.range(0, pools.size()).filter(p -> pools.get(p).absorbs()).toArray();
    apart = absorbing.length == 0 ? 0 : apart(absorbing);
    sinking = new double[pools.size()][];
    for (int p = 0; p < sinking.length; p++) {
      if (pools.get(p).sinking() > 0.0) {
        sinking[p] = new double[n];
        for (int i = 0; i < n; i++) {
          sinking[p][i] = pools.get(p).sinking() * model.dt() / thickness[i];
        }
      }
    }
  }

  private static int apart(int[] pools) {
    int apart = pools.length == 1 ? 1 : pools[1] - pools[0];
    return IntStream.range(1, pools.length).allMatch(k -> pools[k] - pools[k - 1] == apart) ? apart : 0;
  }

  /** The time of a step, in days. */
  double day(long k) {
    return k * model.dt();
  }

  /** Light just below the surface without noise, in W m⁻². */
  double light(long k) {
    return model.forcing().shortwave(day(k)) * (1.0 - model.site().albedo());
  }

  /** (H/2 − M)/1.5, in which M is the depth of the mixed layer times a factor of noise. */
  double layer(double mixedLayer, double noise) {
    return (0.5 * model.site().depth() - mixedLayer * noise) / EDGE;
  }
}
