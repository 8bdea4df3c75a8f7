package org.isobit.models.weights;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isobit.models.io.Quoted;

/**
 * The header of a safetensors file: text to text, and where which tensor lies. {@link HeaderParser} reads it from JSON.
 *
 * @param metadata   what stands under {@value #METADATA}; empty without it
 * @param tensors    the tensors, in the header's order
 * @param dataOffset position of the first byte behind the header in the file
 */
record SafetensorsHeader(Map<String, String> metadata, List<TensorInfo> tensors, long dataOffset) {

  /** The one key that is no tensor. */
  static final String METADATA = "__metadata__";

  /** Bytes before the JSON text: its length. */
  static final int PREFIX = 8;

  /** Longest header, as in the reference implementation. */
  static final long LONGEST = 100_000_000;

  /** The data begins at a multiple of this. */
  private static final int ALIGNMENT = 8;

  /**
   * Checks that the tensors cover all bytes behind the header, each byte once.
   *
   * @param source    what messages call the file
   * @param dataBytes how many bytes there are
   */
  void requireCovered(String source, long dataBytes) {
    List<TensorInfo> byPlace = new ArrayList<>(tensors);
    byPlace.sort(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end));
    long at = 0;
    TensorInfo before = null;
    for (TensorInfo tensor : byPlace) {
      if (tensor.begin() < at) {
        throw new IllegalArgumentException(source + ": tensor " + Quoted.of(tensor.name()) + ": begins at byte "
            + tensor.begin() + ", inside tensor " + Quoted.of(before.name()) + ", which ends at " + at);
      }
      if (tensor.begin() > at) {
        throw new IllegalArgumentException(source + ": tensor " + Quoted.of(tensor.name()) + ": begins at byte "
            + tensor.begin() + ", but bytes " + at + " to " + tensor.begin() + " belong to no tensor");
      }
      at = tensor.end();
      before = tensor;
    }
    if (at != dataBytes) {
      throw new IllegalArgumentException(source + ": " + (dataBytes - at) + " bytes follow the last tensor, which ends "
          + "at byte " + at + " of " + dataBytes);
    }
  }

  /** The file's bytes before its first tensor: metadata by name, tensors as given, padded with blanks. */
  byte[] encode(String source) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      if (!metadata.isEmpty()) {
        json.name(METADATA).beginObject();
        for (Map.Entry<String, String> entry : new TreeMap<>(metadata).entrySet()) {
          json.name(entry.getKey()).value(entry.getValue());
        }
        json.endObject();
      }
      for (TensorInfo tensor : tensors) {
        json.name(tensor.name()).beginObject();
        json.name("dtype").value(tensor.type().name());
        json.name("shape").beginArray();
        for (long s : tensor.shape()) {
          json.value(s);
        }
        json.endArray();
        json.name("data_offsets").beginArray().value(tensor.begin()).value(tensor.end()).endArray();
        json.endObject();
      }
      json.endObject();
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    int length = bytes.length + Math.floorMod(-bytes.length, ALIGNMENT);
    if (length > LONGEST) {
      throw new IllegalArgumentException(source + ": the safetensors header would have " + length + " bytes; at most "
          + LONGEST + " are allowed");
    }
    byte[] out = new byte[PREFIX + length];
    Arrays.fill(out, PREFIX, out.length, (byte) ' ');
    System.arraycopy(bytes, 0, out, PREFIX, bytes.length);
    for (int i = 0; i < PREFIX; i++) {
      out[i] = (byte) ((long) length >>> 8 * i);
    }
    return out;
  }

  /** Whether UTF-8 can express a text: no half of a surrogate pair stands alone. */
  static boolean encodable(String text) {
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      if (Character.getType(text.codePointAt(at)) == Character.SURROGATE) {
        return false;
      }
    }
    return true;
  }
}
