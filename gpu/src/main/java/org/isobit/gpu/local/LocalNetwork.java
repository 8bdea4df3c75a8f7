// Master of FloatLocalNetwork: the float version is generated from this file.
package org.isobit.gpu.local;

import java.util.Arrays;
import org.isobit.gpu.Device;
import org.isobit.gpu.DeviceArena;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.DeviceMemoryException;
import org.isobit.gpu.Ending;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.gpu.Stream;

/**
 * What was observed: on the device as a whole if it fits, else those that are near a batch go up with it. Not
 * thread-safe.
 */
final class LocalNetwork implements AutoCloseable {

  private final Device device;
  private int count;
  private int stride;
  private double[] byObservation;
  private double[] innovation; // float: unchanged

  /** Whether all are on the device, or should be. */
  private boolean resident;
  private DeviceArena arena;
  private DeviceArray by;
  private DeviceArray departures; // float: private org.isobit.gpu.DeviceArray departures;

  /** For each observation its number among those that are near a batch, where {@link #stamp} is the batch's. */
  private int[] number = {};
  private int[] stamp = {};
  private int now;

  LocalNetwork(Device device) {
    this.device = device;
  }

  void observe(int newCount, int newStride, double[] newByObservation,
      double[] newInnovation) { // float: unchanged
    DeviceChecks.positive("local analysis", "observations", newCount);
    DeviceChecks.positive("local analysis", "stride", newStride);
    if ((long) newCount * newStride > newByObservation.length || newCount > newInnovation.length) {
      throw new IllegalArgumentException("local analysis: there are " + newCount + " observations with a stride of "
          + newStride + ", but " + newByObservation.length + " elements of anomalies and " + newInnovation.length
          + " innovations");
    }
    close();
    count = newCount;
    stride = newStride;
    byObservation = newByObservation;
    innovation = newInnovation;
    resident = true;
  }

  /** Checks that lists are of these observations, and that rows have so many elements. */
  void require(int rows, LocalLists lists) {
    if (byObservation == null) {
      throw new IllegalStateException("local analysis: nothing was observed");
    }
    if (lists.observations() != count || stride < rows) {
      throw new IllegalArgumentException("local analysis: there are " + count + " observations with a stride of "
          + stride + ", but lists of " + lists.observations() + " observations and " + rows + " rows");
    }
  }

  private static long bytes(int observations, int stride) {
    return DeviceArena.bytes((long) observations * stride, Double.BYTES) + DeviceArena.bytes(observations, 8);
  }

  /** Gives up to hold all observations; tells whether that can help. */
  boolean leave() {
    if (!resident) {
      return false;
    }
    resident = false;
    free();
    return true;
  }

  /**
   * Makes all observations resident if they shall be and are not; where there is no room, they go with batches.
   *
   * @param stream takes the copies, and waits for them
   */
  void settle(Stream stream) {
    if (!resident || arena != null) {
      return;
    }
    try {
      arena = new DeviceArena(device, bytes(count, stride));
    } catch (DeviceMemoryException e) {
      // Not a failure: batches bring what is near them.
      resident = false;
      return;
    }
    try {
      by = arena.doubles((long) count * stride);
      departures = arena.doubles(count); // float: unchanged
      by.copyFrom(byObservation, 0, 0, count * stride, stream);
      departures.copyFrom(innovation, 0, 0, count, stream);
      stream.synchronize();
    } catch (RuntimeException e) {
      throw new Ending(e).then(this::free).failure();
    }
  }

  /** Observations that a batch brings, with their numbers there. */
  final class Part {
    private final int[] index;
    private final int[] chosen;
    private final int size;

    private Part(int[] index, int[] chosen, int size) {
      this.index = index;
      this.chosen = chosen;
      this.size = size;
    }

    /** Bytes of an arena. */
    long bytes() {
      return chosen == null ? 0 : LocalNetwork.bytes(size, stride);
    }

    /** Copies what is not there yet; {@code start} and {@code weight} are the batch's lists on the device. */
    LocalObservations observations(DeviceArena batch, IntDeviceArray start, IntDeviceArray indexOnDevice,
        DeviceArray weight, // float: org.isobit.gpu.DeviceArray weight,
        Stream stream) {
      indexOnDevice.copyFrom(index, 0, 0, index.length, stream);
      if (chosen == null) {
        return new LocalObservations(count, stride, by, departures, start, indexOnDevice, weight);
      }
      double[] rows = new double[size * stride];
      double[] these = new double[size]; // float: unchanged
      for (int i = 0; i < size; i++) {
        System.arraycopy(byObservation, chosen[i] * stride, rows, i * stride, stride);
        these[i] = innovation[chosen[i]];
      }
      DeviceArray rowsOnDevice = batch.doubles(rows.length).copyFrom(rows, stream);
      DeviceArray theseOnDevice = batch.doubles(size).copyFrom(these, stream); // float: org.isobit.gpu.DeviceArray theseOnDevice = batch.doubles(size).copyFrom(these, stream);
      return new LocalObservations(size, stride, rowsOnDevice, theseOnDevice, start, indexOnDevice, weight);
    }
  }

  /** What the entries from … to − 1 of lists need. */
  Part part(LocalLists lists, int from, int to) {
    int[] index = Arrays.copyOfRange(lists.index(), from, Math.max(from + 1, to));
    if (to == from) {
      index[0] = 0;
    }
    if (resident) {
      return new Part(index, null, 0);
    }
    if (number.length < count) {
      number = new int[count];
      stamp = new int[count];
    }
    now++;
    int[] chosen = new int[16];
    int size = 0;
    for (int e = 0; e < index.length; e++) {
      int j = index[e];
      if (stamp[j] != now) {
        if (size == chosen.length) {
          chosen = Arrays.copyOf(chosen, 2 * size);
        }
        stamp[j] = now;
        number[j] = size;
        chosen[size++] = j;
      }
      index[e] = number[j];
    }
    return new Part(index, chosen, size);
  }

  private void free() {
    if (arena != null) {
      DeviceArena old = arena;
      arena = null;
      by = null;
      departures = null;
      old.close();
    }
  }

  @Override
  public void close() {
    free();
  }
}
