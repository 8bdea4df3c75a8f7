package org.isobit.bench.cold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * What one fresh virtual machine did, by a recording of JDK Flight Recorder: methods that were compiled, classes that
 * were loaded, and samples of Java threads; and by {@code /proc}, where there is one, the processor time of its threads
 * and how long they waited for a processor. The recorder itself costs some tenths of a second, mostly at the start, and
 * loads classes, which the counts have in them.
 *
 * @param compilations jdk.Compilation, all
 * @param classes      classes loaded at the end
 * @param samples      samples of Java threads, by the kind of code in which they were
 * @param interpreted  the same of interpreted code, by method
 * @param threads      nanoseconds on a processor and waiting for one, by the kind of thread; empty without /proc
 */
record ColdProfile(List<Compilation> compilations, long classes, Map<String, Integer> samples,
    Map<String, Integer> interpreted, Map<String, long[]> threads) {

  /** Between two looks at /proc: what a thread does after the last one is not seen. */
  private static final int LOOK_MILLISECONDS = 5;

  /** Rows of each table. */
  private static final int TOP = 10;

  private static final String RECORDING = "cold.jfr";

  private static final String SETTINGS = """
      <?xml version="1.0" encoding="UTF-8"?>
      <configuration version="2.0" label="cold" provider="isobit bench cold">
        <event name="jdk.Compilation">
          <setting name="enabled">true</setting>
          <setting name="threshold">0 ms</setting>
          <setting name="stackTrace">false</setting>
        </event>
        <event name="jdk.ClassLoadingStatistics">
          <setting name="enabled">true</setting>
          <setting name="period">endChunk</setting>
        </event>
        <event name="jdk.ExecutionSample">
          <setting name="enabled">true</setting>
          <setting name="period">5 ms</setting>
        </event>
      </configuration>
      """;

  /**
   * A method that was compiled.
   *
   * @param method  class and name
   * @param level   4: C2; 1 to 3: C1, with more and more counters
   * @param osr     whether it was entered in the middle of a loop
   * @param failed  whether there is no code, after all
   * @param seconds from its compilation's begin to its end, with what the compiler waited for a processor
   * @param bytes   size of the machine code
   * @param inlined bytecodes of methods that became part of it
   */
  record Compilation(String method, int level, boolean osr, boolean failed, double seconds, long bytes, long inlined) {}

  /**
   * Runs {@code isobit analyse} and looks at it.
   *
   * @param launch    how it is started
   * @param arguments what it gets
   * @param folder    where the recording goes
   */
  static ColdProfile record(Launch launch, List<String> arguments, Path folder)
      throws IOException, InterruptedException {
    Path settings = Files.writeString(folder.resolve("cold.jfc"), SETTINGS);
    Path recording = folder.resolve(RECORDING);
    List<String> words = launch.words(List.of("-XX:StartFlightRecording:filename=" + recording + ",settings="
        + settings), "analyse", arguments);
    Process process = Launch.start(words, folder, null);
    Map<String, long[]> tasks = new HashMap<>();
    try {
      while (!process.waitFor(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS)) {
        look(Path.of("/proc", Long.toString(process.pid()), "task"), tasks);
      }
    } finally {
      process.destroy();
    }
    Launch.requireSuccess(process, words, folder);
    return read(recording, byKind(tasks));
  }

  /** Notes the times of a process's threads under number and name: they only grow. */
  private static void look(Path folder, Map<String, long[]> tasks) {
    String[] ids = folder.toFile().list();
    for (String id : ids == null ? new String[0] : ids) {
      try {
        String[] times = Files.readString(folder.resolve(id).resolve("schedstat")).strip().split(" ");
        tasks.put(id + " " + Files.readString(folder.resolve(id).resolve("comm")).strip(),
            new long[] {Long.parseLong(times[0]), Long.parseLong(times[1])});
      } catch (IOException e) {
        continue; // it has ended meanwhile
      }
    }
  }

  private static Map<String, long[]> byKind(Map<String, long[]> tasks) {
    Map<String, long[]> kinds = new TreeMap<>();
    tasks.forEach((task, times) -> {
      long[] sum = kinds.computeIfAbsent(kind(task.substring(task.indexOf(' ') + 1)), k -> new long[2]);
      sum[0] += times[0];
      sum[1] += times[1];
    });
    return kinds;
  }

  /** Linux has 15 characters of a thread's name. */
  private static String kind(String name) {
    return name.startsWith("C2 Comp") ? "compiler C2" : name.startsWith("C1 Comp") ? "compiler C1"
        : name.startsWith("GC ") || name.startsWith("G1 ") ? "garbage collector"
        : name.startsWith("isobit-") || name.equals("java") ? "Java: main and workers"
        : name.startsWith("JFR") ? "recorder" : "others";
  }

  private static ColdProfile read(Path recording, Map<String, long[]> threads) throws IOException {
    List<Compilation> compilations = new ArrayList<>();
    Map<String, Integer> samples = new TreeMap<>();
    Map<String, Integer> interpreted = new TreeMap<>();
    long classes = 0;
    for (RecordedEvent event : RecordingFile.readAllEvents(recording)) {
      switch (event.getEventType().getName()) {
        case "jdk.Compilation" -> compilations.add(new Compilation(name(event.getValue("method")),
            event.getInt("compileLevel"), event.getBoolean("isOsr"), !event.getBoolean("succeded"),
            event.getDuration().toNanos() / 1e9, event.getLong("codeSize"), event.getLong("inlinedBytes")));
        case "jdk.ClassLoadingStatistics" -> classes = event.getLong("loadedClassCount");
        case "jdk.ExecutionSample" -> {
          RecordedFrame top = event.getStackTrace().getFrames().getFirst();
          samples.merge(top.getType(), 1, Integer::sum);
          if (top.getType().equals("Interpreted")) {
            interpreted.merge(name(top.getMethod()), 1, Integer::sum);
          }
        }
        default -> { } // what the recorder says of itself
      }
    }
    return new ColdProfile(compilations, classes, samples, interpreted, threads);
  }

  private static String name(RecordedMethod method) {
    String type = method.getType().getName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + method.getName();
  }

  /** Tables. */
  String markdown(Map<String, Double> phases) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "Analysis phase, under the recorder: %.3f s. Classes loaded: %d.%n%n",
        phases.get(Phases.ANALYSIS), classes));
    if (!threads.isEmpty()) {
      text.append("| threads | seconds on a processor | waiting for one |\n|---|---|---|\n");
      threads.forEach((kind, times) -> text.append(String.format(Locale.ROOT, "| %s | %.3f | %.3f |%n", kind,
          times[0] / 1e9, times[1] / 1e9)));
      text.append('\n');
    }
    text.append("| compiler, level | methods | in loops | without code | seconds | kB of code |\n")
        .append("|---|---|---|---|---|---|\n");
    for (int level = 1; level <= 4; level++) {
      int now = level;
      List<Compilation> those = compilations.stream().filter(c -> c.level == now).toList();
      text.append(String.format(Locale.ROOT, "| %s, %d | %d | %d | %d | %.3f | %d |%n", level == 4 ? "C2" : "C1", level,
          those.size(), those.stream().filter(Compilation::osr).count(),
          those.stream().filter(Compilation::failed).count(), those.stream().mapToDouble(Compilation::seconds).sum(),
          those.stream().mapToLong(Compilation::bytes).sum() / 1000));
    }
    top(text, "longest compilations", Compilation::seconds);
    top(text, "largest code", Compilation::bytes);
    text.append("\n| samples of Java threads | number |\n|---|---|\n");
    samples.forEach((kind, count) -> text.append("| ").append(kind).append(" | ").append(count).append(" |\n"));
    text.append("\n| interpreted, most often met | samples |\n|---|---|\n");
    interpreted.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed()).limit(TOP)
        .forEach(e -> text.append("| ").append(e.getKey()).append(" | ").append(e.getValue()).append(" |\n"));
    return text.toString();
  }

  private void top(StringBuilder text, String title, ToDoubleFunction<Compilation> by) {
    text.append("\n| ").append(title).append(" | level | seconds | kB of code | bytecodes inlined |\n")
        .append("|---|---|---|---|---|\n");
    compilations.stream().sorted(Comparator.comparingDouble(by).reversed()).limit(TOP)
        .forEach(c -> text.append(String.format(Locale.ROOT, "| %s%s | %d | %.3f | %d | %d |%n", c.method,
            c.osr ? ", in a loop" : c.failed ? ", no code" : "", c.level, c.seconds, c.bytes / 1000, c.inlined)));
  }
}
