package org.isobit.verify.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.isobit.kernels.Backend;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Kernels called by one thread allocate nothing once they are warm: 0 bytes a call, to the byte.
 *
 * <p>Each runs in a JVM of its own, as benchmarks do. Which methods HotSpot inlines depends on all that ran before: in
 * a JVM that has called every kernel with both types and all paths some calls do leave vectors on the heap. Inlining
 * decisions also depend on when a compilation ends: a kernel has failed if several new JVMs give it up.
 */
class NoAllocationTest {

  /** Milliseconds of processor time; kernels that pass take about a second with the start of their JVM. */
  private static final int PATIENCE = 10_000;
  private static final int ATTEMPTS = 3;

  @Test
  void everyKernelOfTheProcessorIsCalled() {
    TreeSet<String> names = new TreeSet<>();
    KernelCatalog.all().stream().filter(kernel -> kernel.implementations().contains(Backend.REFERENCE))
        .map(Kernel::name).forEach(names::add);
    TreeSet<String> raw = new TreeSet<>();
    TreeSet<String> views = new TreeSet<>();
    for (String name : AllocationChild.calls().keySet()) {
      if (name.startsWith(ViewAllocationCalls.PREFIX)) {
        views.add(name.substring(ViewAllocationCalls.PREFIX.length()));
      } else {
        raw.add(name);
      }
    }
    assertEquals(names, raw);
    assertTrue(views.size() > 50 && names.containsAll(views), views.toString());
  }

  @TestFactory
  Stream<DynamicTest> kernelsAllocateNothing() {
    return tests(name -> !name.endsWith(".float"));
  }

  /** Nearly all of these are made from the double ones. */
  @TestFactory
  @Tag("full")
  Stream<DynamicTest> floatKernelsAllocateNothing() {
    return tests(name -> name.endsWith(".float"));
  }

  @Test
  void aPlantedAllocationIsFound() throws IOException, InterruptedException {
    double bytes = bytesPerCall(AllocationChild.PLANTED, 500);
    assertTrue(bytes > 0.0 && bytes < 1.0, bytes + " bytes a call were seen");
  }

  private static Stream<DynamicTest> tests(Predicate<String> selected) {
    Map<String, Future<Double>> results = new LinkedHashMap<>();
    ExecutorService children = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    AllocationChild.calls().keySet().stream().filter(selected)
        .forEach(name -> results.put(name, children.submit(() -> leastOfAttempts(name))));
    children.shutdown();
    return results.entrySet().stream().map(e -> dynamicTest(e.getKey(), () -> {
      double bytes = value(e.getValue());
      assertEquals(0.0, bytes, e.getKey() + " allocates " + bytes + " bytes a call");
    }));
  }

  private static double value(Future<Double> result) throws Throwable {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  private static double leastOfAttempts(String name) throws IOException, InterruptedException {
    double bytes = bytesPerCall(name, PATIENCE);
    for (int attempt = 1; bytes > 0.0 && attempt < ATTEMPTS; attempt++) {
      bytes = Math.min(bytes, bytesPerCall(name, PATIENCE));
    }
    return bytes;
  }

  private static double bytesPerCall(String name, int patience) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(flag -> flag.startsWith("--"))
        .forEach(command::add);
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "-cp", System.getProperty("java.class.path"),
        AllocationChild.class.getName(), name, Integer.toString(patience)));
    Process child = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      String output = new String(child.getInputStream().readAllBytes()).strip();
      assertTrue(child.waitFor(5, TimeUnit.MINUTES) && child.exitValue() == 0, name + ": its JVM failed");
      return Double.parseDouble(output);
    } finally {
      child.destroyForcibly();
    }
  }
}
