package org.isobit.models.cycle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of an external model for one member: a process in a folder of its own, its standard output and error appended
 * to the member's log.
 *
 * @param command words of the command
 * @param folder  where it runs
 * @param log     the member's log
 * @param seconds how long it may take; 0: as long as it likes
 */
record MemberProcess(List<String> command, Path folder, Path log, long seconds) {

  /**
   * Runs it to its end.
   *
   * @param title what the log says above its output
   * @param stop  ends the process with this one
   * @return null if it ended with exit code 0, or what went wrong
   * @throws IOException if the system cannot write the log
   */
  String run(String title, Stop stop) throws IOException {
    Files.createDirectories(log.getParent());
    note("== " + title + ", " + Instant.now());
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      note("== " + e.getMessage());
      // Only the system's reason: the folder's name differs from run to run.
      return "its command cannot be started" + (e.getCause() == null ? "" : ": " + e.getCause().getMessage());
    }
    stop.watch(process);
    try {
      process.getOutputStream().close(); // nothing to read for it
      if (seconds > 0 && !process.waitFor(seconds, TimeUnit.SECONDS)) {
        Stop.kill(process);
        process.waitFor();
        note("== ended after " + seconds + " s, the time allowed");
        return "it was not done after " + seconds + " s";
      }
      int code = process.waitFor();
      note("== exit code " + code);
      return code == 0 ? null : "exit code " + code;
    } catch (InterruptedException e) {
      Stop.kill(process);
      Thread.currentThread().interrupt();
      return "it was interrupted";
    } finally {
      stop.forget(process);
    }
  }

  private void note(String line) throws IOException {
    Files.write(log, (line + "\n").getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
