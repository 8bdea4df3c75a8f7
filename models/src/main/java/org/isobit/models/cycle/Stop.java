package org.isobit.models.cycle;

import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * An orderly end when the process gets SIGINT (Ctrl-C) or SIGTERM: member processes are ended, the cycle in work is
 * given up or finished, whichever is nearer, and one line says how to go on. Nothing depends on this: a run that is
 * killed outright resumes just the same. Thread-safe.
 */
final class Stop implements AutoCloseable {

  /** How long the main thread may take to get out of an analysis before the JVM ends under it. */
  private static final long PATIENCE_MILLISECONDS = 10_000;

  /** A member may see the terminal's Ctrl-C before this process does. */
  private static final long GRACE_MILLISECONDS = 500;

  /** What the JVM runs at its end, as long as the run lasts. */
  final Thread hook;

  private final Set<ProcessFamily> processes = ConcurrentHashMap.newKeySet();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final PrintWriter notes;
  private final long grace;
  private final long patience;
  private volatile boolean requested;
  private volatile String progress = "";

  Stop(PrintWriter notes) {
    this(notes, GRACE_MILLISECONDS, PATIENCE_MILLISECONDS);
  }

  /** With other times, in milliseconds, that a failure waits for a signal, and the JVM's end for the run. */
  Stop(PrintWriter notes, long grace, long patience) {
    this.notes = notes;
    this.grace = grace;
    this.patience = patience;
    this.hook = new Thread(this::shutDown, "isobit-stop");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Thrown where a run gives up because it was asked to end. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped() {
      super("asked to end", null, false, false);
    }
  }

  /** What the JVM does at its end: not called otherwise. */
  void shutDown() {
    requested = true;
    processes.forEach(ProcessFamily::kill);
    try {
      ended.await(patience, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    notes.println("isobit cycle: stopped " + progress + "; the same command goes on from there");
    notes.flush();
  }

  /** How far the run is, for the last word. */
  void progress(String text) {
    progress = text;
  }

  /** Ends the run here if it was asked to. */
  void check() {
    if (requested) {
      throw new Stopped();
    }
  }

  /** Like {@link #check} where something failed, perhaps by the same signal: waits for a moment whether it comes. */
  void checkAfterFailure() {
    try {
      for (long waited = 0; waited < grace && !requested; waited += 50) {
        Thread.sleep(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    check();
  }

  /** Processes that end with this one. */
  void watch(ProcessFamily family) {
    processes.add(family);
    if (requested) {
      family.kill();
    }
  }

  void forget(ProcessFamily family) {
    processes.remove(family);
  }

  /** The run has ended by itself or at a {@link #check}; nothing is written any more. */
  @Override
  public void close() {
    ended.countDown();
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The JVM is going down at this very moment; the hook runs and says so.
      }
    }
  }
}
