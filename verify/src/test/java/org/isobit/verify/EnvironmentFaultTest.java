package org.isobit.verify;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.isobit.kernels.Environment;
import org.junit.jupiter.api.Test;

/** Native code that leaves another floating-point environment behind on a thread is found on its first use. */
class EnvironmentFaultTest {

  /** Bits of x86's MXCSR: flush to zero, denormals are zero, rounding up. */
  private static final int FLUSH = 0x8000;
  private static final int DENORMALS = 0x0040;
  private static final int UPWARD = 0x4000;

  /** The C library's fenv_t on x86-64: 28 bytes for the x87 unit, then MXCSR. */
  private static final int FENV_BYTES = 32;
  private static final int MXCSR = 28;

  @Test
  void aCleanThreadPasses() throws Exception {
    assertNull(probe(0));
  }

  @Test
  void flushedResultsAreFound() throws Exception {
    assertFound("subnormal results are flushed to zero", probe(FLUSH));
  }

  @Test
  void flushedOperandsAreFound() throws Exception {
    assertFound("subnormal operands are read as zero", probe(DENORMALS));
  }

  @Test
  void anotherRoundingIsFound() throws Exception {
    assertFound("rounding is not to nearest", probe(UPWARD));
  }

  private static void assertFound(String cause, Throwable found) {
    assertEquals(IllegalStateException.class, found == null ? null : found.getClass());
    assertTrue(found.getMessage().contains(cause) && found.getMessage().contains("spoiled"), found.getMessage());
  }

  /** What the probe says on a thread whose control register native code has changed, or null. */
  private static Throwable probe(int bits) throws InterruptedException {
    assumeTrue(MachineFacts.x86() && System.getProperty("os.name").equals("Linux"),
        "skipped: the layout of fenv_t is that of Linux on x86-64");
    Throwable[] found = new Throwable[1];
    Thread thread = new Thread(() -> found[0] = underBits(bits), "spoiled");
    thread.start();
    thread.join();
    return found[0];
  }

  private static Throwable underBits(int bits) {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor type = FunctionDescriptor.of(JAVA_INT, ADDRESS);
    try (Arena arena = Arena.ofConfined(); Arena library = Arena.ofConfined()) {
      var lookup = java.lang.foreign.SymbolLookup.libraryLookup("libm.so.6", library);
      MethodHandle get = linker.downcallHandle(lookup.findOrThrow("fegetenv"), type);
      MethodHandle set = linker.downcallHandle(lookup.findOrThrow("fesetenv"), type);
      MemorySegment clean = arena.allocate(FENV_BYTES, 16);
      MemorySegment spoiled = arena.allocate(FENV_BYTES, 16);
      if ((int) get.invokeExact(clean) != 0) {
        return new AssertionError("fegetenv failed");
      }
      spoiled.copyFrom(clean);
      spoiled.set(JAVA_INT, MXCSR, clean.get(JAVA_INT, MXCSR) | bits);
      if ((int) set.invokeExact(spoiled) != 0) {
        return new AssertionError("fesetenv failed");
      }
      try {
        Environment.require();
        return null;
      } catch (IllegalStateException e) {
        return e;
      } finally {
        int ignored = (int) set.invokeExact(clean);
      }
    } catch (Throwable e) {
      return e;
    }
  }
}
