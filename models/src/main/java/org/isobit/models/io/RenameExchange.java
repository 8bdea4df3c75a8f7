package org.isobit.models.io;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** Two paths change places in one step: Linux's {@code renameat2} with {@code RENAME_EXCHANGE}. */
final class RenameExchange {

  private static final int AT_FDCWD = -100;
  private static final int RENAME_EXCHANGE = 2;

  private RenameExchange() {}

  /**
   * Exchanges two existing paths of one file system.
   *
   * @return whether it was done; if not (another system, an old C library, a file system without it), nothing changed
   */
  static boolean exchange(Path a, Path b) {
    if (!System.getProperty("os.name").equals("Linux")) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      Linker linker = Linker.nativeLinker();
      MemorySegment address = linker.defaultLookup().find("renameat2").orElseThrow();
      MethodHandle renameat2 = linker.downcallHandle(address, FunctionDescriptor.of(ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
      int rc = (int) renameat2.invokeExact(AT_FDCWD, arena.allocateFrom(a.toAbsolutePath().toString()), AT_FDCWD,
          arena.allocateFrom(b.toAbsolutePath().toString()), RENAME_EXCHANGE);
      return rc == 0;
    } catch (Throwable t) {
      return false; // no native access, or an old C library: the caller renames twice
    }
  }
}
