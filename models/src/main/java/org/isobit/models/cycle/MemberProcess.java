package org.isobit.models.cycle;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * One run of an external model for one member: a process in a folder of its own, its standard output and error in the
 * member's log. It ends with all that it started, in time or not.
 *
 * @param command     words of the command
 * @param environment variables that it gets besides our own
 * @param folder      where it runs
 * @param log         the member's log
 * @param seconds     how long it may take; 0: as long as it likes
 */
record MemberProcess(List<String> command, Map<String, String> environment, Path folder, MemberLog log, long seconds) {

  /** Which attempt a process belongs to, whoever its parent is. */
  private static final String MARK = "ISOBIT_ATTEMPT";

  /** For what was printed last, once nobody is left who could print. */
  private static final long PATIENCE_MILLISECONDS = 2000;

  /**
   * Runs it to its end.
   *
   * @param title what the log says above its output
   * @param stop  ends the process with this one
   * @return null if it ended with exit code 0, or what went wrong
   * @throws IOException if the system cannot write the log
   */
  String run(String title, Stop stop) throws IOException {
    log.begin(title + ", " + Instant.now());
    Path real = folder.toRealPath();
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    String attempt = UUID.randomUUID().toString();
    builder.environment().put(MARK, attempt);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      log.note(e.getMessage());
      // Only the system's reason: the folder's name differs from run to run.
      return "its command cannot be started" + (e.getCause() == null ? "" : ": " + e.getCause().getMessage());
    }
    ProcessFamily family = new ProcessFamily(process, MARK + "=" + attempt, real);
    stop.watch(family);
    MemberLog.Output output = log.take(process.getInputStream());
    try {
      process.getOutputStream().close(); // nothing to read for it
      return ended(process, family, output);
    } catch (InterruptedException e) {
      family.kill();
      Thread.currentThread().interrupt();
      return "it was interrupted";
    } finally {
      stop.forget(family);
    }
  }

  private String ended(Process process, ProcessFamily family, MemberLog.Output output)
      throws IOException, InterruptedException {
    boolean inTime = true;
    if (seconds > 0) {
      inTime = process.waitFor(seconds, TimeUnit.SECONDS);
    } else {
      process.waitFor();
    }
    boolean gone = family.kill() & family.awaitEnd();
    boolean all = output.end(PATIENCE_MILLISECONDS);
    if (!gone || !all) {
      log.note("something that it started is still there");
    }
    if (!inTime) {
      log.note("ended after " + seconds + " s, the time allowed");
      return "it was not done after " + seconds + " s";
    }
    log.note("exit code " + process.exitValue());
    return process.exitValue() == 0 ? null : "exit code " + process.exitValue();
  }
}
