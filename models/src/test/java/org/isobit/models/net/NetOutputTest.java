package org.isobit.models.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isobit.models.cli.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Where outputs go is looked at before anything is read: here there is not even a network. */
@Isolated
class NetOutputTest {

  @TempDir
  Path folder;

  private static void refused(String message, Path output) {
    PrintStream before = System.err;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
    try {
      assertEquals(Cli.BAD_INPUT, Cli.run(new NetCommand(), "run", "none.safetensors", "--input", "none.npy",
          "--output", output.toString()));
    } finally {
      System.setErr(before);
    }
    assertTrue(told.toString(StandardCharsets.UTF_8).contains(message), told.toString(StandardCharsets.UTF_8));
  }

  @Test
  void whatCannotBeWrittenIsSaidAtOnce() throws IOException {
    refused(folder + ": cannot be written: it is a directory", folder);
    Path loose = Files.createSymbolicLink(folder.resolve("y.npy"), Path.of("nowhere"));
    refused(loose + ": cannot be written: it is a symbolic link to nowhere, which does not exist", loose);
    Path file = Files.writeString(folder.resolve("file"), "mine");
    refused(file.resolve("y.npy") + ": cannot be made: " + file + " is not a directory", file.resolve("y.npy"));
  }
}
