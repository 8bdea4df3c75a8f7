package org.isobit.models.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {

  @TempDir
  Path folder;

  private static String refusal(Executable read) {
    return assertThrows(IllegalArgumentException.class, read).getMessage();
  }

  @Test
  void whatIsNoFileIsNamed() {
    Path missing = folder.resolve("a\u001bb");
    assertEquals(folder + "/a\\u{1b}b: no such file", refusal(() -> InputFiles.requireFile(missing)));
    assertEquals("no-such-file: no such file (in " + Path.of("").toAbsolutePath() + ")",
        refusal(() -> InputFiles.requireFile(Path.of("no-such-file"))));
    assertEquals(folder + ": is not a regular file but a directory", refusal(() -> InputFiles.requireFile(folder)));
    assertEquals("/dev/null: is not a regular file", refusal(() -> InputFiles.requireFile(Path.of("/dev/null"))));
    assertEquals(missing.resolveSibling("x") + ": no such file",
        refusal(() -> InputFiles.text(missing.resolveSibling("x"), 5)));
  }

  /** Files of the kernel say that they have no bytes. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void moreThanASizeSaysIsRefused() {
    assertEquals("/proc/self/status: has 6 bytes; such a file has at most 5",
        refusal(() -> InputFiles.text(Path.of("/proc/self/status"), 5)));
  }

  @Test
  void textsAreReadWholeOrNotAtAll() throws IOException {
    Path file = Files.writeString(folder.resolve("t"), "\ufeffä\n");
    assertEquals("ä\n", InputFiles.text(file, 6));
    assertEquals(file + ": has 6 bytes; such a file has at most 5", refusal(() -> InputFiles.text(file, 5)));
    Files.writeString(file, "xyz");
    assertEquals("xyz", InputFiles.text(file, 3));
    assertEquals(file + ": has 3 bytes; such a file has at most 0", refusal(() -> InputFiles.text(file, 0)));
    Files.writeString(file, "xyz\0");
    assertEquals(file + ": has 4 bytes; such a file has at most 3", refusal(() -> InputFiles.text(file, 3)));
    Files.write(file, new byte[] {'x', (byte) 0xc3});
    assertEquals(file + ": is not UTF-8 text", refusal(() -> InputFiles.text(file, 9)));
  }
}
