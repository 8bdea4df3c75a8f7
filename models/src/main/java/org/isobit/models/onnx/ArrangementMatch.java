package org.isobit.models.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.isobit.kernels.Workers;
import org.isobit.kernels.pooling.Coordinates;
import org.isobit.kernels.pooling.Interpolation;
import org.isobit.kernels.pooling.Resize;
import org.isobit.kernels.pooling.ResizeShape;
import org.isobit.kernels.random.Philox;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.arrangement.Conditioning;
import org.isobit.models.learning.layers.arrangement.FourierFeatures;
import org.isobit.models.learning.layers.arrangement.LerpSkip;
import org.isobit.models.learning.layers.arrangement.Patches;
import org.isobit.models.learning.layers.arrangement.PixelShuffle;
import org.isobit.models.learning.layers.arrangement.ResizeLayer;
import org.isobit.models.learning.layers.normalization.RmsNormalization;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.Tensor;

/** Layers that arrange elements, and RMS norm, as {@link OnnxExport} writes them. Thread-safe. */
final class ArrangementMatch {

  /** Seeds that frequencies are tried to be of: no file holds them. */
  private static final int SEEDS = 1 << 16;

  private ArrangementMatch() {}

  /** Reshape, Transpose, Reshape: patches of images, tokens as images, or cells as channels. */
  static ExportedGroup.Layering patches(ExportedGroup group, NodeDef last) {
    NodeDef transpose = group.take(last, "Reshape") == null ? null : group.made(last, 0, "Transpose");
    NodeDef first = group.made(transpose, 0, "Reshape");
    long[] c = group.sizes(first, 6);
    if (c == null) {
      return null;
    }
    String x = first.inputs().getFirst();
    if (group.turned(transpose, 0, 2, 4, 1, 3, 5) != null && is(group.sizes(last, 3), c[2] * c[4],
        c[1] * c[3] * c[5])) {
      return (to, node) -> has(to, x, c[1], c[2] * c[3], c[4] * c[5])
          && to.add(node, Patches.of((int) c[3], (int) c[5]), List.of(x));
    }
    if (group.turned(transpose, 0, 3, 1, 4, 2, 5) != null && is(group.sizes(last, 4), c[3], c[1] * c[4],
        c[2] * c[5])) {
      return (to, node) -> has(to, x, c[1] * c[2], c[3] * c[4] * c[5]) && to.add(node,
          Patches.of((int) c[4], (int) c[5]).inverse((int) c[1], (int) c[2]), List.of(x));
    }
    if (group.turned(transpose, 0, 1, 3, 5, 2, 4) != null && c[3] == c[5] && c[3] <= 1024
        && is(group.sizes(last, 4), c[1] * c[3] * c[3], c[2], c[4])) {
      return (to, node) -> has(to, x, c[1], c[2] * c[3], c[4] * c[5])
          && to.add(node, PixelShuffle.of((int) c[3]).inverted(), List.of(x));
    }
    return null;
  }

  /** Whether sizes, behind the first one, are these. */
  private static boolean is(long[] sizes, long... wanted) {
    return sizes != null && Arrays.equals(Arrays.copyOfRange(sizes, 1, sizes.length), wanted);
  }

  private static boolean has(ImportedLayers to, String x, long... sizes) {
    return to.whole(x) && Arrays.equals(to.shape(x).dimensions().stream().mapToLong(d -> d).toArray(), sizes);
  }

  /** DepthToSpace with channels first in a cell. */
  static boolean shuffled(ImportedLayers to, NodeDef node) {
    String x = node.inputs().getFirst();
    return to.whole(x) && to.shape(x).rank() == 3 && node.attributes().getOrDefault("mode", "DCR").equals("CRD")
        && node.attributes().get("blocksize") instanceof Long factor && factor > 0 && factor <= 1024
        && to.add(node, PixelShuffle.of((int) (long) factor), List.of(x));
  }

  /** RMS norm of the last dimension. */
  static ExportedGroup.Layering normalized(ExportedGroup group, NodeDef last) {
    ExportedGroup.Norm norm = group.norm(last);
    if (norm == null) {
      return null;
    }
    RmsNormalization layer = RmsNormalization.of().withEps(norm.eps());
    Tensor w = norm.weight();
    return (to, node) -> to.whole(norm.x())
        && (w != null && w.rank() == 1 && w.size() == to.shape(norm.x()).last()
            ? to.add(node, layer, List.of(norm.x()), w)
            : to.add(norm.division(), layer.withoutAffine(), List.of(norm.x()))
                && (w == null || AffineMatch.affine(to, node, true)));
  }

  /** x + (y − x)·w. */
  static ExportedGroup.Layering lerp(ExportedGroup group, NodeDef last) {
    NodeDef mul = group.take(last, "Add") == null ? null : group.made(last, 1, "Mul");
    NodeDef sub = group.made(mul, 0, "Sub");
    Tensor w = sub == null ? null : group.constant(mul.inputs().get(1));
    String x = last.inputs().getFirst();
    if (w == null || !sub.inputs().get(1).equals(x) || w.rank() < 1
        || IntStream.range(1, w.rank()).anyMatch(d -> w.dim(d) != 1)) {
      return null;
    }
    String y = sub.inputs().getFirst();
    return (to, node) -> to.whole(x) && to.whole(y) && to.shape(x).equals(to.shape(y))
        && w.rank() == to.shape(x).rank() && (w.size() == 1 || w.size() == to.shape(x).dimension(0))
        && to.add(node, LerpSkip.of().withPerChannel(w.size() > 1 || to.shape(x).dimension(0) == 1), List.of(x, y), w);
  }

  /** x·(1 + a) + b, a and b the halves of another value's vectors. */
  static ExportedGroup.Layering conditioning(ExportedGroup group, NodeDef last) {
    NodeDef mul = group.take(last, "Add") == null ? null : group.made(last, 0, "Mul");
    NodeDef factors = group.made(mul, 1, "Reshape");
    NodeDef plusOne = group.made(factors, 0, "Add");
    NodeDef a = group.made(plusOne, 0, "Slice");
    NodeDef summands = group.made(last, 1, "Reshape");
    NodeDef b = group.made(summands, 0, "Slice");
    if (a == null || b == null || group.number(plusOne.inputs().get(1)) != 1
        || !a.inputs().getFirst().equals(b.inputs().getFirst())) {
      return null;
    }
    long[] dims = group.integers(factors.inputs().get(1));
    long channels = dims == null ? 0 : Arrays.stream(dims).skip(1).reduce(1, (p, q) -> p * q);
    if (channels < 1 || !Arrays.equals(dims, group.integers(summands.inputs().get(1))) || dims[0] != 0
        || Arrays.stream(dims).skip(1).anyMatch(d -> d != 1 && d != channels) || !slices(group, a, 0, channels)
        || !slices(group, b, channels, 2 * channels)) {
      return null;
    }
    String x = mul.inputs().getFirst();
    NodeDef flatten = group.made(a, 0, "Flatten");
    if (flatten != null && !flatten.attributes().getOrDefault("axis", 1L).equals(1L)) {
      return null;
    }
    String by = flatten == null ? a.inputs().getFirst() : flatten.inputs().getFirst();
    boolean lastOnes = dims.length > 2 && dims[dims.length - 1] == channels && dims[1] == 1;
    boolean firstOnes = dims[1] == channels;
    return (to, node) -> {
      if (!to.whole(x) || !to.whole(by) || to.shape(x).rank() != dims.length - 1
          || to.shape(by).size() != 2 * channels) {
        return false;
      }
      boolean first = firstOnes && to.shape(x).dimension(0) == channels;
      return (first || lastOnes && to.shape(x).last() == channels)
          && to.add(node, Conditioning.of().withChannelsLast(!first), List.of(x, by));
    };
  }

  private static boolean slices(ExportedGroup group, NodeDef slice, long first, long end) {
    return slice.inputs().size() == 4 && Arrays.equals(group.integers(slice.inputs().get(1)), new long[] {first})
        && Arrays.equals(group.integers(slice.inputs().get(2)), new long[] {end})
        && Arrays.equals(group.integers(slice.inputs().get(3)), new long[] {1});
  }

  /** Sines and cosines of 2π·x·B, where B is drawn from a seed below {@value #SEEDS}. */
  static ExportedGroup.Layering fourier(ExportedGroup group, NodeDef last) {
    NodeDef sine = group.take(last, "Concat") == null || last.inputs().size() != 2
        || !last.attributes().getOrDefault("axis", 0L).equals(-1L) ? null : group.made(last, 0, "Sin");
    NodeDef cosine = sine == null ? null : group.made(last, 1, "Cos");
    NodeDef angle = cosine == null || !cosine.inputs().equals(sine.inputs()) ? null : group.made(sine, 0, "Mul");
    NodeDef product = group.made(angle, 0, "MatMul");
    NodeDef twice = group.made(product, 0, "Mul");
    Tensor b = twice == null ? null : group.constant(product.inputs().get(1));
    if (b == null || b.rank() != 2 || group.number(twice.inputs().get(1)) != 2
        || !ExportedGroup.holds(group.constant(angle.inputs().get(1)), Math.PI)) {
      return null;
    }
    FourierFeatures layer = drawn(b);
    String x = twice.inputs().getFirst();
    return layer == null ? null : (to, node) -> to.whole(x) && to.shape(x).last() == b.dim(0)
        && to.add(node, layer, List.of(x));
  }

  private static FourierFeatures drawn(Tensor b) {
    double[] draws = new double[b.size()];
    for (int seed = 0; seed < SEEDS; seed++) {
      int few = Math.min(3, draws.length);
      Philox.gaussian(seed, 0, 0, few, draws, 0);
      double near = b.number(0) / draws[0];
      boolean alike = near > 0;
      for (int i = 1; alike && i < few; i++) {
        alike = Math.abs(b.number(i) - near * draws[i]) <= 1e-5 * Math.abs(b.number(i));
      }
      if (alike) {
        Philox.gaussian(seed, 0, 0, draws.length, draws, 0);
        double scale = ExportedGroup.shortest(near, s -> ExportedGroup.holds(b, Arrays.stream(draws)
            .map(v -> v * s).toArray()));
        if (scale > 0) {
          return FourierFeatures.of(b.dim(1)).withScale(scale).withSeed(seed);
        }
      }
    }
    return null;
  }

  /** A Resize of all axes behind channels, to constant sizes. */
  static boolean resized(ImportedLayers to, NodeDef node) {
    String x = node.inputs().getFirst();
    int rank = to.whole(x) ? to.shape(x).rank() : 0;
    long[] sizes = node.inputs().size() == 4 && node.inputs().get(1).isEmpty() && node.inputs().get(2).isEmpty()
        ? to.integers(node.inputs().get(3)) : null;
    long[] axes = IntStream.rangeClosed(2, Math.max(2, rank)).asLongStream().toArray();
    boolean fits = (rank == 2 || rank == 3) && sizes != null && sizes.length == rank - 1
        && node.attributes().get("axes") instanceof long[] own && Arrays.equals(own, axes)
        && Arrays.stream(sizes).allMatch(n -> n > 0 && n < 1 << 28)
        && Arrays.stream(new String[] {"antialias", "exclude_outside", "keep_aspect_ratio_policy"})
            .noneMatch(name -> node.attributes().containsKey(name));
    String where = node.attributes().getOrDefault("coordinate_transformation_mode", "half_pixel").toString();
    String rounding = node.attributes().getOrDefault("nearest_mode", "round_prefer_floor").toString();
    Coordinates coordinates = Arrays.stream(Coordinates.values())
        .filter(c -> c.name().toLowerCase(Locale.ROOT).equals(where)).findFirst().orElse(null);
    if (!fits || coordinates == null) {
      return false;
    }
    int[] size = Arrays.stream(sizes).mapToInt(n -> (int) n).toArray();
    if (node.attributes().getOrDefault("mode", "nearest").equals("linear")) {
      return to.add(node, ResizeLayer.to(Interpolation.BILINEAR, coordinates, size), List.of(x));
    }
    Shape from = to.shape(x);
    // Where rounding of coordinates cannot change which cell is nearest.
    boolean whole = IntStream.range(0, size.length).allMatch(d -> size[d] % from.dimension(d + 1) == 0
        || from.dimension(d + 1) % size[d] == 0) && (coordinates == Coordinates.ASYMMETRIC ? rounding.equals("floor")
            : coordinates == Coordinates.HALF_PIXEL && rounding.equals("round_prefer_ceil"));
    return node.attributes().getOrDefault("mode", "nearest").equals("nearest") && whole
        && to.add(node, ResizeLayer.to(Interpolation.NEAREST, coordinates, size), List.of(x));
  }

  /** Gather of rows, and then of columns, that are the nearest cells of a resize. */
  static boolean gathered(ImportedLayers to, NodeDef node) {
    String x = node.inputs().getFirst();
    int rank = to.whole(x) ? to.shape(x).rank() : 0;
    NodeDef last = rank == 3 ? to.reader(node.outputs().getFirst(), "Gather") : node;
    if (rank != 2 && rank != 3 || last == null) {
      return false;
    }
    long[][] cells = new long[rank - 1][];
    for (int d = 0; d < cells.length; d++) {
      NodeDef one = d == 0 ? node : last;
      cells[d] = one.attributes().getOrDefault("axis", 0L).equals(d + 2L) ? to.integers(one.inputs().get(1)) : null;
      if (cells[d] == null || cells[d].length == 0) {
        return false;
      }
    }
    for (Coordinates coordinates : Coordinates.values()) {
      Shape from = to.shape(x);
      if (IntStream.range(0, cells.length).allMatch(d -> Arrays.equals(cells[d],
          nearest(from.dimension(d + 1), cells[d].length, coordinates)))) {
        if (last != node) {
          to.take(last);
        }
        return to.add(last, ResizeLayer.to(Interpolation.NEAREST, coordinates,
            Arrays.stream(cells).mapToInt(c -> c.length).toArray()), List.of(x));
      }
    }
    return false;
  }

  private static long[] nearest(int from, int size, Coordinates coordinates) {
    double[] numbers = IntStream.range(0, from).mapToDouble(i -> i).toArray();
    double[] cells = new double[size];
    Resize.forward(new ResizeShape(1, 1, from, 1, size, Interpolation.NEAREST, coordinates), 1, numbers, 0, cells, 0,
        Workers.shared());
    return Arrays.stream(cells).mapToLong(cell -> (long) cell).toArray();
  }
}
