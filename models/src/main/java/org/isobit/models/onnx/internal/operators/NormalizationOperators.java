package org.isobit.models.onnx.internal.operators;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.isobit.kernels.Workers;
import org.isobit.kernels.normalization.BatchNorm;
import org.isobit.kernels.normalization.FloatBatchNorm;
import org.isobit.kernels.normalization.FloatGroupNorm;
import org.isobit.kernels.normalization.FloatLayerNorm;
import org.isobit.kernels.normalization.FloatRmsNorm;
import org.isobit.kernels.normalization.GroupNorm;
import org.isobit.kernels.normalization.LayerNorm;
import org.isobit.kernels.normalization.RmsNorm;
import org.isobit.kernels.reduce.Reduce;
import org.isobit.models.onnx.tensor.Dims;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/**
 * Normalisations: those of layers, groups, instances and batches by the kernels; others in double with sums of {@link
 * Reduce}, rounded once.
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

  static void fused(Operators t) {
    t.many("LayerNorm", 1, 3, 1, "axis epsilon", c -> rows(c, true));
    t.many("RootMeanSquare", 1, 2, 1, "axis epsilon", c -> rows(c, false));
  }

  /** Layer or RMS norm of vectors, factors and summands perhaps left out; null where these are not one for all. */
  private static Tensor[] rows(Call c, boolean centred) {
    Tensor x = c.in(0);
    if (x.size() == 0 || -c.integer("axis", -1) > x.rank()) {
      return null;
    }
    Vectors v = Vectors.of(c);
    for (int i = 1; i < c.inputs(); i++) {
      if (!v.takes(c.in(i))) {
        return null;
      }
    }
    Tensor scale = c.optional(1) == null ? null : v.parameter(c.in(1));
    Tensor bias = c.optional(2) == null ? null : v.parameter(c.in(2));
    double epsilon = c.number("epsilon", 0);
    Tensor y = Tensor.zeros(x.type(), x.dims());
    if (x.type() == ElementType.DOUBLE) {
      double[] gamma = scale == null ? null : scale.doubles();
      if (centred) {
        LayerNorm.forward(v.rows, v.n, epsilon, x.doubles(), 0, v.n, gamma, 0, bias == null ? null : bias.doubles(), 0,
            y.doubles(), 0, v.n, null, 0, Workers.shared());
      } else {
        RmsNorm.forward(v.rows, v.n, epsilon, x.doubles(), 0, v.n, gamma, 0, y.doubles(), 0, v.n, null, 0,
            Workers.shared());
      }
      return new Tensor[] {y};
    }
    float[] gamma = scale == null ? null : scale.floats();
    if (centred) {
      FloatLayerNorm.forward(v.rows, v.n, epsilon, x.floats(), 0, v.n, gamma, 0, bias == null ? null : bias.floats(), 0,
          y.floats(), 0, v.n, null, 0, Workers.shared());
    } else {
      FloatRmsNorm.forward(v.rows, v.n, epsilon, x.floats(), 0, v.n, gamma, 0, y.floats(), 0, v.n, null, 0,
          Workers.shared());
    }
    return new Tensor[] {y};
  }

  private static void requireChannels(Tensor x) {
    Elements.requireFloating(x);
    if (x.rank() < 2) {
      throw new IllegalArgumentException("takes samples of channels, not " + x);
    }
  }

  /** A parameter that has one number a channel, or a group, as the kernel for x takes it. */
  private static Tensor each(Call c, int input, int n) {
    Tensor p = c.in(input);
    Elements.requireFloating(p);
    if (p.rank() != 1 || p.size() != n) {
      throw new IllegalArgumentException("input number " + input + " is " + p + ", not of " + n + " elements");
    }
    return like(p, c.in(0).type());
  }

  /** Numbers in double or in float, whichever a kernel needs for a type. */
  private static Tensor like(Tensor p, ElementType type) {
    return ConversionOperators.cast(p, type == ElementType.DOUBLE ? type : ElementType.FLOAT);
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
    // Up to version 20 a group has one scale.
    int given = c.opset() < 21 ? (int) groups : channels;
    int share = given == 0 ? 1 : channels / given;
    int[] index = IntStream.range(0, channels).map(i -> i / share).toArray();
    return grouped(c, (int) groups, each(c, 1, given).picked(index, channels), each(c, 2, given).picked(index,
        channels));
  }

  private static Tensor grouped(Call c, int groups, Tensor scale, Tensor bias) {
    Tensor x = c.in(0);
    Tensor y = Tensor.zeros(x.type(), x.dims());
    int pixels = pixels(x);
    double epsilon = c.number("epsilon", 1e-5);
    if (x.size() > 0 && x.type() == ElementType.DOUBLE) {
      GroupNorm.forward(x.dim(0), x.dim(1), pixels, groups, epsilon, x.doubles(), 0, scale.doubles(), 0,
          bias.doubles(), 0, y.doubles(), 0, null, 0, Workers.shared());
    } else if (x.size() > 0) {
      FloatGroupNorm.forward(x.dim(0), x.dim(1), pixels, groups, epsilon, x.floats(), 0, scale.floats(), 0,
          bias.floats(), 0, y.floats(), 0, null, 0, Workers.shared());
    }
    return Elements.rounded(y);
  }

  private static int pixels(Tensor x) {
    return Dims.count(Window.spatial(x.dims()));
  }

  /** Vectors that are normalised: all dimensions from an axis on. */
  private record Vectors(Tensor x, int axis, int rows, int n) {
    static Vectors of(Call c) {
      Tensor x = c.in(0);
      Elements.requireFloating(x);
      int axis = Dims.axis(c.integer("axis", -1), x.rank());
      return new Vectors(x, axis, Dims.count(Arrays.copyOf(x.dims(), axis)),
          Dims.count(Arrays.copyOfRange(x.dims(), axis, x.rank())));
    }

    /** Whether a parameter is of the type of x, and broadcasts to one vector without making x larger. */
    boolean takes(Tensor p) {
      int shift = x.rank() - p.rank();
      boolean fits = p.type() == x.type() && shift >= 0;
      for (int d = 0; fits && d < p.rank(); d++) {
        fits = p.dim(d) == 1 || d + shift >= axis && p.dim(d) == x.dim(d + shift);
      }
      return fits;
    }

    /** A parameter that broadcasts to one vector. */
    Tensor parameter(Tensor p) {
      Elements.requireFloating(p);
      int[] dims = p.dims();
      int first = Math.max(0, dims.length - (x.rank() - axis));
      if (Arrays.stream(dims).limit(first).anyMatch(d -> d != 1)) {
        throw new IllegalArgumentException("the parameter " + p + " is not one for all vectors of " + x
            + " from axis " + axis + " on");
      }
      Tensor own = p.reshaped(Arrays.copyOfRange(dims, first, dims.length));
      return like(Dims.expand(own, Arrays.copyOfRange(x.dims(), axis, x.rank())), x.type());
    }
  }

  private static Tensor[] layer(Call c) {
    Vectors v = Vectors.of(c);
    Tensor x = v.x;
    Tensor y = Tensor.zeros(x.type(), x.dims());
    Tensor stored = Tensor.zeros(x.type(), 2, v.rows);
    Tensor scale = v.parameter(c.in(1));
    Tensor bias = c.optional(2) == null ? null : v.parameter(c.in(2));
    double epsilon = c.number("epsilon", 1e-5);
    if (x.size() > 0 && x.type() == ElementType.DOUBLE) {
      LayerNorm.forward(v.rows, v.n, epsilon, x.doubles(), 0, v.n, scale.doubles(), 0,
          bias == null ? null : bias.doubles(), 0, y.doubles(), 0, v.n, stored.doubles(), 0, Workers.shared());
    } else if (x.size() > 0) {
      FloatLayerNorm.forward(v.rows, v.n, epsilon, x.floats(), 0, v.n, scale.floats(), 0,
          bias == null ? null : bias.floats(), 0, y.floats(), 0, v.n, stored.floats(), 0, Workers.shared());
    }
    int[] dims = IntStream.range(0, x.rank()).map(d -> d < v.axis ? x.dim(d) : 1).toArray();
    ElementType type = ElementType.of(c.integer("stash_type", 1));
    if (!type.floating()) {
      throw Elements.refused(type);
    }
    double[] both = Elements.doubles(stored);
    return new Tensor[] {Elements.rounded(y), Elements.rounded(type, Arrays.copyOf(both, v.rows), dims),
        Elements.rounded(type, Arrays.copyOfRange(both, v.rows, 2 * v.rows), dims)};
  }

  private static Tensor rootMeanSquare(Call c) {
    Vectors v = Vectors.of(c);
    Tensor x = v.x;
    Tensor y = Tensor.zeros(x.type(), x.dims());
    Tensor scale = v.parameter(c.in(1));
    double epsilon = c.number("epsilon", 1e-5);
    if (x.size() > 0 && x.type() == ElementType.DOUBLE) {
      RmsNorm.forward(v.rows, v.n, epsilon, x.doubles(), 0, v.n, scale.doubles(), 0, y.doubles(), 0, v.n, null, 0,
          Workers.shared());
    } else if (x.size() > 0) {
      FloatRmsNorm.forward(v.rows, v.n, epsilon, x.floats(), 0, v.n, scale.floats(), 0, y.floats(), 0, v.n, null, 0,
          Workers.shared());
    }
    return Elements.rounded(y);
  }

  private static Tensor[] batch(Call c) {
    Tensor x = c.in(0);
    requireChannels(x);
    int channels = x.dim(1);
    Tensor[] p = new Tensor[5];
    for (int i = 1; i < 5; i++) {
      p[i] = each(c, i, channels);
    }
    Tensor running = Tensor.zeros(p[3].type(), 2, channels);
    Tensor.copy(p[3], 0, running, 0, channels);
    Tensor.copy(p[4], 0, running, channels, channels);
    boolean training = c.flag("training_mode");
    if (!training && c.outputs() > 1) {
      throw new IllegalArgumentException("has " + c.outputs() + " outputs without training_mode");
    }
    Tensor y = Tensor.zeros(x.type(), x.dims());
    if (x.size() > 0 && x.type() == ElementType.DOUBLE) {
      batch(c, training, pixels(x), x.doubles(), p[1].doubles(), p[2].doubles(), running.doubles(), y.doubles());
    } else if (x.size() > 0) {
      batch(c, training, pixels(x), x.floats(), p[1].floats(), p[2].floats(), running.floats(), y.floats());
    }
    double[] both = Elements.doubles(running);
    return new Tensor[] {Elements.rounded(y),
        Elements.rounded(c.in(3).type(), Arrays.copyOf(both, channels), channels),
        Elements.rounded(c.in(4).type(), Arrays.copyOfRange(both, channels, 2 * channels), channels)};
  }

  private static void batch(Call c, boolean training, int pixels, double[] x, double[] scale, double[] bias,
      double[] running, double[] y) {
    int channels = scale.length;
    int n = c.in(0).dim(0);
    double epsilon = c.number("epsilon", 1e-5);
    if (!training) {
      BatchNorm.inference(n, channels, pixels, epsilon, x, 0, scale, 0, bias, 0, running, 0, y, 0, Workers.shared());
      return;
    }
    double[] stored = new double[3 * channels];
    BatchNorm.forward(n, channels, pixels, epsilon, x, 0, scale, 0, bias, 0, y, 0, stored, 0, Workers.shared());
    BatchNorm.running(channels, n * pixels, false, 1 - c.number("momentum", 0.9), stored, 0, running, 0);
  }

  private static void batch(Call c, boolean training, int pixels, float[] x, float[] scale, float[] bias,
      float[] running, float[] y) {
    int channels = scale.length;
    int n = c.in(0).dim(0);
    double epsilon = c.number("epsilon", 1e-5);
    if (!training) {
      FloatBatchNorm.inference(n, channels, pixels, epsilon, x, 0, scale, 0, bias, 0, running, 0, y, 0,
          Workers.shared());
      return;
    }
    float[] stored = new float[3 * channels];
    FloatBatchNorm.forward(n, channels, pixels, epsilon, x, 0, scale, 0, bias, 0, y, 0, stored, 0, Workers.shared());
    FloatBatchNorm.running(channels, n * pixels, false, 1 - c.number("momentum", 0.9), stored, 0, running, 0);
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
