package org.isobit.models.cycle;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;

/** JSON as this package writes it; numbers are the shortest decimals that read back to the same bits. */
final class Json {

  /** JSON has no NaN and no infinity: null stands for them. */
  private static final JsonSerializer<Double> NUMBER =
      (value, type, context) -> Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;

  /** For this library's own eyes, so that NaN and infinity are kept. */
  private static final Gson COMPACT = new GsonBuilder().disableHtmlEscaping().serializeNulls()
      .serializeSpecialFloatingPointValues().create();
  private static final Gson PRETTY = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls()
      .registerTypeAdapter(Double.class, NUMBER).registerTypeAdapter(double.class, NUMBER).create();

  private Json() {}

  static String line(JsonElement element) {
    return COMPACT.toJson(element);
  }

  static String text(Object value) {
    return PRETTY.toJson(value) + "\n";
  }

  static JsonElement tree(Object value) {
    return COMPACT.toJsonTree(value);
  }
}
