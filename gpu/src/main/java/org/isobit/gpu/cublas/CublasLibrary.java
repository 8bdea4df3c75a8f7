package org.isobit.gpu.cublas;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jcuda.jcublas.JCublas2;
import jcuda.libraryPropertyType;
import org.isobit.gpu.internal.NativeLoader;

/**
 * The cuBLAS of this machine, of CUDA 12 or 13: looked for once per JVM, when it is first asked for. With {@code
 * -Disobit.cublas=FILE} it is that file and no other. Else {@code libcublas.so.12} or {@code libcublas.so.13}, in this
 * order, as the loader finds it (LD_LIBRARY_PATH, the system's folders), then in {@code $CUDA_HOME}, {@code $CUDA_PATH}
 * and {@code /usr/local/cuda}. It is called through JCublas, whose native library is built for CUDA 12; for CUDA 13 a
 * changed copy of that library is loaded. Thread-safe.
 */
public final class CublasLibrary {

  /** The property that names the file. */
  public static final String PROPERTY = "isobit.cublas";

  /** The major versions that can be called, the one that JCublas is built for first. */
  private static final int[] MAJORS = {12, 13};

  /** Folders of the libraries below that of a toolkit. */
  private static final List<String> FOLDERS = List.of("lib64", "targets/x86_64-linux/lib", "lib");

  /** What was found: either the version and the file, or the obstacle. */
  private record Found(int major, int minor, int patch, String file, String obstacle) {

    static Found not(String obstacle) {
      return new Found(0, 0, 0, null, obstacle);
    }
  }

  /** Looked for when this class is first needed, not before. */
  private static final class Search {
    static final Found FOUND = search();
  }

  /** Why JCublas's native library cannot be loaded, or null; tried once. */
  private static final class Binding {
    static final String OBSTACLE = bind();
  }

  private CublasLibrary() {}

  /**
   * Why cuBLAS cannot be used here, as far as it can be said without a device. It looks for the library and opens it.
   *
   * @return one sentence without full stop that says what was looked for and how to get it, or null if it can
   */
  public static String obstacle() {
    return Search.FOUND.obstacle;
  }

  /**
   * What there is.
   *
   * @return version and file, or the obstacle, for people
   */
  public static String description() {
    return obstacle() == null ? "cuBLAS " + version() + " (" + Search.FOUND.file + "), class BOUNDED, used only when "
        + "asked for by name" : "no cuBLAS: " + obstacle();
  }

  /**
   * Its version.
   *
   * @return for example 12.6.4
   * @throws CublasException if there is none
   */
  public static String version() {
    if (obstacle() != null) {
      throw new CublasException("cuBLAS cannot be used: " + obstacle(), -1);
    }
    return Search.FOUND.major + "." + Search.FOUND.minor + "." + Search.FOUND.patch;
  }

  /** Makes JCublas callable. */
  static void require() {
    version();
    if (Binding.OBSTACLE != null) {
      throw new CublasException("cuBLAS cannot be used: " + Binding.OBSTACLE, -1);
    }
  }

  private static Found search() {
    String file = System.getProperty(PROPERTY);
    if (file != null) {
      openBeside(Path.of(file));
      SharedLibrary.Opened opened = SharedLibrary.open(Path.of(file).toAbsolutePath().toString());
      return opened.library() != null ? inspect(opened.library(), file)
          : Found.not("-D" + PROPERTY + "=" + file + " cannot be opened: " + opened.obstacle());
    }
    List<String> broken = new ArrayList<>();
    for (int major : MAJORS) {
      String name = "libcublas.so." + major;
      SharedLibrary.Opened opened = SharedLibrary.open(name);
      if (opened.library() != null) {
        return inspect(opened.library(), name);
      }
      if (!opened.obstacle().startsWith(name + ":")) {
        broken.add(opened.obstacle()); // it is there, but something that it needs is not
      }
    }
    Set<Path> places = places();
    for (int major : MAJORS) {
      for (Path place : places) {
        Path candidate = place.resolve("libcublas.so." + major);
        if (Files.exists(candidate)) {
          openBeside(candidate);
          SharedLibrary.Opened opened = SharedLibrary.open(candidate.toString());
          if (opened.library() != null) {
            return inspect(opened.library(), candidate.toString());
          }
          broken.add(opened.obstacle());
        }
      }
    }
    if (!broken.isEmpty()) {
      return Found.not("it is here but cannot be opened: " + String.join("; ", broken));
    }
    return Found.not("libcublas.so.12 and libcublas.so.13 were looked for where the loader looks (LD_LIBRARY_PATH) and "
        + "in " + String.join(", ", places.stream().map(Path::toString).toList()) + "; NVIDIA's CUDA toolkit 12 or 13 "
        + "brings one of them, and -D" + PROPERTY + "=FILE says where it is");
  }

  /** Folders where toolkits put their libraries. */
  private static Set<Path> places() {
    Set<Path> places = new LinkedHashSet<>();
    for (String root : new String[] {System.getenv("CUDA_HOME"), System.getenv("CUDA_PATH"), "/usr/local/cuda"}) {
      if (root != null && !root.isBlank()) {
        FOLDERS.forEach(folder -> places.add(Path.of(root, folder)));
      }
    }
    return places;
  }

  /** cuBLAS needs cuBLASLt, which the loader may not find beside it; if this fails, opening cuBLAS says so. */
  private static void openBeside(Path cublas) {
    String name = cublas.getFileName().toString().replace("libcublas.", "libcublasLt.");
    Path lt = cublas.toAbsolutePath().resolveSibling(name);
    if (!lt.getFileName().equals(cublas.getFileName()) && Files.exists(lt)) {
      SharedLibrary.open(lt.toString());
    }
  }

  /** Version and file of an opened library, by the one function that needs no handle. */
  private static Found inspect(SharedLibrary library, String name) {
    MemorySegment symbol = library.find("cublasGetProperty").orElse(null);
    if (symbol == null) {
      return Found.not(name + " is no cuBLAS: it has no function cublasGetProperty");
    }
    String file = SharedLibrary.file(symbol);
    int major;
    int minor;
    int patch;
    try {
      major = property(symbol, libraryPropertyType.MAJOR_VERSION);
      minor = property(symbol, libraryPropertyType.MINOR_VERSION);
      patch = property(symbol, libraryPropertyType.PATCH_LEVEL);
    } catch (CublasException e) {
      return Found.not(file + " does not tell its version: " + e.getMessage());
    }
    for (int known : MAJORS) {
      if (major == known) {
        return new Found(major, minor, patch, file, null);
      }
    }
    return Found.not(file + " is cuBLAS " + major + "." + minor + "." + patch + ", and it must be of CUDA 12 or 13");
  }

  private static int property(MemorySegment symbol, int type) {
    MethodHandle get = SharedLibrary.function(symbol,
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
      int status = (int) get.invokeExact(type, value);
      if (status != 0) {
        throw new CublasException("cublasGetProperty(" + type + "): status " + status, status);
      }
      return value.get(ValueLayout.JAVA_INT, 0);
    } catch (Throwable e) {
      throw SharedLibrary.rethrow(e);
    }
  }

  private static String bind() {
    try {
      NativeLoader.initialize(JCublas2.class, folder -> {
        if (Search.FOUND.major != MAJORS[0]) {
          BindingPatch.into(folder);
        }
      });
      return null;
    } catch (IOException e) {
      return "JCublas's native library cannot be unpacked into a folder in " + System.getProperty("java.io.tmpdir")
          + " (-Djava.io.tmpdir): " + e.getMessage();
    } catch (LinkageError e) {
      return "JCublas's native library cannot be loaded with " + Search.FOUND.file + ": " + reason(e);
    }
  }

  /** JCublas's message has two stack traces in it; the loader's own words stand in the last line of that kind. */
  private static String reason(LinkageError e) {
    String message = String.valueOf(e.getMessage());
    return message.lines().filter(line -> line.contains("UnsatisfiedLinkError")).reduce((first, last) -> last)
        .orElse(message.lines().findFirst().orElse(e.toString())).strip();
  }
}
