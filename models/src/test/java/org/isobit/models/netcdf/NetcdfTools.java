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
    List<String> all = new ArrayList<>(List.of(command));
    all.set(0, find(command[0]).toString());
    ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
    if (all.get(0).startsWith(UNPACKED.toString())) {
      builder.environment().put("LD_LIBRARY_PATH", libraries());
    }
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertEquals(0, process.waitFor(), String.join(" ", command) + ": " + output);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IOException(e);
    }
    return output;
  }

  private static Path find(String program) {
    List<Path> folders = new ArrayList<>(Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of).toList());
    folders.add(UNPACKED.resolve("usr/bin"));
    return folders.stream().map(f -> f.resolve(program)).filter(Files::isExecutable).findFirst().orElseGet(() ->
        fail(program + " is needed to test NetCDF files: 'apt install netcdf-bin hdf5-tools', or "
            + "verify/src/build/test-tools.sh, which needs no root"));
  }
}
