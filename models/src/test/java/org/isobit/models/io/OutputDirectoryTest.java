package org.isobit.models.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What a folder of results replaces, and what is left when it cannot. */
@Isolated
class OutputDirectoryTest {

  @TempDir
  Path folder;

  private Path target;

  @BeforeEach
  void place() {
    target = folder.resolve("results");
  }

  private void write(String... names) throws IOException {
    try (OutputDirectory out = OutputDirectory.create(target)) {
      for (String name : names) {
        AtomicFiles.writeText(out.path().resolve(name), name);
      }
      out.commit();
    }
  }

  private List<String> listing() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(p -> !p.equals(folder)).map(p -> folder.relativize(p).toString()).sorted().toList();
    }
  }

  private String refusal() {
    return assertThrows(IllegalArgumentException.class, () -> OutputDirectory.create(target)).getMessage();
  }

  /** Of a user who may do anything, only the system can say that it does not. */
  @Test
  void aPlaceWhereTheSystemMakesNothingIsNamed() {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")));
    for (String place : List.of("/proc/x", "/proc/x/y")) {
      String message = assertThrows(IOException.class, () -> OutputDirectory.create(Path.of(place)), place)
          .getMessage();
      assertEquals("/proc/x: cannot be made: the system makes nothing in /proc", message);
    }
  }

  @Test
  void theListNamesTheFilesAndAnEmptyFolderIsFree() throws IOException {
    Files.createDirectory(target);
    write("sub/b.txt", "a.txt");
    assertEquals("a.txt\nsub/b.txt\n", Files.readString(target.resolve(OutputDirectory.LIST)));
    assertEquals(List.of("results", "results/" + OutputDirectory.LIST, "results/a.txt", "results/sub",
        "results/sub/b.txt"), listing());
    write("c.txt");
    assertEquals(List.of("results", "results/" + OutputDirectory.LIST, "results/c.txt"), listing());
  }

  private String holds(String file, String all) {
    return target + ": holds " + file + ", which is no part of results that isobit wrote there; output replaces the "
        + "whole directory, so choose another or move " + all + " away";
  }

  @Test
  void messagesCountTheFilesOfOthers() throws IOException {
    write("a.txt");
    Files.writeString(target.resolve("notes"), "mine");
    assertEquals(holds("notes", "that file"), refusal());
    Files.writeString(target.resolve("more"), "mine");
    assertEquals(holds("more", "those 2 files"), refusal());
    Files.delete(target.resolve(OutputDirectory.LIST));
    assertEquals(holds("a.txt", "those 3 files"), refusal());
  }

  @Test
  void aFileThatCameInTheMeantimeStays() throws IOException {
    try (OutputDirectory out = OutputDirectory.create(target)) {
      Files.writeString(target, "mine");
      assertEquals(target + ": cannot be an output directory: it is a file",
          assertThrows(IllegalArgumentException.class, out::commit).getMessage());
    }
    assertEquals("mine", Files.readString(target));
    assertEquals(List.of("results"), listing());
  }

  /** A lock's name fits the file system, a temporary folder's does not; then neither. */
  @Test
  void foldersMadeForATargetThatCannotBeAreRemoved() throws IOException {
    for (int length : new int[] {245, 252}) {
      Path tooLong = folder.resolve("new/deep").resolve("x".repeat(length));
      assertThrows(IOException.class, () -> OutputDirectory.create(tooLong));
      assertEquals(List.of(), listing());
    }
  }

  /** Two renames, as on systems without an exchange; what a killed run set aside does not stand in the way. */
  @Test
  void aFolderIsReplacedWithoutAnExchange() throws IOException {
    write("a.txt");
    Path aside = Files.createDirectory(folder.resolve(".results.old"));
    Files.writeString(aside.resolve("older.txt"), "older");
    String system = System.setProperty("os.name", "Other");
    try {
      write("b.txt");
    } finally {
      System.setProperty("os.name", system);
    }
    assertEquals(List.of("results", "results/" + OutputDirectory.LIST, "results/b.txt"), listing());
  }
}
