package org.isobit.models.hybrid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isobit.kernels.Workers;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.internal.Checksums;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.training.EpochRecord;
import org.isobit.models.learning.training.FloatObjective;
import org.isobit.models.learning.training.FloatPenalizedObjective;
import org.isobit.models.learning.training.FloatSupervisedObjective;
import org.isobit.models.learning.training.FloatTrainer;
import org.isobit.models.learning.training.FloatTrainingRun;
import org.isobit.models.learning.training.Loss;
import org.isobit.models.learning.training.TrainingSettings;
import org.isobit.models.weights.NetworkFile;

/**
 * Trains a network that corrects a model's tendency: in float, on squared errors of samples as they are or brought to
 * mean 0 and deviation 1, with a penalty λ·Σ θ² of one parameter if there is one. The network then runs in double, its
 * scales being layers of it. One thread; immutable, thread-safe.
 */
public final class CorrectionTraining {

  private final Architecture network;
  private final TrainingSettings settings;
  private final Parameter penalized;
  private final double penalty;
  private final Standardization inputs;
  private final Standardization targets;

  private CorrectionTraining(Architecture network, TrainingSettings settings, Parameter penalized, double penalty,
      Standardization inputs, Standardization targets) {
    this.network = Objects.requireNonNull(network, "network");
    this.settings = Objects.requireNonNull(settings, "settings");
    this.penalized = penalized;
    this.penalty = penalty;
    this.inputs = inputs;
    this.targets = targets;
  }

  /**
   * A training on samples as they are, without a penalty.
   *
   * @param network  from a state to its correction
   * @param settings of the training; their seed is that of the first weights, too
   * @return the training
   */
  public static CorrectionTraining of(Architecture network, TrainingSettings settings) {
    return new CorrectionTraining(network, settings, null, 0.0, null, null);
  }

  /**
   * The same with a penalty.
   *
   * @param parameter name of the parameter that has it
   * @param lambda    λ of λ·Σ θ², at least 0
   * @return a new training
   * @throws IllegalArgumentException if the network has no such parameter
   */
  public CorrectionTraining withPenalty(String parameter, double lambda) {
    return new CorrectionTraining(network, settings, network.parameter(parameter), lambda, inputs, targets);
  }

  /**
   * The same on samples of mean 0 and deviation 1.
   *
   * @param ofInputs  scales of the inputs
   * @param ofTargets scales of the targets
   * @return a new training
   * @throws IllegalArgumentException if there are not as many as the network has inputs and outputs
   */
  public CorrectionTraining withScales(Standardization ofInputs, Standardization ofTargets) {
    if (ofInputs.mean().length != network.input().size() || ofTargets.mean().length != network.output().size()) {
      throw new IllegalArgumentException("CorrectionTraining: there are scales of " + ofInputs.mean().length
          + " inputs and " + ofTargets.mean().length + " outputs, but the network has " + network.input().size()
          + " and " + network.output().size());
    }
    return new CorrectionTraining(network, settings, penalized, penalty, Objects.requireNonNull(ofInputs, "ofInputs"),
        Objects.requireNonNull(ofTargets, "ofTargets"));
  }

  /**
   * Trains.
   *
   * @param training   what is learned from
   * @param validation what the losses of validation are of
   * @return the trained network
   * @throws IllegalArgumentException if sizes differ
   */
  public Trained train(TendencySamples training, TendencySamples validation) {
    FloatNetwork floats = FloatNetwork.of(network);
    FloatTrainingRun run = FloatTrainer.of(objective(floats, training), settings)
        .withValidation(objective(floats, validation)).withWorkers(Workers.serial())
        .train(floats.initialize(settings.seed(), 0));
    float[] parameters = run.parameters();
    double[] theta = new double[parameters.length];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = parameters[i];
    }
    double sum = 0.0;
    for (int i = 0; penalized != null && i < penalized.size(); i++) {
      double weight = theta[penalized.offset() + i];
      sum = Math.fma(penalty * weight, weight, sum);
    }
    return new Trained(inputs == null ? network : Standardization.around(inputs, network.layers(), targets), theta,
        sum, run.history());
  }

  private FloatObjective objective(FloatNetwork floats, TendencySamples samples) {
    FloatSupervisedObjective plain = new FloatSupervisedObjective(floats, Loss.squared(),
        scaled(inputs, samples.inputs()), scaled(targets, samples.targets()), settings.batch());
    return penalized == null ? plain : FloatPenalizedObjective.of(plain, penalized, penalty);
  }

  private static float[] scaled(Standardization scales, double[] x) {
    if (scales != null) {
      return scales.standardized(x);
    }
    float[] floats = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      floats[i] = (float) x[i];
    }
    return floats;
  }

  /**
   * A trained network. Immutable by convention.
   *
   * @param architecture the whole, with its scales
   * @param theta        all of its parameters
   * @param penalty      what the last weights are charged, part of the loss
   * @param history      losses by epoch
   */
  public record Trained(Architecture architecture, double[] theta, double penalty, List<EpochRecord> history) {

    /**
     * What the hybrid model takes.
     *
     * @return the correction, in inference
     */
    public NetworkCorrection correction() {
      return NetworkCorrection.of(Network.of(architecture).inference(theta, 0));
    }

    /**
     * How many parameters were trained.
     *
     * @return those that are, without running moments
     */
    public int parameters() {
      return architecture.parameterList().stream().filter(Parameter::trained).mapToInt(Parameter::size).sum();
    }

    /**
     * By what two trainings can be told apart.
     *
     * @return CRC-32C of the parameters, eight hexadecimal digits
     */
    public String checksum() {
      return Checksums.of(theta, 0, theta.length);
    }

    /**
     * Writes the network.
     *
     * @param file  where to; its folder is made
     * @param notes what stands beside it
     * @throws IOException if that fails
     */
    public void write(Path file, Map<String, String> notes) throws IOException {
      Files.createDirectories(file.toAbsolutePath().getParent());
      NetworkFile.write(file, architecture, theta, notes);
    }
  }
}
