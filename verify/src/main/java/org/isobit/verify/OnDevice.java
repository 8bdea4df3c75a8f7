package org.isobit.verify;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.isobit.gpu.Device;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceMemory;
import org.isobit.gpu.FloatDeviceArray;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.gpu.Stream;

/**
 * Runs the kernels of a case on a CUDA device as the case would run them on the processor: with {@link #of} around its
 * Java arrays. An array that is mentioned has device memory of its own, to which it was copied, rims and padding
 * included; mentioned again it is the same memory, so what works in place there works in place here. After the call all
 * are copied back. Not thread-safe.
 *
 * <p>Device, stream and kernels are opened at the first use and serve the whole JVM until {@link #end}.
 */
public final class OnDevice {

  private static OnDevice open;

  /** A copy of a Java array on the device. */
  private record Copy(DeviceMemory memory, Runnable back) {}

  private final Device device = Device.open();
  private final Stream stream = device.stream();
  private final Map<Class<?>, Object> kernels = new HashMap<>();
  private final Map<Object, Copy> copies = new IdentityHashMap<>();

  private long calls;

  private OnDevice() {}

  /** How often something was run on the device. */
  static long calls() {
    return open == null ? 0 : open.calls;
  }

  /** What must be done after a call, whether or not it succeeds. */
  private interface Closing extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Runs something on the first device.
   *
   * @param call calls kernels with {@link #of} around arrays
   * @throws org.isobit.gpu.DeviceException if there is no device, or something fails there
   */
  public static void run(Consumer<OnDevice> call) {
    if (open == null) {
      open = new OnDevice();
    }
    open.call(call);
  }

  private void call(Consumer<OnDevice> call) {
    try (Closing _ = this::free) {
      call.accept(this);
      copies.values().forEach(copy -> copy.back.run());
      calls++;
    }
  }

  private void free() {
    copies.values().forEach(copy -> copy.memory.close());
    copies.clear();
  }

  /** Closes the device, if it was used. */
  static void end() {
    if (open != null) {
      OnDevice last = open;
      open = null;
      try (last.device; last.stream) {
        for (Object object : last.kernels.values()) {
          if (object instanceof AutoCloseable closeable) {
            close(closeable);
          }
        }
      }
    }
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The kernels of a class, made at the first use.
   *
   * @param type the class
   * @param make its constructor
   * @param <K>  the class
   * @return an object of this device's stream
   */
  public <K> K kernels(Class<K> type, Function<Stream, K> make) {
    return type.cast(kernels.computeIfAbsent(type, unused -> make.apply(stream)));
  }

  /**
   * Something on this device that serves one call.
   *
   * @param make makes it on a stream
   * @param <K>  what it is
   * @return it, which the caller closes
   */
  public <K extends AutoCloseable> K made(Function<Stream, K> make) {
    return make.apply(stream);
  }

  /**
   * The copy of an array.
   *
   * @param x the array, or null
   * @return its memory on the device; null for null
   */
  public DeviceArray of(double[] x) {
    return x == null ? null : (DeviceArray) copies.computeIfAbsent(x, unused -> {
      DeviceArray memory = device.doubles(Math.max(1, x.length)).copyFrom(x, stream);
      return new Copy(memory, () -> memory.copyTo(x, stream));
    }).memory;
  }

  /**
   * The copy of an array.
   *
   * @param x the array, or null
   * @return its memory on the device; null for null
   */
  public FloatDeviceArray of(float[] x) {
    return x == null ? null : (FloatDeviceArray) copies.computeIfAbsent(x, unused -> {
      FloatDeviceArray memory = device.floats(Math.max(1, x.length)).copyFrom(x, stream);
      return new Copy(memory, () -> memory.copyTo(x, stream));
    }).memory;
  }

  /**
   * The copy of an array.
   *
   * @param x the array, or null
   * @return its memory on the device; null for null
   */
  public IntDeviceArray of(int[] x) {
    return x == null ? null : (IntDeviceArray) copies.computeIfAbsent(x, unused -> {
      IntDeviceArray memory = device.ints(Math.max(1, x.length)).copyFrom(x, stream);
      return new Copy(memory, () -> memory.copyTo(x, stream));
    }).memory;
  }
}
