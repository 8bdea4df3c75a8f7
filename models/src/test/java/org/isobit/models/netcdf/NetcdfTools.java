package org.isobit.models.netcdf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The programs of NetCDF and HDF5 themselves: they make files for the tests and judge ours. */
public final class NetcdfTools {

  private static final Path UNPACKED = Path.of("..", "target", "netcdf-tools").toAbsolutePath().normalize();

  private NetcdfTools() {}

  /** Makes a NetCDF-4 file from a text in CDL. */
  public static Path ncgen(Path file, String cdl) throws IOException {
    return ncgen(file, cdl, "nc4");
  }

  /** Makes a file of a kind from a text in CDL. */
  public static Path ncgen(Path file, String cdl, String kind) throws IOException {
    Path text = file.resolveSibling(file.getFileName() + ".cdl");
    Files.writeString(text, cdl);
    run("ncgen", "-k", kind, "-o", file.toString(), text.toString());
    Files.delete(text);
    return file;
  }

  /** What a shell command that runs the programs begins with: variables that let it find them. */
  public static String environment() throws IOException {
    if (!Files.isDirectory(UNPACKED)) {
      return "";
    }
    return "PATH=" + UNPACKED.resolve("usr/bin") + ":$PATH LD_LIBRARY_PATH=" + libraries();
  }

  private static String libraries() throws IOException {
    try (Stream<Path> folders = Files.list(UNPACKED.resolve("usr/lib"))) {
      return String.join(File.pathSeparator, folders.filter(Files::isDirectory).map(Path::toString).toList());
    }
  }

  /** A file as text in CDL, numbers with all their digits. */
  public static String ncdump(Path file) throws IOException {
    return run("ncdump", "-p", "9,17", file.toString());
  }

  /** Runs a program; its output. */
  public static String run(String... command) throws IOException {
    Outcome outcome = attempt(command);
    assertEquals(0, outcome.code(), String.join(" ", command) + ": " + outcome.output());
    return outcome.output();
  }

  /** How a program ended, and what it said. */
  record Outcome(int code, String output) {}

  /** Runs a program that may refuse its file, or never end because of it: then its code is −1. */
  static Outcome attempt(String... command) throws IOException {
    List<String> all = new ArrayList<>(List.of(command));
    all.set(0, find(command[0]).toString());
    ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
    if (all.get(0).startsWith(UNPACKED.toString())) {
      builder.environment().put("LD_LIBRARY_PATH", libraries());
    }
    Path told = Files.createTempFile("told", ".txt");
    try {
      Process process = builder.redirectOutput(told.toFile()).start();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      return new Outcome(ended ? process.exitValue()
          : -1, new String(Files.readAllBytes(told), StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      Files.delete(told);
    }
  }

  private static Path find(String program) {
    List<Path> folders = new ArrayList<>(Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of)
        .toList());
    folders.add(UNPACKED.resolve("usr/bin"));
    return folders.stream().map(f -> f.resolve(program)).filter(Files::isExecutable).findFirst().orElseGet(() ->
        fail(program + " is needed to test NetCDF files: 'apt install netcdf-bin hdf5-tools', or "
            + "verify/src/build/test-tools.sh, which needs no root"));
  }
}
