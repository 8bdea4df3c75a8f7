package org.isobit.verify;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the repository's root, whichever module's folder the tests are started in. */
public final class ReactorRoot {

  private ReactorRoot() {}

  /**
   * The folder with the parent pom.
   *
   * @return its absolute path
   * @throws IllegalStateException if no folder above the working folder is the root
   */
  public static Path find() {
    Path start = Path.of("").toAbsolutePath();
    for (Path p = start; p != null; p = p.getParent()) {
      if (Files.isRegularFile(p.resolve("pom.xml")) && Files.isDirectory(p.resolve("kernels"))) {
        return p;
      }
    }
    throw new IllegalStateException("no folder above " + start + " holds the reactor's pom.xml and kernels");
  }
}
