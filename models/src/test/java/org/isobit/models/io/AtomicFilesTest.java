package org.isobit.models.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {

  @TempDir
  Path folder;

  private List<String> listing() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFailureInTheMiddleLeavesTheOldFile() throws IOException {
    Path file = folder.resolve("sub/a.txt");
    AtomicFiles.writeText(file, "old");
    IOException failure = assertThrows(IOException.class, () -> AtomicFiles.write(file, out -> {
      out.write(new byte[100_000]);
      throw new IOException("disk full");
    }));
    assertEquals(file + ": cannot be written: disk full", failure.getMessage());
    assertEquals("old", Files.readString(file));
    AtomicFiles.writeText(file, "new");
    assertEquals("new", Files.readString(file));
    try (Stream<Path> all = Files.list(file.getParent())) {
      assertEquals(1, all.count());
    }
    assertThrows(IllegalArgumentException.class, () -> AtomicFiles.writeText(folder, "x"));
  }

  @Test
  void aSymbolicLinkKeepsPointingAtTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("real.txt"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.txt"), file.getFileName());
    AtomicFiles.writeText(link, "new");
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(file));
  }

  /** Of a process that no Linux has; the first file that this process writes in the folder removes it. */
  @Test
  void whatAKilledProcessLeftGoesWithTheFirstFile() throws IOException {
    Files.writeString(folder.resolve(".old.txt.4194399-1.isobit.part"), "half");
    Files.writeString(folder.resolve(".old.txt.part"), "somebody's");
    AtomicFiles.writeText(folder.resolve("new.txt"), "new");
    assertEquals(List.of(".old.txt.part", "new.txt"), listing());
  }

  @Test
  void filesAreWholeAndClosed() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFiles.write(file, out -> {
      out.write('a');
      out.close();
    });
    assertEquals("a", Files.readString(file));
    assertEquals(0, OpenFiles.descriptors(file));
  }

  @Test
  void aFileMadeInAPlaceAppearsWholeOrNotAtAll() throws IOException {
    Path file = folder.resolve("a.bin");
    AtomicFiles.replace(file, place -> {
      assertEquals(0, Files.size(place));
      Files.writeString(place, "first");
    });
    assertEquals("first", Files.readString(file));
    IOException failure = assertThrows(IOException.class, () -> AtomicFiles.replace(file, place -> {
      Files.writeString(place, "half");
      throw new IOException("disk full");
    }));
    assertEquals(file + ": cannot be written: disk full", failure.getMessage());
    assertEquals("first", Files.readString(file));
    assertEquals(List.of("a.bin"), listing());
    assertEquals(0, OpenFiles.descriptors(file));
  }

  @Test
  void aDirectoryAppearsWholeOrNotAtAll() throws IOException {
    Path target = folder.resolve("results");
    write(target, "a.txt", "first", true);
    write(target, "b.txt", "second", false);
    assertEquals("first", Files.readString(target.resolve("a.txt")));
    assertFalse(Files.exists(target.resolve("b.txt")));
    write(target, "sub/b.txt", "second", true);
    assertFalse(Files.exists(target.resolve("a.txt")));
    assertEquals("second", Files.readString(target.resolve("sub/b.txt")));
    write(target, "a.txt", "third", true);
    assertEquals(List.of("results"), listing());
  }

  private static void write(Path target, String name, String text, boolean commit) throws IOException {
    try (OutputDirectory out = OutputDirectory.create(target)) {
      AtomicFiles.writeText(out.path().resolve(name), text);
      if (commit) {
        out.commit();
      }
    }
  }

  @Test
  void foreignFilesAreNeverRemoved() throws IOException {
    Path target = folder.resolve("results");
    write(target, "a.txt", "first", true);
    Files.writeString(target.resolve("notes.txt"), "mine");
    String message = assertThrows(IllegalArgumentException.class, () -> OutputDirectory.create(target)).getMessage();
    assertTrue(message.contains("notes.txt"), message);
    assertEquals("mine", Files.readString(target.resolve("notes.txt")));
    Files.delete(target.resolve("notes.txt"));
    try (OutputDirectory out = OutputDirectory.create(target)) {
      Files.writeString(target.resolve("late.txt"), "mine");
      assertThrows(IllegalArgumentException.class, out::commit);
    }
    assertEquals("first", Files.readString(target.resolve("a.txt")));
    assertEquals("mine", Files.readString(target.resolve("late.txt")));
    assertEquals(List.of("results"), listing());
    Files.writeString(folder.resolve("file"), "");
    assertThrows(IllegalArgumentException.class, () -> OutputDirectory.create(folder.resolve("file")));
  }

  @Test
  void aFolderSetAsideByAKilledProcessComesBack() throws IOException {
    Path target = folder.resolve("results");
    write(target, "a.txt", "first", true);
    Files.move(target, folder.resolve(".results.old"));
    OutputDirectory.create(target).close();
    assertEquals("first", Files.readString(target.resolve("a.txt")));
  }

  /** A process that replaces a file and a folder for ever. */
  static final class Writer {
    public static void main(String[] args) throws IOException {
      Path folder = Path.of(args[0]);
      for (int i = 0; ; i++) {
        byte[] content = String.valueOf(i % 10).repeat(200_000).getBytes();
        AtomicFiles.write(folder.resolve("file.txt"), out -> out.write(content));
        try (OutputDirectory out = OutputDirectory.create(folder.resolve("results"))) {
          Files.write(out.path().resolve("one.txt"), content);
          Files.write(out.path().resolve("two.txt"), content);
          out.commit();
        }
        if (i == 2) {
          Files.createFile(folder.resolve("started"));
        }
      }
    }
  }

  @Test
  void aKilledProcessLeavesCompleteOutput() throws Exception {
    Path started = folder.resolve("started");
    for (int trial = 0; trial < 6; trial++) {
      Files.deleteIfExists(started);
      Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
          Writer.class.getName(), folder.toString())
          .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!Files.exists(started) && process.isAlive() && System.nanoTime() < end) {
        Thread.sleep(5);
      }
      assertTrue(Files.exists(started), "the writer did not start");
      Thread.sleep(37L * trial % 100);
      process.destroyForcibly().waitFor();
      String one = Files.readString(folder.resolve("results/one.txt"));
      assertEquals(200_000, one.length());
      assertEquals(one, Files.readString(folder.resolve("results/two.txt")));
      assertEquals(200_000, Files.size(folder.resolve("file.txt")));
    }
  }
}
