// Master of FloatLocalAnalysisCuda: the float version is generated from this file.
package org.isobit.gpu.local;

import org.isobit.gpu.DeviceArena;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.DeviceMemoryException;
import org.isobit.gpu.Ending;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.gpu.Stream;
import org.isobit.gpu.batch.BatchPath;
import org.isobit.gpu.batch.RationalTables;

/**
 * Local analyses of an ensemble transform Kalman filter (Hunt, Kostelich and Szunyogh 2007, Physica D 230, 112–126) on
 * a device, one target a problem, class EXACT; all arrays are the device's, and nothing is copied but numbers and
 * results of targets. {@link LocalAnalysesCuda} does it for arrays of the host.
 *
 * <p>With s the observed anomalies near a target times √ρ (observations × members), d the innovations times √ρ, c =
 * {@code degrees}, f the amplification and x a vector of the target, the anomalies of a field at a point: the mean
 * moves by f·x·(c·I + sᵀs)⁻¹·sᵀd and x becomes f·(I + sᵀs ÷ c)^−½·x. Problems of order 0 are solved with B = sᵀs, the
 * transform formed or not; others with s·sᵀ of the order, rows of zeros filling it up. Chains and order are those of
 * the filters' scalar local analysis, whose switches between the three ways are functions of sizes; the caller groups
 * targets by them.
 *
 * <p>Targets go in batches as large as the device's memory lets; where it does not, the batch is halved. Each call
 * waits. A target that is refused, as {@link LocalOutcome} says, keeps mean and analysis as they were.
 *
 * <p>Not thread-safe: an object belongs to its stream, whose memory it keeps until it is closed.
 */
public final class LocalAnalysisCuda implements AutoCloseable {

  /** Targets of a batch at most: more do not make a device busier. */
  private static final int MOST_LANES = 1 << 16;

  private final Stream stream;
  private final RationalTables tables;
  private final LocalKernels kernels;
  private DeviceArena arena;
  private boolean closed;

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   */
  public LocalAnalysisCuda(Stream stream) {
    this(stream, BatchPath.ESTIMATE);
  }

  LocalAnalysisCuda(Stream stream, BatchPath path) {
    this.stream = stream;
    tables = new RationalTables(stream);
    try {
      kernels = new LocalKernels(stream, tables, path);
    } catch (RuntimeException e) {
      throw new Ending(e).close(tables).failure();
    }
  }

  /**
   * Analyses targets whose problems are alike.
   *
   * @param field        the ensemble
   * @param observations observations and lists, which were looked at: {@link LocalObservations#upload}
   * @param targets      numbers of the targets, each once, none with more observations than the order
   * @param order        order of the problems in observation space, 0 for the space of the members
   * @param rule         what to do
   * @return what became of each target
   * @throws IllegalArgumentException if something does not fit, there is no such target, or one is named twice
   * @throws DeviceMemoryException    if not even one target fits
   * @throws IllegalStateException    if this was closed
   */
  public LocalOutcome analyse(LocalField field, LocalObservations observations, int[] targets, int order,
      LocalRule rule) {
    if (closed) {
      throw new IllegalStateException("local analysis: it was closed");
    }
    check(field, observations, targets, order);
    int[] status = new int[targets.length];
    double[] condition = new double[targets.length]; // float: unchanged
    LocalPath path = kernels.path(field.members(), field.vectors(), order, rule.formed(), targets.length);
    int lanes = Math.min(targets.length, MOST_LANES);
    for (int first = 0; first < targets.length;) {
      int count = Math.min(lanes, targets.length - first);
      try {
        prepare(need(field, order, count, path), count);
      } catch (DeviceMemoryException e) {
        if (count == 1) {
          throw e;
        }
        lanes = (count + 1) / 2;
        continue;
      }
      IntDeviceArray numbers = arena.ints(count).copyFrom(targets, first, 0, count, stream);
      IntDeviceArray statuses = arena.ints(count);
      DeviceArray conditions = arena.doubles(count);
      kernels.reserve(need(field, order, count, path), arena);
      kernels.analyse(field, observations, new LocalKernels.Targets(numbers, 0, count, statuses, conditions), order,
          rule, path);
      statuses.copyTo(0, status, first, count, stream);
      double[] these = new double[count];
      conditions.copyTo(these, stream);
      for (int i = 0; i < count; i++) {
        condition[first + i] = these[i];
      }
      first += count;
    }
    return new LocalOutcome(status, condition);
  }

  /**
   * Analyses all targets of some lists, group by group of one order; those that nothing is near are kept.
   *
   * @param field        the ensemble
   * @param observations observations, with the same lists
   * @param lists        lists of all targets, from target 0 on
   * @param rule         what to do
   * @return what became of each target
   * @throws IllegalArgumentException if something does not fit
   * @throws DeviceMemoryException    if not even one target fits
   * @throws IllegalStateException    if this was closed
   */
  public LocalOutcome analyse(LocalField field, LocalObservations observations, LocalLists lists, LocalRule rule) {
    int n = lists.targets();
    if (lists.first() != 0 || n != field.targets()) {
      throw new IllegalArgumentException("local analysis: lists have " + n + " targets from " + lists.first()
          + " on, but the ensemble has " + field.targets());
    }
    LocalOutcome all = new LocalOutcome(new int[n], new double[n]); // float: unchanged
    int[] group = new int[n];
    int[] orders = java.util.stream.IntStream.range(0, n).map(t -> order(lists, t)).sorted().distinct().toArray();
    for (int order : orders) {
      int size = 0;
      for (int t = 0; t < n; t++) {
        if (order(lists, t) == order) {
          group[size++] = t;
        }
      }
      int[] targets = java.util.Arrays.copyOf(group, size);
      LocalOutcome some = order < 0 ? keep(field, observations, targets, rule)
          : analyse(field, observations, targets, order, rule);
      for (int i = 0; i < size; i++) {
        all.status()[targets[i]] = some.status()[i];
        all.condition()[targets[i]] = some.condition()[i];
      }
    }
    return all;
  }

  /** The order of a target's problem, −1 if nothing is near it. */
  private static int order(LocalLists lists, int t) {
    return lists.count(t) == 0 ? -1 : lists.order()[t];
  }

  private LocalOutcome keep(LocalField field, LocalObservations observations, int[] targets, LocalRule rule) {
    if (closed) {
      throw new IllegalStateException("local analysis: it was closed");
    }
    check(field, observations, targets, 0);
    int n = targets.length;
    prepare(new LocalKernels.Need(), n);
    IntDeviceArray numbers = arena.ints(n).copyFrom(targets, stream);
    kernels.keep(field, observations, new LocalKernels.Targets(numbers, 0, n, arena.ints(n), arena.doubles(n)), rule);
    double[] condition = new double[n]; // float: unchanged
    java.util.Arrays.fill(condition, 1.0); // float: unchanged
    return new LocalOutcome(new int[n], condition);
  }

  private static void check(LocalField field, LocalObservations observations, int[] targets, int order) {
    DeviceChecks.size("local analysis", "order", order);
    if (observations.stride() < field.members()) {
      throw new IllegalArgumentException("local analysis: the stride " + observations.stride() + " is less than the "
          + field.members() + " members");
    }
    DeviceChecks.vector("local analysis", "start", observations.start(), 0, field.targets() + 1L);
    if (order > LocalLists.MOST_TERMS) {
      throw new IllegalArgumentException("local analysis: at most " + LocalLists.MOST_TERMS
          + " observations near a target, but the order is " + order);
    }
    java.util.BitSet seen = new java.util.BitSet();
    for (int target : targets) {
      if (target < 0 || target >= field.targets()) {
        throw new IllegalArgumentException("local analysis: there are " + field.targets() + " targets, but no number "
            + target);
      }
      if (seen.get(target)) {
        throw new IllegalArgumentException("local analysis: target " + target + " is named twice");
      }
      seen.set(target);
    }
  }

  private static LocalKernels.Need need(LocalField field, int order, int count, LocalPath path) {
    LocalKernels.Need need = new LocalKernels.Need();
    return path != null ? need : need.add(field.members(), field.vectors(), order, count);
  }

  private void prepare(LocalKernels.Need need, int count) {
    long bytes = 2 * DeviceArena.bytes(count, Integer.BYTES) + DeviceArena.bytes(count, Double.BYTES) + need.bytes();
    if (arena != null && arena.length() >= bytes) {
      arena.reset();
      return;
    }
    free();
    arena = new DeviceArena(stream.device(), bytes);
  }

  private void free() {
    if (arena != null) {
      DeviceArena old = arena;
      arena = null;
      old.close();
    }
  }

  /** Frees the memory. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      new Ending().then(this::free).close(kernels).close(tables).finish();
    }
  }
}
