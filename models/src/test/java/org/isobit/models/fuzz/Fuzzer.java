package org.isobit.models.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.isobit.models.io.Quoted;

/**
 * Reads inputs that nobody has seen, one after another: input i of a format is a function of seed, format and i. It is
 * a failure if a reader throws an {@link Error} or an exception that is not documented, if a message holds control
 * characters, if an input takes more than 5 s of processor time or 1 GB of memory, all allocations counted, or if it is
 * accepted with a wrong checksum. Inputs that fail are kept.
 */
final class Fuzzer {

  static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(5);
  static final long MOST_BYTES = 1L << 30;

  /** Two paths and a sentence. */
  private static final int LONGEST_MESSAGE = 13_000;

  /** Of a format, so many failures are kept; more say nothing new. */
  private static final int MOST_FAILURES = 20;

  /** What failed, and where the input is. */
  record Failure(String format, long index, String what, Path input) {}

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long seed;
  private final Path kept;
  private final List<Failure> failures = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private final Map<String, Long> accepted = new HashMap<>();

  /** What is being read, for the watchdog. */
  private volatile byte[] current;

  Fuzzer(long seed, Path kept) {
    this.seed = seed;
    this.kept = kept;
  }

  List<Failure> failures() {
    return failures;
  }

  /** How many inputs of a format were read without complaint. */
  long accepted(String format) {
    return accepted.getOrDefault(format, 0L);
  }

  /** Tries inputs of a format until there are so many or it is so late; returns how many were tried. */
  long run(FuzzTarget target, long from, long inputs, long until) throws IOException {
    long index = from;
    while (index < inputs && System.nanoTime() - until < 0 && count(target) < MOST_FAILURES) {
      byte[] bytes = input(target, index);
      Files.write(target.file(), bytes);
      String what = tried(target, bytes);
      if (what != null && seen.add(target.format() + what.replaceAll("[0-9]+", "0"))) {
        fail(target, index, what, bytes);
      }
      index++;
    }
    return index - from;
  }

  private long count(FuzzTarget target) {
    return failures.stream().filter(f -> f.format.equals(target.format())).count();
  }

  byte[] input(FuzzTarget target, long index) {
    SplittableRandom random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L + target.format().hashCode() * 31L
        + index);
    random.nextLong();
    byte[] bytes = target.mended(new Mutator(target.corpus(), random).next(), random);
    return bytes.length > Mutator.LARGEST ? Arrays.copyOf(bytes, Mutator.LARGEST) : bytes;
  }

  /** Reads an input; returns what was wrong with that, or null. */
  String tried(FuzzTarget target, byte[] bytes) {
    current = bytes;
    long id = Thread.currentThread().threadId();
    long allocated = THREADS.getThreadAllocatedBytes(id);
    long begin = THREADS.getCurrentThreadCpuTime();
    String what = null;
    try {
      target.read(target.file(), bytes);
      accepted.merge(target.format(), 1L, Long::sum);
    } catch (IllegalArgumentException | IOException e) {
      what = messageProblem(e);
    } catch (Throwable t) {
      what = thrown(t);
    }
    long nanos = THREADS.getCurrentThreadCpuTime() - begin;
    long memory = THREADS.getThreadAllocatedBytes(id) - allocated;
    current = null;
    return what != null ? what
        : nanos > MOST_NANOS ? "took " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms for " + bytes.length + " bytes"
        : memory > MOST_BYTES ? "took " + (memory >> 20) + " MiB of memory for " + bytes.length + " bytes" : null;
  }

  private static String messageProblem(Exception e) {
    String message = e.getMessage();
    if (message == null || e.getClass() != IllegalArgumentException.class && !(e instanceof IOException)) {
      return thrown(e);
    }
    StringBuilder printable = new StringBuilder();
    message.codePoints().forEach(c -> Quoted.escape(c, printable));
    return printable.toString().equals(message) && message.length() <= LONGEST_MESSAGE ? null
        : "has a message that is not printable or too long: " + Quoted.line(message) + " " + place(e);
  }

  private static String thrown(Throwable t) {
    return "throws " + t.getClass().getName() + ": " + Quoted.line(String.valueOf(t.getMessage())) + " " + place(t);
  }

  private static String place(Throwable t) {
    return Arrays.stream(t.getStackTrace()).filter(e -> e.getClassName().startsWith("org.isobit")).findFirst()
        .map(e -> "at " + e).orElse("");
  }

  private void fail(FuzzTarget target, long index, String what, byte[] bytes) throws IOException {
    Files.createDirectories(kept);
    Path input = Files.write(kept.resolve(target.format() + "-" + seed + "-" + index), bytes);
    failures.add(new Failure(target.format(), index, what, input));
  }

  /**
   * Ends the JVM, as nothing else ends a reader that does not come back, when an input takes far too long by the clock.
   *
   * @param target what is read
   */
  Thread watch(FuzzTarget target) {
    return Thread.ofPlatform().daemon().start(() -> {
      byte[] last = null;
      long since = System.nanoTime();
      while (!Thread.currentThread().isInterrupted()) {
        byte[] now = current;
        if (now != last) {
          last = now;
          since = System.nanoTime();
        } else if (now != null && System.nanoTime() - since > 60 * MOST_NANOS) {
          try {
            fail(target, -1, "does not come back", now);
          } catch (IOException e) {
            e.printStackTrace();
          }
          System.err.println("fuzz: " + failures.getLast());
          Runtime.getRuntime().halt(1);
        }
        try {
          Thread.sleep(500);
        } catch (InterruptedException e) {
          return;
        }
      }
    });
  }
}
