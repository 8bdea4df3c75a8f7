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
 * <p>A dozen of them share a JVM that runs nothing else; one that allocates there runs again in a JVM of its own, as
 * benchmarks do. Which methods HotSpot inlines depends on all that ran before: once a JVM has used vectors of two
 * widths some kernels do leave vectors on the heap, but none of {@link #HELD}. Inlining decisions also depend on when
 * a compilation ends: a kernel has failed if several new JVMs give it up.
 */
class NoAllocationTest {

  /** Milliseconds of processor time; kernels that pass take about half a second. */
  private static final int PATIENCE = 10_000;
  private static final int PATIENCE_TOGETHER = 2_500;
  private static final int TOGETHER = 12;
  private static final int ATTEMPTS_ALONE = 2;
  private static final int ATTEMPTS_TO_SHOW = 20;

  /** Kernels that leave nothing on the heap after vectors of two widths; so what is trained with them stays fast. */
  private static final List<String> HELD = List.of("gemm", "dense", "denseGradient", "denseStack", "convolution",
      "convolutionInputGradient", "convolutionWeightGradient", "transposedConvolution", "attention",
      "attentionGradient", "attentionTangent", "softmax", "crossEntropy");

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

  @TestFactory
  Stream<DynamicTest> kernelsAllocateNothingBesideVectorsOfTwoWidths() {
    return tests(HELD.stream().map(name -> name + ".double").toList(), List.of(AllocationChild.TWO_WIDTHS));
  }

  @TestFactory
  @Tag("full")
  Stream<DynamicTest> floatKernelsAllocateNothingBesideVectorsOfTwoWidths() {
    return tests(HELD.stream().map(name -> name + ".float").toList(), List.of(AllocationChild.TWO_WIDTHS));
  }

  /** Without that, nothing is held by the tests above. About every second new JVM shows it. */
  @Test
  void vectorsOfTwoWidthsMatter() throws IOException, InterruptedException {
    List<String> carried = List.of(AllocationChild.CARRIED);
    assertEquals(0.0, least(List.of(), AllocationChild.CARRIED, bytesPerCall(List.of(), carried, 500).getFirst()));
    double most = 0.0;
    for (int attempt = 0; most == 0.0 && attempt < ATTEMPTS_TO_SHOW; attempt++) {
      most = bytesPerCall(List.of(AllocationChild.TWO_WIDTHS), carried, 500).getFirst();
    }
    assertTrue(most > 0.0, "nothing was left on the heap after vectors of two widths");
  }

  @Test
  void aPlantedAllocationIsFound() throws IOException, InterruptedException {
    double bytes = bytesPerCall(List.of(), List.of(AllocationChild.PLANTED), 500).getFirst();
    assertTrue(bytes > 0.0 && bytes < 1.0, bytes + " bytes a call were seen");
  }

  private static Stream<DynamicTest> tests(Predicate<String> selected) {
    return tests(AllocationChild.calls().keySet().stream().filter(selected).toList(), List.of());
  }

  private static Stream<DynamicTest> tests(List<String> names, List<String> before) {
    Map<String, Future<Double>> results = new LinkedHashMap<>();
    ExecutorService children = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    for (int i = 0; i < names.size(); i += TOGETHER) {
      List<String> group = names.subList(i, Math.min(names.size(), i + TOGETHER));
      Future<List<Double>> together = children.submit(() -> bytesPerCall(before, group, PATIENCE_TOGETHER));
      for (int one = 0; one < group.size(); one++) {
        int place = one;
        results.put(group.get(one), children.submit(() -> least(before, group.get(place), together.get().get(place))));
      }
    }
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

  /** What a kernel allocates, given what it did among others. */
  private static double least(List<String> before, String name, double together)
      throws IOException, InterruptedException {
    double bytes = together;
    for (int attempt = 0; bytes > 0.0 && attempt < ATTEMPTS_ALONE; attempt++) {
      bytes = Math.min(bytes, bytesPerCall(before, List.of(name), PATIENCE).getFirst());
    }
    return bytes;
  }

  private static List<Double> bytesPerCall(List<String> before, List<String> names, int patience)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(flag -> flag.startsWith("--"))
        .forEach(command::add);
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "-cp", System.getProperty("java.class.path"),
        AllocationChild.class.getName(), Integer.toString(patience)));
    command.addAll(before);
    command.addAll(names);
    Process child = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      List<Double> bytes = new String(child.getInputStream().readAllBytes()).lines().map(Double::valueOf).toList();
      assertTrue(child.waitFor(5, TimeUnit.MINUTES) && child.exitValue() == 0, names + ": their JVM failed");
      assertEquals(names.size(), bytes.size(), names + " gave " + bytes);
      return bytes;
    } finally {
      child.destroyForcibly();
    }
  }
}
