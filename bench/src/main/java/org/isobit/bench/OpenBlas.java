package org.isobit.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;

/** The opponent for dense linear algebra. Thread-safe. */
public final class OpenBlas {

  private OpenBlas() {}

  /**
   * Loads OpenBLAS and sets its number of threads.
   *
   * @param threads threads of every later call in this process
   */
  public static void use(int threads) {
    Loader.load(openblas.class);
    openblas.blas_set_num_threads(threads);
  }

  /**
   * What the library says of itself: version, build, and the processor whose kernels it runs here.
   *
   * @return one line
   */
  public static String description() {
    return call("openblas_get_config").strip() + ", runs " + call("openblas_get_corename");
  }

  /** These two functions are not among those that bytedeco wraps. */
  private static String call(String function) {
    Path wrapper = Path.of(Loader.load(openblas.class));
    SymbolLookup library = SymbolLookup.libraryLookup(
        wrapper.resolveSibling(System.mapLibraryName("openblas") + ".0"), Arena.global());
    MemorySegment address = library.find(function)
        .orElseThrow(() -> new IllegalStateException("OpenBLAS has no function " + function));
    try {
      MemorySegment text = (MemorySegment) Linker.nativeLinker()
          .downcallHandle(address, FunctionDescriptor.of(ValueLayout.ADDRESS)).invokeExact();
      return text.reinterpret(Long.MAX_VALUE).getString(0);
    } catch (Throwable t) {
      throw new IllegalStateException(function + " failed", t);
    }
  }
}
