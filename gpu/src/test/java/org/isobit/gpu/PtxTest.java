package org.isobit.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jcuda.nvptxcompiler.JNvPTXCompiler;
import jcuda.nvptxcompiler.nvPTXCompilerHandle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The committed PTX: built from the sources that lie beside it, with nothing in it that could change a bit. */
class PtxTest {

  private static final Path CUDA = Path.of("src/main/cuda");
  private static final Path RESOURCES = Path.of("src/main/resources/org/isobit/gpu");

  /** Families whose kernels must keep everything in registers. */
  private static final List<String> WITHOUT_SPILLS = List.of("gemm", "reduce", "elementary");

  /** Kinds of devices for which kernels are assembled, beginning with the one that the PTX is for. */
  private static final List<String> ARCHITECTURES = List.of("sm_80", "sm_90");

  /**
   * Floating-point instructions that round, or choose, otherwise than the contract. Conversions round to nearest, save
   * those to integers, which Java's casts cut off ({@code cvt.rzi}); nothing saturates, and nothing is narrower than
   * float.
   */
  private static final Pattern FORBIDDEN = Pattern.compile(
      "\\b(?:(?:add|sub|mul|div|sqrt|fma|rcp)(?!\\.rn)[.a-z0-9]*\\.f(?:16|32|64)"
          + "|cvt\\.(?:r[ampz]|r[mnp]i)(?:\\.[a-z0-9]+)*\\.f(?:16|32|64)|[a-z0-9]+[.a-z0-9]*\\.sat\\b[.a-z0-9]*"
          + "|[a-z0-9]+[.a-z0-9]*\\.(?:b?f16|tf32)(?:x2)?\\b[.a-z0-9]*"
          + "|(?:mad|ex2|lg2|sin|cos|tanh|rsqrt)\\.[.a-z0-9]*f(?:16|32|64)"
          + "|(?:atom|red)\\.[.a-z0-9]*f(?:16|32|64)|[.a-z0-9]*\\.ftz[.a-z0-9]*|(?:mma|wmma)\\.[.a-z0-9]*)");

  /** {@code x > 0 ? x : 0} becomes this, with the same result for every x: NaN and −0 give +0. */
  private static final Pattern MAXIMUM = Pattern.compile("\\b(?:max|min)\\.[.a-z0-9]*f(?:32|64)[^;]*;");
  private static final Pattern WITH_ZERO = Pattern.compile("max\\.f(?:32|64)\\s+%\\w+, %\\w+, 0[df]0+;");

  private static List<String> families() throws IOException {
    try (Stream<Path> tree = Files.walk(CUDA)) {
      return tree.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(".cu"))
          .map(n -> n.substring(0, n.length() - 3)).sorted().toList();
    }
  }

  private static String ptx(String family) throws IOException {
    return Files.readString(RESOURCES.resolve(family).resolve(family + ".ptx"), StandardCharsets.US_ASCII);
  }

  @Test
  void everySourceHasThePtxThatWasBuiltFromIt() throws Exception {
    assertTrue(families().size() > 1, families().toString());
    for (String family : families()) {
      String text = ptx(family);
      int body = text.indexOf('\n') + 1;
      String built = "// Isobit " + family + ", built from sources with SHA-256 " + hash(family)
          + ", text with SHA-256 ";
      assertTrue(text.startsWith(built), "a source of " + family + ", or a Reference that it was translated from, has "
          + "changed: run gpu/src/build/ptx.sh where nvcc is");
      assertEquals(sha256(text.substring(body).getBytes(StandardCharsets.US_ASCII)),
          text.substring(built.length(), body - 1), family + ".ptx is not as ptx.sh wrote it");
      assertTrue(text.contains("\n.version 8.0\n.target sm_80\n"), family);
    }
  }

  /** As ptx.sh computes it. */
  private static String hash(String family) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(Files.readAllBytes(Path.of("src/build/ptx.sh")));
    for (Path file : sources(CUDA.resolve(family).resolve(family + ".cu"), new HashSet<>())) {
      digest.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static final Pattern INCLUDE = Pattern.compile("#include \"(.*)\"");

  /** The files that a file is made of: what it includes, depth first, each once, then the file itself. */
  private static List<Path> sources(Path file, Set<Path> seen) throws IOException {
    List<Path> all = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      Matcher include = INCLUDE.matcher(line);
      if (line.startsWith("#include \"") && !line.equals("#include \"emulation.hpp\"")) {
        assertTrue(include.matches(), line);
        Path own = CUDA.resolve(include.group(1));
        Path included = Files.exists(own) ? own : Path.of("target/cuda").resolve(include.group(1));
        assertTrue(Files.exists(included), file + ": " + line);
        if (seen.add(included)) {
          all.addAll(sources(included, seen));
        }
      }
    }
    all.add(file);
    return all;
  }

  /** A change of one family's sources leaves the others' PTX as it is. */
  @Test
  void aFamilyIsMadeOfWhatItIncludesAlone() throws IOException {
    Set<String> product = new HashSet<>();
    for (Path file : sources(CUDA.resolve("gemm/gemm.cu"), new HashSet<>())) {
      product.add(file.getFileName().toString());
    }
    assertEquals(Set.of("gemm.cu", "tile.cuh", "types.cuh", "isobit.cuh", "reference.cuh"), product);
  }

  @Test
  void noInstructionCanChangeABit() throws IOException {
    List<String> found = new ArrayList<>();
    for (String family : families()) {
      found.addAll(forbidden(family, ptx(family)));
    }
    assertEquals(List.of(), found);
  }

  private static List<String> forbidden(String family, String text) {
    List<String> found = new ArrayList<>();
    text.lines().filter(line -> !line.startsWith("//")).forEach(line -> {
      Matcher maximum = MAXIMUM.matcher(line);
      if (FORBIDDEN.matcher(line).find() || maximum.find() && !WITH_ZERO.matcher(maximum.group()).matches()) {
        found.add(family + ": " + line.strip());
      }
    });
    return found;
  }

  @Test
  void plantedInstructionsAreFound() {
    for (String line : List.of("add.f64 %fd1, %fd2, %fd3;", "mul.ftz.f32 %f1, %f2, %f3;", "sqrt.approx.f32 %f1, %f2;",
        "mad.rn.f32 %f1, %f2, %f3, %f4;", "ex2.approx.f32 %f1, %f2;", "max.f64 %fd1, %fd2, %fd3;",
        "min.f32 %f1, %f2, 0f0;",
        "atom.global.add.f64 %fd1, [%rd1], %fd2;", "div.full.f32 %f1, %f2, %f3;", "cvt.rz.f32.f64 %f1, %fd1;",
        "cvt.rm.f32.f64 %f1, %fd1;", "cvt.rp.f64.s64 %fd1, %rd1;", "cvt.rz.ftz.f32.f64 %f1, %fd1;",
        "cvt.rni.s32.f64 %r1, %fd1;", "cvt.rmi.f32.f32 %f1, %f2;", "cvt.rn.sat.f32.f64 %f1, %fd1;",
        "cvt.sat.f32.f32 %f1, %f2;",
        "add.rn.sat.f32 %f1, %f2, %f3;", "fma.rn.sat.f32 %f1, %f2, %f3, %f4;", "cvt.rn.f16.f32 %h1, %f1;",
        "fma.rn.bf16x2 %r1, %r2, %r3, %r4;", "cvt.rna.tf32.f32 %r1, %f1;")) {
      assertEquals(1, forbidden("planted", line).size(), line);
    }
    for (String line : List.of("add.rn.f64 %fd1, %fd2, %fd3;", "fma.rn.f32 %f1, %f2, %f3, %f4;", "sub.s32 %r1, %r2, 1;",
        "max.f64 %fd1, %fd2, 0d0000000000000000;", "mad.lo.s32 %r1, %r2, %r3, %r4;", "cvt.rn.f32.f64 %f1, %fd1;",
        "cvt.f64.f32 %fd1, %f1;", "cvt.rn.f64.s32 %fd1, %r1;", "cvt.rzi.s32.f64 %r1, %fd1;", "cvt.s64.s32 %rd1, %r1;",
        "mov.u32 %satellite, %r1;", ".param .f64 elementary_cvt_param_0", "ld.param.f32 %f1, [gemm_sat_param_6];")) {
      assertEquals(List.of(), forbidden("planted", line), line);
    }
  }

  /** That the text is as it was written is known from its hash; building it again takes nvcc and half a minute. */
  @Test
  @Tag("full")
  void theSameCompilerBuildsTheSameBytes() throws Exception {
    String here = nvccVersion();
    Matcher there = Pattern.compile("release [\\d.]+, V([\\d.]+)").matcher(ptx(families().getFirst()));
    assertTrue(there.find());
    assumeTrue(there.group(1).equals(here), "The PTX is used as committed, built by nvcc " + there.group(1) + ": "
        + (here == null ? "there is no nvcc here" : "nvcc here is " + here));
    Path folder = built(here);
    for (String family : families()) {
      assertEquals(-1, Files.mismatch(folder.resolve(family).resolve(family + ".ptx"),
          RESOURCES.resolve(family).resolve(family + ".ptx")), family + ".ptx is not what ptx.sh builds");
    }
  }

  /** What ptx.sh builds here: built once for the same compiler, script and sources, which takes its time. */
  private static Path built(String compiler) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(compiler.getBytes(StandardCharsets.UTF_8));
    for (String family : families()) {
      digest.update((family + hash(family)).getBytes(StandardCharsets.UTF_8));
    }
    Path folder = Path.of("target/ptx").resolve(HexFormat.of().formatHex(digest.digest()).substring(0, 16));
    if (Files.notExists(folder)) {
      Path fresh = Path.of(folder + "." + ProcessHandle.current().pid()).toAbsolutePath();
      Process build = new ProcessBuilder("src/build/ptx.sh", fresh.toString()).redirectErrorStream(true).start();
      String output = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, build.waitFor(), output);
      Files.move(fresh, folder);
    }
    return folder;
  }

  /** Version of nvcc on the PATH, or null. */
  private static String nvccVersion() throws IOException, InterruptedException {
    Process nvcc;
    try {
      nvcc = new ProcessBuilder("nvcc", "--version").redirectErrorStream(true).start();
    } catch (IOException e) {
      return null; // not installed, as the caller says
    }
    Matcher version = Pattern.compile("release [\\d.]+, V([\\d.]+)")
        .matcher(new String(nvcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    nvcc.waitFor();
    return version.find() ? version.group(1) : null;
  }

  /** A kernel as it was assembled. */
  private record Assembled(String name, String registers, String stored, String loaded) {
    boolean spills() {
      return !(stored.equals("0") && loaded.equals("0"));
    }
  }

  private static List<Assembled> assembled(String family, String... options) throws IOException {
    String log = assemble(ptx(family), options);
    Matcher kernel = Pattern.compile("Compiling entry function '(\\w+)'.*?(\\d+) bytes spill stores, (\\d+) bytes "
        + "spill loads.*?Used (\\d+) registers", Pattern.DOTALL).matcher(log);
    List<Assembled> kernels = new ArrayList<>();
    while (kernel.find()) {
      kernels.add(new Assembled(kernel.group(1), kernel.group(4), kernel.group(2), kernel.group(3)));
    }
    assertEquals(KernelModule.kinds(ptx(family)).size(), kernels.size(), log);
    return kernels;
  }

  /** As they are for a device where nothing may spill; of the others, without optimization, only that they can be. */
  @Test
  void everyKernelAssembles() throws IOException {
    List<String> spilling = new ArrayList<>();
    for (String family : families()) {
      if (WITHOUT_SPILLS.contains(family)) {
        for (String architecture : ARCHITECTURES) {
          assembled(family, "--gpu-name=" + architecture).stream().filter(Assembled::spills)
              .forEach(k -> spilling.add(architecture + " " + k.name));
        }
      } else {
        assembled(family, "--gpu-name=" + ARCHITECTURES.getFirst(), "--opt-level=0");
      }
    }
    assertEquals(List.of(), spilling, "kernels that spill registers");
  }

  /** And what each of them takes, in a file. */
  @Test
  @Tag("full")
  void everyKernelAssemblesForEveryDevice() throws IOException {
    StringBuilder report = new StringBuilder("architecture kernel registers spilled-bytes-stored "
        + "spilled-bytes-loaded\n");
    for (String family : families()) {
      for (String architecture : ARCHITECTURES) {
        for (Assembled k : assembled(family, "--gpu-name=" + architecture)) {
          report.append(String.join(" ", architecture, k.name, k.registers, k.stored, k.loaded)).append('\n');
        }
      }
    }
    Files.writeString(Path.of("target/ptx-report.txt"), report);
  }

  private static String assemble(String ptx, String... options) {
    String[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = "--verbose";
    byte[] text = ptx.getBytes(StandardCharsets.US_ASCII);
    nvPTXCompilerHandle handle = new nvPTXCompilerHandle();
    assertEquals(0, JNvPTXCompiler.nvPTXCompilerCreate(handle, text.length, Arrays.copyOf(text, text.length + 1)));
    int result = JNvPTXCompiler.nvPTXCompilerCompile(handle, all.length, all);
    long[] size = new long[1];
    if (result != 0) {
      JNvPTXCompiler.nvPTXCompilerGetErrorLogSize(handle, size);
      byte[] log = new byte[(int) size[0] + 1];
      JNvPTXCompiler.nvPTXCompilerGetErrorLog(handle, log);
      throw new AssertionError(new String(log, StandardCharsets.US_ASCII));
    }
    JNvPTXCompiler.nvPTXCompilerGetInfoLogSize(handle, size);
    byte[] log = new byte[(int) size[0] + 1];
    JNvPTXCompiler.nvPTXCompilerGetInfoLog(handle, log);
    JNvPTXCompiler.nvPTXCompilerDestroy(handle);
    return new String(log, StandardCharsets.US_ASCII);
  }
}
