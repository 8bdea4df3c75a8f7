package org.isobit.models.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class RenameExchangeTest {

  @TempDir
  Path folder;

  private Path a;
  private Path b;

  @BeforeEach
  void folders() throws IOException {
    a = Files.createDirectory(folder.resolve("a b"));
    b = Files.createDirectory(folder.resolve("b"));
    Files.writeString(a.resolve("one"), "1");
    Files.writeString(b.resolve("two"), "2");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void foldersChangePlaces() throws IOException {
    assertTrue(RenameExchange.exchange(a, b));
    assertEquals("2", Files.readString(a.resolve("two")));
    assertEquals("1", Files.readString(b.resolve("one")));
    assertFalse(Files.exists(a.resolve("one")) || Files.exists(b.resolve("two")));
  }

  @Test
  void nothingChangesIfOneIsMissing() throws IOException {
    assertFalse(RenameExchange.exchange(a, folder.resolve("missing")));
    assertFalse(RenameExchange.exchange(folder.resolve("missing"), b));
    assertFalse(Files.exists(folder.resolve("missing")));
    assertEquals("1", Files.readString(a.resolve("one")));
    assertEquals("2", Files.readString(b.resolve("two")));
  }

  @Test
  void otherSystemsAreNotAsked() throws IOException {
    String system = System.setProperty("os.name", "Other");
    try {
      assertFalse(RenameExchange.exchange(a, b));
    } finally {
      System.setProperty("os.name", system);
    }
    assertEquals("1", Files.readString(a.resolve("one")));
    assertEquals("2", Files.readString(b.resolve("two")));
  }
}
