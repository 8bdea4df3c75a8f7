// Master of FloatLocalSlot: the float version is generated from this file.
package org.isobit.gpu.local;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.isobit.gpu.DeviceArena;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.Ending;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.gpu.PinnedMemory;
import org.isobit.gpu.Stream;
import org.isobit.gpu.batch.BatchPath;
import org.isobit.gpu.batch.RationalTables;

/**
 * One batch of targets under way: columns of consecutive points go up, kernels run, results come down. The batch's
 * analysis lies where its forecast was. Not thread-safe.
 */
final class LocalSlot implements AutoCloseable {

  private final LocalNetwork network;
  private final Stream stream;
  private final LocalKernels kernels;
  private DeviceArena arena;

  /**
   * Columns on their way, then means, conditions and statuses: up, and when the kernels are through with them, down.
   */
  private PinnedMemory pinned;

  /** What is under way, or null. */
  private LocalEnsemble ensemble;
  private LocalRule rule;
  private LocalOutcome outcome;

  /** Targets next … next + count − 1 of the lists, with points first … end − 1. */
  private int next;
  private int count;
  private int first;
  private int end;

  /** Numbers in the batch, group after group of one order. */
  private int[] sorted = {};
  private DeviceArray state;
  private DeviceArray mean;
  private IntDeviceArray status;
  private DeviceArray condition;

  LocalSlot(Stream stream, RationalTables tables, LocalNetwork network, BatchPath path) {
    this.stream = stream;
    this.network = network;
    kernels = new LocalKernels(stream, tables, path);
  }

  /** Asks for the analysis of some targets; {@code work} bytes serve problems that run one a thread. */
  void start(LocalEnsemble of, LocalLists lists, LocalRule by, LocalOutcome to, int from, int n, long work) {
    network.settle(stream);
    int target = lists.first() + from;
    first = target * of.batch();
    end = (int) Math.min(of.points(), (long) (target + n) * of.batch());
    int entries = lists.start()[from];
    int after = lists.start()[from + n];
    LocalNetwork.Part part = network.part(lists, entries, after);
    long state = (long) (end - first) * of.fields();
    int[] orders = sort(lists, from, n);
    long bytes = DeviceArena.bytes(state * of.rows(), Double.BYTES) + DeviceArena.bytes(state, Double.BYTES)
        + 2 * DeviceArena.bytes(n, Integer.BYTES) + DeviceArena.bytes(n + 1L, Integer.BYTES)
        + DeviceArena.bytes(n, Double.BYTES) + DeviceArena.bytes(Math.max(1, after - entries), Integer.BYTES)
        + DeviceArena.bytes(Math.max(1, after - entries), 8) + part.bytes();
    LocalKernels.Need need = new LocalKernels.Need();
    for (int g = 0; g < n; g = groupEnd(orders, g)) {
      int size = groupEnd(orders, g) - g;
      if (orders[g] >= 0 && path(of, by, orders[g], size) == null) {
        need.add(of.rows(), of.vectors(), orders[g], lanes(of, orders[g], size, work));
      }
    }
    prepare(bytes + need.bytes());
    ensemble = of;
    rule = by;
    outcome = to;
    next = from;
    count = n;
    LocalField field = upload();
    int[] starts = new int[n + 1];
    for (int t = 0; t <= n; t++) {
      starts[t] = lists.start()[from + t] - entries;
    }
    IntDeviceArray startsOnDevice = arena.ints(starts.length).copyFrom(starts, stream);
    IntDeviceArray index = arena.ints(Math.max(1, after - entries));
    DeviceArray weight = arena.doubles(Math.max(1, after - entries)); // float: org.isobit.gpu.DeviceArray weight = arena.doubles(Math.max(1, after - entries));
    weight.copyFrom(lists.weight(), entries, 0, after - entries, stream);
    LocalObservations observations = part.observations(arena, startsOnDevice, index, weight, stream);
    IntDeviceArray numbers = arena.ints(n).copyFrom(sorted, 0, 0, n, stream);
    status = arena.ints(n);
    condition = arena.doubles(n);
    LocalKernels.Targets all = new LocalKernels.Targets(numbers, 0, n, status, condition);
    kernels.reserve(need, arena);
    for (int g = 0; g < n; g = groupEnd(orders, g)) {
      int size = groupEnd(orders, g) - g;
      if (orders[g] < 0) {
        kernels.keep(field, observations, all.part(g, size), by);
        continue;
      }
      LocalPath path = path(of, by, orders[g], size);
      int lanes = path != null ? size : lanes(of, orders[g], size, work);
      for (int i = 0; i < size; i += lanes) {
        kernels.analyse(field, observations, all.part(g + i, Math.min(lanes, size - i)), orders[g], by, path);
      }
    }
    download();
  }

  private LocalPath path(LocalEnsemble of, LocalRule by, int order, int size) {
    return kernels.path(of.rows(), of.vectors(), order, by.formed(), size);
  }

  /** Problems that run one a thread at a time. */
  private static int lanes(LocalEnsemble of, int order, int size, long work) {
    return (int) Math.max(1, Math.min(size, work / LocalKernels.bytes(of.rows(), of.vectors(), order)));
  }

  /** Sorts targets into {@link #sorted} by order, those that nothing is near first; returns each one's order, or −1. */
  private int[] sort(LocalLists lists, int from, int n) {
    long[] keys = new long[n];
    for (int t = 0; t < n; t++) {
      keys[t] = (lists.count(from + t) == 0 ? -1L : lists.order()[from + t]) << 32 | t;
    }
    Arrays.sort(keys);
    int[] orders = new int[n];
    sorted = new int[n];
    for (int i = 0; i < n; i++) {
      sorted[i] = (int) keys[i];
      orders[i] = (int) (keys[i] >> 32);
    }
    return orders;
  }

  private static int groupEnd(int[] orders, int g) {
    int i = g;
    while (i < orders.length && orders[i] == orders[g]) {
      i++;
    }
    return i;
  }

  private void prepare(long bytes) {
    if (arena != null && arena.length() >= bytes) {
      arena.reset();
      return;
    }
    free();
    arena = new DeviceArena(stream.device(), bytes);
  }

  /** Columns of the batch's points, row after row, field after field; and means. */
  private LocalField upload() {
    int points = end - first;
    int rows = ensemble.rows() * ensemble.fields();
    long elements = (long) rows * points;
    long means = (long) ensemble.fields() * points;
    MemorySegment to = pin(conditions() + (long) count * (Double.BYTES + Integer.BYTES));
    for (int i = 0; i < rows; i++) {
      MemorySegment.copy(ensemble.forecast(), i * ensemble.points() + first, to, ValueLayout.JAVA_DOUBLE,
          (long) i * points * Double.BYTES, points);
    }
    for (int v = 0; v < ensemble.fields(); v++) {
      MemorySegment.copy(ensemble.mean(), v * ensemble.points() + first, to, ValueLayout.JAVA_DOUBLE,
          (elements + (long) v * points) * Double.BYTES, points);
    }
    state = arena.doubles(elements);
    mean = arena.doubles(means);
    pinned.upload(0, state, 0, elements, stream);
    pinned.upload(elements * Double.BYTES, mean, 0, means, stream);
    return new LocalField(ensemble.rows(), ensemble.fields(), points, ensemble.batch(), state, mean, state);
  }

  /** Byte where conditions are, behind columns and means. */
  private long conditions() {
    return (ensemble.rows() + 1L) * ensemble.fields() * (end - first) * Double.BYTES;
  }

  private MemorySegment pin(long bytes) {
    if (pinned == null || pinned.segment().byteSize() < bytes) {
      unpin();
      pinned = new PinnedMemory(stream.device(), bytes);
    }
    return pinned.segment();
  }

  private void unpin() {
    if (pinned != null) {
      PinnedMemory old = pinned;
      pinned = null;
      old.close();
    }
  }

  /** Asks for all results; nobody reads them before the stream was waited for. */
  private void download() {
    long elements = (long) ensemble.rows() * ensemble.fields() * (end - first);
    pinned.download(0, state, 0, elements, stream);
    if (!rule.whole()) {
      pinned.download(elements * Double.BYTES, mean, 0, (long) ensemble.fields() * (end - first), stream);
    }
    pinned.download(conditions(), condition, 0, count, stream);
    pinned.download(conditions() + (long) count * Double.BYTES, status, 0, count, stream);
  }

  /** Waits for what is under way, if anything is, and takes its results. */
  void collect() {
    if (ensemble == null) {
      return;
    }
    stream.synchronize();
    MemorySegment results = pinned.segment();
    long condition = conditions();
    long status = condition + (long) count * Double.BYTES;
    boolean refused = false;
    for (int i = 0; i < count; i++) {
      int found = results.get(ValueLayout.JAVA_INT_UNALIGNED, status + (long) i * Integer.BYTES);
      outcome.status()[next + sorted[i]] = found;
      outcome.condition()[next + sorted[i]] = results.get(ValueLayout.JAVA_DOUBLE_UNALIGNED,
          condition + (long) i * Double.BYTES);
      refused |= found != 0;
    }
    int rows = ensemble.rows() * ensemble.fields();
    scatter(results, 0, rows, ensemble.analysis(), refused);
    if (!rule.whole()) {
      scatter(results, rows, ensemble.fields(), ensemble.mean(), refused);
    }
    ensemble = null;
  }

  /** Some rows of columns to their places, but for those of refused targets. */
  private void scatter(MemorySegment results, int row, int rows, double[] to, boolean refused) {
    int points = end - first;
    for (int from = 0; from < points;) {
      int until = points;
      if (refused) {
        int target = from / ensemble.batch();
        boolean good = good(target);
        while (target < count && good(target) == good) {
          target++;
        }
        until = (int) Math.min(points, (long) target * ensemble.batch());
        if (!good) {
          from = until;
          continue;
        }
      }
      for (int i = 0; i < rows; i++) {
        MemorySegment.copy(results, ValueLayout.JAVA_DOUBLE, ((long) (row + i) * points + from) * Double.BYTES, to,
            i * ensemble.points() + first + from, until - from);
      }
      from = until;
    }
  }

  private boolean good(int target) {
    return outcome.status()[next + target] == 0;
  }

  /** Lets go of what is under way, and waits for it, since its memory is used again; its results are lost. */
  void abandon() {
    if (ensemble != null) {
      ensemble = null;
      stream.synchronize();
    }
  }

  /** Frees the batch's memory; tells whether there was any. */
  boolean free() {
    if (arena == null) {
      return false;
    }
    DeviceArena old = arena;
    arena = null;
    old.close();
    return true;
  }

  /** Frees the memory; the stream must be closed, or have nothing to do. */
  @Override
  public void close() {
    ensemble = null;
    new Ending().close(kernels).then(this::free).then(this::unpin).finish();
  }
}
