package org.isobit.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that answers as nvidia-smi does, one that fails, and none. */
class NvidiaSmiTest {

  private static final String BUS = "00000000:17:00.0";

  @TempDir
  Path folder;

  private String script(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("smi"), "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file.toString();
  }

  @Test
  void theAnswerIsReadInOrder() throws IOException {
    Map<String, String> facts = NvidiaSmi.ask(script("[ $1 = --id=" + BUS + " ] || exit 1\n"
        + "echo '570.86.15, P0, 1980 MHz, 2619 MHz, Enabled, Disabled, 71.20 W, 700.00 W, 31'\n"), BUS);
    assertEquals("570.86.15", facts.get("driver, exactly"));
    assertEquals("1980 MHz", facts.get("multiprocessor clock, now"));
    assertEquals("Enabled", facts.get("ECC mode"));
    assertEquals("31", facts.get("temperature, Celsius"));
  }

  @Test
  void aRefusalIsTold() throws IOException {
    assertEquals(Map.of("nvidia-smi", "failed: No devices were found"),
        NvidiaSmi.ask(script("echo No devices were found\nexit 6\n"), BUS));
    assertEquals(Map.of("nvidia-smi", "failed: P0, 1980 MHz"), NvidiaSmi.ask(script("echo P0, 1980 MHz\n"), BUS));
  }

  @Test
  void itsAbsenceIsTold() {
    assertEquals(Map.of("nvidia-smi", "not found: power state and clocks of the moment are not told"),
        NvidiaSmi.ask(folder.resolve("none").toString(), BUS));
  }
}
