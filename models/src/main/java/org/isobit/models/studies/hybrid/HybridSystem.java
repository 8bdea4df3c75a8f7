package org.isobit.models.studies.hybrid;

import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.noise.ModelNoise;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.training.TrainingSettings;

/**
 * What differs from system to system: a resolved model that is the truth, a truncated one without its unresolved part,
 * and a network that learns the difference. Thread-safe.
 */
interface HybridSystem {

  /** Name of the study. */
  String name();

  /** The model without the unresolved part. */
  ForecastModel truncated();

  /** The model that is the truth. */
  ForecastModel resolved();

  /** Steps of the resolved model in one of the truncated model. */
  int resolvedSteps();

  /** Steps of the truncated model in one of the hybrid model. */
  int hybridSteps();

  /** Takes what the truncated model has of a resolved state. */
  void project(double[] resolved, int from, double[] truncated, int to);

  /** Adds a perturbation of the truncated model's variables to a resolved state. */
  void perturb(double[] resolved, int at, double[] perturbation);

  /** In which units distances of two states are taken, one a variable. */
  double[] scales();

  /** A state of the resolved model on its attractor, or as near to it as the published study goes. */
  double[] start(long seed, long stream);

  /** The first members of an assimilation, one after the other; {@code truth}: the truncated state at the begin. */
  double[] firstMembers(int members, double[] truth, long seed);

  /** Standard deviation of the observation error of each variable. */
  double[] deviations(Setting setting);

  /** Noise of the truncated model, each step. */
  ModelNoise noise(Setting setting);

  /** The network, from a state to a correction of its tendency; {@code samples} give scales, where it needs them. */
  Architecture network(Samples samples);

  /** The parameter with a penalty; null: none has one. */
  String penalized();

  /** λ of the penalty λ·Σ θ². */
  double penalty();

  /** How it is trained. */
  TrainingSettings training(int epochs, long seed);

  /** The regression beside it; null: there is none. */
  Regression regression();

  /** Indices of the truncated model's variables in a resolved state, from and to; null: they are not those. */
  int[] slow();

  /** Lower end, upper end and number of bins of histograms. */
  double[] range();

  /** A ridge regression with polynomial features. */
  record Regression(int reach, double alpha) {}

  /** Number of variables of the truncated model. */
  default int size() {
    return truncated().size();
  }
}
