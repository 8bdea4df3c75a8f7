package org.isobit.gpu;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * Numbers on a device; element i is at i. What the arrays of all types have in common. Thread-safe as
 * {@link DeviceMemory} is.
 *
 * @param <A> the Java array that takes as much, for example {@code double[]}
 * @param <V> the class itself
 */
public abstract sealed class DeviceVector<A, V extends DeviceVector<A, V>> extends DeviceMemory
    permits DeviceArray, FloatDeviceArray, IntDeviceArray {

  DeviceVector(Device device, long length, int elementBytes, String elements) {
    super(device, length, elementBytes, elements);
  }

  DeviceVector(DeviceArena arena, long byteOffset, long length, int elementBytes, String elements) {
    super(arena, byteOffset, length, elementBytes, elements);
  }

  /** A Java array as memory. */
  abstract MemorySegment segment(A array);

  /** This. */
  abstract V self();

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
   * @throws IllegalArgumentException  if this has not so many elements, or the stream is another device's
   * @throws IndexOutOfBoundsException if the source has not so many
   * @throws IllegalStateException     if this or the stream was closed
   */
  public final V copyFrom(A source, int sourceOffset, long offset, int n, Stream stream) {
    require("copy to a device", offset, n);
    MemorySegment from = segment(source);
    long bytes = elementBytes();
    Objects.checkFromIndexSize(sourceOffset, n, from.byteSize() / bytes);
    stream.upload(from, sourceOffset * bytes, this, offset * bytes, n * bytes);
    return self();
  }

  /**
   * Copies a whole Java array to the first elements.
   *
   * @param source the array
   * @param stream the stream
   * @return this
   * @throws IllegalArgumentException if it does not fit, or the stream is another device's
   * @throws IllegalStateException    if this or the stream was closed
   */
  public final V copyFrom(A source, Stream stream) {
    return copyFrom(source, 0, 0, (int) (segment(source).byteSize() / elementBytes()), stream);
  }

  /**
   * Copies to a Java array, after all that the stream was asked for before, and waits for it.
   *
   * @param offset       the first element
   * @param target       takes them
   * @param targetOffset index of the first one there
   * @param n            elements
   * @param stream       the stream
   * @throws IllegalArgumentException  if this has not so many elements, or the stream is another device's
   * @throws IndexOutOfBoundsException if the target has not so many
   * @throws IllegalStateException     if this or the stream was closed
   */
  public final void copyTo(long offset, A target, int targetOffset, int n, Stream stream) {
    require("copy from a device", offset, n);
    MemorySegment to = segment(target);
    long bytes = elementBytes();
    Objects.checkFromIndexSize(targetOffset, n, to.byteSize() / bytes);
    stream.download(this, offset * bytes, to, targetOffset * bytes, n * bytes);
  }

  /**
   * Copies the first elements to a whole Java array and waits for it.
   *
   * @param target the array
   * @param stream the stream
   * @throws IllegalArgumentException if there are not so many, or the stream is another device's
   * @throws IllegalStateException    if this or the stream was closed
   */
  public final void copyTo(A target, Stream stream) {
    copyTo(0, target, 0, (int) (segment(target).byteSize() / elementBytes()), stream);
  }

  /**
   * Copies from another array of the device.
   *
   * @param source       the other array
   * @param sourceOffset its first element
   * @param offset       where it goes
   * @param n            elements
   * @param stream       the stream
   * @throws IllegalArgumentException if either side has not so many elements, both share some, or the stream is another
   *                                  device's
   * @throws IllegalStateException    if either side or the stream was closed
   */
  public final void copyFrom(V source, long sourceOffset, long offset, long n, Stream stream) {
    source.require("copy on a device", sourceOffset, n);
    require("copy on a device", offset, n);
    DeviceChecks.apart("copy on a device", "target", "source", this, offset, n, source, sourceOffset, n);
    long bytes = elementBytes();
    stream.copy(source, sourceOffset * bytes, this, offset * bytes, n * bytes);
  }
}
