package org.isobit.verify;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** A kernel is repeated for so long after its cold run, so that even a tiny one goes to the last compiler. */
  private static final long WARM_MS = 50;

  /** And at most this long, whether or not the compiler still has work. */
  private static final long WARM_MOST_MS = 2000;

  /** How often it is repeated when all have been, and the compiler is done with it. */
  private static final int HOT_RUNS = 3;

  /** How long a comparison goes on. */
  private static final long COMPARE_MS = 2000;

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
    List<Conformance> asked = suite(args[3]).stream().filter(c -> has(c, child.implementation))
        .filter(c -> wanted.isEmpty() || wanted.contains(c.kernel())).toList();
    Map<Conformance, String> cold = new LinkedHashMap<>();
    for (Conformance conformance : asked) {
      child.attempt(conformance, () -> {
        if (args[2].equals("compare")) {
          child.compare(conformance);
        } else {
          String hash = child.cold(conformance);
          if (args[2].equals("hot") && child.warm(conformance, hash)) {
            cold.put(conformance, hash);
          }
        }
      });
    }
    cold.forEach((conformance, hash) -> child.attempt(conformance, () -> child.hot(conformance, hash)));
    OnDevice.end();
    print("done");
  }

  /** The cases that a configuration runs: all, or what a supplier named by its class gives. */
  @SuppressWarnings("unchecked")
  static List<Conformance> suite(String supplier) throws ReflectiveOperationException {
    return supplier.equals("-") ? ConformanceSuite.all()
        : ((Supplier<List<Conformance>>) Class.forName(supplier).getDeclaredConstructor().newInstance()).get();
  }

  /**
   * Whether a kernel has an implementation; kernels outside the catalogue have all, and what is composed of kernels
   * runs on processors.
   */
  static boolean has(Conformance conformance, Backend implementation) {
    if (conformance instanceof ComposedConformance) {
      return implementation != Backend.CUDA;
    }
    return KernelCatalog.all().stream().filter(k -> k.name().equals(conformance.kernel()))
        .allMatch(k -> k.implementations().contains(implementation));
  }

  private void attempt(Conformance conformance, Runnable step) {
    try {
      step.run();
    } catch (Exception | LinkageError | AssertionError e) {
      print("error", conformance.kernel(), sink.label() + ": " + e);
    }
  }

  private String cold(Conformance conformance) {
    long start = System.nanoTime();
    String hash = hash(conformance);
    print("result", conformance.kernel(), cases, "cold", hash, milliseconds(start));
    return hash;
  }

  /** Runs again while the compiler has work with it; tells whether its bits stayed, and else prints the others. */
  private boolean warm(Conformance conformance, String cold) {
    long start = System.nanoTime();
    boolean again = implementation != Backend.CUDA;
    while (again) {
      long compiled = compilation();
      String hash = hash(conformance);
      if (!hash.equals(cold)) {
        print("result", conformance.kernel(), cases, "hot", hash, milliseconds(start));
        return false;
      }
      long elapsed = milliseconds(start);
      again = elapsed < WARM_MOST_MS && (elapsed < WARM_MS || compilation() != compiled);
    }
    return true;
  }

  /** Runs again with what was compiled in the meantime, until the bits are others; on a device once. */
  private void hot(Conformance conformance, String cold) {
    long start = System.nanoTime();
    String hash = hash(conformance);
    for (int i = 1; i < HOT_RUNS && hash.equals(cold) && implementation != Backend.CUDA; i++) {
      hash = hash(conformance);
    }
    print("result", conformance.kernel(), cases, "hot", hash, milliseconds(start));
  }

  private String hash(Conformance conformance) {
    sink = new HashSink();
    runOnce(conformance, sink);
    return sink.hash();
  }

  private static long milliseconds(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }

  /** Runs the cases; those of a device must have gone there. */
  private void runOnce(Conformance conformance, BitSink to) {
    long before = OnDevice.calls();
    conformance.run(implementation, cases, to);
    if (implementation == Backend.CUDA && OnDevice.calls() == before) {
      throw new IllegalStateException("no case of " + conformance.kernel() + " ran on the device");
    }
  }

  /**
   * Names the first number that differs from the reference's first run, here, in this JVM; of what is composed of
   * kernels, from its own first run.
   */
  private void compare(Conformance conformance) {
    CompareSink sink = new CompareSink();
    Backend first = conformance instanceof ComposedConformance ? implementation : Backend.REFERENCE;
    conformance.run(first, cases, sink);
    long start = System.nanoTime();
    try {
      do {
        sink.replay();
        runOnce(conformance, sink);
        sink.finish();
      } while (milliseconds(start) < COMPARE_MS);
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
