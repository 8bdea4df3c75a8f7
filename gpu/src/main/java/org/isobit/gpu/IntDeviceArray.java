package org.isobit.gpu;

import java.lang.foreign.MemorySegment;

/** An array of integers on a device; element i is at i. */
public final class IntDeviceArray extends DeviceVector<int[], IntDeviceArray> {

  IntDeviceArray(Device device, long length) {
    super(device, length, Integer.BYTES, "integers");
  }

  IntDeviceArray(DeviceArena arena, long byteOffset, long length) {
    super(arena, byteOffset, length, Integer.BYTES, "integers");
  }

  @Override
  MemorySegment segment(int[] array) {
    return MemorySegment.ofArray(array);
  }

  @Override
  IntDeviceArray self() {
    return this;
  }
}
