package org.isobit.models.studies.latentetkf;

import org.isobit.models.dynamics.CircleModel;
import org.isobit.models.latent.AutoencoderCoder;
import org.isobit.models.learning.autoencoder.AutoencoderLoss;
import org.isobit.models.learning.autoencoder.FloatAutoencoderObjective;
import org.isobit.models.learning.autoencoder.FloatVariationalAutoencoder;
import org.isobit.models.learning.autoencoder.LatentScale;
import org.isobit.models.learning.training.FloatTrainer;

/**
 * A state autoencoder trained with a free run of the model on the stationary circle, α = 0.1, every step of it.
 * Immutable, thread-safe.
 *
 * @param autoencoder the autoencoder
 * @param weights     its weights; not to be changed
 */
record Climatology(FloatVariationalAutoencoder autoencoder, float[] weights) {

  /** Stream of its training, beyond those of analyses. */
  private static final long STREAM = 1L << 39;

  /** Runs the model and trains. */
  static Climatology train(StudySettings settings, int number) {
    long seed = Job.climatologySeed(number);
    FloatVariationalAutoencoder autoencoder = autoencoder(settings, 2);
    CircleModel model = Setting.BASE.model(settings);
    double[] state = new double[2];
    float[] samples = new float[2 * (settings.climatologySteps() + 1)];
    StudyDraws.climatology(seed, state);
    for (int k = 0; k <= settings.climatologySteps(); k++) {
      samples[2 * k] = (float) state[0];
      samples[2 * k + 1] = (float) state[1];
      model.step(k, state, 0);
    }
    float[] weights = autoencoder.initialize(seed, 0);
    FloatAutoencoderObjective objective = new FloatAutoencoderObjective(autoencoder, StudySettings.climatologyLoss(),
        LatentScale.identity(StudySettings.LATENT), samples, settings.climatologyTraining().batch());
    FloatTrainer.of(objective, settings.climatologyTraining().withSeed(seed, STREAM)).train(weights);
    return new Climatology(autoencoder, weights);
  }

  static FloatVariationalAutoencoder autoencoder(StudySettings settings, int size) {
    return FloatVariationalAutoencoder.of(size, StudySettings.LATENT, settings.depth(), settings.width(),
        StudySettings.SLOPE);
  }

  /** The state coder of a run. */
  AutoencoderCoder states(StudySettings settings, boolean transfer) {
    AutoencoderLoss loss = StudySettings.onlineLoss();
    return transfer ? AutoencoderCoder.trained(autoencoder, weights, loss, settings.transferTraining(),
        AutoencoderCoder.Start.GIVEN, 0) : AutoencoderCoder.frozen(autoencoder, weights, loss);
  }

  /** The innovation coder of a run; its weights at first are those of the run's seed. */
  static AutoencoderCoder innovations(StudySettings settings, long seed, AutoencoderCoder states) {
    FloatVariationalAutoencoder autoencoder = autoencoder(settings, 1);
    return AutoencoderCoder.trained(autoencoder, autoencoder.initialize(seed, 1), StudySettings.onlineLoss(),
        settings.innovationTraining(), AutoencoderCoder.Start.LAST, 1).withFirst(settings.firstInnovationTraining())
        .withDecoderOf(states);
  }
}
