package org.isobit.models.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFilesTest {

  @TempDir
  Path folder;

  private String refusal(Path output, Path... inputs) {
    return assertThrows(IllegalArgumentException.class, () -> OutputFiles.requireWritable(output, List.of(inputs)))
        .getMessage();
  }

  @Test
  void anInputIsNoOutputByWhateverPath() throws IOException {
    Path input = Files.writeString(folder.resolve("in"), "x");
    Path other = Files.writeString(folder.resolve("other"), "x");
    Path linked = Files.createSymbolicLink(folder.resolve("link"), Path.of("in"));
    Path hard = Files.createLink(folder.resolve("hard"), input);
    Files.createDirectory(folder.resolve("d"));
    Path folders = Files.createSymbolicLink(folder.resolve("folders"), folder);
    assertEquals(input + ": cannot be written: it is the input of the same name", refusal(input, other, input));
    for (Path path : List.of(linked, hard, folder.resolve("d/../in"), folders.resolve("in"))) {
      assertEquals(path + ": cannot be written: it is the input " + input, refusal(path, input));
      assertEquals(input + ": cannot be written: it is the input " + path, refusal(input, path));
    }
    OutputFiles.requireWritable(other, List.of(input, folder.resolve("missing")));
    OutputFiles.requireWritable(folder.resolve("new/below"), List.of(input));
    assertFalse(Files.exists(folder.resolve("new")));
  }

  @Test
  void whatCannotBeWrittenIsToldBefore() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("gone"));
    assertEquals(folder + ": cannot be written: it is a directory", refusal(folder));
    assertEquals(nowhere + ": cannot be written: it is a symbolic link to gone, which does not exist", refusal(nowhere));
    assertEquals(file.resolve("a/b") + ": cannot be written: " + file + " is not a directory",
        refusal(file.resolve("a/b")));
    assertEquals(nowhere + ": cannot be written: it is a symbolic link to gone, which does not exist",
        assertThrows(IllegalArgumentException.class, () -> AtomicFiles.writeText(nowhere, "x")).getMessage());
    OutputFiles.requireWritable(Path.of("a-name-alone"), List.of());
  }
}
