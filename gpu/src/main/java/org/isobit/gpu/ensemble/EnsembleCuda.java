// Master of FloatEnsembleCuda: the float version is generated from this file.
package org.isobit.gpu.ensemble;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.KernelModule;
import org.isobit.gpu.Stream;

/**
 * {@link org.isobit.kernels.ensemble.EnsembleMoments}, {@link org.isobit.kernels.ensemble.Anomalies} and
 * {@link org.isobit.kernels.ensemble.Relaxation} on a device, class EXACT. Element (i, m) of an ensemble lies at
 * {@code offset + m·ld + i}; one thread takes a point, or an element where members do not meet.
 *
 * <p>Every method throws {@link IllegalArgumentException} for sizes that are too small, for what is not inside its
 * array, and for results that overlap arguments they may not replace. No call waits. Not thread-safe: an object belongs
 * to its stream.
 */
public final class EnsembleCuda {

  private static final int THREADS = 128;

  private final Stream stream;
  private final KernelFunction mean;
  private final KernelFunction spread;
  private final KernelFunction anomalySpread;
  private final KernelFunction subtractMean;
  private final KernelFunction addMean;
  private final KernelFunction inflate;
  private final KernelFunction scale;
  private final KernelFunction relaxPerturbations;
  private final KernelFunction relaxSpread;

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   */
  public EnsembleCuda(Stream stream) {
    this.stream = stream;
    KernelModule module = stream.device().module("ensemble");
    mean = module.function("ensemble_mean_double");
    spread = module.function("ensemble_spread_double");
    anomalySpread = module.function("ensemble_anomalySpread_double");
    subtractMean = module.function("ensemble_subtractMean_double");
    addMean = module.function("ensemble_addMean_double");
    inflate = module.function("ensemble_inflate_double");
    scale = module.function("ensemble_scale_double");
    relaxPerturbations = module.function("ensemble_relaxPerturbations_double");
    relaxSpread = module.function("ensemble_relaxSpread_double");
  }

  /**
   * Mean over members.
   *
   * @param members members, at least 1
   * @param n       state size
   * @param e       ensemble
   * @param eOffset index of element (0, 0)
   * @param lde     distance between the starts of two members
   * @param result  takes the mean
   * @param offset  index of its first element
   */
  public void mean(int members, long n, DeviceArray e, long eOffset, long lde, DeviceArray result, long offset) {
    moment("ensemble mean", 1, mean, members, n, e, eOffset, lde, result, offset);
  }

  /**
   * Standard deviation over members, with members − 1.
   *
   * @param members members, at least 2
   * @param n       state size
   * @param e       ensemble
   * @param eOffset index of element (0, 0)
   * @param lde     distance between the starts of two members
   * @param result  takes the spread
   * @param offset  index of its first element
   */
  public void spread(int members, long n, DeviceArray e, long eOffset, long lde, DeviceArray result, long offset) {
    moment("ensemble spread", 2, spread, members, n, e, eOffset, lde, result, offset);
  }

  /**
   * Standard deviation of anomalies, with members − 1.
   *
   * @param members members, at least 2
   * @param n       state size
   * @param a       anomalies
   * @param aOffset index of element (0, 0)
   * @param lda     distance between the starts of two members
   * @param result  takes the spread
   * @param offset  index of its first element
   */
  public void anomalySpread(int members, long n, DeviceArray a, long aOffset, long lda, DeviceArray result,
      long offset) {
    moment("anomaly spread", 2, anomalySpread, members, n, a, aOffset, lda, result, offset);
  }

  private void moment(String name, int least, KernelFunction kernel, int members, long n, DeviceArray e, long eOffset,
      long lde, DeviceArray result, long offset) {
    if (members < least) {
      throw new IllegalArgumentException(name + ": there must be at least " + least + " members, but there are "
          + members);
    }
    DeviceChecks.matrix(name, "ensemble", e, eOffset, members, n, lde);
    DeviceChecks.vector(name, "result", result, offset, n);
    DeviceChecks.apart(name, "result", "ensemble", result, offset, n, e, eOffset,
        DeviceChecks.extent(members, n, lde));
    kernel.set(0, members).set(1, n).set(2, e, eOffset).set(3, lde).set(4, result, offset).launch(stream, n, THREADS);
  }

  /**
   * Mean and anomalies of an ensemble; the anomalies may replace it.
   *
   * @param members    members, at least 1
   * @param n          state size
   * @param e          ensemble
   * @param eOffset    index of element (0, 0)
   * @param lde        distance between the starts of two members
   * @param average    takes the mean
   * @param meanOffset index of its first element
   * @param a          takes the anomalies: the same elements as the ensemble, or apart from it
   * @param aOffset    index of element (0, 0)
   * @param lda        distance between the starts of two members
   */
  public void subtractMean(int members, long n, DeviceArray e, long eOffset, long lde, DeviceArray average,
      long meanOffset, DeviceArray a, long aOffset, long lda) {
    String name = "subtractMean";
    DeviceChecks.positive(name, "members", members);
    pair(name, members, n, e, eOffset, lde, a, aOffset, lda);
    apartFromMean(name, members, n, e, eOffset, lde, average, meanOffset);
    apartFromMean(name, members, n, a, aOffset, lda, average, meanOffset);
    subtractMean.set(0, members).set(1, n).set(2, e, eOffset).set(3, lde).set(4, average, meanOffset).set(5, a, aOffset)
        .set(6, lda).launch(stream, n, THREADS);
  }

  /**
   * Ensemble from mean and anomalies; it may replace the anomalies.
   *
   * @param members    members
   * @param n          state size
   * @param average    mean
   * @param meanOffset index of its first element
   * @param a          anomalies
   * @param aOffset    index of element (0, 0)
   * @param lda        distance between the starts of two members
   * @param e          takes the ensemble: the same elements as the anomalies, or apart from them
   * @param eOffset    index of element (0, 0)
   * @param lde        distance between the starts of two members
   */
  public void addMean(int members, long n, DeviceArray average, long meanOffset, DeviceArray a, long aOffset, long lda,
      DeviceArray e, long eOffset, long lde) {
    String name = "addMean";
    pair(name, members, n, a, aOffset, lda, e, eOffset, lde);
    apartFromMean(name, members, n, e, eOffset, lde, average, meanOffset);
    elements(addMean.set(0, members).set(1, n).set(2, average, meanOffset).set(3, a, aOffset).set(4, lda)
        .set(5, e, eOffset).set(6, lde), members, n);
  }

  /**
   * Anomalies scaled about the mean, in place.
   *
   * @param members members, at least 1
   * @param n       state size
   * @param factor  inflation factor
   * @param e       ensemble
   * @param eOffset index of element (0, 0)
   * @param lde     distance between the starts of two members
   */
  public void inflate(int members, long n, double factor, DeviceArray e, long eOffset, long lde) {
    DeviceChecks.positive("inflate", "members", members);
    DeviceChecks.matrix("inflate", "ensemble", e, eOffset, members, n, lde);
    inflate.set(0, members).set(1, n).set(2, factor).set(3, e, eOffset).set(4, lde).launch(stream, n, THREADS);
  }

  /**
   * Anomalies times a factor, in place.
   *
   * @param members members
   * @param n       state size
   * @param factor  factor
   * @param a       anomalies
   * @param aOffset index of element (0, 0)
   * @param lda     distance between the starts of two members
   */
  public void scale(int members, long n, double factor, DeviceArray a, long aOffset, long lda) {
    DeviceChecks.matrix("scale", "anomalies", a, aOffset, members, n, lda);
    elements(scale.set(0, members).set(1, n).set(2, factor).set(3, a, aOffset).set(4, lda), members, n);
  }

  /**
   * Relaxation to prior perturbations: a = α·f + (1 − α)·a, in place.
   *
   * @param members members
   * @param n       state size
   * @param alpha   weight of the forecast, between 0 and 1
   * @param f       forecast anomalies
   * @param fOffset index of element (0, 0)
   * @param ldf     distance between the starts of two members
   * @param a       analysis anomalies
   * @param aOffset index of element (0, 0)
   * @param lda     distance between the starts of two members
   */
  public void relaxToPriorPerturbations(int members, long n, double alpha, DeviceArray f, long fOffset, long ldf,
      DeviceArray a, long aOffset, long lda) {
    requireWeight("relaxToPriorPerturbations", alpha);
    pair("relaxToPriorPerturbations", members, n, f, fOffset, ldf, a, aOffset, lda);
    elements(relaxPerturbations.set(0, members).set(1, n).set(2, alpha).set(3, f, fOffset).set(4, ldf)
        .set(5, a, aOffset)
        .set(6, lda), members, n);
  }

  /**
   * Relaxation to prior spread: each point's anomalies times 1 + α·(σf − σa)/σa, in place.
   *
   * @param members        members
   * @param n              state size
   * @param alpha          weight of the forecast, between 0 and 1
   * @param forecast       forecast spread
   * @param forecastOffset index of its first element
   * @param analysis       analysis spread
   * @param analysisOffset index of its first element
   * @param a              analysis anomalies
   * @param aOffset        index of element (0, 0)
   * @param lda            distance between the starts of two members
   */
  public void relaxToPriorSpread(int members, long n, double alpha, DeviceArray forecast, long forecastOffset,
      DeviceArray analysis, long analysisOffset, DeviceArray a, long aOffset, long lda) {
    String name = "relaxToPriorSpread";
    requireWeight(name, alpha);
    DeviceChecks.matrix(name, "anomalies", a, aOffset, members, n, lda);
    apartFromMean(name, members, n, a, aOffset, lda, forecast, forecastOffset);
    apartFromMean(name, members, n, a, aOffset, lda, analysis, analysisOffset);
    elements(relaxSpread.set(0, members).set(1, n).set(2, alpha).set(3, forecast, forecastOffset)
        .set(4, analysis, analysisOffset).set(5, a, aOffset).set(6, lda), members, n);
  }

  private static void requireWeight(String name, double alpha) {
    if (!(alpha >= 0.0 && alpha <= 1.0)) {
      throw new IllegalArgumentException(name + ": alpha must be between 0 and 1, but is " + alpha);
    }
  }

  private static void pair(String name, int members, long n, DeviceArray in, long inOffset, long ldIn, DeviceArray out,
      long outOffset, long ldOut) {
    DeviceChecks.matrix(name, "input", in, inOffset, members, n, ldIn);
    DeviceChecks.matrix(name, "output", out, outOffset, members, n, ldOut);
    if (in != out || inOffset != outOffset || ldIn != ldOut) {
      DeviceChecks.apart(name, "output", "input", out, outOffset, DeviceChecks.extent(members, n, ldOut), in, inOffset,
          DeviceChecks.extent(members, n, ldIn));
    }
  }

  private static void apartFromMean(String name, int members, long n, DeviceArray e, long eOffset, long lde,
      DeviceArray field, long offset) {
    DeviceChecks.vector(name, "field", field, offset, n);
    DeviceChecks.apart(name, "field", "ensemble", field, offset, n, e, eOffset, DeviceChecks.extent(members, n, lde));
  }

  private void elements(KernelFunction kernel, int members, long n) {
    kernel.launchRows(stream, n, members, THREADS);
  }
}
