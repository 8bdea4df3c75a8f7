package org.isobit.gpu.ensemble;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.isobit.gpu.Device;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.Ending;
import org.isobit.gpu.PinnedMemory;
import org.isobit.gpu.Stream;
import org.isobit.gpu.gemm.GemmCuda;
import org.isobit.kernels.device.GlobalAccelerator;

/**
 * {@link GlobalAccelerator} on a device: the arrays of a transform go through it in slabs of columns. There are two
 * streams, with pinned and device memory for a slab each: while one slab is copied or computed, the host empties and
 * fills the other's memory. Bits do not depend on the width of slabs. Memory is kept from call to call until it is
 * closed.
 */
public final class GlobalCuda implements GlobalAccelerator, AutoCloseable {

  /** Bytes of a slab, about: large enough that copies and kernels, and not their starts, take the time. */
  private static final long SLAB = 32L << 20;

  private final long slab;
  private final Lane[] lanes;
  private DeviceArray matrix;
  private DeviceArray product;

  /** One stream with its memory, and the slab that it works on. */
  private static final class Lane implements AutoCloseable {
    final Stream stream;
    final GemmCuda gemm;
    final TransformCuda transform;
    PinnedMemory in;
    PinnedMemory out;

    /** A slab of anomalies and mean; new members; T, then w. */
    DeviceArray before;
    DeviceArray after;
    DeviceArray weights;
    int first;
    int columns;

    Lane(Device device) {
      stream = device.stream();
      try {
        gemm = new GemmCuda(stream);
        transform = new TransformCuda(stream);
      } catch (RuntimeException e) {
        throw new Ending(e).close(stream).failure();
      }
    }

    void reserve(long rows, long width, long members) {
      Device device = stream.device();
      if (out == null || before.length() < (rows + 1) * width || after.length() < rows * width) {
        free();
        before = device.doubles((rows + 1) * width);
        after = device.doubles(rows * width);
        in = new PinnedMemory(device, before.length() * Double.BYTES);
        out = new PinnedMemory(device, before.length() * Double.BYTES);
      }
      weights = grown(weights, members * (members + 1), device);
    }

    private void free() {
      Ending ending = new Ending().close(before).close(after).close(in).close(out);
      before = null;
      after = null;
      in = null;
      out = null;
      ending.finish();
    }

    @Override
    public void close() {
      Ending ending = new Ending().then(this::free).close(weights);
      weights = null;
      ending.close(transform).close(stream).finish();
    }
  }

  /**
   * Opens two streams.
   *
   * @param device the device
   */
  public GlobalCuda(Device device) {
    this(device, SLAB);
  }

  /** With slabs of so many bytes, for tests. */
  GlobalCuda(Device device, long slab) {
    this.slab = slab;
    Lane first = new Lane(device);
    try {
      lanes = new Lane[] {first, new Lane(device)};
    } catch (RuntimeException e) {
      throw new Ending(e).close(first).failure();
    }
  }

  @Override
  public synchronized void gram(boolean transposed, int n, int k, double[] a, double[] c) {
    DeviceChecks.size("gram", "order", n);
    DeviceChecks.size("gram", "terms", k);
    require("gram", "A", a, n, k);
    require("gram", "C", c, n, n);
    requireOthers("gram", "C", c, a);
    if (n == 0) {
      return;
    }
    Lane lane = lanes[0];
    matrix = grown(matrix, Math.max(1, (long) n * k), lane.stream.device());
    product = grown(product, (long) n * n, lane.stream.device());
    matrix.copyFrom(a, 0, 0, n * k, lane.stream);
    lane.gemm.gram(transposed, n, k, 1.0, matrix, 0, transposed ? n : Math.max(1, k), 0.0, product, 0, n);
    product.copyTo(0, c, 0, n * n, lane.stream);
  }

  /**
   * The array if it is long enough, else a longer one, with whatever it holds; the old one is freed when that stands.
   */
  private static DeviceArray grown(DeviceArray array, long length, Device device) {
    if (array != null && array.length() >= length) {
      return array;
    }
    DeviceArray longer = device.doubles(length);
    if (array != null) {
      array.close();
    }
    return longer;
  }

  @Override
  public synchronized void transform(int members, int size, double[] t, double[] w, double[] a, double[] mean,
      boolean around, double[] e) {
    DeviceChecks.positive("transform", "members", members);
    DeviceChecks.size("transform", "size", size);
    require("transform", "T", t, members, members);
    require("transform", "w", w, 1, members);
    require("transform", "A", a, members, size);
    require("transform", "mean", mean, 1, size);
    require("transform", "E", e, members, size);
    requireOthers("transform", "E", e, t, w, a, mean);
    requireOthers("transform", "mean", mean, t, w, a);
    if (size == 0) {
      return;
    }
    int width = (int) Math.max(1, Math.min(size, slab / (Double.BYTES * (members + 1L))));
    try {
      for (Lane lane : lanes) {
        lane.reserve(members, width, members);
        lane.columns = 0;
        lane.weights.copyFrom(t, 0, 0, members * members, lane.stream);
        lane.weights.copyFrom(w, 0, (long) members * members, members, lane.stream);
      }
      int turn = 0;
      for (long first = 0; first < size; first += width) {
        Lane lane = lanes[turn];
        turn = 1 - turn;
        empty(lane, members, size, mean, e);
        lane.first = (int) first;
        lane.columns = (int) Math.min(width, size - first);
        fill(lane, members, size, a, mean);
        compute(lane, members, around);
      }
      empty(lanes[turn], members, size, mean, e);
      empty(lanes[1 - turn], members, size, mean, e);
    } catch (RuntimeException failure) {
      // Nobody may write to memory that is used again.
      throw new Ending(failure).then(lanes[0].stream::synchronize).then(lanes[1].stream::synchronize).failure();
    }
  }

  /** Rows one after the other without gaps, the mean behind them. */
  private static void fill(Lane lane, int members, int size, double[] a, double[] mean) {
    int n = lane.columns;
    MemorySegment to = lane.in.segment();
    for (int m = 0; m <= members; m++) {
      MemorySegment.copy(m < members ? a : mean, (m < members ? m * size : 0) + lane.first, to, ValueLayout.JAVA_DOUBLE,
          (long) m * n * Double.BYTES, n);
    }
    lane.in.upload(0, lane.before, 0, (members + 1L) * n, lane.stream);
  }

  private static void compute(Lane lane, int members, boolean around) {
    int n = lane.columns;
    long mean = (long) members * n;
    long w = (long) members * members;
    lane.gemm.gemm(false, false, 1, n, members, 1.0, lane.weights, w, members, lane.before, 0, n, 1.0, lane.before,
        mean, n);
    if (around) {
      lane.transform.applyAround(false, members, members, n, lane.weights, 0, members, lane.before, mean, lane.before,
          0, n, lane.after, 0, n);
    } else {
      lane.transform.apply(false, members, members, n, lane.weights, 0, members, lane.before, 0, n, lane.after, 0, n);
    }
    lane.out.download(0, lane.after, 0, mean, lane.stream);
    lane.out.download(mean * Double.BYTES, lane.before, mean, n, lane.stream);
  }

  /** Takes what a lane worked on, if anything. */
  private static void empty(Lane lane, int members, int size, double[] mean, double[] e) {
    int n = lane.columns;
    if (n == 0) {
      return;
    }
    lane.stream.synchronize();
    MemorySegment from = lane.out.segment();
    for (int m = 0; m <= members; m++) {
      MemorySegment.copy(from, ValueLayout.JAVA_DOUBLE, (long) m * n * Double.BYTES, m < members ? e : mean,
          (m < members ? m * size : 0) + lane.first, n);
    }
    lane.columns = 0;
  }

  private static void require(String operation, String name, double[] array, long rows, long columns) {
    if (Objects.requireNonNull(array, name).length < rows * columns) {
      throw new IllegalArgumentException(operation + ": " + name + " has " + array.length + " elements, but " + rows
          + " x " + columns + " are needed");
    }
  }

  /** Refuses a result that is an argument: slabs of it would be written before others of the argument are read. */
  private static void requireOthers(String operation, String name, double[] result, double[]... arguments) {
    for (double[] argument : arguments) {
      if (argument == result) {
        throw new IllegalArgumentException(operation + ": " + name + " is the array of an argument");
      }
    }
  }

  /** Waits, and frees the memory. */
  @Override
  public synchronized void close() {
    Ending ending = new Ending().close(matrix).close(product);
    matrix = null;
    product = null;
    ending.close(lanes[0]).close(lanes[1]).finish();
  }
}
