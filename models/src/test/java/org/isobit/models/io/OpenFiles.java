package org.isobit.models.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this process has open. */
public final class OpenFiles {

  private OpenFiles() {}

  /** How many descriptors of this process are open on a file; 0 where the system does not tell. */
  public static long descriptors(Path file) throws IOException {
    Path all = Path.of("/proc/self/fd");
    if (!Files.isDirectory(all)) {
      return 0;
    }
    long n = 0;
    try (Stream<Path> links = Files.list(all)) {
      for (Path link : links.toList()) {
        n += Files.exists(link) && Files.readSymbolicLink(link).equals(file.toRealPath()) ? 1 : 0;
      }
    }
    return n;
  }
}
