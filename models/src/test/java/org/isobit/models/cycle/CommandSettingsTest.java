package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.isobit.models.io.Settings;
import org.junit.jupiter.api.Test;

/** The section {@code forecast} of an external model. */
class CommandSettingsTest {

  private static CommandSettings read(String yaml, Integer processes) {
    Settings settings = Settings.parse("test", null, yaml, List.of());
    StateFiles.Format format = CommandSettings.format(settings);
    CommandSettings read = CommandSettings.read(settings, Path.of("/here"), format, 20, processes);
    settings.finish();
    return read;
  }

  private static void refused(String yaml, String message) {
    String is = assertThrows(IllegalArgumentException.class, () -> read(yaml, null)).getMessage();
    assertTrue(is.contains(message), is);
  }

  @Test
  void allKeys() {
    CommandSettings all = read("{command: [a, '{in}', '{out}'], files: text, processes: 3, timeout: 60, retries: 2, "
        + "on-failure: continue, least-members: 7}", null);
    assertEquals(StateFiles.Format.TEXT, all.format());
    assertEquals(3, all.processes());
    assertEquals(60, all.timeout());
    assertEquals(2, all.retries());
    assertTrue(all.goOn());
    assertEquals(7, all.least());
    assertFalse(all.shell());
    assertEquals("command [a, {in}, {out}]", all.description());
    CommandSettings few = read("{command: 'a {in} {out}', shell: true}", 5);
    assertEquals(StateFiles.Format.NPY, few.format());
    assertEquals(5, few.processes());
    assertEquals(0, few.timeout());
    assertEquals(0, few.retries());
    assertFalse(few.goOn());
    assertEquals(20, few.least());
    assertTrue(few.shell());
    assertEquals(Runtime.getRuntime().availableProcessors(), read("{command: ['{in}{out}']}", null).processes());
    assertEquals(StateFiles.Format.NETCDF, read("{command: ['{in}{out}'], files: netcdf}", null).format());
  }

  @Test
  void mistakesAreNamed() {
    refused("{command: [a, '{in}']}",
        "command: must name {in} and {out}, the files that the model reads and writes, but "
        + "lacks {out}");
    refused("{command: [a, '{out}']}", "but lacks {in}");
    refused("{command: [a, '{in}', '{out}', '{inn}']}", "command: has the placeholder {inn}, which is unknown");
    refused("{command: 'a {in} {out}'}",
        "command: must be a list of words, such as [./model, \"{in}\", \"{out}\"], or have "
        + "'shell: true', but is the text 'a {in} {out}'");
    refused("{command: [a, '{in}', '{out}'], processes: 0}", "processes: must be between 1 and 10000, but is 0");
    refused("{command: [a, '{in}', '{out}'], timeout: -1}", "timeout: must be at least 0, but is -1");
    refused("{command: [a, '{in}', '{out}'], retries: 1001}", "retries: must be between 0 and 1000, but is 1001");
    refused("{command: [a, '{in}', '{out}'], least-members: 3}", "least-members: is for 'on-failure: continue'");
    refused("{command: [a, '{in}', '{out}'], on-failure: continue, least-members: 1}",
        "must be between 2 and 20, but is 1");
    refused("{command: [a, '{in}', '{out}'], on-failure: continue}", "least-members: is missing");
    refused("{command: [a, '{in}', '{out}'], on-failure: stop}", "on-failure: must be one of fail, continue");
    refused("{command: [a, '{in}', '{out}'], files: csv}", "files: must be one of npy, text, netcdf");
  }
}
