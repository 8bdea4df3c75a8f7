package org.isobit.models.onnx.internal.operators;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.isobit.models.onnx.tensor.Dims;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/**
 * Resize by nearest, linear or cubic interpolation, one axis after the other from the first on: each sum is one chain
 * upwards, in double, and the result is rounded once. Source: ONNX's reference implementation, op_resize.py.
 */
final class ResizeOperator {

  private ResizeOperator() {}

  static void add(Operators t) {
    t.one("Resize", 1, 4, "antialias axes coordinate_transformation_mode cubic_coeff_a exclude_outside "
        + "extrapolation_value keep_aspect_ratio_policy mode nearest_mode", ResizeOperator::resize);
  }

  /** What happens along one axis. */
  private record Axis(int from, int to, double scale, double roiBegin, double roiEnd) {}

  private static Tensor resize(Call c) {
    Tensor x = c.in(0);
    Axis[] axes = axes(c, x);
    String mode = c.text("mode", "nearest");
    if (mode.equals("nearest")) {
      return nearest(c, x, axes);
    }
    Elements.requireFloating(x);
    double[] values = Elements.doubles(x);
    int[] dims = x.dims();
    boolean[] outside = null;
    for (int d = 0; d < axes.length; d++) {
      if (axes[d] == null) {
        continue;
      }
      double[][] weights = new double[axes[d].to][];
      int[] firsts = new int[axes[d].to];
      boolean[] out = new boolean[axes[d].to];
      for (int o = 0; o < axes[d].to; o++) {
        double at = coordinate(c, axes[d], o);
        weights[o] = weights(c, mode, at, axes[d].scale);
        firsts[o] = (int) Math.ceil(at) - weights[o].length / 2;
        out[o] = at < 0 || at > axes[d].from - 1;
        exclude(c, weights[o], firsts[o], axes[d].from);
      }
      outside = outside(outside, dims, d, out);
      values = along(values, dims, d, firsts, weights);
      dims[d] = axes[d].to;
    }
    if (outside != null && c.text("coordinate_transformation_mode", "half_pixel").equals("tf_crop_and_resize")) {
      for (int i = 0; i < values.length; i++) {
        values[i] = outside[i] ? c.number("extrapolation_value", 0) : values[i];
      }
    }
    return Elements.rounded(x.type(), values, dims);
  }

  /** Which elements of the result lie outside along this axis or one before. */
  private static boolean[] outside(boolean[] before, int[] dims, int axis, boolean[] out) {
    int[] to = dims.clone();
    to[axis] = out.length;
    int inner = Dims.count(Arrays.copyOfRange(dims, axis + 1, dims.length));
    boolean[] y = new boolean[Dims.count(to)];
    for (int i = 0; i < y.length; i++) {
      int o = i / inner % out.length;
      // Coordinates along this axis do not matter for those before.
      int old = before == null || dims[axis] == 0 ? -1
          : i / inner / out.length * dims[axis] * inner + i % inner;
      y[i] = out[o] || old >= 0 && before[old];
    }
    return y;
  }

  private static double[] along(double[] x, int[] dims, int axis, int[] firsts, double[][] weights) {
    int outer = Dims.count(Arrays.copyOf(dims, axis));
    int inner = Dims.count(Arrays.copyOfRange(dims, axis + 1, dims.length));
    int from = dims[axis];
    int to = firsts.length;
    double[] y = new double[Dims.count(outer, to, inner)];
    for (int p = 0; p < outer; p++) {
      for (int o = 0; o < to; o++) {
        for (int q = 0; q < inner; q++) {
          double s = 0;
          for (int k = 0; k < weights[o].length; k++) {
            int i = Math.clamp(firsts[o] + k, 0, from - 1);
            s = Math.fma(weights[o][k], x[(p * from + i) * inner + q], s);
          }
          y[(p * to + o) * inner + q] = s;
        }
      }
    }
    return y;
  }

  private static void exclude(Call c, double[] weights, int first, int size) {
    if (!c.flag("exclude_outside")) {
      return;
    }
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      weights[k] = first + k < 0 || first + k >= size ? 0 : weights[k];
      sum += weights[k];
    }
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= sum;
    }
  }

  /** Where the result's coordinate o lies in the input. */
  private static double coordinate(Call c, Axis axis, int o) {
    double length = axis.scale * axis.from;
    return switch (c.text("coordinate_transformation_mode", "half_pixel")) {
      case "half_pixel" -> (o + 0.5) / axis.scale - 0.5;
      // As the operator's text says, and ONNX Runtime does; ONNX's reference implementation has -0.5.
      case "pytorch_half_pixel" -> axis.to == 1 ? 0 : (o + 0.5) / axis.scale - 0.5;
      case "half_pixel_symmetric" ->
          axis.from / 2.0 * (1 - axis.to / length) + (o + 0.5) / axis.scale - 0.5;
      case "align_corners" -> length == 1 ? 0 : o * (axis.from - 1.0) / (length - 1);
      case "asymmetric" -> o / axis.scale;
      case "tf_crop_and_resize" -> {
        double share = axis.roiEnd - axis.roiBegin;
        double within = length == 1 ? share * (axis.from - 1) / 2 : o * share * (axis.from - 1) / (length - 1);
        yield within + axis.roiBegin * (axis.from - 1);
      }
      default -> throw new IllegalArgumentException(
          "the attribute 'coordinate_transformation_mode' has a value that is not known");
    };
  }

  /** Weights of the elements around a coordinate, as many on its left, itself included, as on its right. */
  private static double[] weights(Call c, String mode, double at, double scale) {
    double ratio = at == Math.floor(at) ? 1 : at - Math.floor(at);
    double a = c.number("cubic_coeff_a", -0.75);
    double shrink = c.flag("antialias") && scale < 1 ? scale : 1;
    int reach = switch (mode) {
      case "linear" -> (int) Math.floor(-1 / shrink) + 1;
      case "cubic" -> (int) Math.floor(-2 / shrink) + 1;
      default -> throw new IllegalArgumentException("the attribute 'mode' is none of nearest, linear and cubic");
    };
    double[] w = new double[2 - 2 * reach];
    double sum = 0;
    for (int k = 0; k < w.length; k++) {
      double far = Math.abs((reach + k - ratio) * shrink);
      w[k] = mode.equals("linear") ? far < 1 ? 1 - far : 0 : cubic(a, far);
      sum += w[k];
    }
    for (int k = 0; shrink != 1 && k < w.length; k++) {
      w[k] /= sum;
    }
    return w;
  }

  private static double cubic(double a, double x) {
    if (x <= 1) {
      return ((a + 2) * x - (a + 3)) * x * x + 1;
    }
    return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
  }

  private static Tensor nearest(Call c, Tensor x, Axis[] axes) {
    int[][] maps = PieceOperators.whole(x);
    String rounding = c.text("nearest_mode", "round_prefer_floor");
    boolean crop = c.text("coordinate_transformation_mode", "half_pixel").equals("tf_crop_and_resize");
    for (int d = 0; d < axes.length; d++) {
      Axis axis = axes[d];
      if (axis == null) {
        continue;
      }
      maps[d] = new int[axis.to];
      for (int o = 0; o < axis.to; o++) {
        double at = coordinate(c, axis, o);
        double near = switch (rounding) {
          case "round_prefer_floor" -> Math.ceil(at - 0.5);
          case "round_prefer_ceil" -> Math.floor(at + 0.5);
          case "floor" -> Math.floor(at);
          case "ceil" -> Math.ceil(at);
          default -> throw new IllegalArgumentException(
              "the attribute 'nearest_mode' has a value that is not known");
        };
        maps[d][o] = crop && (at < 0 || at > axis.from - 1) ? -1 : Math.clamp((long) near, 0, axis.from - 1);
      }
    }
    Tensor value = ConversionOperators.cast(Tensor.of(new double[] {c.number("extrapolation_value", 0)}), x.type());
    return crop ? PieceOperators.pick(x, maps, value) : PieceOperators.pick(x, maps);
  }

  private static Axis[] axes(Call c, Tensor x) {
    long[] list = c.integers("axes");
    int[] named = list == null ? IntStream.range(0, x.rank()).toArray()
        : Arrays.stream(list).mapToInt(a -> Dims.axis(a, x.rank())).toArray();
    if (new TreeSet<>(Arrays.stream(named).boxed().toList()).size() != named.length) {
      throw new IllegalArgumentException("the attribute 'axes' names an axis twice");
    }
    Tensor roi = given(c, 1);
    Tensor scales = given(c, 2);
    Tensor sizes = given(c, 3);
    Tensor asked = scales != null ? scales : sizes;
    boolean crop = c.text("coordinate_transformation_mode", "half_pixel").equals("tf_crop_and_resize");
    if (asked == null || scales != null && sizes != null || asked.size() != named.length
        || scales != null && !scales.type().floating() || sizes != null && sizes.type() != ElementType.INT64
        || crop && (roi == null || roi.size() != 2 * named.length)) {
      throw new IllegalArgumentException("needs scales or sizes, and the region where it is cut out, for "
          + named.length + " axes");
    }
    double policy = sizes == null ? 0 : policy(c, x, named, sizes);
    Axis[] axes = new Axis[x.rank()];
    for (int i = 0; i < named.length; i++) {
      int from = x.dim(named[i]);
      double scale = scales != null ? scales.number(i) : policy > 0 ? policy : sizes.number(i) / from;
      double to = scales != null ? Math.floor(from * scale) : policy > 0 ? Math.floor(policy * from + 0.5)
          : sizes.number(i);
      if (!(scale > 0) || from == 0) {
        throw new IllegalArgumentException("axis " + named[i] + " of " + x + " cannot be scaled by " + scale);
      }
      axes[named[i]] = new Axis(from, Dims.dimension((long) to), scale, crop ? roi.number(i) : 0,
          crop ? roi.number(i + named.length) : 1);
      if (scale == 1 && to == from && !crop) {
        axes[named[i]] = null;
      }
    }
    return axes;
  }

  /** The one scale of all axes that keeps the aspect ratio; 0 for a scale each. */
  private static double policy(Call c, Tensor x, int[] named, Tensor sizes) {
    double[] each = IntStream.range(0, named.length).mapToDouble(i -> sizes.number(i) / x.dim(named[i])).toArray();
    return switch (c.text("keep_aspect_ratio_policy", "stretch")) {
      case "stretch" -> 0;
      case "not_larger" -> Arrays.stream(each).sorted().findFirst().orElse(0);
      case "not_smaller" -> -Arrays.stream(each).map(v -> -v).sorted().findFirst().orElse(0);
      default -> throw new IllegalArgumentException(
          "the attribute 'keep_aspect_ratio_policy' has a value that is not known");
    };
  }

  private static Tensor given(Call c, int input) {
    return c.optional(input) == null || c.in(input).size() == 0 ? null : c.in(input);
  }
}
