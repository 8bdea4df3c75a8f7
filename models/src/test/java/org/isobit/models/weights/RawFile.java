package org.isobit.models.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/** Safetensors files byte by byte, made and read without the code under test: its JSON is read here as YAML. */
final class RawFile {

  private RawFile() {}

  /** Length, header text, data. */
  static byte[] bytes(String header, byte[] data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return bytes(text.length, text, data);
  }

  static byte[] bytes(long claimed, byte[] text, byte[] data) {
    return ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN).putLong(claimed).put(text)
        .put(data).array();
  }

  /** The header as maps and lists. */
  static Map<?, ?> header(byte[] file) {
    int length = Math.toIntExact(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong());
    String text = new String(file, 8, length, StandardCharsets.UTF_8);
    LoadSettings settings = LoadSettings.builder().setSchema(new JsonSchema()).build();
    return (Map<?, ?>) new Load(settings).loadFromString(text.strip());
  }

  /** The bytes of a tensor. */
  static ByteBuffer tensor(byte[] file, String name) {
    int length = Math.toIntExact(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong());
    List<?> offsets = (List<?>) ((Map<?, ?>) header(file).get(name)).get("data_offsets");
    int begin = ((Number) offsets.get(0)).intValue();
    int end = ((Number) offsets.get(1)).intValue();
    return ByteBuffer.wrap(file, 8 + length + begin, end - begin).slice().order(ByteOrder.LITTLE_ENDIAN);
  }
}
