package org.isobit.models.studies.emulators;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.kernels.Workers;

/** Writes the scores of quick trainings, sums of their weights among them, in a JVM of its own. */
final class QuickScores {

  private QuickScores() {}

  static String of(Workers workers) {
    Map<String, Scores> scores = new LinkedHashMap<>();
    for (EmulatedSystem system : EmulatedSystem.values()) {
      scores.put(system.label(), EmulatorStudy.run(new Job(system, 1, true), workers, record -> { }));
    }
    return new Gson().toJson(scores);
  }

  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), of(Workers.shared()));
  }
}
