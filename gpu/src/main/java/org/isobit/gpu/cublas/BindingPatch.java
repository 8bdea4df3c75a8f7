package org.isobit.gpu.cublas;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import jcuda.JCudaVersion;
import jcuda.LibUtils;
import jcuda.jcublas.JCublas2;

/**
 * A copy of JCublas's native library that asks for {@code libcublas.so.13}. The newest JCublas is built against CUDA
 * 12: its library names {@code libcublas.so.12} as what it needs and as the version of each of the functions it calls.
 * CUDA 13's cuBLAS has all of them, with the same arguments, under its own version; so the name is all that has to
 * change. It stands once in the table of strings, for both uses, and its hash (ELF's, System V ABI) once beside the
 * version.
 */
final class BindingPatch {

  private static final String BUILT_FOR = "libcublas.so.12";
  private static final String WANTED = "libcublas.so.13";

  private BindingPatch() {}

  /** Name of JCublas's library, without folder. */
  static String fileName() {
    return LibUtils.createLibraryFileName(LibUtils.createPlatformLibraryName("JCublas2-" + JCudaVersion.get()));
  }

  /** Puts the changed copy where JCublas will look first. */
  static void into(Path folder) throws IOException {
    String resource = "/lib/" + fileName();
    try (InputStream in = JCublas2.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("the class path has no " + resource + ": jcublas-natives for this platform is missing");
      }
      Files.write(folder.resolve(fileName()), patched(in.readAllBytes()));
    }
  }

  /**
   * The changed library.
   *
   * @throws IOException if it is not the library that this was written for
   */
  static byte[] patched(byte[] library) throws IOException {
    byte[] changed = library.clone();
    // With the zeros around it: versioned names in the table of debugging symbols end in the same letters.
    replace(changed, ("\0" + BUILT_FOR + "\0").getBytes(StandardCharsets.US_ASCII),
        ("\0" + WANTED + "\0").getBytes(StandardCharsets.US_ASCII), "name " + BUILT_FOR);
    replace(changed, littleEndian(hash(BUILT_FOR)), littleEndian(hash(WANTED)), "hash of " + BUILT_FOR);
    return changed;
  }

  private static void replace(byte[] data, byte[] old, byte[] fresh, String what) throws IOException {
    int at = find(data, old, 0);
    if (at < 0 || find(data, old, at + 1) >= 0) {
      throw new IOException("JCublas's library " + fileName() + (at < 0 ? " does not have the " : " has twice the ")
          + what + ", so it cannot be made to call " + WANTED);
    }
    System.arraycopy(fresh, 0, data, at, fresh.length);
  }

  private static int find(byte[] data, byte[] pattern, int from) {
    for (int i = from; i <= data.length - pattern.length; i++) {
      int same = 0;
      while (same < pattern.length && data[i + same] == pattern[same]) {
        same++;
      }
      if (same == pattern.length) {
        return i;
      }
    }
    return -1;
  }

  /** The hash of a version's name. */
  static int hash(String name) {
    int h = 0;
    for (int i = 0; i < name.length(); i++) {
      h = (h << 4) + name.charAt(i);
      int high = h & 0xf0000000;
      h = (h ^ high >>> 24) & ~high;
    }
    return h;
  }

  private static byte[] littleEndian(int x) {
    return new byte[] {(byte) x, (byte) (x >>> 8), (byte) (x >>> 16), (byte) (x >>> 24)};
  }
}
