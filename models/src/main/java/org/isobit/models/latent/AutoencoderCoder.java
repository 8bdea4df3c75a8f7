package org.isobit.models.latent;

import java.util.Objects;
import org.isobit.models.assimilation.latent.Coder;
import org.isobit.models.learning.autoencoder.AutoencoderLoss;
import org.isobit.models.learning.autoencoder.FloatAutoencoderObjective;
import org.isobit.models.learning.autoencoder.FloatVariationalAutoencoder;
import org.isobit.models.learning.autoencoder.LatentScale;
import org.isobit.models.learning.training.FloatObjective;
import org.isobit.models.learning.training.FloatTrainer;
import org.isobit.models.learning.training.TrainingSettings;

/**
 * A variational autoencoder in float as the {@link Coder} of a
 * {@link org.isobit.models.assimilation.latent.LatentETKF}. It stays as it is, or, before each analysis, is re-centred
 * by a {@link LatentScale} and trained with the sample at hand: from the same weights each time, or from those that the
 * last training left (Pasmans et al. 2025). Weights are a function of the weights at first, the samples and the seed,
 * to the last bit. One thread at a time.
 */
public final class AutoencoderCoder implements Coder {

  /** From which weights a training starts. */
  public enum Start {
    /** Those that the coder was made with. */
    GIVEN,
    /** Those of the training before. */
    LAST
  }

  private final FloatVariationalAutoencoder autoencoder;
  private final AutoencoderLoss loss;
  private final TrainingSettings training;
  private final TrainingSettings first;
  private final Start start;
  private final int number;
  private final AutoencoderCoder decoder;
  private final float[] given;
  private float[] theta;
  private LatentScale scale;
  private boolean begun;

  private AutoencoderCoder(FloatVariationalAutoencoder autoencoder, float[] theta, AutoencoderLoss loss,
      TrainingSettings training, TrainingSettings first, Start start, int number, AutoencoderCoder decoder) {
    this.autoencoder = Objects.requireNonNull(autoencoder, "autoencoder");
    this.loss = Objects.requireNonNull(loss, "loss");
    this.training = training;
    this.first = first;
    this.start = start;
    this.number = number;
    this.decoder = decoder;
    if (theta.length != autoencoder.parameters()) {
      throw new IllegalArgumentException("autoencoder: there are " + theta.length + " weights, but " + autoencoder
          + " has " + autoencoder.parameters());
    }
    this.given = theta.clone();
    this.theta = given;
    this.scale = LatentScale.identity(autoencoder.latentSize());
  }

  /**
   * A coder that does not adapt.
   *
   * @param autoencoder the autoencoder
   * @param theta       its weights; copied
   * @param loss        the loss it was trained with
   * @return the coder
   * @throws IllegalArgumentException if there are more or fewer weights
   */
  public static AutoencoderCoder frozen(FloatVariationalAutoencoder autoencoder, float[] theta, AutoencoderLoss loss) {
    return new AutoencoderCoder(autoencoder, theta, loss, null, null, Start.GIVEN, 0, null);
  }

  /**
   * A coder that is trained before each analysis.
   *
   * @param autoencoder the autoencoder
   * @param theta       weights to begin with; copied
   * @param loss        what training minimises
   * @param training    how; seed and stream are those of the analysis
   * @param start       from which weights each training starts
   * @param number      0 or 1: coders of one filter have different numbers, so that they draw differently
   * @return the coder
   * @throws IllegalArgumentException if there are more or fewer weights, or the number is another
   */
  public static AutoencoderCoder trained(FloatVariationalAutoencoder autoencoder, float[] theta, AutoencoderLoss loss,
      TrainingSettings training, Start start, int number) {
    if (number != 0 && number != 1) {
      throw new IllegalArgumentException("autoencoder: the number of a coder must be 0 or 1, but is " + number);
    }
    return new AutoencoderCoder(autoencoder, theta, loss, Objects.requireNonNull(training, "training"), training,
        Objects.requireNonNull(start, "start"), number, null);
  }

  /**
   * The same with another first training: random weights need larger steps than weights that are only adjusted.
   *
   * @param settings how the first sample is trained with
   * @return a new coder at its beginning
   * @throws IllegalStateException if this coder is frozen: it has no training
   */
  public AutoencoderCoder withFirst(TrainingSettings settings) {
    requireTrained("has no first training");
    return new AutoencoderCoder(autoencoder, given, loss, training, Objects.requireNonNull(settings, "settings"), start,
        number, decoder);
  }

  /**
   * The same, taking over the hidden layers of another coder's decoder, but for the first one, before each training.
   *
   * @param other the other coder; as it is at that time
   * @return a new coder at its beginning
   * @throws IllegalStateException    if this coder is frozen: it has no training
   * @throws IllegalArgumentException if the decoders' hidden layers differ
   */
  public AutoencoderCoder withDecoderOf(AutoencoderCoder other) {
    requireTrained("takes nothing over before a training");
    autoencoder.shareDecoder(given.clone(), other.autoencoder, other.theta);
    return new AutoencoderCoder(autoencoder, given, loss, training, first, start, number, other);
  }

  private void requireTrained(String what) {
    if (training == null) {
      throw new IllegalStateException("autoencoder: a frozen coder " + what);
    }
  }

  @Override
  public int size() {
    return autoencoder.size();
  }

  @Override
  public int latentSize() {
    return autoencoder.latentSize();
  }

  @Override
  public void adapt(int n, double[] x, long seed, long cycle) {
    if (training == null) {
      return;
    }
    float[] weights = (start == Start.GIVEN ? given : theta).clone();
    if (decoder != null) {
      autoencoder.shareDecoder(weights, decoder.autoencoder, decoder.theta);
    }
    LatentScale fitted = LatentScale.standardizing(n, latentSize(), autoencoder.encodedMeans(weights, n, x));
    float[] samples = new float[n * size()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) x[i];
    }
    TrainingSettings settings = begun ? training : first;
    FloatObjective objective = new FloatAutoencoderObjective(autoencoder, loss, fitted, samples, settings.batch());
    FloatTrainer.of(objective, settings.withSeed(seed, 2 * cycle + number)).train(weights);
    theta = weights;
    scale = fitted;
    begun = true;
  }

  @Override
  public void encode(int n, double[] x, long seed, long stream, double[] z) {
    autoencoder.encode(theta, scale, loss.power(), n, x, seed, stream, z);
  }

  @Override
  public void decode(int n, double[] z, long seed, long stream, double[] x) {
    autoencoder.decode(theta, scale, n, z, seed, stream, x);
  }

  /**
   * The weights in force.
   *
   * @return a copy
   */
  public float[] weights() {
    return theta.clone();
  }

  @Override
  public String toString() {
    return "AutoencoderCoder[" + autoencoder + (training == null ? ", frozen]" : ", trained from "
        + (start == Start.GIVEN ? "given" : "last") + " weights]");
  }
}
