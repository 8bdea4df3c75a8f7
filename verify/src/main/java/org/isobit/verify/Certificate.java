package org.isobit.verify;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.Isobit;
import org.isobit.models.io.AtomicFiles;
import org.isobit.verify.Outcome.Cell;
import org.isobit.verify.Outcome.Problem;

/** A verification as a JSON document: machine, device, JVM, contract version, configurations, hashes, verdict. */
final class Certificate {

  private Certificate() {}

  /**
   * Writes the document; a file that is there is replaced only by a complete one.
   *
   * @param device what was found of the device, empty if the processor ran everything
   */
  static void write(Path file, List<Configuration> plan, List<String> kernels, Golden golden, Outcome outcome,
      Map<String, String> device, long milliseconds) throws IOException {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("contractVersion", Isobit.contractVersion());
    document.put("verdict", outcome.passed() ? "identical"
        : outcome.count(Outcome.Status.DIFFERENT) > 0 ? "different" : "not verified");
    document.put("made", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    document.put("milliseconds", milliseconds);
    document.put("machine", MachineFacts.machine());
    if (!device.isEmpty()) {
      document.put("device", device);
    }
    document.put("jvm", MachineFacts.jvm());
    document.put("configurations", plan.stream().map(c -> configuration(c, outcome)).toList());
    document.put("kernels", kernels.stream().map(k -> kernel(k, plan, golden, outcome)).toList());
    document.put("problems", outcome.problems().stream().map(Certificate::problem).toList());
    String text = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(document) + "\n";
    AtomicFiles.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Map<String, Object> configuration(Configuration configuration, Outcome outcome) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", configuration.name());
    object.put("meaning", configuration.meaning());
    object.put("jvmArguments", configuration.jvmArguments());
    List<String> facts = outcome.machine(configuration.name());
    if (facts.size() == 4) {
      object.put("architecture", facts.get(0));
      object.put("jvm", facts.get(1));
      if (!facts.get(3).equals("0")) {
        object.put("widestVectorBits", Integer.valueOf(facts.get(2)));
        object.put("vectorBits", Integer.valueOf(facts.get(3)));
      }
    }
    return object;
  }

  private static Map<String, Object> kernel(String kernel, List<Configuration> plan, Golden golden, Outcome outcome) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("kernel", kernel);
    for (Cases cases : Cases.values()) {
      object.put("golden" + cases.name().charAt(0) + cases.name().substring(1).toLowerCase(java.util.Locale.ROOT),
          golden.hash(kernel, cases));
    }
    List<Object> runs = new ArrayList<>();
    for (Configuration configuration : plan) {
      Cell cell = outcome.cell(kernel, configuration.name());
      if (cell != null && cell.status() != Outcome.Status.ABSENT) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("configuration", configuration.name());
        run.put("cases", configuration.cases().name());
        run.put("status", cell.status().text);
        run.put("hash", cell.hash());
        run.put("milliseconds", cell.milliseconds());
        runs.add(run);
      }
    }
    object.put("runs", runs);
    return object;
  }

  private static Map<String, Object> problem(Problem problem) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("kernel", problem.kernel());
    object.put("configuration", problem.configuration());
    object.put("problem", problem.text());
    return object;
  }
}
