package org.isobit.models.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OutputPlacesTest {

  @TempDir
  Path folder;

  private String refusal(Path output, Path... inputs) {
    return assertThrows(IllegalArgumentException.class, () -> OutputPlaces.requireApart(output, List.of(inputs)))
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
    OutputPlaces.requireApart(other, List.of(input, folder.resolve("missing")));
    OutputPlaces.requireApart(folder.resolve("new/below"), List.of(input));
    assertFalse(Files.exists(folder.resolve("new")));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDeviceIsNotReplaced() throws IOException {
    Path device = Path.of("/dev/null");
    Path linked = Files.createSymbolicLink(folder.resolve("link"), device);
    for (Path path : List.of(device, linked)) {
      assertEquals(path + ": cannot be written: it is not a regular file", assertThrows(IllegalArgumentException.class,
          () -> OutputPlaces.requireFile(path)).getMessage());
    }
  }
}
