package org.isobit.verify.arguments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isobit.kernels.Backend;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.Workers;
import org.isobit.verify.ReactorRoot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every public entry of kernels and linalg refuses what its description does not allow, in words that name the
 * argument, and writes nothing then.
 */
class ArgumentsTest {

  /**
   * Parts that façades are made of and that leave checks to them, as their descriptions say; carriers of a call; what
   * callers implement, and records of results.
   */
  private static final Set<String> UNCHECKED = Set.of("Blocks", "eigen.Tridiagonal",
      "GemmGrid", "ColumnParts", "RationalPoles", "LocalProblems", "TargetLists",
      "ChannelVectors", "AttentionOperands", "CostFunction", "HessianCostFunction", "LeastSquares", "DenseLeastSquares",
      "LinearOperator", "Iteration", "Minimum", "Term", "Worst");

  private static final List<Call> CALLS = ArgumentTables.small(Workers.shared());

  private final List<String> faults = new ArrayList<>();

  @Test
  void everyEntryIsInTheTable() throws IOException, ClassNotFoundException {
    TreeSet<String> entries = new TreeSet<>();
    for (String module : List.of("kernels", "linalg")) {
      Path root = ReactorRoot.find().resolve(module).resolve("target/classes");
      try (Stream<Path> tree = Files.walk(root)) {
        for (Path file : tree.filter(f -> f.toString().endsWith(".class")).toList()) {
          String name = root.relativize(file).toString().replaceFirst("\\.class$", "").replace('/', '.');
          if (!name.endsWith("-info")) {
            entries(Class.forName(name, false, getClass().getClassLoader())).forEach(e -> entries.add(e.toString()));
          }
        }
      }
    }
    TreeSet<String> tabled = new TreeSet<>();
    CALLS.forEach(call -> tabled.add(call.entry.toString()));
    assertTrue(entries.size() > 300, entries.size() + " entries were found");
    assertEquals(String.join("\n", entries), String.join("\n", tabled));
  }

  private static List<Executable> entries(Class<?> owner) {
    String name = owner.getName();
    String simple = name.replaceFirst(".*[.$](Float)?", "");
    boolean family = name.matches("org\\.isobit\\.(kernels|linalg)\\.(?!(catalog|device|internal)\\.)\\w+\\..*");
    if (!Modifier.isPublic(owner.getModifiers()) || owner.isEnum() || !family || UNCHECKED.contains(simple)
        || UNCHECKED.contains(owner.getPackageName().replaceAll(".*\\.", "") + "." + simple)
        || simple.matches(".*(Reference|Simd|Family)") || simple.equals("View")) {
      return List.of();
    }
    List<Executable> entries = new ArrayList<>(List.of(owner.getDeclaredConstructors()));
    entries.addAll(List.of(owner.getDeclaredMethods()));
    // Entries that take a backend are for conformance and say that they check nothing; their other arguments do not
    // count.
    entries.removeIf(e -> !Modifier.isPublic(e.getModifiers()) || e.isSynthetic() || e.getParameterCount() == 0
        || e.getParameterTypes()[0] == Backend.class || e instanceof Method m && m.getName().equals("equals"));
    return entries;
  }

  @Test
  void legalCallsAreAccepted() {
    for (Call call : CALLS) {
      trial(call, "a legal call", call.arguments(), null);
    }
    assertNone();
  }

  @Test
  void numbersHaveTheirRanges() {
    for (Call call : CALLS) {
      for (Scalar scalar : call.parts(Scalar.class)) {
        for (Number trial : scalar.trials()) {
          Object[] arguments = call.arguments();
          arguments[call.position(scalar)] = trial;
          // A size that is too large shows at the array that is too small for it.
          String name = trial.doubleValue() > Short.MAX_VALUE && trial instanceof Integer ? "" : scalar.name();
          trial(call, scalar.name() + " = " + trial, arguments, scalar.allows(trial) ? null : name);
        }
      }
    }
    assertNone();
  }

  @Test
  void arraysAreThereAndLargeEnough() {
    for (Call call : CALLS) {
      for (Operand operand : call.parts(Operand.class)) {
        int at = call.position(operand);
        if (!operand.optional()) {
          Object[] arguments = call.arguments();
          arguments[at] = null;
          trial(call, operand.name() + " = null", arguments, operand.name());
        }
        if (operand.kind() != Operand.Kind.ARRAY) {
          int length = Array.getLength(call.arguments()[at]);
          int ld = operand.kind() == Operand.Kind.MATRIX ? (int) call.arguments()[at + 2] : operand.columns();
          for (long offset : new long[] {-1, Integer.MIN_VALUE, Long.MIN_VALUE, length - operand.extent(ld) + 1, length,
              Integer.MAX_VALUE, 1L << 32, Long.MAX_VALUE}) {
            Object[] arguments = call.arguments();
            arguments[at + 1] = offset;
            trial(call, operand.name() + " from offset " + offset, arguments, operand.name());
          }
        }
        if (operand.kind() == Operand.Kind.MATRIX) {
          for (int ld : new int[] {operand.columns() - 1, 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            Object[] arguments = call.arguments();
            arguments[at + 2] = ld;
            trial(call, operand.name() + " with leading dimension " + ld, arguments, operand.name());
          }
        }
      }
    }
    assertNone();
  }

  @Test
  void objectsAreThere() {
    for (Call call : CALLS) {
      for (Object part : call.objects()) {
        Object[] arguments = call.arguments();
        arguments[call.position(part)] = null;
        try {
          call.invoke(arguments);
          faults.add(call.name() + ": accepted null for " + part.getClass().getSimpleName());
        } catch (NullPointerException | IllegalArgumentException e) {
          unwritten(call, "null for " + part, arguments);
        }
      }
      for (Workers workers : call.parts(Workers.class)) {
        Object[] arguments = call.arguments();
        arguments[call.position(workers)] = null;
        trial(call, "workers = null", arguments, "workers");
      }
    }
    assertNone();
  }

  @Test
  void operandsOfOneArrayAreRefusedOrDoNotMatter() throws InterruptedException, ExecutionException {
    // The widest first, since it takes longest.
    shared(Stream.of("512", Integer.toString(SpeciesSimd.hardwareBits()), "128", "reference").distinct().toList());
  }

  @Test
  @Tag("full")
  void norAtTheWidthBetween() throws InterruptedException, ExecutionException {
    shared(List.of("512", "256", "128", "reference"));
  }

  private void shared(List<String> kinds) throws InterruptedException, ExecutionException {
    List<Set<String>> answers = new ArrayList<>();
    for (Map.Entry<String, List<String>> told : children(kinds).entrySet()) {
      String bits = told.getKey();
      List<String> lines = told.getValue();
      assertTrue(lines.getLast().startsWith("done\t"), () -> bits + ": " + lines);
      assertTrue(Integer.parseInt(lines.getLast().substring(5)) > 10_000, lines.getLast());
      lines.stream().filter(line -> line.startsWith("fault\t")).limit(40)
          .forEach(f -> faults.add(bits + " bits: " + f));
      answers.add(lines.stream().filter(line -> line.startsWith("hash\t")).collect(Collectors.toSet()));
    }
    assertNone();
    // All but one leave the large calls out; a call with other answers is in one set only.
    for (Set<String> answer : answers) {
      for (Set<String> other : answers) {
        TreeSet<String> differing = new TreeSet<>(answer);
        differing.removeAll(other);
        boolean small = other.stream().noneMatch(line -> line.contains("\tlarge\t"));
        differing.removeIf(line -> small && line.contains("\tlarge\t"));
        assertEquals("", String.join("\n", differing));
      }
    }
  }

  /** What children say, by the name of what they ran; as many at a time as there are processors. */
  private static Map<String, List<String>> children(List<String> kinds)
      throws InterruptedException, ExecutionException {
    Map<String, List<String>> told = new LinkedHashMap<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      Map<String, Future<List<String>>> running = new LinkedHashMap<>();
      kinds.forEach(kind -> running.put(kind, pool.submit(() -> child(kind))));
      for (String kind : kinds) {
        told.put(kind, running.get(kind).get());
      }
    }
    return told;
  }

  private static List<String> child(String bits) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--add-modules=jdk.incubator.vector", "-Xmx1g", "-XX:+UseSerialGC"));
    command.addAll(bits.equals("reference") ? List.of("-Disobit.backend=reference")
        : List.of("-Disobit.backend=simd", "-Disobit.simd.bits=" + bits));
    // Threads do not see widths: the large calls, which take most of the time, run at the widest of the processor
    // alone.
    boolean large = bits.equals(Integer.toString(SpeciesSimd.hardwareBits()));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), OverlapChild.class.getName(),
        large ? "all" : "small"));
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      return Arrays.asList(new String(process.getInputStream().readAllBytes()).split("\n"));
    } finally {
      process.destroyForcibly();
    }
  }

  /** Calls, and notes where a call is not refused in words that hold the name, or, without a name, refused. */
  private void trial(Call call, String what, Object[] arguments, String name) {
    try {
      call.invoke(arguments);
      if (name != null) {
        faults.add(call.name() + ": accepted " + what);
      }
    } catch (NumericalException e) {
      if (name != null) {
        faults.add(call.name() + ": " + what + " gave " + e);
      }
    } catch (IllegalArgumentException e) {
      if (name == null || !String.valueOf(e.getMessage()).contains(name)) {
        faults.add(call.name() + ": " + what + " was refused with: " + e.getMessage());
      }
      unwritten(call, what, arguments);
    } catch (RuntimeException e) {
      faults.add(call.name() + ": " + what + " gave " + e);
    }
  }

  private void unwritten(Call call, String what, Object[] arguments) {
    Object[] before = call.arguments();
    for (Operand operand : call.parts(Operand.class)) {
      int at = call.position(operand);
      if (arguments[at] != null && !Arrays.deepEquals(new Object[] {before[at]}, new Object[] {arguments[at]})) {
        faults.add(call.name() + ": " + what + " was refused, but " + operand.name() + " written");
      }
    }
  }

  private void assertNone() {
    assertEquals("", String.join("\n", faults));
  }
}
