package org.isobit.models.studies;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.isobit.kernels.Isobit;
import org.isobit.models.io.AtomicFiles;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.OutputPlaces;
import org.isobit.models.io.RunLock;

/**
 * The records of finished runs in a folder: {@code study.json} says with which settings, {@code runs} holds a file a
 * job. A record appears whole or not at all, so that a study that was ended at any moment goes on where it was. One
 * process at a time; thread-safe within it.
 *
 * @param <R> type of a record, which Gson writes and reads: numbers, strings, arrays, records of them
 */
public final class RunStore<R> implements AutoCloseable {

  private static final String STUDY = "study.json";
  private static final String RUNS = "runs";
  private static final String LOCK = ".lock";

  /** NaN of a run without an analysis is kept. */
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().serializeSpecialFloatingPointValues()
      .create();

  private final Path folder;
  private final RunLock lock;
  private final Class<R> type;
  private final Predicate<R> whole;

  private RunStore(Path folder, RunLock lock, Class<R> type, Predicate<R> whole) {
    this.folder = folder;
    this.lock = lock;
    this.type = type;
    this.whole = whole;
  }

  /**
   * Opens or makes the folder.
   *
   * @param folder   the folder
   * @param study    name of the study
   * @param settings all that its records depend on beside the jobs, which Gson writes, as {@link #fields} gives it of a
   *                 record; the version of the contract is added
   * @param type     class of a record
   * @param whole    whether what was read is such a record: of a file that lacks something, Gson leaves fields null
   * @param <R>      type of a record
   * @return the store, to be closed
   * @throws IOException              if that fails
   * @throws IllegalArgumentException if its runs are of other settings or another contract, it holds something else, or
   *                                  another process works in it
   */
  public static <R> RunStore<R> open(Path folder, String study, Map<String, ?> settings, Class<R> type,
      Predicate<R> whole) throws IOException {
    OutputPlaces.requireDirectory(folder);
    Path file = folder.resolve(STUDY);
    if (!Files.exists(file) && Files.isDirectory(folder) && begun(folder)) {
      throw new IllegalArgumentException(folder + ": holds files, but no " + STUDY + " of this study; choose "
          + "another directory");
    }
    OutputPlaces.make(folder);
    RunLock lock = RunLock.take(folder.resolve(LOCK), folder);
    try {
      JsonObject own = identity(study, settings);
      if (begun(folder)) {
        requireSame(file, parse(file), own);
      } else {
        AtomicFiles.writeText(file, GSON.toJson(own) + "\n"); // over settings with which nothing was made
      }
      return new RunStore<>(folder, lock, type, whole);
    } catch (Throwable t) {
      lock.close();
      throw t;
    }
  }

  /**
   * The components of a record of settings.
   *
   * @param settings a record
   * @return a new map, by name and in order, to which more may be added
   */
  public static Map<String, Object> fields(Record settings) {
    return new LinkedHashMap<>(GSON.toJsonTree(settings).getAsJsonObject().asMap());
  }

  /**
   * Whether a folder holds more than settings: records, or what a study keeps beside them, such as networks, which
   * other settings would take for theirs. What a process left that was killed while it wrote settings is nothing.
   */
  private static boolean begun(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString())
          .anyMatch(name -> !name.equals(LOCK) && !name.equals(STUDY) && !name.startsWith("." + STUDY + "."));
    }
  }

  private static JsonObject identity(String study, Map<String, ?> settings) {
    JsonObject object = new JsonObject();
    object.addProperty("study", study);
    object.addProperty("contract", Isobit.contractVersion());
    settings.forEach((name, value) -> object.add(name, GSON.toJsonTree(value)));
    return object;
  }

  private static void requireSame(Path file, JsonObject found, JsonObject own) {
    for (Map.Entry<String, JsonElement> entry : own.entrySet()) {
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

  private Path file(StudyJob job) {
    return folder.resolve(RUNS).resolve(job.path() + ".json");
  }

  /**
   * The record of a job.
   *
   * @param job the job
   * @return its record, or null
   * @throws IOException              if it cannot be read
   * @throws IllegalArgumentException if the file is no record
   */
  public R read(StudyJob job) throws IOException {
    Path file = file(job);
    if (!Files.exists(file)) {
      return null;
    }
    try {
      R found = GSON.fromJson(parse(file), type);
      if (whole.test(found)) {
        return found;
      }
    } catch (JsonParseException e) {
      throw new IllegalArgumentException(file + ": is no record of a run; remove it", e);
    }
    throw new IllegalArgumentException(file + ": is no record of a run; remove it");
  }

  /**
   * Keeps the record of a job.
   *
   * @param job  the job
   * @param made its record
   * @throws IOException if it cannot be written
   */
  public void write(StudyJob job, R made) throws IOException {
    AtomicFiles.writeText(file(job), GSON.toJson(made) + "\n");
  }

  /**
   * Keeps an array beside the records, which jobs of later stages read.
   *
   * @param name    a path in the folder
   * @param values  rows × columns
   * @param columns of a row
   * @throws UncheckedIOException if it cannot be written
   */
  public void writeArray(String name, double[] values, int columns) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      NpyFile.write(file, values, values.length / columns, columns);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * An array that a job has made.
   *
   * @param name    a path in the folder
   * @param rows    that it must have
   * @param columns of a row
   * @param maker   the job
   * @return rows × columns
   * @throws UncheckedIOException     if it cannot be read
   * @throws IllegalArgumentException if it is missing or has another shape
   */
  public double[] readArray(String name, int rows, int columns, StudyJob maker) {
    Path file = folder.resolve(name);
    try {
      if (!Files.exists(file)) {
        throw new IllegalArgumentException(file + ": is missing; remove " + file(maker) + " to have it made again");
      }
      NpyFile array = NpyFile.read(file);
      if (!Arrays.equals(array.shape(), new int[] {rows, columns})) {
        throw new IllegalArgumentException(file + ": has shape " + array.shapeText() + ", but " + rows + "x" + columns
            + " is needed; it is not of this study");
      }
      return array.doubles();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The folder.
   *
   * @return as it was given
   */
  public Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
