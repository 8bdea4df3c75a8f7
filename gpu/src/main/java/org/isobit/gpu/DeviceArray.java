// Master of FloatDeviceArray: the float version is generated from this file.
package org.isobit.gpu;

import java.lang.foreign.MemorySegment;

/** An array of doubles on a device; element i is at i. */
public final class DeviceArray extends DeviceVector<double[], DeviceArray> {

  DeviceArray(Device device, long length) {
    super(device, length, Double.BYTES, "doubles");
  }

  DeviceArray(DeviceArena arena, long byteOffset, long length) {
    super(arena, byteOffset, length, Double.BYTES, "doubles");
  }

  @Override
  MemorySegment segment(double[] array) {
    return MemorySegment.ofArray(array);
  }

  @Override
  DeviceArray self() {
    return this;
  }
}
