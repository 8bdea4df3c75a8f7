package org.isobit.gpu.cublas;

import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcuda.jcublas.JCublas2;
import org.isobit.gpu.StandIn;

/**
 * The stand-ins for {@code libcublas.so.12} and {@code libcublas.so.13} of {@code src/test/cublas}: with the names and
 * the versions of symbols that the real ones have, and with all functions that JCublas's library refers to, of which
 * those that Isobit does not call end the process. Thread-safe.
 */
public final class CublasStandIn {

  private static final Path BASE = Path.of("").toAbsolutePath();
  private static final Path SOURCE = BASE.resolve("src/test/cublas/cublas.cpp");

  private static SymbolLookup symbols;

  private CublasStandIn() {}

  /**
   * Builds that of CUDA 12 and prints where it lies, for tests of other modules: run in this module's folder.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    System.out.println(library(12));
  }

  /** Lets this JVM have that of CUDA 12, once, unless the tests run on a real device. */
  public static synchronized void load() {
    if (symbols == null && !StandIn.REAL) {
      Path library = library(12);
      System.load(library.toString());
      symbols = SymbolLookup.libraryLookup(library, Arena.global());
    }
  }

  /**
   * Builds one.
   *
   * @param major the version that it has, of CUDA
   * @param flags further flags of the compiler
   * @return its file, alone in its folder
   */
  public static Path library(int major, String... flags) {
    try {
      return build(major, List.of(flags));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Path build(int major, List<String> flags) throws Exception {
    String name = "libcublas.so." + major;
    Path jni = binding();
    List<String> command = new ArrayList<>(List.of("g++", "-std=c++20", "-O2", "-march=x86-64-v3", "-ffp-contract=off",
        "-fPIC", "-shared", "-Wall", "-Wextra", "-Werror", "-DMAJOR=" + major, "-Wl,-soname," + name));
    command.addAll(flags);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(command.toString().getBytes(StandardCharsets.UTF_8));
    digest.update(Files.readAllBytes(SOURCE));
    digest.update(Files.readAllBytes(jni));
    String hash = HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    Path folder = BASE.resolve("target/stand-in").resolve(hash);
    Path built = folder.resolve(name);
    if (Files.exists(built)) {
      return built;
    }
    Files.createDirectories(folder);
    Path work = Files.createTempDirectory("isobit-cublas");
    Path stubs = Files.writeString(work.resolve("stubs.cpp"), stubs(jni));
    Path versions = Files.writeString(work.resolve("versions.txt"),
        name + " { global: cublas*; isobit_*; local: *; };\n");
    Path fresh = work.resolve(name);
    command.addAll(List.of("-Wl,--version-script=" + versions, "-o", fresh.toString(), SOURCE.toString(),
        stubs.toString()));
    StandIn.run(command);
    Files.move(fresh, built, StandardCopyOption.REPLACE_EXISTING);
    for (Path done : List.of(stubs, versions, work)) {
      Files.delete(done);
    }
    return built;
  }

  /** JCublas's library, unpacked. */
  static Path binding() throws Exception {
    Path file = BASE.resolve("target/stand-in").resolve(BindingPatch.fileName());
    Files.createDirectories(file.getParent());
    try (InputStream in = JCublas2.class.getResourceAsStream("/lib/" + BindingPatch.fileName())) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  /** A weak function that ends the process for each that the library wants of cuBLAS. */
  private static String stubs(Path jni) throws Exception {
    StringBuilder text = new StringBuilder("#include <cstdio>\n#include <cstdlib>\n");
    Matcher wanted = Pattern.compile("U (cublas\\w+)@libcublas\\.so\\.12")
        .matcher(StandIn.run(List.of("nm", "-D", "--undefined-only", jni.toString())));
    int count = 0;
    while (wanted.find()) {
      String function = wanted.group(1);
      text.append("extern \"C\" __attribute__((weak)) int ").append(function).append("() { std::fputs(\"")
          .append(function).append(" is not in the stand-in\\n\", stderr); std::abort(); }\n");
      count++;
    }
    if (count < 400) {
      throw new AssertionError("JCublas's library wants " + count + " functions of libcublas.so.12 and no more");
    }
    return text.toString();
  }

  /** Handles that were not destroyed. */
  static long live() {
    return StandIn.REAL ? 0 : (long) invoke("isobit_cublas_live", FunctionDescriptor.of(ValueLayout.JAVA_LONG));
  }

  /** Calls that computed something. */
  static long calls() {
    return (long) invoke("isobit_cublas_calls", FunctionDescriptor.of(ValueLayout.JAVA_LONG));
  }

  /** Whether factors of TF32 are cut off, not rounded to nearest. */
  static void truncate(boolean on) {
    set("isobit_cublas_truncate", on ? 1 : 0);
  }

  /** Lets the next call fail with a status. */
  static void fail(int status) {
    set("isobit_cublas_fail", status);
  }

  /** Whether the last column of each result lacks the last term of its sums. */
  static void fault(boolean on) {
    set("isobit_cublas_fault", on ? 1 : 0);
  }

  private static void set(String function, int value) {
    if (!StandIn.REAL) {
      invoke(function, FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT), value);
    }
  }

  private static Object invoke(String function, FunctionDescriptor type, Object... arguments) {
    load();
    try {
      return Linker.nativeLinker().downcallHandle(symbols.find(function).orElseThrow(), type)
          .invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
