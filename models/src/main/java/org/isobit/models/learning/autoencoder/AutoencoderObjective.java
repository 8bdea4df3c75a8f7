// Master of FloatAutoencoderObjective: the float version is generated from this file.
package org.isobit.models.learning.autoencoder;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.kernels.elementary.Elementary;
import org.isobit.kernels.random.Philox;
import org.isobit.models.learning.Tape;
import org.isobit.models.learning.internal.Checksums;
import org.isobit.models.learning.internal.Streams;
import org.isobit.models.learning.training.Batch;
import org.isobit.models.learning.training.Objective;

/**
 * The loss of a {@link VariationalAutoencoder} ({@link AutoencoderLoss}) over samples, with its gradient: reverse mode
 * through decoder, sample z = μ + e^(λ/2)·ε (reparametrised, one draw a sample) and encoder. The draws of step s are
 * those with indices from s·2^31 on, in a stream of their own; validation draws like training.
 *
 * <p>Sums of the value run over samples, then elements, in order: reconstruction first. Samples are the caller's and
 * are not copied. Not thread-safe; nothing is allocated in the steady state.
 */
public final class AutoencoderObjective implements Objective {

  /** The stream of draws is that of a layer which no network has. */
  private static final int DRAWS = 0xFFFF;

  private final VariationalAutoencoder autoencoder;
  private final AutoencoderLoss loss;
  private final LatentScale scale;
  private final double[] samples;
  private final int count;
  private final int size;
  private final int latent;
  private final Tape[] tapes = new Tape[VariationalAutoencoder.PARTS];
  private final double[] k;
  private final double[] b;
  private final double[] logK;
  private final double[] x;
  private final double[] mean;
  private final double[] logVariance;
  private final double[] epsilon;
  private final double[] deviation;
  private final double[] variance;
  private final double[] u;
  private final double[] decoded;
  private final double[] decodedLog;
  private final double[] nudged;
  private final double[] decodedVariance;
  private final double[] du;
  private final double[] duLog;

  /**
   * Makes the objective.
   *
   * @param autoencoder the autoencoder
   * @param loss        its loss
   * @param scale       latent scale
   * @param samples     what is encoded, samples × size
   * @param batch       the most samples of one batch, at least 1
   * @throws IllegalArgumentException if there are no samples or sizes do not fit
   */
  public AutoencoderObjective(VariationalAutoencoder autoencoder, AutoencoderLoss loss, LatentScale scale,
      double[] samples, int batch) {
    this.autoencoder = autoencoder;
    this.loss = loss;
    this.scale = scale;
    this.samples = samples;
    size = autoencoder.size();
    latent = autoencoder.latentSize();
    count = samples.length / size;
    if (count < 1 || samples.length % size != 0) {
      throw new IllegalArgumentException("autoencoder: the samples are " + samples.length + " numbers, but one has "
          + size);
    }
    if (scale.size() != latent) {
      throw new IllegalArgumentException("autoencoder: the latent scale is for " + scale.size()
          + " elements, but there are " + latent);
    }
    for (int p = 0; p < tapes.length; p++) {
      tapes[p] = autoencoder.network(p).tape(batch);
    }
    k = new double[latent];
    b = new double[latent];
    logK = new double[latent];
    for (int j = 0; j < latent; j++) {
      k[j] = (double) scale.scale(j);
      b[j] = (double) scale.shift(j);
      logK[j] = (double) (loss.power() * scale.logScale(j));
    }
    x = new double[batch * size];
    decoded = new double[batch * size];
    decodedLog = new double[batch * size];
    nudged = new double[batch * size];
    decodedVariance = new double[batch * size];
    mean = new double[batch * latent];
    logVariance = new double[batch * latent];
    epsilon = new double[batch * latent];
    deviation = new double[batch * latent];
    variance = new double[batch * latent];
    u = new double[batch * latent];
    du = new double[batch * latent];
    duLog = new double[batch * latent];
  }

  @Override
  public int parameters() {
    return autoencoder.parameters();
  }

  @Override
  public int samples() {
    return count;
  }

  @Override
  public void requireBatches(int batch) {
    for (int p = 0; p < tapes.length; p++) {
      autoencoder.network(p).requireBatches(count, batch);
    }
  }

  @Override
  public double evaluate(double[] theta, long thetaOffset, Batch batch, double[] gradient, long gradientOffset) {
    int n = batch.count();
    if (n < 1 || n > tapes[0].capacity()) {
      throw new IllegalArgumentException("autoencoder: batches must have 1 ... " + tapes[0].capacity()
          + " samples, but this one has " + n);
    }
    for (int i = 0; i < n; i++) {
      int sample = batch.sample(i);
      if (sample < 0 || sample >= count) {
        throw new IllegalArgumentException("autoencoder: there is no sample " + sample + "; there are " + count);
      }
      System.arraycopy(samples, sample * size, x, i * size, size);
    }
    Philox.gaussian(batch.seed(), Streams.layer(batch.stream(), DRAWS), batch.step() << 31, n * latent, epsilon, 0);
    for (Tape tape : tapes) {
      tape.use(batch.workers());
    }
    double a = loss.nudging(batch.epoch()); // float: float a = (float) loss.nudging(batch.epoch());
    double target = loss.logVariance(); // float: float target = (float) loss.logVariance();
    forward(theta, thetaOffset, n, a, target);
    double value = reconstruction(n, a, target, gradient != null) + divergence(n);
    if (gradient != null) {
      backward(theta, thetaOffset, n, gradient, gradientOffset);
    }
    return value / n;
  }

  private void forward(double[] theta, long thetaOffset, int n, double a, double target) {
    run(VariationalAutoencoder.ENCODER_MEAN, theta, thetaOffset, n, x, mean);
    run(VariationalAutoencoder.ENCODER_LOG_VARIANCE, theta, thetaOffset, n, x, logVariance);
    for (int i = 0; i < n * latent; i++) {
      int j = i % latent;
      mean[i] = Math.fma(k[j], mean[i], b[j]);
      logVariance[i] += logK[j];
      deviation[i] = 0.5 * logVariance[i];
    }
    Elementary.exp(n * latent, deviation, 0, deviation, 0);
    Elementary.exp(n * latent, logVariance, 0, variance, 0);
    for (int i = 0; i < n * latent; i++) {
      int j = i % latent;
      u[i] = (Math.fma(deviation[i], epsilon[i], mean[i]) - b[j]) / k[j];
    }
    run(VariationalAutoencoder.DECODER_MEAN, theta, thetaOffset, n, u, decoded);
    run(VariationalAutoencoder.DECODER_LOG_VARIANCE, theta, thetaOffset, n, u, decodedLog);
    for (int i = 0; i < n * size; i++) {
      nudged[i] = Math.fma(a, target - decodedLog[i], decodedLog[i]);
    }
    Elementary.exp(n * size, nudged, 0, decodedVariance, 0);
  }

  private void run(int part, double[] theta, long thetaOffset, int n, double[] in, double[] out) {
    autoencoder.network(part).forward(theta, thetaOffset + autoencoder.offset(part), n, in, 0, out, 0, tapes[part]);
  }

  /** The decoder's part of the loss; if wanted, its derivatives replace the decoder's outputs. */
  private double reconstruction(int n, double a, double target, boolean wanted) {
    double floor = loss.floor(); // float: float floor = (float) loss.floor();
    double weight = 1.0 / n;
    double sum = 0.0;
    for (int i = 0; i < n * size; i++) {
      double r = decoded[i] - x[i];
      double q = r / (decodedVariance[i] + floor);
      double off = a * (decodedLog[i] - target);
      sum += 0.5 * Math.fma(off, off, Math.fma(r, q, nudged[i]));
      if (wanted) {
        double dNudged = 0.5 * (1.0 - q * q * decodedVariance[i]);
        decoded[i] = weight * q;
        decodedLog[i] = weight * Math.fma(a, off, (1.0 - a) * dNudged);
      }
    }
    return sum;
  }

  /** The divergence of the encoder's law from the standard normal one. */
  private double divergence(int n) {
    double sum = 0.0;
    for (int i = 0; i < n * latent; i++) {
      sum += 0.5 * (Math.fma(mean[i], mean[i], variance[i]) - 1.0 - logVariance[i]);
    }
    return sum;
  }

  private void backward(double[] theta, long thetaOffset, int n, double[] gradient, long gradientOffset) {
    double weight = 1.0 / n;
    back(VariationalAutoencoder.DECODER_MEAN, theta, thetaOffset, decoded, du, gradient, gradientOffset);
    back(VariationalAutoencoder.DECODER_LOG_VARIANCE, theta, thetaOffset, decodedLog, duLog, gradient, gradientOffset);
    for (int i = 0; i < n * latent; i++) {
      int j = i % latent;
      double dz = (du[i] + duLog[i]) / k[j];
      double dVariance = 0.5 * weight * (variance[i] - 1.0);
      logVariance[i] = Math.fma(0.5 * dz, deviation[i] * epsilon[i], dVariance);
      mean[i] = k[j] * Math.fma(weight, mean[i], dz);
    }
    back(VariationalAutoencoder.ENCODER_MEAN, theta, thetaOffset, mean, null, gradient, gradientOffset);
    back(VariationalAutoencoder.ENCODER_LOG_VARIANCE, theta, thetaOffset, logVariance, null, gradient, gradientOffset);
  }

  private void back(int part, double[] theta, long thetaOffset, double[] dy, double[] dx, double[] gradient,
      long gradientOffset) {
    int offset = autoencoder.offset(part);
    autoencoder.network(part).backward(theta, thetaOffset + offset, tapes[part], dy, 0, dx, 0, gradient,
        gradientOffset + offset, false);
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    autoencoder.encoder().describe("encoder", settings);
    autoencoder.decoder().describe("decoder", settings);
    settings.put("loss", loss);
    settings.put("scale", scale);
    settings.put("samples", count);
    settings.put("samples.checksum", Checksums.of(samples, 0, samples.length));
    return settings;
  }
}
