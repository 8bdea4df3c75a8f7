package org.isobit.models.assimilation.latent;

import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Finite;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.errors.ErrorLaw;

/**
 * The ETKF-D in a latent space of the state, or in latent spaces of state and innovations (Pasmans, Chen, Finn,
 * Bocquet and Carrassi 2025, Q. J. R. Meteorol. Soc. 152, e70070, after their published code). Members are encoded,
 * the {@link ETKFD} updates them there, and what comes out is decoded: so the analysis lies where the decoder's law
 * does. No derivative of coders or operators is needed.
 *
 * <p>One latent space: observed members Y and innovations D_j = y + ε_j − H(x_i(j)) are those of the forecast in
 * observation space; the members that they update are latent.
 *
 * <p>Two: an innovation coder, trained with artificial innovations [H(x_i) + ε] − H(x_j), encodes each member's
 * innovation, Y_n = enc(y − H(x_n)), and the sampled ones, enc(D_j). The update takes −(Y_n − mean) for the observed
 * anomalies, the covariance of the encoded D_j for that of innovations, and the mean of the Y_n for the innovation of
 * the mean, measured against 0, the mean of what the coder was trained with. A bias of the errors is in the training
 * set as in the innovations, and so does not move the mean.
 *
 * <p>Before they encode, coders may adapt: the innovation coder to the artificial innovations, the state coder to the
 * forecast. Draws come from the cycle. Its coders change, so a filter serves one run and one thread at a time. All or
 * nothing as far as the ensemble goes.
 */
public final class LatentETKF implements Filter {

  private static final String NAME = "LatentETKF";

  private final ErrorLaw law;
  private final int samples;
  private final Coder states;
  private final Coder innovations;

  /**
   * The filter with one latent space.
   *
   * @param law     law of the observation errors, the same for all observations
   * @param samples innovations that are drawn, at least 2
   * @param states  coder of states
   */
  public LatentETKF(ErrorLaw law, int samples, Coder states) {
    this(states, null, law, samples);
  }

  /**
   * The filter with two latent spaces.
   *
   * @param law         law of the observation errors, the same for all observations
   * @param samples     innovations that are drawn, and artificial ones that are made, at least 2
   * @param states      coder of states
   * @param innovations coder of innovations
   */
  public LatentETKF(ErrorLaw law, int samples, Coder states, Coder innovations) {
    this(states, Objects.requireNonNull(innovations, "innovations"), law, samples);
  }

  private LatentETKF(Coder states, Coder innovations, ErrorLaw law, int samples) {
    this.law = Objects.requireNonNull(law, "law");
    this.samples = samples;
    this.states = Objects.requireNonNull(states, "states");
    this.innovations = innovations;
    if (samples < 2) {
      throw new IllegalArgumentException(NAME + ": samples must be at least 2, but is " + samples);
    }
  }

  @Override
  public void analyse(Ensemble ensemble, Observations observations, Cycle cycle) {
    Environment.require();
    ensemble.requireSpread(NAME);
    ensemble.requireFinite(NAME);
    requireSize("state", ensemble.size(), states);
    if (observations.count() == 0) {
      return;
    }
    cycle.devices().none(NAME, 2.0 * samples * observations.count() * observations.count());
    SampledInnovations sampled = SampledInnovations.draw(NAME, law, samples, ensemble, observations, cycle);
    SampledTransform transform = innovations == null
        ? new SampledTransform(NAME, sampled.count, sampled.observed, ensemble.members(), sampled.innovations, samples)
        : latentInnovations(sampled, ensemble.members(), observations, cycle);
    throughLatentSpace(ensemble, transform, cycle);
  }

  /** What the innovation coder makes of members' and sampled innovations. */
  private SampledTransform latentInnovations(SampledInnovations sampled, int members, Observations observations,
      Cycle cycle) {
    int count = sampled.count;
    requireSize("innovation", count, innovations);
    innovations.adapt(samples, sampled.artificial(NAME, law, samples, members, cycle), cycle.seed(), cycle.index());
    int latent = innovations.latentSize();
    double[] own = new double[members * count];
    for (int n = 0; n < members; n++) {
      for (int o = 0; o < count; o++) {
        own[n * count + o] = observations.value(o) - sampled.observed[n * count + o];
      }
    }
    double[] encoded = new double[Checks.elements(NAME, members, latent, Double.BYTES)];
    innovations.encode(members, own, cycle.seed(), cycle.stream(Cycle.Purpose.MEMBER_INNOVATION_ENCODING), encoded);
    double[] d = new double[samples * latent];
    innovations.encode(samples, sampled.innovations, cycle.seed(), cycle.stream(Cycle.Purpose.INNOVATION_ENCODING), d);
    requireFinite("an encoded innovation", encoded);
    requireFinite("an encoded innovation", d);
    double[] mean = new double[latent];
    for (int n = 0; n < members; n++) {
      for (int o = 0; o < latent; o++) {
        mean[o] += encoded[n * latent + o];
      }
    }
    for (int o = 0; o < latent; o++) {
      mean[o] /= members;
    }
    for (int i = 0; i < encoded.length; i++) {
      encoded[i] = -encoded[i];
    }
    return new SampledTransform(NAME, latent, encoded, members, d, samples, mean);
  }

  private void throughLatentSpace(Ensemble ensemble, SampledTransform transform, Cycle cycle) {
    int members = ensemble.members();
    Ensemble whole = ensemble.copy();
    states.adapt(members, whole.values(), cycle.seed(), cycle.index());
    Ensemble latent = Ensemble.allocate(members, states.latentSize());
    states.encode(members, whole.values(), cycle.seed(), cycle.stream(Cycle.Purpose.STATE_ENCODING), latent.values());
    requireFinite("an encoded state", latent.values());
    transform.apply(latent);
    states.decode(members, latent.values(), cycle.seed(), cycle.stream(Cycle.Purpose.STATE_DECODING), whole.values());
    requireFinite("a decoded state", whole.values());
    ensemble.copyFrom(whole);
  }

  private static void requireFinite(String what, double[] x) {
    int i = Finite.first(x, 0, x.length);
    if (i >= 0) {
      throw new NumericalException(NAME + ": " + what + " is not finite", i, x[i]);
    }
  }

  private static void requireSize(String what, int size, Coder coder) {
    if (coder.size() != size) {
      throw new IllegalArgumentException(NAME + ": the size of " + what + "s is " + size + ", but their coder is for "
          + coder.size());
    }
  }

  @Override
  public String toString() {
    return NAME + "[" + law + ", " + samples + " innovations, " + states
        + (innovations == null ? "]" : ", " + innovations + "]");
  }
}
