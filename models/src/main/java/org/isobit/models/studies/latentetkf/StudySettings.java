package org.isobit.models.studies.latentetkf;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.models.learning.autoencoder.AutoencoderLoss;
import org.isobit.models.learning.training.EarlyStopping;
import org.isobit.models.learning.training.Optimizer;
import org.isobit.models.learning.training.Schedule;
import org.isobit.models.learning.training.TrainingSettings;

/**
 * What all runs share.
 *
 * @param members          ensemble size
 * @param steps            model steps of a run
 * @param interval         model steps between two analyses
 * @param deviation        standard deviation of the observation errors
 * @param period           steps of one oscillation of the radius
 * @param climatologySteps model steps of a climatology, each of which is a sample, with the initial state one more
 * @param climatologyEpochs most epochs of training with a climatology
 * @param transferEpochs   epochs of training with a forecast
 * @param innovationEpochs most epochs of training with artificial innovations
 * @param depth            hidden layers of each network
 * @param width            their width
 */
public record StudySettings(int members, int steps, int interval, double deviation, int period, int climatologySteps,
    int climatologyEpochs, int transferEpochs, int innovationEpochs, int depth, int width) {

  /** Those of the paper's code. */
  public static final StudySettings PUBLISHED = new StudySettings(64, 500, 10, 0.1, 50, 10_000, 100, 100, 100, 6, 32);

  /** Small enough for a look at everything in seconds; its scores mean nothing. */
  public static final StudySettings QUICK = new StudySettings(16, 60, 10, 0.1, 50, 300, 4, 2, 2, 3, 16);

  /** Slope of LeakyReLU. */
  static final double SLOPE = 0.1;

  private static final double RATE = 5e-3;

  /** Elements of a latent state and of a latent innovation. */
  static final int LATENT = 1;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException naming the first one out of range
   */
  public StudySettings {
    require("members", members, 2);
    require("interval", interval, 1);
    require("steps", steps, interval);
    require("period", period, 1);
    require("climatology steps", climatologySteps, 1);
    require("climatology epochs", climatologyEpochs, 1);
    require("transfer epochs", transferEpochs, 1);
    require("innovation epochs", innovationEpochs, 1);
    require("depth", depth, 2);
    require("width", width, 1);
    if (!(deviation > 0 && deviation < 1e100)) {
      throw new IllegalArgumentException("latent-etkf: deviation must be positive, but is " + deviation);
    }
  }

  private static void require(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException("latent-etkf: " + name + " must be at least " + least + ", but is " + value);
    }
  }

  /** Number of analyses of a run. */
  int analyses() {
    return steps / interval;
  }

  private static Optimizer adam(double rate) {
    return Optimizer.adam(rate, 0.9, 0.999, 1e-7);
  }

  TrainingSettings climatologyTraining() {
    return TrainingSettings.of(adam(RATE), 32, climatologyEpochs).withSchedule(Schedule.plateau(0.5, 2, 0.1, 1e-6))
        .withStopping(new EarlyStopping(5, 0.01, 20, true));
  }

  TrainingSettings transferTraining() {
    int tenth = members / 10;
    return TrainingSettings.of(adam(RATE * 1e-2), tenth < 1 ? 1 : tenth > 32 ? 32 : tenth, transferEpochs)
        .withSchedule(Schedule.plateau(0.5, 2, 0.1, 5e-7));
  }

  /** Where the weights are still random, steps are those of the climatology's training. */
  TrainingSettings firstInnovationTraining() {
    return innovationTraining(RATE);
  }

  TrainingSettings innovationTraining() {
    return innovationTraining(RATE * 5e-2);
  }

  private TrainingSettings innovationTraining(double rate) {
    return TrainingSettings.of(adam(rate), 32, innovationEpochs)
        .withSchedule(Schedule.plateau(0.5, 2, 0.05, 5e-7)).withStopping(new EarlyStopping(5, 0.005, 20, true));
  }

  /** How networks are trained, for the record: what a run depends on beside the components. */
  Map<String, Object> training() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("slope", SLOPE);
    all.put("latent", LATENT);
    all.put("climatology", climatologyTraining().settings());
    all.put("transfer", transferTraining().settings());
    all.put("first innovations", firstInnovationTraining().settings());
    all.put("innovations", innovationTraining().settings());
    all.put("climatology loss", climatologyLoss());
    all.put("online loss", onlineLoss());
    return all;
  }

  static AutoencoderLoss climatologyLoss() {
    return new AutoencoderLoss(0.05, 0.05 * 0.05, 1e-6, 1);
  }

  static AutoencoderLoss onlineLoss() {
    return new AutoencoderLoss(0.1, 0.05 * 0.05, 1e-6, 1);
  }
}
