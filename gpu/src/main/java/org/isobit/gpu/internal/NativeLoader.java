package org.isobit.gpu.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Lets JCuda's classes load their native libraries. JCuda unpacks each under one fixed name in the temporary folder and
 * takes what lies there; so it gets a folder of its own, which nobody else can write to. Thread-safe.
 */
public final class NativeLoader {

  /** Puts files into JCuda's folder before it looks there. */
  @FunctionalInterface
  public interface Preparation {

    /**
     * Puts them there.
     *
     * @param folder the folder
     * @throws IOException if that fails
     */
    void into(Path folder) throws IOException;
  }

  private NativeLoader() {}

  /**
   * Initialises a class of JCuda's, which loads its library.
   *
   * @param owner       the class
   * @param preparation what is to be done in its folder before
   * @throws IOException  if the folder cannot be made or filled
   * @throws LinkageError if the library cannot be loaded
   */
  public static synchronized void initialize(Class<?> owner, Preparation preparation) throws IOException {
    String before = System.getProperty("java.io.tmpdir");
    Path own = Files.createTempDirectory(Path.of(before), "isobit-cuda");
    try {
      preparation.into(own);
      System.setProperty("java.io.tmpdir", own.toString());
      MethodHandles.lookup().ensureInitialized(owner);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e); // the class is public
    } finally {
      System.setProperty("java.io.tmpdir", before);
      delete(own);
    }
  }

  /** The library is mapped by now; its file is needed no more. */
  private static void delete(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException | UncheckedIOException e) {
      System.getLogger("org.isobit").log(System.Logger.Level.WARNING,
          "The folder " + folder + ", from which a library of JCuda's was loaded, could not be deleted", e);
    }
  }
}
