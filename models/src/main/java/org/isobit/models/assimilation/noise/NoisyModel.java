package org.isobit.models.assimilation.noise;

import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Linearization;

/**
 * A model with noise, x_{k+1} = M_k(x_k) + η_k with η_k ~ N(0, Q) at every time level that is a multiple of a number of
 * steps. Any method that advances an ensemble takes it in place of the model; methods that propagate a covariance take
 * Q from {@link #noise}, as {@link org.isobit.models.assimilation.gaussian.ExtendedKalmanFilter} does.
 *
 * <p>The noise of a time level is that level's own: a run that begins at it again meets the same noise. Unlike other
 * models, one with a square-root treatment changes a member by what the others are. Held to the Kalman filter with Q,
 * and with memory to the exact covariance of state and noise together. Immutable, thread-safe.
 */
public final class NoisyModel implements ForecastModel {

  private final ForecastModel model;
  private final ModelNoise noise;
  private final int every;
  private final NoiseTreatment treatment;
  private final long seed;
  private final long stream;

  /** The noise with memory, or null: each time's is new. */
  private final RedNoise red;

  /**
   * The model with its noise.
   *
   * @param model     the model without it
   * @param noise     the noise
   * @param every     steps from one time of noise to the next, at least 1
   * @param treatment how an ensemble takes it
   * @param seed      key of the draws
   * @param stream    the stream of time level 0; level k draws from {@code stream + k}, which nothing else does
   * @throws IllegalArgumentException if sizes differ or {@code every} is below 1
   */
  public NoisyModel(ForecastModel model, ModelNoise noise, int every, NoiseTreatment treatment, long seed,
      long stream) {
    this(model, noise, every, treatment, seed, stream, null);
  }

  private NoisyModel(ForecastModel model, ModelNoise noise, int every, NoiseTreatment treatment, long seed,
      long stream, RedNoise red) {
    this.red = red;
    this.model = Objects.requireNonNull(model, "model");
    this.noise = Objects.requireNonNull(noise, "noise");
    this.treatment = Objects.requireNonNull(treatment, "treatment");
    Checks.positive("NoisyModel", "every", every);
    this.every = every;
    this.seed = seed;
    this.stream = stream;
    if (model.size() != noise.size()) {
      throw new IllegalArgumentException("NoisyModel: the model has " + model.size() + " variables but the noise "
          + noise.size());
    }
  }

  /**
   * The same model with red noise, η_j = φ·η_{j−1} + (1 − φ²)^½·ζ_j with ζ_j ~ N(0, Q), from η ~ N(0, Q) at time level
   * 0 on (Wilks 2005, Q. J. R. Meteorol. Soc. 131, 389–407): as much at each time as white noise, but the more of it in
   * the long run. A member's noise is the member's own by its index and nothing resets it: analyses leave it as it is,
   * filters that give members other places do not move it, and a run that begins at a later time level goes on with
   * what was, which costs the draws from time level 0 on, or from the level that was gone back to last.
   *
   * @param memory φ, between −1 and 1; 0 gives the bits of white noise
   * @return a new model
   * @throws IllegalArgumentException if the memory is out of range, or the treatment is not
   *                                  {@link NoiseTreatment#ADDITIVE}: others know nothing of earlier times
   */
  public NoisyModel withMemory(double memory) {
    if (treatment != NoiseTreatment.ADDITIVE) {
      throw new IllegalArgumentException("NoisyModel: noise with memory is for the treatment additive, but it is "
          + treatment.label());
    }
    return new NoisyModel(model, noise, every, treatment, seed, stream,
        new RedNoise(noise, memory, every, seed, stream));
  }

  /**
   * The noise.
   *
   * @return N(0, Q)
   */
  public ModelNoise noise() {
    return noise;
  }

  /**
   * Correlation of the noise of one time with that of the next.
   *
   * @return φ; 0 of white noise
   */
  public double memory() {
    return red == null ? 0.0 : red.memory();
  }

  /**
   * When noise is due next.
   *
   * @param from a time level
   * @return steps until then, from 1 to the number from one to the next
   */
  public int due(long from) {
    return every - (int) Math.floorMod(from, (long) every);
  }

  /**
   * Whether a time level has noise.
   *
   * @param level the time level
   * @return true at each multiple of the steps between
   */
  public boolean isDue(long level) {
    return due(level) == every;
  }

  @Override
  public int size() {
    return model.size();
  }

  @Override
  public double timeStep() {
    return model.timeStep();
  }

  /**
   * Advances every member of an ensemble in place, with noise.
   *
   * @throws org.isobit.kernels.NumericalException if the treatment of the noise meets a value that it cannot go on with
   */
  @Override
  public void advance(long from, int steps, Ensemble ensemble, Workers workers) {
    int done = Math.min(steps, due(from));
    model.advance(from, done, ensemble, workers);
    while (done < steps) {
      apply(from + done, ensemble, workers);
      int more = Math.min(steps - done, due(from + done));
      model.advance(from + done, more, ensemble, workers);
      done += more;
    }
    if (steps > 0 && isDue(from + steps)) {
      apply(from + steps, ensemble, workers);
    }
  }

  private void apply(long level, Ensemble ensemble, Workers workers) {
    if (red == null) {
      treatment.apply(noise, ensemble, seed, stream + level, workers);
    } else {
      treatment.give(red.at(level / every, ensemble.members(), workers), ensemble);
    }
  }

  /** The derivative of the model without noise, from which that with noise differs by nothing. */
  @Override
  public Linearization linearize(long from, int steps, double[] state) {
    return model.linearize(from, steps, state);
  }

  @Override
  public String toString() {
    return model + ", " + noise + " every " + every + " steps, " + treatment.label();
  }
}
