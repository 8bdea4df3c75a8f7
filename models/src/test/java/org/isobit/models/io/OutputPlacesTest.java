package org.isobit.models.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
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

  private static String refusal(Executable check) {
    return assertThrows(IllegalArgumentException.class, check).getMessage();
  }

  /** An archive that is opened for reading stands for a disk that is: even an administrator writes nothing there. */
  @Test
  void aPlaceThatMayOnlyBeReadIsRefused() throws IOException {
    Path archive = folder.resolve("a.zip");
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      Files.createDirectory(zip.getPath("/d"));
      Files.writeString(zip.getPath("/d/file"), "x");
      OutputPlaces.requireFile(zip.getPath("/d/file"));
      OutputPlaces.requireFile(zip.getPath("/d/new/file"));
      OutputPlaces.requireDirectory(zip.getPath("/d"));
      OutputPlaces.requireDirectory(zip.getPath("/d/new/folder"));
    }
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("accessMode", "readOnly"))) {
      String denied = ": cannot be written: you have no permission to write to /d";
      Path file = zip.getPath("/d/file");
      assertEquals(file + denied + "/file", refusal(() -> OutputPlaces.requireFile(file)));
      Path made = zip.getPath("/d/new/file");
      assertEquals(made + denied, refusal(() -> OutputPlaces.requireFile(made)));
      assertEquals(made + denied, refusal(() -> OutputPlaces.requireDirectory(made)));
      assertEquals("/d" + denied, refusal(() -> OutputPlaces.requireDirectory(zip.getPath("/d"))));
    }
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
