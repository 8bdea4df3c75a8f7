package org.isobit.gpu;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The stand-in for {@code libcuda.so.1} of {@code src/test/cuda}, with all kernels in it: built by one call of g++, and
 * loaded by its path before JCuda asks for the real one. Thread-safe.
 *
 * <p>Where there is a GPU, {@code mvn -pl gpu -am test -Disobit.test.device=real} runs the same comparisons on it: then
 * nothing is loaded, orders and deferral are the device's own, and the tests of the stand-in itself are skipped.
 */
public final class StandIn {

  /** Whether the tests run on a real device. */
  public static final boolean REAL = "real".equals(System.getProperty("isobit.test.device"));

  private static final Path BASE = Path.of("").toAbsolutePath();
  private static final Path CUDA = BASE.resolve("src/main/cuda");
  private static final Path TEST = BASE.resolve("src/test/cuda");

  private static Path library;
  private static SymbolLookup symbols;

  private StandIn() {}

  /**
   * Builds it and prints where it lies, for tests of other modules: run as a source file, in this module's folder.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) throws Exception {
    System.out.println(build("libcuda.so.1", List.of()));
  }

  /** Builds and loads it, once. */
  public static synchronized void load() {
    if (symbols == null && !REAL) {
      try {
        library = build("libcuda.so.1", List.of());
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      System.load(library.toString());
      symbols = SymbolLookup.libraryLookup(library, Arena.global());
    }
  }

  /** Where it lies. */
  public static synchronized Path library() {
    load();
    return library;
  }

  /**
   * Builds a driver unless it is there for these sources.
   *
   * @param name  file name
   * @param flags further flags of the compiler
   */
  private static Path build(String name, List<String> flags) throws Exception {
    List<Path> sources = new ArrayList<>();
    List<Path> all = new ArrayList<>(List.of(BASE.resolve("target/cuda/reference.cuh")));
    for (Path folder : List.of(TEST, CUDA)) {
      try (Stream<Path> tree = Files.walk(folder)) {
        for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
          all.add(file);
          if (file.toString().endsWith(".cpp") || file.toString().endsWith(".cu")) {
            sources.add(file);
          }
        }
      }
    }
    List<String> command = new ArrayList<>(List.of("g++", "-std=c++20", "-O2", "-march=x86-64-v3", "-ffp-contract=off",
        "-fwrapv", "-fcf-protection=none", "-fPIC", "-shared", "-Wall", "-Wextra", "-Wno-parentheses",
        "-Wno-unknown-pragmas", "-Werror", "-DISOBIT_EMULATION", "-I" + CUDA, "-I" + BASE.resolve("target/cuda"),
        "-I" + TEST, "-Wl,-soname,libcuda.so.1"));
    command.addAll(flags);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(command.toString().getBytes(StandardCharsets.UTF_8));
    for (Path file : all) {
      digest.update(Files.readAllBytes(file));
    }
    String hash = HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    Path folder = BASE.resolve("target/stand-in").resolve(hash);
    Path built = folder.resolve(name);
    if (Files.exists(built)) {
      return built;
    }
    Files.createDirectories(folder);
    Path fresh = folder.resolve(name + "." + ProcessHandle.current().pid());
    command.addAll(List.of("-o", fresh.toString(), "-x", "c++"));
    sources.forEach(source -> command.add(source.toString()));
    run(command);
    Files.move(fresh, built, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    return built;
  }

  /**
   * Runs a compiler or another tool that comes with it.
   *
   * @return what it printed
   */
  public static String run(List<String> command) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new AssertionError("the tests of the CUDA kernels need a C++ compiler: install the package g++ (on Debian, "
          + "apt install g++)", e);
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new AssertionError(command.getFirst() + " fails:\n" + output);
    }
    return output;
  }

  /** Order of threads: 0 ascending, 1 descending, others seeds of shuffled orders. */
  public static void order(int order) {
    set("isobit_order", ValueLayout.JAVA_INT, order);
  }

  /** Whether work waits until somebody waits for it. */
  public static void deferred(boolean deferred) {
    set("isobit_deferred", ValueLayout.JAVA_INT, deferred ? 1 : 0);
  }

  /** Bytes that the device has. */
  public static void capacity(long bytes) {
    set("isobit_capacity", ValueLayout.JAVA_LONG, bytes);
  }

  /**
   * Sets how many devices there are, with compute capability 9.0; the first ones may be of another.
   *
   * @param count  devices
   * @param majors compute capabilities of the first ones
   */
  public static void devices(int count, int... majors) {
    invoke("isobit_devices", FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
        ValueLayout.JAVA_INT), count, 12060, 9);
    for (int i = 0; i < majors.length; i++) {
      invoke("isobit_major", FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT), i, majors[i]);
    }
  }

  /**
   * Lets a function of the driver fail from now on, until {@link #recover}; one that ends something ends it before.
   *
   * @param function its name in the library
   * @param after    calls that succeed before
   */
  public static void fail(String function, long after) {
    try (Arena arena = Arena.ofConfined()) {
      invoke("isobit_fail", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG),
          arena.allocateFrom(function), after);
    }
  }

  /** Forgets errors, what waits, and what should fail. */
  public static void recover() {
    if (!REAL) {
      invoke("isobit_recover", FunctionDescriptor.ofVoid());
    }
  }

  /** Forgets streams and events that can no longer be closed. */
  public static void forget() {
    invoke("isobit_forget", FunctionDescriptor.ofVoid());
  }

  /** What the last error was about. */
  public static String message() {
    MemorySegment text = (MemorySegment) invoke("isobit_message", FunctionDescriptor.of(ValueLayout.ADDRESS));
    return text.reinterpret(1024).getString(0);
  }

  /** Allocations, streams, events, modules and contexts that were not closed. */
  public static long live() {
    return REAL ? 0 : (long) invoke("isobit_live", FunctionDescriptor.of(ValueLayout.JAVA_LONG));
  }

  private static void set(String function, MemoryLayout type, Object value) {
    if (!REAL) {
      invoke(function, FunctionDescriptor.ofVoid(type), value);
    }
  }

  private static Object invoke(String function, FunctionDescriptor type, Object... arguments) {
    load();
    MethodHandle handle = Linker.nativeLinker().downcallHandle(symbols.find(function).orElseThrow(), type);
    try {
      return handle.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
