// Master of FloatDeviceArray: the float version is generated from this file.
package org.isobit.gpu;

import java.lang.foreign.MemorySegment;

/** An array of doubles on a device; element i is at i. */
public final class DeviceArray extends DeviceMemory {

  DeviceArray(Device device, long length) {
    super(device, length, Double.BYTES);
  }

  DeviceArray(DeviceArena arena, long byteOffset, long length) {
    super(arena, byteOffset, length, Double.BYTES);
  }

  /**
   * Copies from a Java array. The array may be changed as soon as the call returns; the copy is there for whatever the
   * stream runs next.
   *
   * @param source       the array
   * @param sourceOffset index of the first element to copy
   * @param offset       where it goes
   * @param n            elements
   * @param stream       the stream
   * @return this
   * @throws IllegalArgumentException if either side has not so many elements
   */
  public DeviceArray copyFrom(double[] source, int sourceOffset, long offset, int n, Stream stream) {
    require("copy to a device", offset, n);
    java.util.Objects.checkFromIndexSize(sourceOffset, n, source.length);
    stream.upload(MemorySegment.ofArray(source), (long) sourceOffset * Double.BYTES, this, offset * Double.BYTES,
        (long) n * Double.BYTES);
    return this;
  }

  /**
   * Copies a whole Java array to the first elements.
   *
   * @param source the array
   * @param stream the stream
   * @return this
   * @throws IllegalArgumentException if it does not fit
   */
  public DeviceArray copyFrom(double[] source, Stream stream) {
    return copyFrom(source, 0, 0, source.length, stream);
  }

  /**
   * Copies to a Java array, after all that the stream was asked for before, and waits for it.
   *
   * @param offset       the first element
   * @param target       takes them
   * @param targetOffset index of the first one there
   * @param n            elements
   * @param stream       the stream
   * @throws IllegalArgumentException if either side has not so many elements
   */
  public void copyTo(long offset, double[] target, int targetOffset, int n, Stream stream) {
    require("copy from a device", offset, n);
    java.util.Objects.checkFromIndexSize(targetOffset, n, target.length);
    stream.download(this, offset * Double.BYTES, MemorySegment.ofArray(target), (long) targetOffset * Double.BYTES,
        (long) n * Double.BYTES);
  }

  /**
   * Copies the first elements to a whole Java array and waits for it.
   *
   * @param target the array
   * @param stream the stream
   * @throws IllegalArgumentException if there are not so many
   */
  public void copyTo(double[] target, Stream stream) {
    copyTo(0, target, 0, target.length, stream);
  }

  /**
   * Copies from another array of the device.
   *
   * @param source       the other array
   * @param sourceOffset its first element
   * @param offset       where it goes
   * @param n            elements
   * @param stream       the stream
   * @throws IllegalArgumentException if either side has not so many elements
   */
  public void copyFrom(DeviceArray source, long sourceOffset, long offset, long n, Stream stream) {
    source.require("copy on a device", sourceOffset, n);
    require("copy on a device", offset, n);
    stream.copy(source, sourceOffset * Double.BYTES, this, offset * Double.BYTES, n * Double.BYTES);
  }
}
