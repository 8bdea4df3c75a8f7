package org.isobit.gpu.ensemble;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.Ending;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.KernelModule;
import org.isobit.gpu.Stream;
import org.isobit.gpu.gemm.GemmCuda;
import org.isobit.gpu.local.LocalAnalysisCuda;
import org.isobit.gpu.local.LocalField;
import org.isobit.gpu.local.LocalLists;
import org.isobit.gpu.local.LocalObservations;
import org.isobit.gpu.local.LocalOutcome;
import org.isobit.gpu.local.LocalRule;

/**
 * An ensemble that lives on a device, for models that run there: its analyses copy nothing of it. What crosses the bus
 * is what {@link #upload} and {@link #download} say, observations and lists when they are given, and of an analysis
 * matrices of the order of the members, their weights, and what became of targets. Class EXACT: the bits of the
 * filters' steps on the processor.
 *
 * <p>Element (i, m) lies at m·size + i. A global step is {@link #center}, {@link #observe}, {@link #gram} and
 * {@link #projection}; then the caller makes weights, for which the decomposition of a matrix of the order of the
 * members stays on the processor; then {@link #transform}. Local analyses are {@link #center}, {@link #observe}, {@link
 * #analyse}. Values are observed themselves, each with an error of its own.
 *
 * <p>Only methods that return something to the host wait. Every method throws {@link IllegalArgumentException} for what
 * does not fit, and {@link IllegalStateException} out of turn. Not thread-safe: an object belongs to its stream, which
 * must stay open until it is closed.
 */
public final class DeviceEnsemble implements AutoCloseable {

  private static final int THREADS = 128;

  private final Stream stream;
  private final int members;
  private final int size;
  private final EnsembleCuda ensemble;
  private final GemmCuda gemm;
  private final TransformCuda transform;
  private final KernelFunction observe;
  private final KernelFunction innovate;
  private final LocalAnalysisCuda local;
  private final DeviceArray mean;

  /** Members, or anomalies while {@link #centered}; the other takes what comes of a transform. */
  private DeviceArray values;
  private DeviceArray other;
  private boolean centered;

  /** Whether this step has observed: what an earlier one did does not count. */
  private boolean hasObserved;

  /** Observations: the variables, the values, the inverse deviations; then what the ensemble makes of them. */
  private int count;
  private IntDeviceArray index;
  private DeviceArray value;
  private DeviceArray factor;
  private DeviceArray observed;
  private DeviceArray innovation;
  private DeviceArray weights;

  /**
   * Allocates; what members hold is undefined.
   *
   * @param stream  the stream that everything runs on
   * @param members members, at least 2
   * @param size    variables of a state, at least 1
   */
  public DeviceEnsemble(Stream stream, int members, int size) {
    if (members < 2 || size < 1) {
      throw new IllegalArgumentException("device ensemble: there must be at least 2 members and 1 variable, but there "
          + "are " + members + " and " + size);
    }
    this.stream = stream;
    this.members = members;
    this.size = size;
    ensemble = new EnsembleCuda(stream);
    gemm = new GemmCuda(stream);
    transform = new TransformCuda(stream);
    KernelModule module = stream.device().module("ensemble");
    observe = module.function("ensemble_observe_double");
    innovate = module.function("ensemble_innovation_double");
    long elements = (long) members * size;
    try {
      local = new LocalAnalysisCuda(stream);
      mean = stream.device().doubles(size);
      values = stream.device().doubles(elements);
      other = stream.device().doubles(elements);
      weights = stream.device().doubles(members * (members + 1L));
    } catch (RuntimeException e) {
      throw end(new Ending(e)).failure();
    }
  }

  /**
   * Where the members are: anomalies between {@link #center} and the end of a step.
   *
   * @return the array, members × size; another one after each {@link #transform}
   */
  public DeviceArray values() {
    return values;
  }

  /**
   * Copies a member to the device.
   *
   * @param member its number
   * @param source array of its state
   * @param offset where that begins
   */
  public void upload(int member, double[] source, int offset) {
    requireMembers("upload", member);
    values.copyFrom(source, offset, (long) member * size, size, stream);
  }

  /**
   * Copies a member from the device, and waits.
   *
   * @param member its number
   * @param target takes its state
   * @param offset where that begins
   */
  public void download(int member, double[] target, int offset) {
    requireMembers("download", member);
    values.copyTo((long) member * size, target, offset, size, stream);
  }

  private void requireMembers(String operation, int member) {
    requireTurn(operation, !centered);
    if (member < 0 || member >= members) {
      throw new IllegalArgumentException(operation + ": there are " + members + " members, but no number " + member);
    }
  }

  private static void requireTurn(String operation, boolean fulfilled) {
    if (!fulfilled) {
      throw new IllegalStateException("device ensemble: " + operation + " out of turn");
    }
  }

  /** Begins a step: members become anomalies, with their mean beside them. */
  public void center() {
    requireTurn("center", !centered);
    ensemble.subtractMean(members, size, values, 0, size, mean, 0, values, 0, size);
    centered = true;
    hasObserved = false;
  }

  /** Ends a step without an analysis: the members are the anomalies, as they are now, around the mean. */
  public void restore() {
    requireTurn("restore", centered);
    ensemble.addMean(members, size, mean, 0, values, 0, size, values, 0, size);
    centered = false;
  }

  /**
   * Copies observations to the device, and makes observed anomalies and innovations, over standard deviations.
   *
   * @param variables  which variable each is of
   * @param observedAs its value
   * @param inverse    1 over the standard deviation of its error
   */
  public void observe(int[] variables, double[] observedAs, double[] inverse) {
    requireTurn("observe", centered);
    int n = variables.length;
    DeviceChecks.positive("observe", "observations", n);
    if (observedAs.length != n || inverse.length != n) {
      throw new IllegalArgumentException("observe: there are " + n + " variables, but " + observedAs.length
          + " values and " + inverse.length + " deviations");
    }
    for (int j = 0; j < n; j++) {
      if (variables[j] < 0 || variables[j] >= size) {
        throw new IllegalArgumentException("observe: observation " + j + " is of variable " + variables[j] + " of "
            + size);
      }
    }
    hasObserved = false;
    if (n > count) {
      forget();
      index = stream.device().ints(n);
      value = stream.device().doubles(n);
      factor = stream.device().doubles(n);
      innovation = stream.device().doubles(n);
      observed = stream.device().doubles((long) n * members);
    }
    count = n;
    index.copyFrom(variables, stream);
    value.copyFrom(observedAs, stream);
    factor.copyFrom(inverse, stream);
    innovate.set(0, (long) n).set(1, index, 0).set(2, value, 0).set(3, factor, 0).set(4, mean, 0).set(5, innovation, 0)
        .launch(stream, n, THREADS);
    // Observation by observation, as local analyses read them; the others transpose.
    observe.set(0, members).set(1, (long) n).set(2, index, 0).set(3, factor, 0).set(4, values, 0).set(5, (long) size)
        .set(6, observed, 0).set(7, 1L).set(8, (long) members).launchRows(stream, n, members, THREADS);
    hasObserved = true;
  }

  /**
   * S·Sᵀ of the observed anomalies S, members × observations. Waits.
   *
   * @param c takes it, members × members
   */
  public void gram(double[] c) {
    requireTurn("gram", centered && hasObserved);
    gemm.gram(true, members, count, 1.0, observed, 0, members, 0.0, weights, 0, members);
    weights.copyTo(0, c, 0, members * members, stream);
  }

  /**
   * S·d, d the innovations. Waits.
   *
   * @param v takes it, one number a member
   */
  public void projection(double[] v) {
    requireTurn("projection", centered && hasObserved);
    gemm.gemv(true, members, count, 1.0, observed, 0, members, innovation, 0, 1, 0.0, weights, 0, 1);
    weights.copyTo(0, v, 0, members, stream);
  }

  /**
   * Ends a step: mean += wᵀ·A, and the members become mean + T·A.
   *
   * @param t T, members × members
   * @param w weights of the mean
   */
  public void transform(double[] t, double[] w) {
    requireTurn("transform", centered);
    weights.copyFrom(t, 0, 0, members * members, stream);
    weights.copyFrom(w, 0, (long) members * members, members, stream);
    gemm.gemm(false, false, 1, size, members, 1.0, weights, (long) members * members, members, values, 0, size, 1.0,
        mean, 0, size);
    transform.applyAround(false, members, members, size, weights, 0, members, mean, 0, values, 0, size, other, 0, size);
    DeviceArray old = values;
    values = other;
    other = old;
    centered = false;
  }

  /**
   * Ends a step by local analyses: copies lists, and waits. If a target is refused, the ensemble is not to be used.
   *
   * @param fields values at a point
   * @param batch  points of a target
   * @param lists  what is near all targets
   * @param rule   what to do; members are stored whole
   * @return what became of each target
   */
  public LocalOutcome analyse(int fields, int batch, LocalLists lists, LocalRule rule) {
    requireTurn("analyse", centered && hasObserved);
    if (fields < 1 || size % fields != 0 || lists.observations() != count || lists.first() != 0 || !rule.whole()) {
      throw new IllegalArgumentException("analyse: " + fields + " fields of " + size + " variables, lists of "
          + lists.observations() + " observations from target " + lists.first() + " on, where there are " + count
          + (rule.whole() ? "" : "; and members are not to be stored whole"));
    }
    LocalField field = new LocalField(members, fields, size / fields, batch, values, mean, values);
    int entries = Math.max(1, lists.start()[lists.targets()]);
    try (IntDeviceArray start = stream.device().ints(lists.targets() + 1L);
        IntDeviceArray near = stream.device().ints(entries); DeviceArray taper = stream.device().doubles(entries)) {
      start.copyFrom(lists.start(), 0, 0, lists.targets() + 1, stream);
      near.copyFrom(lists.index(), 0, 0, lists.start()[lists.targets()], stream);
      taper.copyFrom(lists.weight(), 0, 0, lists.start()[lists.targets()], stream);
      LocalOutcome outcome = local.analyse(field,
          new LocalObservations(count, members, observed, innovation, start, near, taper), lists, rule);
      centered = false;
      return outcome;
    }
  }

  private void forget() {
    Ending ending = new Ending().close(index).close(value).close(factor).close(innovation).close(observed);
    count = 0;
    index = null;
    value = null;
    factor = null;
    innovation = null;
    observed = null;
    ending.finish();
  }

  private Ending end(Ending ending) {
    return ending.then(this::forget).close(local).close(transform).close(mean).close(values).close(other)
        .close(weights);
  }

  /** Frees the memory, after what it was asked for. */
  @Override
  public void close() {
    end(new Ending().then(stream::synchronize)).finish();
  }
}
