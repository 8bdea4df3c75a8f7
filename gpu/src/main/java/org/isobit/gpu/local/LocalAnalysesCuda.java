// Master of FloatLocalAnalysesCuda: the float version is generated from this file.
package org.isobit.gpu.local;

import org.isobit.gpu.Device;
import org.isobit.gpu.DeviceMemoryException;
import org.isobit.gpu.Ending;
import org.isobit.gpu.Stream;
import org.isobit.gpu.batch.BatchPath;
import org.isobit.gpu.batch.RationalTables;

/**
 * Local analyses of ensembles in arrays of the host, on a device, with the bits of the filters' scalar local analysis:
 * what {@link LocalAnalysisCuda} does, class EXACT.
 *
 * <p>Targets go batch by batch, in their own order. Only the columns of a batch's points and its lists go up, so that
 * an ensemble may be larger than the device's memory; observations go up once, or those that are near a batch with it
 * if they do not fit. Two streams take turns: while the kernels of one batch run, the results of the batch before come
 * down and the columns of the next go up. A batch has one allocation; where the device has no memory for it, batches
 * are halved. Inside a batch targets are grouped by the order of their problems.
 *
 * <p>Not thread-safe: an object keeps two streams and their memory until it is closed.
 */
public final class LocalAnalysesCuda implements AutoCloseable {

  /** Bytes of a batch's columns, about: enough that copies take longer than to ask for them. */
  private static final long COLUMNS = 32L << 20;

  /** Targets of a batch at most: more do not make a device busier. */
  private static final int MOST_TARGETS = 1 << 16;

  /** Bytes that problems which run one a thread take at a time, about. */
  private static final long WORK = 512L << 20;

  private final long columns;
  private final LocalNetwork network;
  private final Stream[] streams = new Stream[2];
  private final LocalSlot[] slots = new LocalSlot[2];
  private RationalTables tables;
  private boolean closed;

  /**
   * Makes the streams and loads the kernels.
   *
   * @param device the device, which must stay open until this is closed
   */
  public LocalAnalysesCuda(Device device) {
    this(device, BatchPath.ESTIMATE, COLUMNS);
  }

  /**
   * The same with a way of solving problems that is chosen, for conformance: the bits are the same.
   *
   * @param device the device, which must stay open until this is closed
   * @param path   one thread a problem, one block a problem, or what is estimated to be faster
   */
  public LocalAnalysesCuda(Device device, BatchPath path) {
    this(device, path, COLUMNS);
  }

  /** With batches of so many bytes, about. */
  LocalAnalysesCuda(Device device, BatchPath path, long columns) {
    this.columns = columns;
    network = new LocalNetwork(device);
    try {
      for (int i = 0; i < slots.length; i++) {
        streams[i] = device.stream();
        tables = tables == null ? new RationalTables(streams[i]) : tables;
        slots[i] = new LocalSlot(streams[i], tables, network, path);
      }
    } catch (RuntimeException e) {
      throw end(new Ending(e)).failure();
    }
  }

  /**
   * Says what was observed, for the analyses that follow. The arrays are read until the next call, and must not change.
   *
   * @param count         observations
   * @param stride        elements from one observation's anomalies to the next's, at least the rows of ensembles
   * @param byObservation observed anomalies over the standard deviation of the error, count × stride
   * @param innovation    innovations over the standard deviation of the error, in double also in float
   * @throws IllegalArgumentException if a size is not positive or an array too short
   * @throws IllegalStateException    if this was closed
   */
  public void observe(int count, int stride, double[] byObservation,
      double[] innovation) { // float: unchanged
    requireOpen();
    network.observe(count, stride, byObservation, innovation);
  }

  /**
   * Analyses the targets of some lists; refused ones, as the outcome says, keep mean and analysis as they were. Nothing
   * runs before all arguments were looked at; if a device fails on the way, targets are analysed or not.
   *
   * @param ensemble the ensemble
   * @param lists    what is near which targets
   * @param rule     what to do
   * @return what became of each target of the lists
   * @throws IllegalArgumentException if there are no such targets, or the lists are of other observations
   * @throws DeviceMemoryException    if not even one target fits
   * @throws IllegalStateException    if this was closed, or nothing was observed
   */
  public LocalOutcome analyse(LocalEnsemble ensemble, LocalLists lists, LocalRule rule) {
    requireOpen();
    network.require(ensemble.rows(), lists);
    int targets = lists.targets();
    if (lists.first() > ensemble.targets() - targets) {
      throw new IllegalArgumentException("local analysis: targets " + lists.first() + " to "
          + (lists.first() + targets - 1L) + " are not among the " + ensemble.targets() + " of the ensemble");
    }
    LocalOutcome outcome = new LocalOutcome(new int[targets], new double[targets]); // float: unchanged
    long column = (ensemble.rows() + 1L) * ensemble.vectors() * Double.BYTES;
    int most = (int) Math.max(1, Math.min(Math.min(targets, MOST_TARGETS), columns / column));
    long work = WORK;
    try {
      int turn = 0;
      for (int next = 0; next < targets;) {
        int count = Math.min(most, targets - next);
        LocalSlot slot = slots[turn];
        slot.collect();
        try {
          slot.start(ensemble, lists, rule, outcome, next, count, work);
        } catch (DeviceMemoryException e) {
          shrink(count, e);
          most = (count + 1) / 2;
          work = work / 2;
          continue;
        }
        next += count;
        turn = 1 - turn;
      }
      slots[turn].collect();
      slots[1 - turn].collect();
    } catch (RuntimeException e) {
      throw new Ending(e).then(slots[0]::abandon).then(slots[1]::abandon).failure();
    }
    return outcome;
  }

  /**
   * Makes room: first of what the other batch holds, then by smaller batches, at last by fewer observations at a time.
   */
  private void shrink(int count, DeviceMemoryException e) {
    slots[0].collect();
    slots[1].collect();
    boolean held = slots[0].free() | slots[1].free();
    if (count == 1 && !held && !network.leave()) {
      throw e;
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("local analysis: it was closed");
    }
  }

  /** Streams first: closing them waits for what works with the memory. */
  private Ending end(Ending ending) {
    return ending.close(streams[0]).close(streams[1]).close(slots[0]).close(slots[1]).close(tables).close(network);
  }

  /** Waits for what runs, and frees the memory. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    end(new Ending()).finish();
  }
}
