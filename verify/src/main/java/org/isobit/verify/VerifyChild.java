package org.isobit.verify;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Environment;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.catalog.KernelCatalog;

/**
 * The main class of a JVM that runs conformance cases and prints one tab-separated line for each kernel.
 *
 * <p>Lines: {@code machine, architecture, JVM, bits of the widest vector, bits in use};
 * {@code result, kernel, cases, cold|hot, hash, milliseconds}; {@code error, kernel, message};
 * {@code difference, kernel, message}; {@code done} at the end.
 */
public final class VerifyChild {

  /** Repetitions of a hot run last at least this long, so that even tiny kernels reach the last compiler. */
  private static final long HOT_LEAST_MS = 150;

  /** And at most this long, whether or not the compiler still has work. */
  private static final long HOT_MOST_MS = 2000;

  private final Backend implementation;
  private final Cases cases;

  /** Of the run that is going on. */
  private HashSink sink = new HashSink();

  private VerifyChild(Backend implementation, Cases cases) {
    this.implementation = implementation;
    this.cases = cases;
  }

  /**
   * Runs the cases.
   *
   * @param args implementation, cases, {@code cold|hot|compare}, class of a {@code Supplier} of the cases or
   *             {@code -} for all on the class path, then names of kernels (none: all)
   * @throws ReflectiveOperationException if there is no such supplier
   */
  public static void main(String[] args) throws ReflectiveOperationException {
    VerifyChild child = new VerifyChild(Backend.valueOf(args[0]), Cases.valueOf(args[1]));
    Set<String> wanted = Set.copyOf(List.of(args).subList(4, args.length));
    boolean simd = child.implementation == Backend.SIMD;
    print("machine", System.getProperty("os.arch"), System.getProperty("java.vm.name") + " "
            + System.getProperty("java.vm.version"), simd ? SpeciesSimd.hardwareBits() : 0, simd ? SpeciesSimd.bits()
            : 0);
    Environment.probe();
    for (Conformance conformance : suite(args[3])) {
      if (wanted.isEmpty() || wanted.contains(conformance.kernel())) {
        child.run(conformance, args[2]);
      }
    }
    OnDevice.end();
    print("done");
  }

  /** The cases that a configuration runs: all, or what a supplier named by its class gives. */
  @SuppressWarnings("unchecked")
  static List<Conformance> suite(String supplier) throws ReflectiveOperationException {
    return supplier.equals("-") ? ConformanceSuite.all()
        : ((Supplier<List<Conformance>>) Class.forName(supplier).getDeclaredConstructor().newInstance()).get();
  }

  /** Whether a kernel has an implementation; kernels outside the catalogue have all. */
  static boolean has(Conformance conformance, Backend implementation) {
    return KernelCatalog.all().stream().filter(k -> k.name().equals(conformance.kernel()))
        .allMatch(k -> k.implementations().contains(implementation));
  }

  private void run(Conformance conformance, String mode) {
    if (!has(conformance, implementation)) {
      return;
    }
    try {
      if (mode.equals("compare")) {
        compare(conformance);
        return;
      }
      String cold = timed(conformance, "cold", null);
      if (mode.equals("hot")) {
        timed(conformance, "hot", cold);
      }
    } catch (Exception | LinkageError | AssertionError e) {
      print("error", conformance.kernel(), sink.label() + ": " + e);
    }
  }

  /** Runs once; on the processor, given the hash of a cold run, until the compiler rests or the bits differ from it. */
  private String timed(Conformance conformance, String state, String cold) {
    long start = System.nanoTime();
    String hash;
    boolean again;
    do {
      long compiled = compilation();
      sink = new HashSink();
      runOnce(conformance, sink);
      hash = sink.hash();
      long elapsed = (System.nanoTime() - start) / 1_000_000;
      again = cold != null && implementation != Backend.CUDA && hash.equals(cold) && elapsed < HOT_MOST_MS
          && (elapsed < HOT_LEAST_MS || compilation() != compiled);
    } while (again);
    print("result", conformance.kernel(), cases, state, hash, (System.nanoTime() - start) / 1_000_000);
    return hash;
  }

  /** Runs the cases; those of a device must have gone there. */
  private void runOnce(Conformance conformance, BitSink to) {
    long before = OnDevice.calls();
    conformance.run(implementation, cases, to);
    if (implementation == Backend.CUDA && OnDevice.calls() == before) {
      throw new IllegalStateException("no case of " + conformance.kernel() + " ran on the device");
    }
  }

  /** Names the first number that differs from the reference's first run, here, in this JVM. */
  private void compare(Conformance conformance) {
    CompareSink sink = new CompareSink();
    conformance.run(Backend.REFERENCE, cases, sink);
    long start = System.nanoTime();
    try {
      do {
        sink.replay();
        runOnce(conformance, sink);
        sink.finish();
      } while (System.nanoTime() - start < HOT_MOST_MS * 1_000_000);
    } catch (AssertionError e) {
      print("difference", conformance.kernel(), e.getMessage());
    }
  }

  private static long compilation() {
    CompilationMXBean bean = ManagementFactory.getCompilationMXBean();
    return bean != null && bean.isCompilationTimeMonitoringSupported() ? bean.getTotalCompilationTime() : 0;
  }

  private static void print(Object... fields) {
    List<String> texts = new ArrayList<>();
    for (Object field : fields) {
      texts.add(String.valueOf(field).replaceAll("\\s+", " "));
    }
    System.out.println(String.join("\t", texts));
    System.out.flush();
  }
}
