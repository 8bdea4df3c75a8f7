package org.isobit.gpu;

import java.lang.foreign.MemorySegment;
import jcuda.Pointer;

/** A JCuda pointer to native memory whose address is known. */
final class NativePointer extends Pointer {

  NativePointer() {}

  /** The address, once a call has set it. */
  long value() {
    return getNativePointer();
  }

  /** A pointer to a native segment. */
  static Pointer of(MemorySegment segment) {
    return new NativePointer().withByteOffset(segment.address());
  }
}
