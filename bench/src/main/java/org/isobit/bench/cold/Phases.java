package org.isobit.bench.cold;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Seconds of the phases of {@code isobit analyse}, as its {@code run.json} has them. */
final class Phases {

  /** The filter's own, from the forecast's observations to the last member. */
  static final String ANALYSIS = "analysis";

  private Phases() {}

  /**
   * Reads them.
   *
   * @param output the folder that the command made
   * @return seconds by phase, in order
   */
  static Map<String, Double> of(Path output) throws IOException {
    Map<String, Double> phases = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> phase : JsonParser.parseString(Files.readString(output.resolve("run.json")))
        .getAsJsonObject().getAsJsonObject("secondsOfEachPhase").entrySet()) {
      phases.put(phase.getKey(), phase.getValue().getAsDouble());
    }
    return phases;
  }
}
