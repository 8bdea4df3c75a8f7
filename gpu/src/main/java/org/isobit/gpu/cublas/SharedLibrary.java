package org.isobit.gpu.cublas;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * A shared library that the loader has opened, and never closes: by dlopen itself, because {@link SymbolLookup} does
 * not say why a library cannot be opened. Thread-safe.
 */
final class SharedLibrary {

  /** RTLD_LAZY: cuBLAS has functions by the thousand, of which few are called. */
  private static final int LAZY = 1;

  /** Longest message or path that is read. */
  private static final int LONGEST = 4096;

  private static final Linker LINKER = Linker.nativeLinker();

  /** The C library is open in every process; on glibc before 2.34 libdl is a part of this look-up as well. */
  private static final SymbolLookup SYSTEM = LINKER.defaultLookup();

  /** Made once: looking one of them up would make the loader forget its last error. */
  private static final MethodHandle OPEN = system("dlopen",
      FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
  private static final MethodHandle ERROR = system("dlerror", FunctionDescriptor.of(ValueLayout.ADDRESS));
  private static final MethodHandle SYMBOL = system("dlsym",
      FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
  private static final MethodHandle ORIGIN = system("dladdr",
      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));

  /** The library, or why there is none: one of the two is null. */
  record Opened(SharedLibrary library, String obstacle) {}

  private final MemorySegment handle;

  private SharedLibrary(MemorySegment handle) {
    this.handle = handle;
  }

  /**
   * Opens a library.
   *
   * @param name a path, or a name that the loader looks for
   */
  static Opened open(String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle = (MemorySegment) OPEN.invokeExact(arena.allocateFrom(name), LAZY);
      if (handle.address() != 0) {
        return new Opened(new SharedLibrary(handle), null);
      }
      MemorySegment text = (MemorySegment) ERROR.invokeExact();
      return new Opened(null, text.address() == 0 ? name + " cannot be opened" : text(text));
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** The address of a symbol, if the library has it. */
  Optional<MemorySegment> find(String symbol) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = (MemorySegment) SYMBOL.invokeExact(handle, arena.allocateFrom(symbol));
      return address.address() == 0 ? Optional.empty() : Optional.of(address);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** A function of the library. */
  static MethodHandle function(MemorySegment address, FunctionDescriptor type) {
    return LINKER.downcallHandle(address, type);
  }

  /** Path of the file that a symbol comes from: the first field of what dladdr gives. */
  static String file(MemorySegment symbol) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(4 * ValueLayout.ADDRESS.byteSize(), ValueLayout.ADDRESS.byteAlignment());
      int found = (int) ORIGIN.invokeExact(symbol, info);
      return found == 0 ? "an unknown file" : text(info.get(ValueLayout.ADDRESS, 0));
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  private static MethodHandle system(String function, FunctionDescriptor type) {
    return LINKER.downcallHandle(SYSTEM.find(function)
        .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + function)), type);
  }

  private static String text(MemorySegment address) {
    return address.reinterpret(LONGEST).getString(0);
  }

  /** Calls of C functions throw nothing that is checked. */
  static RuntimeException rethrow(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException known ? known : new IllegalStateException(e);
  }
}
