package org.isobit.models.studies;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import org.isobit.kernels.Isobit;
import org.isobit.models.scores.Bootstrap.Interval;

/**
 * The file with the results of a study: an object that begins with the version of the contract and the study's name,
 * says whether runs are quick ones, and then has whatever is added, in that order. For one thread.
 */
public final class ResultsJson {

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping()
      .create();

  private final JsonObject root = new JsonObject();

  private ResultsJson() {}

  /**
   * Begins.
   *
   * @param study its name
   * @return an object with contract and study
   */
  public static ResultsJson of(String study) {
    return new ResultsJson().add("contract", Isobit.contractVersion()).add("study", study);
  }

  /**
   * Says whether runs are quick ones, and if so that they mean nothing.
   *
   * @param quick whether they are
   * @return this
   */
  public ResultsJson quick(boolean quick) {
    add("quick", quick);
    return quick ? add("note", StudyText.QUICK) : this;
  }

  /**
   * Adds a value.
   *
   * @param name  its name
   * @param value as in {@link #tree}
   * @return this
   */
  public ResultsJson add(String name, Object value) {
    root.add(name, tree(value));
    return this;
  }

  /**
   * The whole file.
   *
   * @return indented lines
   */
  public String text() {
    return GSON.toJson(root) + "\n";
  }

  /**
   * A value in JSON.
   *
   * @param value null, a number, text, an {@link Interval}, JSON, or what Gson writes: arrays, lists, maps, records
   * @return the element; null for a number that is NaN or infinite
   * @throws IllegalArgumentException if an array or a record holds such a number
   */
  public static JsonElement tree(Object value) {
    return switch (value) {
      case null -> JsonNull.INSTANCE;
      case JsonElement element -> element;
      case Double number -> StudyText.finite(number);
      case Interval interval -> StudyText.json(interval);
      case Object other -> GSON.toJsonTree(other);
    };
  }
}
