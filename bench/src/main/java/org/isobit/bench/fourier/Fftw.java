package org.isobit.bench.fourier;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The native opponent for transforms: batched plans of FFTW 3 in double, made by its estimate and without threads, from
 * memory of its own to other memory, both aligned. Debian has it as libfftw3-double3; it is found by its name. Not
 * thread-safe.
 */
final class Fftw implements AutoCloseable {

  static final String LIBRARY = "libfftw3.so.3";
  private static final int FORWARD = -1;
  static final int ESTIMATE = 1 << 6;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final MemoryLayout POINTER = ValueLayout.ADDRESS;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment in;
  private final MemorySegment out;
  private final MemorySegment plan;
  private final MethodHandle execute;
  private final MethodHandle destroy;

  /**
   * A plan.
   *
   * @param real    whether input is real numbers
   * @param n       the length
   * @param members number of members
   * @param x       the input, members × n numbers or pairs, of which it keeps a copy
   */
  Fftw(boolean real, int n, int members, double[] x) {
    int outputs = real ? n / 2 + 1 : n;
    in = arena.allocate((long) Double.BYTES * x.length, 64);
    out = arena.allocate(16L * outputs * members, 64);
    SymbolLookup library = SymbolLookup.libraryLookup(LIBRARY, arena);
    Linker linker = Linker.nativeLinker();
    execute = linker.downcallHandle(library.findOrThrow("fftw_execute"), FunctionDescriptor.ofVoid(POINTER));
    destroy = linker.downcallHandle(library.findOrThrow("fftw_destroy_plan"), FunctionDescriptor.ofVoid(POINTER));
    MemorySegment size = arena.allocateFrom(INT, n);
    try {
      plan = real
          ? (MemorySegment) linker.downcallHandle(library.findOrThrow("fftw_plan_many_dft_r2c"),
              FunctionDescriptor.of(POINTER, INT, POINTER, INT, POINTER, POINTER, INT, INT, POINTER, POINTER, INT, INT,
                  INT)).invoke(1, size, members, in, MemorySegment.NULL, 1, n, out, MemorySegment.NULL, 1, outputs,
                      ESTIMATE)
          : (MemorySegment) linker.downcallHandle(library.findOrThrow("fftw_plan_many_dft"),
              FunctionDescriptor.of(POINTER, INT, POINTER, INT, POINTER, POINTER, INT, INT, POINTER, POINTER, INT, INT,
                  INT, INT)).invoke(1, size, members, in, MemorySegment.NULL, 1, n, out, MemorySegment.NULL, 1, n,
                      FORWARD, ESTIMATE);
    } catch (Throwable t) {
      throw new IllegalStateException("FFTW made no plan for n = " + n, t);
    }
    requirePlan(plan, n);
    MemorySegment.copy(x, 0, in, ValueLayout.JAVA_DOUBLE, 0, x.length);
  }

  /** Refuses what FFTW gives instead of a plan that it does not make: to execute it would end the process. */
  static void requirePlan(MemorySegment plan, int n) {
    if (plan.equals(MemorySegment.NULL)) {
      throw new IllegalStateException("FFTW made no plan for n = " + n);
    }
  }

  /** Whether the library is installed. */
  static boolean present() {
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup.libraryLookup(LIBRARY, arena);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** All transforms, once. */
  void run() {
    try {
      execute.invokeExact(plan);
    } catch (Throwable t) {
      throw new IllegalStateException("fftw_execute failed", t);
    }
  }

  /** The output. */
  double[] output() {
    return out.toArray(ValueLayout.JAVA_DOUBLE);
  }

  @Override
  public void close() {
    try {
      destroy.invokeExact(plan);
    } catch (Throwable t) {
      throw new IllegalStateException("fftw_destroy_plan failed", t);
    }
    arena.close();
  }
}
