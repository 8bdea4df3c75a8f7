package org.isobit.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.isobit.models.cli.Cli;
import org.isobit.models.io.RunLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Where measurements go is looked at before anything is measured. */
@Isolated
class BenchOutputTest {

  @TempDir
  Path folder;

  private static void refused(String message, String... arguments) {
    PrintStream before = System.err;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
    int code;
    try {
      code = Cli.run(new BenchCommand(), arguments);
    } finally {
      System.setErr(before);
    }
    String text = told.toString(StandardCharsets.UTF_8);
    assertEquals(Cli.BAD_INPUT, code, text);
    assertTrue(text.contains(message), text);
    assertFalse(text.contains("%"), text); // the bar
  }

  private static void refused(String message, Path out) {
    refused(message, "ReduceBenchmark.*\\bsum\\b", "--rounds", "1", "--out", out.toString());
  }

  @Test
  void whatWholeModelsDoNotTakeIsRefused() {
    refused("--models goes with --time alone, not with PATTERN, --rounds, --out", "--models", "gemm", "--rounds", "1",
        "--out", "never", "--time", "1");
    refused("--models goes with --time alone, not with --backend", "--models", "--backend", "cuda");
    refused("--time must be positive, but is 0", "--models", "--time", "0");
  }

  @Test
  void whatFirstCallsDoNotTakeIsRefused() {
    refused("cold goes with its own options alone, not with PATTERN, --rounds before it", "gemm", "--rounds", "1",
        "cold");
    refused("--case must be small, large or all, but is 'huge'", "cold", "--case", "huge", "--launcher", "isobit");
    refused("--runs must be positive, but is 0", "cold", "--runs", "0");
    refused("--threads must be positive, but is 0", "cold", "--threads", "1,0");
  }

  @Test
  void whatShapesDoNotTakeIsRefused() {
    refused("shapes goes with its own options alone, not with PATTERN before it", "gemm", "shapes");
    refused("no row matches 'nothing'; see isobit bench shapes --list", "shapes", "--row", "nothing");
    refused("'(' is no regular expression", "shapes", "--row", "(");
    refused("--rounds must be positive, but is 0", "shapes", "--rounds", "0");
    refused("--time must be positive, but is -1", "shapes", "--time", "-1");
  }

  @Test
  void theVersionIsTold() {
    PrintStream before = System.out;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    System.setOut(new PrintStream(told, true, StandardCharsets.UTF_8));
    try {
      assertEquals(Cli.OK, Cli.run(new BenchCommand(), "-V"));
      assertEquals(Cli.OK, Cli.run(new org.isobit.verify.VerifyCommand(), "-V"));
    } finally {
      System.setOut(before);
    }
    List<String> lines = told.toString(StandardCharsets.UTF_8).lines().toList();
    assertTrue(lines.size() == 6 && lines.get(0).startsWith("isobit ")
        && lines.subList(0, 3).equals(lines.subList(3, 6)), lines.toString());
  }

  @Test
  void whatCannotBeWrittenIsSaidAtOnce() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    refused(file + ": cannot be an output directory: it is a file", file);
    Path loose = Files.createSymbolicLink(folder.resolve("loose"), Path.of("nowhere"));
    refused(loose + ": cannot be written: it is a symbolic link to nowhere, which does not exist", loose);
    Path results = Files.createDirectories(folder.resolve("out/stand-in-results.json"));
    refused(results + ": cannot be written: it is a directory", folder.resolve("out"));
    Files.delete(results);
    try (RunLock _ = RunLock.take(folder.resolve(".out.lock"), folder)) {
      refused(folder.resolve("out") + ": another run is at work there", folder.resolve("out"));
    }
    try (Stream<Path> all = Files.walk(folder)) {
      assertEquals(List.of("", "file", "loose", "out"), all.map(p -> folder.relativize(p).toString()).sorted()
          .toList());
    }
  }
}
