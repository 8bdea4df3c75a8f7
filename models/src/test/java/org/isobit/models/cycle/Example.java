package org.isobit.models.cycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.isobit.models.cli.MemoryFolder;

/** What {@link CycleExample} writes, once, and forces to the disk file by file: copied for each test. */
final class Example {

  private static Map<String, byte[]> files;

  private Example() {}

  static synchronized void write(Path folder) throws IOException {
    if (files == null) {
      files = written();
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path target = folder.resolve(file.getKey());
      if (Files.notExists(target.getParent())) {
        Files.createDirectories(target.getParent());
      }
      Files.write(target, file.getValue());
    }
  }

  private static Map<String, byte[]> written() throws IOException {
    Path once = MemoryFolder.create();
    try {
      CycleExample.write(once);
      Map<String, byte[]> all = new TreeMap<>();
      try (Stream<Path> tree = Files.walk(once)) {
        for (Path file : tree.filter(Files::isRegularFile).toList()) {
          all.put(once.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
      return all;
    } finally {
      try (Stream<Path> tree = Files.walk(once)) {
        tree.sorted(Comparator.reverseOrder()).forEach(Example::delete);
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
