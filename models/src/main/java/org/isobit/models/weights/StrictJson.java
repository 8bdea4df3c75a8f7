package org.isobit.models.weights;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.io.Quoted;

/**
 * JSON that nobody vouches for as maps, lists, texts, numbers and truth values: strict, each key once, not deep.
 * Thread-safe.
 */
public final class StrictJson {

  /** No description nests deeper. */
  private static final int DEEPEST = 8;

  private final JsonReader json;

  private StrictJson(String text) {
    json = new JsonReader(new StringReader(text));
    json.setStrictness(Strictness.STRICT);
    json.setNestingLimit(DEEPEST);
  }

  /**
   * Reads an object.
   *
   * @param source what messages call the text
   * @param text   the text
   * @return its keys and values in the text's order; whole numbers that fit are Integer, others Double, infinite where
   *         a number is too large
   * @throws IllegalArgumentException if it is no JSON object, nests too deep, or has a key twice
   */
  public static Map<String, Object> object(String source, String text) {
    try {
      StrictJson reader = new StrictJson(text);
      if (reader.json.peek() == JsonToken.BEGIN_OBJECT && reader.value() instanceof Map<?, ?> map
          && reader.json.peek() == JsonToken.END_DOCUMENT) {
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((key, value) -> object.put((String) key, value));
        return object;
      }
      throw new IllegalArgumentException(source + ": must be a JSON object");
    } catch (Twice e) {
      throw new IllegalArgumentException(source + ": has the key " + Quoted.of(e.getMessage()) + " twice", e);
    } catch (MalformedJsonException | EOFException e) {
      throw new IllegalArgumentException(source + ": is not valid JSON, or nests deeper than " + DEEPEST, e);
    } catch (IOException e) {
      throw new IllegalStateException("text in memory could not be read", e);
    }
  }

  private static final class Twice extends IOException {
    Twice(String key) {
      super(key);
    }
  }

  private Object value() throws IOException {
    switch (json.peek()) {
      case BEGIN_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        json.beginObject();
        while (json.hasNext()) {
          String key = json.nextName();
          if (map.containsKey(key)) {
            throw new Twice(key);
          }
          map.put(key, value());
        }
        json.endObject();
        return map;
      }
      case BEGIN_ARRAY -> {
        List<Object> list = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
          list.add(value());
        }
        json.endArray();
        return list;
      }
      case STRING -> {
        return json.nextString();
      }
      case BOOLEAN -> {
        return json.nextBoolean();
      }
      case NULL -> {
        json.nextNull();
        return null;
      }
      default -> {
        String digits = json.nextString();
        return digits.matches("0|-?[1-9][0-9]{0,8}") ? (Object) Integer.valueOf(digits)
            : (Object) Double.valueOf(digits);
      }
    }
  }
}
