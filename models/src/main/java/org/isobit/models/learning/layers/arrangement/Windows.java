package org.isobit.models.learning.layers.arrangement;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isobit.kernels.pooling.PoolingShape;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;

/**
 * The windows of a pooling. Lists have one number for all axes, or one each. Immutable.
 *
 * @param kernel   cells of a window; 0: the whole axis
 * @param stride   cells between windows; 0: as many as a window has
 * @param dilation cells between neighbouring cells of a window
 * @param padding  cells around the image: one number for all sides, one an axis, or top, bottom, left, right
 * @param ceil     whether a last window may reach beyond the padding
 */
record Windows(String kind, List<Integer> kernel, List<Integer> stride, List<Integer> dilation, List<Integer> padding,
    boolean ceil) {

  Windows {
    kernel = Axes.checked(kind, "kernel-size", kernel, 0, 1, 2);
    stride = Axes.checked(kind, "stride", stride, 0, 1, 2);
    dilation = Axes.checked(kind, "dilation", dilation, 1, 1, 2);
    padding = Axes.checked(kind, "padding", padding, 0, 1, 2, 4);
  }

  void describe(Map<String, Object> settings) {
    settings.put("kernel-size", kernel);
    settings.put("stride", stride);
    settings.put("padding", padding);
    settings.put("ceil-mode", ceil);
  }

  /** The kernels' form of them. */
  PoolingShape shape(Shape input, boolean countPadding) {
    int axes = Axes.of(kind, input);
    int[] window = new int[2];
    int[] step = new int[2];
    int[] apart = {1, 1};
    int[] sides = new int[4];
    for (int axis = 0; axis < axes; axis++) {
      int to = 2 - axes + axis;
      int cells = Axes.at(kind, "kernel-size", kernel, axis, input);
      int between = Axes.at(kind, "stride", stride, axis, input);
      window[to] = cells == 0 ? input.dimension(1 + axis) : cells;
      step[to] = between == 0 ? window[to] : between;
      apart[to] = Axes.at(kind, "dilation", dilation, axis, input);
      sides[2 * to] = side(2 * axis, axis, input);
      sides[2 * to + 1] = side(2 * axis + 1, axis, input);
    }
    return new PoolingShape(input.dimension(0), Axes.rows(input), input.last(), axes == 1 ? 1 : window[0], window[1],
        axes == 1 ? 1 : step[0], step[1], apart[0], apart[1], sides[0], sides[1], sides[2], sides[3], ceil,
        countPadding);
  }

  private int side(int side, int axis, Shape input) {
    if (padding.size() == 4 && input.rank() == 3 || padding.size() == 2 && input.rank() == 2) {
      return padding.get(side);
    }
    return Axes.at(kind, "padding", padding, axis, input);
  }

  /** Samples that come out. */
  static Shape output(PoolingShape shape, Shape input) {
    return Axes.shape(input, shape.channels(), shape.outNy(), shape.outNx());
  }

  /**
   * Windows of an ONNX model, the last ones with as much padding as they reach, since programs do not agree on what
   * ONNX's ceil mode is.
   *
   * @param pads padding before and after each axis
   */
  static Map<String, Object> attributes(PoolingShape shape, int[] sample, long[] pads) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("kernel_shape", axes(sample, shape.kernelY(), shape.kernelX()));
    attributes.put("strides", axes(sample, shape.strideY(), shape.strideX()));
    attributes.put("pads", pads);
    return attributes;
  }

  /** The padding of the layer, as ONNX has it. */
  static long[] pads(PoolingShape shape, int[] sample) {
    return axes(sample, shape.padTop(), shape.padLeft(), shape.padBottom(), shape.padRight());
  }

  /** Cells that the last windows reach beyond the padding; none before the first ones. */
  static long[] beyond(PoolingShape shape, int[] sample) {
    int y = (shape.outNy() - 1) * shape.strideY() + shape.dilationY() * (shape.kernelY() - 1) + 1 - shape.ny()
        - shape.padTop() - shape.padBottom();
    int x = (shape.outNx() - 1) * shape.strideX() + shape.dilationX() * (shape.kernelX() - 1) + 1 - shape.nx()
        - shape.padLeft() - shape.padRight();
    return axes(sample, 0, 0, Math.max(0, y), Math.max(0, x));
  }

  static long[] sum(long[] a, long[] b) {
    return IntStream.range(0, a.length).mapToLong(i -> a[i] + b[i]).toArray();
  }

  /** Pairs of a number of rows and one of columns; of lines those of columns alone. */
  static long[] axes(int[] sample, int... numbers) {
    return IntStream.range(0, numbers.length).filter(i -> sample.length == 3 || i % 2 == 1)
        .mapToLong(i -> numbers[i]).toArray();
  }

  /** The keys of all poolings. */
  static Keys keys() {
    return Keys.of(
        Key.of("kernel-size", Form.INTEGER, "cells of a window, one number or one an axis; 0: the whole axis")
            .or(Form.INTEGERS).required(),
        Key.of("stride", Form.INTEGER, "cells between windows, one number or one an axis; 0: as many as a window has")
            .or(Form.INTEGERS).usual(0),
        Key.of("padding", Form.INTEGER, "cells around: one number, one an axis, or one a side").or(Form.INTEGERS)
            .usual(0),
        Key.of("ceil-mode", Form.FLAG, "whether a last window may reach beyond the padding").usual(false));
  }
}
