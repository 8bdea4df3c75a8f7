package org.isobit.kernels.device.network;

import java.util.List;

/** Stages that normalise. Reads X, writes Y; −1 is the index of weights that there are none of. */
public sealed interface NormStage extends NetworkStage {

  /** Checks ε. */
  private static void requireEps(String stage, double eps) {
    if (!(eps >= 0.0 && eps <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(stage + ": eps must be finite and not negative, but is " + eps);
    }
  }

  /**
   * Layer norm of rows, as {@link org.isobit.kernels.normalization.LayerNorm}.
   *
   * @param rows   rows of a sample
   * @param n      elements of each
   * @param eps    added to the variance
   * @param weight index of the first of n factors, or −1
   * @param bias   index of the first of n summands, or −1
   */
  record LayerNorm(int rows, int n, double eps, int weight, int bias) implements NormStage {

    /**
     * Checks sizes, ε and places.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public LayerNorm {
      requireEps("layer norm", eps);
      WeightChecks.affine("layer norm", weight, bias);
      new OperandShape(rows, n);
    }

    @Override
    public long joined() {
      return n;
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(rows, n));
    }

    @Override
    public List<OperandShape> writes() {
      return reads();
    }

    @Override
    public long weightsEnd() {
      return Math.max(WeightChecks.end(weight, n), WeightChecks.end(bias, n));
    }
  }

  /**
   * RMS norm of rows, as {@link org.isobit.kernels.normalization.RmsNorm}.
   *
   * @param rows   rows of a sample
   * @param n      elements of each
   * @param eps    added to the mean square
   * @param weight index of the first of n factors, or −1
   */
  record RmsNorm(int rows, int n, double eps, int weight) implements NormStage {

    /**
     * Checks sizes, ε and place.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public RmsNorm {
      requireEps("RMS norm", eps);
      WeightChecks.optional("RMS norm", "weight", weight);
      new OperandShape(rows, n);
    }

    @Override
    public long joined() {
      return n;
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(rows, n));
    }

    @Override
    public List<OperandShape> writes() {
      return reads();
    }

    @Override
    public long weightsEnd() {
      return WeightChecks.end(weight, n);
    }
  }

  /**
   * Group norm, as {@link org.isobit.kernels.normalization.GroupNorm}.
   *
   * @param channels channels of a sample
   * @param pixels   elements of each
   * @param groups   groups of channels, a divisor of their number
   * @param eps      added to the variance
   * @param weight   index of the first of as many factors as channels, or −1
   * @param bias     index of the first of as many summands, or −1
   */
  record GroupNorm(int channels, int pixels, int groups, double eps, int weight, int bias) implements NormStage {

    /**
     * Checks sizes, ε and places.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public GroupNorm {
      requireEps("group norm", eps);
      WeightChecks.affine("group norm", weight, bias);
      new OperandShape(channels, pixels);
      if (groups < 1 || channels % groups != 0) {
        throw new IllegalArgumentException("group norm: " + channels + " channels cannot be " + groups + " groups");
      }
    }

    @Override
    public long joined() {
      return (long) (channels / groups) * pixels;
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(1, channels * pixels));
    }

    @Override
    public List<OperandShape> writes() {
      return reads();
    }

    @Override
    public boolean strided() {
      return false;
    }

    @Override
    public long weightsEnd() {
      return Math.max(WeightChecks.end(weight, channels), WeightChecks.end(bias, channels));
    }
  }

  /**
   * Batch norm by running statistics, as {@link org.isobit.kernels.normalization.BatchNorm} in inference.
   *
   * @param channels channels of a sample
   * @param pixels   elements of each
   * @param eps      added to the variance
   * @param weight   index of the first of as many factors as channels, or −1
   * @param bias     index of the first of as many summands, or −1
   * @param running  index of the first of as many means, behind which are as many variances
   */
  record BatchNorm(int channels, int pixels, double eps, int weight, int bias, int running) implements NormStage {

    /**
     * Checks sizes, ε and places.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public BatchNorm {
      requireEps("batch norm", eps);
      WeightChecks.optional("batch norm", "weight", weight);
      WeightChecks.optional("batch norm", "bias", bias);
      WeightChecks.present("batch norm", "running statistics", running);
      new OperandShape(channels, pixels);
    }

    @Override
    public List<OperandShape> reads() {
      return List.of(new OperandShape(1, channels * pixels));
    }

    @Override
    public List<OperandShape> writes() {
      return reads();
    }

    @Override
    public boolean strided() {
      return false;
    }

    @Override
    public long weightsEnd() {
      return Math.max(WeightChecks.end(running, 2L * channels),
          Math.max(WeightChecks.end(weight, channels), WeightChecks.end(bias, channels)));
    }
  }
}
