package org.isobit.models.onnx.internal.operators;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.isobit.kernels.reduce.Reduce;
import org.isobit.models.onnx.tensor.Dims;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/**
 * Normalisations, in double with sums of the kernels {@link Reduce}, rounded once: mean, then the mean square of what
 * is left.
 */
final class NormalizationOperators {

  private NormalizationOperators() {}

  static void add(Operators t) {
    t.many("BatchNormalization", 5, 5, 3, "epsilon momentum training_mode", NormalizationOperators::batch);
    t.one("InstanceNormalization", 3, 3, "epsilon", NormalizationOperators::instance);
    t.one("GroupNormalization", 3, 3, "epsilon num_groups stash_type", NormalizationOperators::group);
    t.many("LayerNormalization", 2, 3, 3, "axis epsilon stash_type", NormalizationOperators::layer);
    t.one("RMSNormalization", 2, 2, "axis epsilon stash_type", NormalizationOperators::rootMeanSquare);
    t.one("MeanVarianceNormalization", 1, 1, "axes", NormalizationOperators::meanVariance);
    t.one("LpNormalization", 1, 1, "axis p", NormalizationOperators::norm);
    t.one("LRN", 1, 1, "alpha beta bias size", NormalizationOperators::acrossChannels);
  }

  /** (x − mean)·r of rows in place; mean and r = 1/sqrt(variance + ε) are kept. */
  private record Rows(double[] x, int n, double[] mean, double[] r) {
    static Rows of(double[] x, int rows, double epsilon) {
      int n = rows == 0 ? 0 : x.length / rows;
      Rows all = new Rows(x, n, new double[rows], new double[rows]);
      for (int row = 0; n > 0 && row < rows; row++) {
        all.mean[row] = Reduce.mean(n, x, (long) row * n);
        double variance = Reduce.squaredDeviations(n, x, (long) row * n, all.mean[row]) / n;
        all.r[row] = 1 / Math.sqrt(variance + epsilon);
        for (int i = row * n; i < (row + 1) * n; i++) {
          x[i] = (x[i] - all.mean[row]) * all.r[row];
        }
      }
      return all;
    }
  }

  private static void requireChannels(Tensor x) {
    Elements.requireFloating(x);
    if (x.rank() < 2) {
      throw new IllegalArgumentException("takes samples of channels, not " + x);
    }
  }

  /** A parameter that has one number a channel, or a group. */
  private static double[] each(Call c, int input, int n) {
    Tensor p = c.in(input);
    Elements.requireFloating(p);
    if (p.rank() != 1 || p.size() != n) {
      throw new IllegalArgumentException("input number " + input + " is " + p + ", not of " + n + " elements");
    }
    return Elements.doubles(p);
  }

  private static Tensor instance(Call c) {
    Tensor x = c.in(0);
    requireChannels(x);
    return grouped(c, x.dim(1), each(c, 1, x.dim(1)), each(c, 2, x.dim(1)));
  }

  private static Tensor group(Call c) {
    Tensor x = c.in(0);
    requireChannels(x);
    long groups = c.integer("num_groups", 0);
    int channels = x.dim(1);
    if (groups < 1 || channels % groups != 0) {
      throw new IllegalArgumentException(groups + " groups of " + channels + " channels");
    }
    int size = (int) (channels / groups);
    // Up to version 20 a group has one scale.
    int given = c.opset() < 21 ? (int) groups : channels;
    double[][] own = {each(c, 1, given), each(c, 2, given)};
    int share = given == channels ? 1 : size;
    double[][] all = new double[2][channels];
    for (int i = 0; i < channels; i++) {
      all[0][i] = own[0][i / share];
      all[1][i] = own[1][i / share];
    }
    return grouped(c, (int) groups, all[0], all[1]);
  }

  private static Tensor grouped(Call c, int groups, double[] scale, double[] bias) {
    Tensor x = c.in(0);
    double[] y = Elements.doubles(x).clone();
    Rows.of(y, x.dim(0) * groups, c.number("epsilon", 1e-5));
    int inner = Dims.count(Arrays.copyOfRange(x.dims(), 2, x.rank()));
    for (int i = 0; i < y.length; i++) {
      int channel = i / inner % x.dim(1);
      y[i] = Math.fma(y[i], scale[channel], bias[channel]);
    }
    return Elements.rounded(x.type(), y, x.dims());
  }

  private static Tensor[] layer(Call c) {
    Tensor x = c.in(0);
    Elements.requireFloating(x);
    int axis = Dims.axis(c.integer("axis", -1), x.rank());
    int rows = Dims.count(Arrays.copyOf(x.dims(), axis));
    double[] y = Elements.doubles(x).clone();
    Rows all = Rows.of(y, rows, c.number("epsilon", 1e-5));
    double[] scale = Elements.doubles(Dims.expand(c.in(1), x.dims()));
    double[] bias = c.optional(2) == null ? null : Elements.doubles(Dims.expand(c.in(2), x.dims()));
    for (int i = 0; i < y.length; i++) {
      y[i] = bias == null ? y[i] * scale[i] : Math.fma(y[i], scale[i], bias[i]);
    }
    int[] dims = IntStream.range(0, x.rank()).map(d -> d < axis ? x.dim(d) : 1).toArray();
    ElementType type = ElementType.of(c.integer("stash_type", 1));
    if (!type.floating()) {
      throw Elements.refused(type);
    }
    return new Tensor[] {Elements.rounded(x.type(), y, x.dims()), Elements.rounded(type, all.mean, dims),
        Elements.rounded(type, all.r, dims)};
  }

  private static Tensor rootMeanSquare(Call c) {
    Tensor x = c.in(0);
    Elements.requireFloating(x);
    int axis = Dims.axis(c.integer("axis", -1), x.rank());
    int rows = Dims.count(Arrays.copyOf(x.dims(), axis));
    double[] y = Elements.doubles(x).clone();
    double[] scale = Elements.doubles(Dims.expand(c.in(1), x.dims()));
    int n = rows == 0 ? 0 : y.length / rows;
    double epsilon = c.number("epsilon", 1e-5);
    for (int row = 0; n > 0 && row < rows; row++) {
      double r = 1 / Math.sqrt(Reduce.dot(n, y, (long) row * n, y, (long) row * n) / n + epsilon);
      for (int i = row * n; i < (row + 1) * n; i++) {
        y[i] = y[i] * r * scale[i];
      }
    }
    return Elements.rounded(x.type(), y, x.dims());
  }

  /** Channels first, so that a channel's elements over samples and pixels are one row. */
  private static int[] channelsFirst(Tensor x) {
    return IntStream.range(0, x.rank()).map(d -> d == 0 ? 1 : d == 1 ? 0 : d).toArray();
  }

  private static Tensor[] batch(Call c) {
    Tensor x = c.in(0);
    requireChannels(x);
    int channels = x.dim(1);
    double[] scale = each(c, 1, channels);
    double[] bias = each(c, 2, channels);
    double[] mean = each(c, 3, channels);
    double[] variance = each(c, 4, channels);
    double epsilon = c.number("epsilon", 1e-5);
    Tensor[] outputs = new Tensor[3];
    if (c.flag("training_mode")) {
      double momentum = c.number("momentum", 0.9);
      double[] rows = Elements.doubles(ShapeOperators.permuted(x, channelsFirst(x)));
      int n = channels == 0 ? 0 : rows.length / channels;
      double[][] running = new double[2][channels];
      mean = mean.clone();
      variance = variance.clone();
      for (int i = 0; n > 0 && i < channels; i++) {
        double own = Reduce.mean(n, rows, (long) i * n);
        double square = Reduce.squaredDeviations(n, rows, (long) i * n, own) / n;
        running[0][i] = mean[i] * momentum + own * (1 - momentum);
        running[1][i] = variance[i] * momentum + square * (1 - momentum);
        mean[i] = own;
        variance[i] = square;
      }
      outputs[1] = Elements.rounded(c.in(3).type(), running[0], channels);
      outputs[2] = Elements.rounded(c.in(4).type(), running[1], channels);
    } else if (c.outputs() > 1) {
      throw new IllegalArgumentException("has " + c.outputs() + " outputs without training_mode");
    }
    int inner = Dims.count(Arrays.copyOfRange(x.dims(), 2, x.rank()));
    double[] y = Elements.doubles(x).clone();
    for (int i = 0; i < y.length; i++) {
      int channel = i / inner % channels;
      double a = scale[channel] * (1 / Math.sqrt(variance[channel] + epsilon));
      y[i] = Math.fma(y[i], a, Math.fma(-mean[channel], a, bias[channel]));
    }
    outputs[0] = Elements.rounded(x.type(), y, x.dims());
    return outputs;
  }

  /** (x − mean)/(standard deviation + 10⁻⁹). */
  private static Tensor meanVariance(Call c) {
    Tensor x = c.in(0);
    Elements.requireFloating(x);
    long[] list = c.integers("axes") == null ? new long[] {0, 2, 3} : c.integers("axes");
    var axes = ShapeOperators.axes(list, x.rank());
    int[] kept = IntStream.range(0, x.rank()).filter(d -> !axes.contains(d)).toArray();
    int[] order = GatherOperators.joined(kept, axes.stream().mapToInt(a -> a).toArray());
    Tensor turned = ShapeOperators.permuted(x, order);
    double[] y = Elements.doubles(turned).clone();
    int rows = Dims.count(Arrays.stream(kept).map(x::dim).toArray());
    int n = rows == 0 ? 0 : y.length / rows;
    for (int row = 0; n > 0 && row < rows; row++) {
      double mean = Reduce.mean(n, y, (long) row * n);
      double deviation = Math.sqrt(Reduce.squaredDeviations(n, y, (long) row * n, mean) / n);
      for (int i = row * n; i < (row + 1) * n; i++) {
        y[i] = (y[i] - mean) / (deviation + 1e-9);
      }
    }
    int[] back = new int[order.length];
    for (int d = 0; d < order.length; d++) {
      back[order[d]] = d;
    }
    return ShapeOperators.permuted(Elements.rounded(x.type(), y, turned.dims()), back);
  }

  /** x ÷ the norm along an axis; 0 where that is 0. */
  private static Tensor norm(Call c) {
    Tensor x = c.in(0);
    Elements.requireFloating(x);
    long p = c.integer("p", 2);
    if (p != 1 && p != 2) {
      throw new IllegalArgumentException("the attribute 'p' is " + p + ", neither 1 nor 2");
    }
    int axis = Dims.axis(c.integer("axis", -1), x.rank());
    int last = x.rank() - 1;
    int[] order = IntStream.rangeClosed(0, last).map(d -> d == axis ? last : d == last ? axis : d).toArray();
    Tensor turned = ShapeOperators.permuted(x, order);
    double[] y = Elements.doubles(turned).clone();
    int n = x.dim(axis);
    for (int at = 0; at < y.length; at += n) {
      double norm = p == 1 ? Reduce.norm1(n, y, at) : Reduce.norm2(n, y, at);
      for (int i = at; norm != 0 && i < at + n; i++) {
        y[i] /= norm;
      }
    }
    return ShapeOperators.permuted(Elements.rounded(x.type(), y, turned.dims()), order);
  }

  /** x/(bias + α/size·s)^β, s the sum of squares of the channels around, one chain upwards. */
  private static Tensor acrossChannels(Call c) {
    Tensor x = c.in(0);
    requireChannels(x);
    long size = c.integer("size", 0);
    if (size < 1 || size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("the attribute 'size' is " + size);
    }
    int channels = x.dim(1);
    int inner = Dims.count(Arrays.copyOfRange(x.dims(), 2, x.rank()));
    double[] from = Elements.doubles(x);
    double[] base = new double[from.length];
    double[] power = new double[from.length];
    Arrays.fill(power, -c.number("beta", 0.75));
    double factor = c.number("alpha", 1e-4) / size;
    double bias = c.number("bias", 1);
    for (int i = 0; i < from.length; i++) {
      int channel = i / inner % channels;
      int first = (int) Math.max(0, channel - (size - 1) / 2);
      int end = (int) Math.min(channels, channel + size / 2 + 1);
      double s = 0;
      for (int k = first; k < end; k++) {
        double v = from[i + (k - channel) * inner];
        s = Math.fma(v, v, s);
      }
      base[i] = Math.fma(factor, s, bias);
    }
    double[] y = Functions.pow(base, power);
    for (int i = 0; i < y.length; i++) {
      y[i] *= from[i];
    }
    return Elements.rounded(x.type(), y, x.dims());
  }
}
