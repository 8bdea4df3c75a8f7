package org.isobit.models.weights;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isobit.models.io.Quoted;

/**
 * Reads a header's JSON text. Only what the format allows is let through: no other structure is ever entered, so that
 * depth costs nothing; numbers are plain non-negative integers; every key occurs once.
 */
final class HeaderParser {

  /** Most dimensions of a tensor, as in NumPy. */
  private static final int MOST_DIMENSIONS = 64;

  private static final Pattern NATURAL = Pattern.compile("0|[1-9][0-9]*");

  /** Where gson says an error is; the rest of its message is not for users. */
  private static final Pattern PLACE = Pattern.compile("at line (\\d+) column (\\d+)");

  private final String source;
  private final long dataBytes;
  private final JsonReader json;

  private HeaderParser(String source, long dataBytes, byte[] text) {
    this.source = source;
    this.dataBytes = dataBytes;
    // A decoder made so reports bad bytes instead of replacing them.
    this.json = new JsonReader(new InputStreamReader(new ByteArrayInputStream(text),
        StandardCharsets.UTF_8.newDecoder()));
    json.setStrictness(Strictness.STRICT);
  }

  /**
   * Parses and checks a header.
   *
   * @param source    what messages call the file
   * @param text      the header's bytes, without the length before them
   * @param dataBytes how many bytes follow in the file
   * @throws IllegalArgumentException if it is not a header whose tensors are exactly those bytes
   */
  static SafetensorsHeader parse(String source, byte[] text, long dataBytes) throws IOException {
    if (text.length == 0 || text[0] != '{') {
      throw new IllegalArgumentException(source + ": is not a safetensors file: its header does not begin with '{'");
    }
    try {
      SafetensorsHeader header = new HeaderParser(source, dataBytes, text).header(text.length);
      header.requireCovered(source, dataBytes);
      return header;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(source + ": the safetensors header is not UTF-8 text", e);
    } catch (MalformedJsonException | EOFException e) {
      Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
      throw new IllegalArgumentException(source + ": the safetensors header is not valid JSON"
          + (place.find() ? ", at line " + place.group(1) + ", column " + place.group(2) : ""), e);
    }
  }

  private SafetensorsHeader header(int length) throws IOException {
    Map<String, String> metadata = null;
    Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    json.beginObject();
    while (json.hasNext()) {
      String name = text(json.nextName());
      if (name.equals(SafetensorsHeader.METADATA)) {
        if (metadata != null) {
          throw bad("has the key " + SafetensorsHeader.METADATA + " twice");
        }
        metadata = metadata();
      } else if (tensors.put(name, new Entry(name).read()) != null) {
        throw bad("has the tensor " + Quoted.of(name) + " twice");
      }
    }
    json.endObject();
    if (json.peek() != JsonToken.END_DOCUMENT) {
      throw bad("goes on after the closing brace");
    }
    return new SafetensorsHeader(metadata == null ? Map.of() : Collections.unmodifiableMap(metadata),
        List.copyOf(tensors.values()), SafetensorsHeader.PREFIX + (long) length);
  }

  private Map<String, String> metadata() throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    require(JsonToken.BEGIN_OBJECT, SafetensorsHeader.METADATA, "an object of texts");
    json.beginObject();
    while (json.hasNext()) {
      String key = text(json.nextName());
      String place = SafetensorsHeader.METADATA + "." + Quoted.of(key);
      require(JsonToken.STRING, place, "text");
      if (metadata.put(key, text(json.nextString())) != null) {
        throw bad("has the key " + place + " twice");
      }
    }
    json.endObject();
    return metadata;
  }

  /** One tensor's entry. */
  private final class Entry {
    private final String name;
    private final String place;
    private TensorType type;
    private List<Long> shape;
    private List<Long> offsets;

    Entry(String name) {
      this.name = name;
      this.place = "tensor " + Quoted.of(name);
    }

    TensorInfo read() throws IOException {
      require(JsonToken.BEGIN_OBJECT, place, "an object");
      json.beginObject();
      while (json.hasNext()) {
        String key = json.nextName();
        switch (key) {
          case "dtype" -> type = once(key, type, type());
          case "shape" -> shape = once(key, shape, naturals(place + ": shape", MOST_DIMENSIONS));
          case "data_offsets" -> offsets = once(key, offsets, naturals(place + ": data_offsets", 2));
          default -> throw wrong("has the unknown key " + Quoted.of(key));
        }
      }
      json.endObject();
      if (type == null || shape == null || offsets == null) {
        throw wrong("lacks the key " + (type == null ? "dtype" : shape == null ? "shape" : "data_offsets"));
      }
      return checked();
    }

    private TensorInfo checked() {
      if (offsets.size() != 2) {
        throw wrong("data_offsets must have two numbers, but has " + offsets.size());
      }
      long begin = offsets.get(0);
      long end = offsets.get(1);
      if (begin > end || end > dataBytes) {
        throw wrong("data_offsets are " + offsets + ", but " + dataBytes + " bytes follow the header");
      }
      long bits = type.bits();
      try {
        for (long s : shape) {
          bits = Math.multiplyExact(bits, s);
        }
      } catch (ArithmeticException e) {
        throw wrong("shape " + shape + " has more elements than any file can hold");
      }
      if (bits % 8 != 0 || bits / 8 != end - begin) {
        throw wrong("shape " + shape + " of " + type + " needs " + (bits % 8 == 0 ? bits / 8 + " bytes" : bits
            + " bits") + ", but data_offsets " + offsets + " have " + (end - begin) + " bytes");
      }
      return new TensorInfo(name, type, shape, begin, end);
    }

    private TensorType type() throws IOException {
      require(JsonToken.STRING, place + ": dtype", "text");
      String text = json.nextString();
      TensorType known = TensorType.of(text);
      if (known == null) {
        throw wrong("has the unknown dtype " + Quoted.of(text));
      }
      return known;
    }

    private <T> T once(String key, T before, T value) {
      if (before != null) {
        throw wrong("has the key " + key + " twice");
      }
      return value;
    }

    private IllegalArgumentException wrong(String what) {
      return new IllegalArgumentException(source + ": " + place + ": " + what);
    }
  }

  private List<Long> naturals(String place, int most) throws IOException {
    List<Long> numbers = new ArrayList<>();
    require(JsonToken.BEGIN_ARRAY, place, "a list of integers");
    json.beginArray();
    while (json.hasNext()) {
      if (numbers.size() == most) {
        throw new IllegalArgumentException(source + ": " + place + " has more than " + most + " numbers");
      }
      require(JsonToken.NUMBER, place, "a list of integers");
      String digits = json.nextString(); // nextLong would also take 1.0 and 1e3
      if (!NATURAL.matcher(digits).matches()) {
        throw new IllegalArgumentException(source + ": " + place + " must have integers that are not negative, but has "
            + Quoted.of(digits));
      }
      try {
        numbers.add(Long.valueOf(digits));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(source + ": " + place + " has " + Quoted.of(digits)
            + ", more than any file can hold", e);
      }
    }
    json.endArray();
    return numbers;
  }

  private void require(JsonToken wanted, String place, String what) throws IOException {
    JsonToken token = json.peek();
    if (token != wanted) {
      String is = switch (token) {
        case BEGIN_ARRAY -> "a list";
        case BEGIN_OBJECT -> "an object";
        case STRING -> "the text " + Quoted.of(json.nextString());
        case NUMBER -> "the number " + Quoted.of(json.nextString());
        case BOOLEAN -> Boolean.toString(json.nextBoolean());
        case NULL -> "null";
        default -> "missing";
      };
      throw new IllegalArgumentException(source + ": " + place + " must be " + what + ", but is " + is);
    }
  }

  private String text(String text) {
    if (!SafetensorsHeader.encodable(text)) {
      throw bad("has the text " + Quoted.of(text) + ", which is not Unicode: half of a surrogate pair");
    }
    return text;
  }

  private IllegalArgumentException bad(String what) {
    return new IllegalArgumentException(source + ": the safetensors header " + what);
  }
}
