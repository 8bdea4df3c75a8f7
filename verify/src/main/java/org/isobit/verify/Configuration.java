package org.isobit.verify;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.Backend;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.Workers;

/**
 * One way to run the catalogue: a JVM of its own with its own backend, vector width, threads and compiler. Immutable.
 *
 * @param name           short, unique: the column of the table
 * @param meaning        the same in words
 * @param implementation which implementation runs
 * @param cases          which cases
 * @param hot            whether every kernel is repeated after its first, cold run: on the processor until the compiler
 *                       rests
 * @param bits           vector width, or 0 for the widest the processor has
 * @param threads        threads of the shared pool
 * @param flags          further JVM flags
 */
record Configuration(String name, String meaning, Backend implementation, Cases cases, boolean hot, int bits,
    int threads, List<String> flags) {

  /** The same without repetitions. */
  Configuration cold() {
    return new Configuration(name, meaning.replace(", cold and hot", ""), implementation, cases, false, bits, threads,
        flags);
  }

  /** The child's JVM arguments that follow from this configuration. */
  List<String> jvmArguments() {
    List<String> arguments = new ArrayList<>(flags);
    arguments.add("-D" + Backend.PROPERTY + "=" + implementation.name().toLowerCase(java.util.Locale.ROOT));
    arguments.add("-D" + Workers.PROPERTY + "=" + threads);
    if (bits != 0) {
      arguments.add("-D" + SpeciesSimd.PROPERTY + "=" + bits);
    }
    return arguments;
  }
}
