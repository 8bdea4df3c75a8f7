package org.isobit.models.studies.latentetkf;

import java.util.Locale;
import org.isobit.models.dynamics.CircleModel;
import org.isobit.models.dynamics.RadialObservation;
import org.isobit.models.errors.ErrorLaw;
import org.isobit.models.errors.GaussianError;
import org.isobit.models.errors.SkewNormalError;

/**
 * What an experiment changes of the base: a stationary unit circle, α = 0.1, Gaussian errors, x observed, 384
 * innovations.
 *
 * @param rotation     α of {@link CircleModel}
 * @param amplitude    A, amplitude of the radius; climatologies are always those of A = 0
 * @param skew         shape of the skew-normal observation errors; 0: Gaussian
 * @param nonlinearity exponent of {@link RadialObservation}; 0: x is observed
 * @param innovations  innovations that filters with sampled covariances draw
 */
public record Setting(double rotation, double amplitude, double skew, double nonlinearity, int innovations) {

  /** The base of all comparisons. */
  public static final Setting BASE = new Setting(0.1, 0, 0, 0, 384);

  /**
   * The same with another α.
   *
   * @param value α
   * @return a setting
   */
  public Setting withRotation(double value) {
    return new Setting(value, amplitude, skew, nonlinearity, innovations);
  }

  /**
   * The same with another A.
   *
   * @param value A
   * @return a setting
   */
  public Setting withAmplitude(double value) {
    return new Setting(rotation, value, skew, nonlinearity, innovations);
  }

  /**
   * The same with other errors.
   *
   * @param value shape of the law
   * @return a setting
   */
  public Setting withSkew(double value) {
    return new Setting(rotation, amplitude, value, nonlinearity, innovations);
  }

  /**
   * The same with another operator.
   *
   * @param value its exponent
   * @return a setting
   */
  public Setting withNonlinearity(double value) {
    return new Setting(rotation, amplitude, skew, value, innovations);
  }

  /**
   * The same with another number of innovations.
   *
   * @param value their number
   * @return a setting
   */
  public Setting withInnovations(int value) {
    return new Setting(rotation, amplitude, skew, nonlinearity, value);
  }

  CircleModel model(StudySettings settings) {
    return new CircleModel(rotation, amplitude, settings.period());
  }

  RadialObservation operator() {
    return new RadialObservation(nonlinearity);
  }

  ErrorLaw errors(StudySettings settings) {
    double variance = settings.deviation() * settings.deviation();
    return skew == 0 ? new GaussianError(variance) : new SkewNormalError(skew, variance);
  }

  /** Name of the folder of its runs. */
  String label() {
    return String.format(Locale.ROOT, "rotation=%s,amplitude=%s,skew=%s,nonlinearity=%s,innovations=%d", rotation,
        amplitude, skew, nonlinearity, innovations);
  }
}
