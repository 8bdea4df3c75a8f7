package org.isobit.models.assimilation;

import java.util.Objects;
import org.isobit.kernels.Workers;
import org.isobit.kernels.device.DeviceUse;

/**
 * The setting of one analysis: where its random numbers come from, which threads run it, whose arrays it uses.
 *
 * <p>Random numbers are Philox draws with key {@code seed} from streams that the index and the purpose name, so that
 * any two cycles, and any two purposes within one, draw from streams of their own. Streams whose top byte is 1 to 15
 * belong to filters; callers that draw with the same seed take others.
 *
 * @param seed      key of all draws
 * @param index     number of the cycle, 0 ≤ index &lt; 2^56
 * @param workers   threads that share the analysis; results do not depend on them
 * @param workspace arrays kept from call to call, or null for fresh ones
 * @param devices   where it is noted what ran on a device
 */
public record Cycle(long seed, long index, Workers workers, Workspace workspace, DeviceUse devices) {

  /** What random numbers are for; its number is the top byte of the stream. */
  public enum Purpose {
    /** Observation perturbations of the stochastic filter. */
    PERTURBATIONS,
    /** Random rotations. */
    ROTATION,
    /** Shuffled observations. */
    ORDER,
    /** Errors of sampled innovations. */
    INNOVATION_ERRORS,
    /** Members of sampled innovations. */
    INNOVATION_MEMBERS,
    /** Errors of the artificial innovations that a latent innovation space is trained with. */
    TRAINING_ERRORS,
    /** Members of those. */
    TRAINING_MEMBERS,
    /** Encoding of states. */
    STATE_ENCODING,
    /** Decoding of states. */
    STATE_DECODING,
    /** Encoding of members' innovations. */
    MEMBER_INNOVATION_ENCODING,
    /** Encoding of sampled innovations. */
    INNOVATION_ENCODING,
    /** Resampling of particles, and what moves them apart. */
    RESAMPLING
  }

  /**
   * Checks the setting.
   *
   * @throws IllegalArgumentException if the index is out of range
   */
  public Cycle {
    if (index < 0 || index >= 1L << 56) {
      throw new IllegalArgumentException("Cycle: index must be in 0 … 2^56 − 1, but is " + index);
    }
    Objects.requireNonNull(workers, "workers");
    Objects.requireNonNull(devices, "devices");
  }

  /**
   * A cycle that keeps no record of devices of its own.
   *
   * @param seed      key of all draws
   * @param index     number of the cycle
   * @param workers   threads that share the analysis
   * @param workspace arrays kept from call to call, or null for fresh ones
   * @throws IllegalArgumentException if the index is out of range
   */
  public Cycle(long seed, long index, Workers workers, Workspace workspace) {
    this(seed, index, workers, workspace, DeviceUse.log());
  }

  /**
   * A cycle on the shared workers with fresh arrays.
   *
   * @param seed  key of all draws
   * @param index number of the cycle
   * @return the setting
   */
  public static Cycle of(long seed, long index) {
    return new Cycle(seed, index, Workers.shared(), null);
  }

  /**
   * The same cycle on other threads.
   *
   * @param threads the threads
   * @return the setting
   */
  public Cycle with(Workers threads) {
    return new Cycle(seed, index, threads, workspace, devices);
  }

  /**
   * The same cycle with arrays that are kept.
   *
   * @param arrays the workspace
   * @return the setting
   */
  public Cycle with(Workspace arrays) {
    return new Cycle(seed, index, workers, arrays, devices);
  }

  /**
   * The same cycle with a record of what runs on a device.
   *
   * @param record takes notes
   * @return the setting
   */
  public Cycle with(DeviceUse record) {
    return new Cycle(seed, index, workers, workspace, record);
  }

  /**
   * The following cycle on the same threads and arrays, with the same record.
   *
   * @return the setting with index + 1
   */
  public Cycle next() {
    return new Cycle(seed, index + 1, workers, workspace, devices);
  }

  /**
   * The stream of draws for a purpose.
   *
   * @param purpose what is drawn
   * @return the number of the stream, its own for each purpose and cycle
   */
  public long stream(Purpose purpose) {
    return (long) (purpose.ordinal() + 1) << 56 | index;
  }
}
