package org.isobit.models.studies.hybridlorenz;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.Workers;
import org.isobit.models.studies.RunStore;

/** Writes the records of a tiny study, analyses, trainings, forecasts and exponents, in a JVM of its own. */
final class TinyRun {

  private static final Sizes SIZES = new Sizes("tiny", 200, 8, 5, 34, 4, 2, 1, 3, 2, 5, 2, 5, 16, 5, 8, 1, 1, 2, 5, 5);

  private TinyRun() {}

  static String of(Path folder, Workers workers) throws IOException {
    Setting setting = LorenzPlan.grid(27, 5, 0.1, 5);
    Map<String, RunRecord> records = new LinkedHashMap<>();
    try (RunStore<RunRecord> store = LorenzStudy.store(folder, SIZES)) {
      new LorenzStudy(SIZES, store).run(List.of(Job.of(Job.Part.TRUNCATED), Job.of(setting, Job.Part.NETWORK),
          Job.of(setting, Job.Part.RIDGE), Job.of(setting, Job.Part.ANALYSES)), workers).records()
          .forEach((job, record) -> records.put(job.path(), record));
    }
    Gson gson = new GsonBuilder().serializeSpecialFloatingPointValues().create();
    return gson.toJson(records);
  }

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    Path folder = Files.createTempDirectory(file.getParent(), "records");
    Files.writeString(file, of(folder, Workers.shared()));
  }
}
