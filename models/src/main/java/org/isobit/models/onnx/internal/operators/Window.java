package org.isobit.models.onnx.internal.operators;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.isobit.models.onnx.tensor.Dims;

/**
 * The window of a convolution or a pooling, along each spatial dimension: cells of the input, of the window, of the
 * output, distances of windows and of cells in a window, and padding before and after. Arrays are not written;
 * thread-safe.
 */
record Window(int[] in, int[] kernel, int[] stride, int[] dilation, int[] before, int[] after, int[] out) {

  /** Beyond any image, so that sums and products of two stay within a long. */
  private static final long LARGEST = 1 << 28;

  /**
   * As the attributes strides, dilations, pads and auto_pad say.
   *
   * @param in     spatial dimensions of the input
   * @param kernel those of the window
   * @param ceil   whether a last window may begin in the input, or before it, and end after the padding
   */
  static Window of(Call c, int[] in, int[] kernel, boolean ceil) {
    int rank = in.length;
    Window w = new Window(in, kernel, list(c, "strides", rank, 1), list(c, "dilations", rank, 1), new int[rank],
        new int[rank], new int[rank]);
    String auto = c.text("auto_pad", "NOTSET");
    int[] pads = list(c, "pads", 2 * rank, 0);
    for (int d = 0; d < rank; d++) {
      requireSize("the window", kernel[d]);
      if (w.same(auto)) {
        w.out[d] = in[d] / w.stride[d] + (in[d] % w.stride[d] == 0 ? 0 : 1);
        w.pad(d, Math.max(0, (w.out[d] - 1L) * w.stride[d] + w.extent(d) - in[d]), auto.equals("SAME_UPPER"));
        continue;
      }
      if (auto.equals("NOTSET")) {
        w.before[d] = pads[d];
        w.after[d] = pads[d + rank];
      }
      w.out[d] = w.fitting(d, ceil);
    }
    return w;
  }

  private int fitting(int d, boolean ceil) {
    long room = (long) in[d] + before[d] + after[d] - extent(d);
    if (room < 0) {
      throw new IllegalArgumentException("a window of " + extent(d) + " cells does not fit into " + in[d]
          + " with padding of " + before[d] + " and " + after[d]);
    }
    long n = room / stride[d] + 1;
    boolean more = ceil && room % stride[d] != 0 && n * stride[d] < (long) in[d] + before[d];
    return Dims.dimension(more ? n + 1 : n);
  }

  /**
   * Of a transposed convolution: in is what goes in, out what comes out, which may be more than windows reach by
   * output_padding.
   */
  static Window transposed(Call c, int[] in, int[] kernel) {
    int rank = in.length;
    Window w = new Window(in, kernel, list(c, "strides", rank, 1), list(c, "dilations", rank, 1), new int[rank],
        new int[rank], new int[rank]);
    String auto = c.text("auto_pad", "NOTSET");
    int[] pads = list(c, "pads", 2 * rank, 0);
    int[] more = list(c, "output_padding", rank, 0);
    int[] asked = c.has("output_shape") ? list(c, "output_shape", rank, 1) : null;
    boolean same = w.same(auto);
    for (int d = 0; d < rank; d++) {
      requireSize("the window", kernel[d]);
      long all = (in[d] - 1L) * w.stride[d] + w.extent(d) + more[d];
      if (asked != null || same) {
        w.out[d] = asked != null ? asked[d] : Dims.dimension((long) in[d] * w.stride[d]);
        w.pad(d, Math.max(0, all - w.out[d]), auto.equals("SAME_UPPER"));
      } else {
        w.before[d] = auto.equals("NOTSET") ? pads[d] : 0;
        w.after[d] = auto.equals("NOTSET") ? pads[d + rank] : 0;
        w.out[d] = Dims.dimension(all - w.before[d] - w.after[d]);
      }
      if ((w.out[d] + (long) w.before[d] + w.after[d] - w.extent(d)) / w.stride[d] + 1 != in[d] || w.out[d] < 1) {
        throw new IllegalArgumentException("an output of " + w.out[d] + " with padding of " + w.before[d] + " and "
            + w.after[d] + " does not belong to an input of " + in[d] + ", a window of " + w.extent(d)
            + " and a stride of " + w.stride[d]);
      }
    }
    return w;
  }

  private boolean same(String auto) {
    return switch (auto) {
      case "SAME_UPPER", "SAME_LOWER" -> true;
      case "NOTSET", "VALID" -> false;
      default -> throw new IllegalArgumentException("the attribute 'auto_pad' has a value that is not known");
    };
  }

  private void pad(int d, long total, boolean upper) {
    if (total > LARGEST) {
      throw new IllegalArgumentException("needs a padding of " + total + ", more than " + LARGEST);
    }
    int half = (int) (total / 2);
    before[d] = (int) (upper ? half : total - half);
    after[d] = (int) (total - before[d]);
  }

  /** Cells from the first to the last of a window. */
  private long extent(int d) {
    return (kernel[d] - 1L) * dilation[d] + 1;
  }

  /** The input's cell at place k of output o; negative or beyond the input where it is padding. */
  int cell(int d, int o, int k) {
    return (int) ((long) o * stride[d] - before[d] + (long) k * dilation[d]);
  }

  /** The input's cell that output o has a part of at place k of a transposed convolution; −1 if there is none. */
  int source(int d, int o, int k) {
    long at = (long) o + before[d] - (long) k * dilation[d];
    return at < 0 || at % stride[d] != 0 || at / stride[d] >= in[d] ? -1 : (int) (at / stride[d]);
  }

  int rank() {
    return in.length;
  }

  /** The spatial dimensions of a tensor whose first two are others. */
  static int[] spatial(int[] dims) {
    return Arrays.copyOfRange(dims, 2, dims.length);
  }

  private static void requireSize(String what, long size) {
    if (size < 1 || size > LARGEST) {
      throw new IllegalArgumentException(what + " has a size of " + size + ", not 1 to " + LARGEST);
    }
  }

  /** An attribute of so many integers, each at least so large. */
  static int[] list(Call c, String name, int length, int least) {
    long[] given = c.integers(name);
    if (given == null) {
      return LongStream.generate(() -> least).limit(length).mapToInt(v -> (int) v).toArray();
    }
    if (given.length != length || Arrays.stream(given).anyMatch(v -> v < least || v > LARGEST)) {
      throw new IllegalArgumentException("the attribute '" + name + "' is " + Arrays.toString(given) + ", not "
          + length + " numbers from " + least + " to " + LARGEST);
    }
    return Arrays.stream(given).mapToInt(v -> (int) v).toArray();
  }
}
