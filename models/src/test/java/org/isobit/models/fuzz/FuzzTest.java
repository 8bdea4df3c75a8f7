package org.isobit.models.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A short run by default, as many inputs of each format on every machine; longer ones with
 * {@code mvn test -Pfuzz -pl models -am}. The properties {@code isobit.fuzz.minutes}, {@code .inputs} in all, {@code
 * .seed}, {@code .formats} and {@code .repeat}, a kept input, change it. Formats take turns of equal time, so that
 * those that are read quickly are read often.
 */
class FuzzTest {

  private static final Path KEPT = Path.of("target", "fuzz");

  /** Inputs of each format in the short run. */
  private static final long SHORT = 200;

  private static final long TURN = TimeUnit.MILLISECONDS.toNanos(500);

  @TempDir
  Path folder;

  private static String property(String name, String usual) {
    String value = System.getProperty("isobit.fuzz." + name);
    return value == null || value.isBlank() ? usual : value;
  }

  @Test
  void readersStandWhatNobodyHasSeen() throws IOException {
    long seed = Long.parseLong(property("seed", "1"));
    boolean shortRun = property("minutes", "").isEmpty() && property("inputs", "").isEmpty();
    double minutes = Double.parseDouble(property("minutes", "1e6"));
    long inputs = Long.parseLong(property("inputs", Long.toString(Long.MAX_VALUE)));
    List<String> formats = List.of(property("formats", "").split(","));
    List<FuzzTarget> targets = Targets.all(folder).stream()
        .filter(t -> formats.getFirst().isEmpty() || formats.contains(t.format())).toList();
    assertTrue(!targets.isEmpty(), "there is no format " + formats);
    String repeat = property("repeat", "");
    if (!repeat.isEmpty()) {
      repeat(targets, Path.of(repeat));
      return;
    }
    Fuzzer fuzzer = new Fuzzer(seed, KEPT);
    Map<String, Long> tried = new LinkedHashMap<>();
    long begin = System.nanoTime();
    long until = begin + (long) (minutes * 60e9);
    long all = 0;
    for (long before = -1; before < all && all < inputs; ) {
      before = all;
      for (FuzzTarget target : targets) {
        long done = tried.getOrDefault(target.format(), 0L);
        long most = shortRun ? SHORT : done + inputs - all;
        Thread watch = fuzzer.watch(target);
        long now = fuzzer.run(target, done, most, shortRun ? until : Math.min(until, System.nanoTime() + TURN));
        watch.interrupt();
        tried.put(target.format(), done + now);
        all += now;
      }
    }
    double seconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) / 1e3;
    System.out.printf(Locale.ROOT, "fuzz: seed %d, %d inputs in %.1f s: %s%n", seed, all, seconds, tried.entrySet()
        .stream().map(e -> e.getKey() + " " + e.getValue() + " (" + fuzzer.accepted(e.getKey()) + " accepted)")
        .collect(Collectors.joining(", ")));
    assertTrue(fuzzer.failures().isEmpty(),
        () -> fuzzer.failures().stream().map(f -> "\n" + f.format() + ": " + f.what()
        + "\n  again: mvn test -Pfuzz -pl models -am -Disobit.fuzz.formats=" + f.format() + " -Disobit.fuzz.repeat="
        + f.input().toAbsolutePath()).collect(Collectors.joining()));
  }

  private static void repeat(List<FuzzTarget> targets, Path input) throws IOException {
    byte[] bytes = Files.readAllBytes(input);
    for (FuzzTarget target : targets) {
      Files.write(target.file(), bytes);
      String what = new Fuzzer(0, KEPT).tried(target, bytes);
      assertTrue(what == null, target.format() + ": " + what);
    }
  }
}
