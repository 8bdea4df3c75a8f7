package org.isobit.models.studies.latentetkf;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.isobit.kernels.Isobit;
import org.isobit.models.io.AtomicFiles;
import org.isobit.models.io.OutputPlaces;
import org.isobit.models.io.RunLock;

/**
 * The records of finished runs in a folder: {@code study.json} says with which settings, {@code runs} holds a file a
 * job. A record appears whole or not at all, so that a study that was ended at any moment goes on where it was. One
 * process at a time; thread-safe within it.
 */
final class RunStore implements AutoCloseable {

  private static final String STUDY = "study.json";
  private static final String RUNS = "runs";
  private static final String LOCK = ".lock";

  /** NaN of a run without an analysis is kept. */
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().serializeSpecialFloatingPointValues()
      .create();

  private final Path folder;
  private final RunLock lock;

  private RunStore(Path folder, RunLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Opens or makes the folder.
   *
   * @throws IllegalArgumentException if its runs are of other settings or another contract, it holds something else, or
   *                                  another process works in it
   */
  static RunStore open(Path folder, StudySettings settings) throws IOException {
    OutputPlaces.requireDirectory(folder);
    Path file = folder.resolve(STUDY);
    if (!Files.exists(file) && Files.isDirectory(folder)) {
      try (var files = Files.list(folder)) {
        if (files.anyMatch(f -> !f.getFileName().toString().equals(LOCK))) {
          throw new IllegalArgumentException(folder + ": holds files, but no " + STUDY + " of this study; choose "
              + "another directory");
        }
      }
    }
    Files.createDirectories(folder);
    RunLock lock = RunLock.take(folder.resolve(LOCK), folder);
    try {
      JsonObject own = identity(settings);
      if (Files.exists(folder.resolve(RUNS))) {
        requireSame(file, parse(file), own);
      } else {
        AtomicFiles.writeText(file, GSON.toJson(own) + "\n"); // over settings with which nothing was run
      }
      return new RunStore(folder, lock);
    } catch (Throwable t) {
      lock.close();
      throw t;
    }
  }

  private static JsonObject identity(StudySettings settings) {
    JsonObject object = new JsonObject();
    object.addProperty("study", "latent-etkf");
    object.addProperty("contract", Isobit.contractVersion());
    JsonObject own = GSON.toJsonTree(settings).getAsJsonObject();
    own.entrySet().forEach(entry -> object.add(entry.getKey(), entry.getValue()));
    object.add("training", GSON.toJsonTree(settings.training()));
    return object;
  }

  private static void requireSame(Path file, JsonObject found, JsonObject own) {
    for (Map.Entry<String, com.google.gson.JsonElement> entry : own.entrySet()) {
      if (!found.has(entry.getKey())) {
        throw new IllegalArgumentException(file + ": does not say with which " + entry.getKey()
            + " the runs there were made; choose another directory");
      }
      String before = found.get(entry.getKey()).toString();
      if (!before.equals(entry.getValue().toString())) {
        throw new IllegalArgumentException(file + ": the runs there were made with " + entry.getKey() + " = " + before
            + ", not " + entry.getValue() + "; choose another directory");
      }
    }
  }

  private static JsonObject parse(Path file) throws IOException {
    try {
      return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IllegalArgumentException(file + ": is no JSON object; this file is not of this study", e);
    }
  }

  private Path file(Job job) {
    return folder.resolve(RUNS).resolve(job.setting().label()).resolve(job.label() + ".json");
  }

  /** The record of a job, or null. */
  RunScores read(Job job) throws IOException {
    Path file = file(job);
    if (!Files.exists(file)) {
      return null;
    }
    try {
      RunScores scores = GSON.fromJson(parse(file), RunScores.class);
      if (scores.forecast() != null && scores.forecast().length == Variable.values().length) {
        return scores;
      }
    } catch (JsonParseException e) {
      throw new IllegalArgumentException(file + ": is no record of a run; remove it", e);
    }
    throw new IllegalArgumentException(file + ": is no record of a run; remove it");
  }

  /** Keeps the record of a job. */
  void write(Job job, RunScores scores) throws IOException {
    AtomicFiles.writeText(file(job), GSON.toJson(scores) + "\n");
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
