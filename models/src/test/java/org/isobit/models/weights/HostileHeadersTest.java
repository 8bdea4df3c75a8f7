package org.isobit.models.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers that are wrong, by accident or on purpose. */
class HostileHeadersTest {

  @TempDir
  Path folder;

  private String message(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("f.safetensors"), bytes);
    String message = assertThrows(IllegalArgumentException.class, () -> SafetensorsReader.open(file).close())
        .getMessage();
    assertTrue(message.startsWith(file + ": "), message);
    assertFalse(message.contains("\n") || message.length() > 400 + file.toString().length(), message);
    return message.substring(file.toString().length() + 2);
  }

  private void refused(String part, byte[] bytes) throws IOException {
    String message = message(bytes);
    assertTrue(message.contains(part), message);
  }

  /** Of the header: everything after the place of the data, which is as long as the last column says. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "{} | 1 bytes follow the last tensor, which ends at byte 0 of 1 | 1",
      "{'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 1 bytes follow the last tensor, which ends at byte 8 "
      + "of 9 | 9",
      "{'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 'w': data_offsets are [0, 8], but 7 bytes follow the "
      + "header | 7",
      "{'w':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}} | 'w': data_offsets are [8, 0], but | 8",
      "{'w':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}} | 'w': begins at byte 4, but bytes 0 to 4 belong to no "
      + "tensor | 12",
      "{'w':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | 'w': shape [2] of F32 needs 8 bytes, but data_offsets "
      + "[0, 4] have 4 bytes | 4",
      "{'w':{'dtype':'F4','shape':[3],'data_offsets':[0,1]}} | 'w': shape [3] of F4 needs 12 bits, but data_offsets "
      + "[0, 1] have 1 bytes | 1",
      "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]},'b':{'dtype':'U8','shape':[4],'data_offsets':[3,7]}} | "
      + "tensor 'b': begins at byte 3, inside tensor 'a', which ends at 4 | 7",
      "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]},'b':{'dtype':'U8','shape':[4],'data_offsets':[0,4]}} | "
      + "begins at byte 0, inside tensor | 4",
      "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]},'b':{'dtype':'U8','shape':[2],'data_offsets':[5,7]}} | "
      + "tensor 'b': begins at byte 5, but bytes 4 to 5 belong to no tensor | 7",
      "{'a':{'dtype':'U8','shape':[4],'data_offsets':[0,4]},'b':{'dtype':'U8','shape':[0],'data_offsets':[2,2]}} | "
      + "begins at byte 2, inside tensor 'a' | 4",
      "{'w':{'dtype':'U8','shape':[1],'data_offsets':[0,1]},'w':{'dtype':'U8','shape':[1],'data_offsets':[0,1]}} | "
      + "has the tensor 'w' twice | 1",
      "{'w':{'dtype':'U8','dtype':'U8','shape':[1],'data_offsets':[0,1]}} | 'w': has the key dtype twice | 1",
      "{'w':{'dtype':'U8','shape':[1],'shape':[1],'data_offsets':[0,1]}} | 'w': has the key shape twice | 1",
      "{'__metadata__':{},'__metadata__':{}} | has the key __metadata__ twice | 0",
      "{'__metadata__':{'k':'1','k':'1'}} | has the key __metadata__.'k' twice | 0",
      "{'__metadata__':{'k':1}} | __metadata__.'k' must be text, but is the number '1' | 0",
      "{'__metadata__':{'k':{}}} | __metadata__.'k' must be text, but is an object | 0",
      "{'__metadata__':null} | __metadata__ must be an object of texts, but is null | 0",
      "{'__metadata__':{'dtype':'U8','shape':[1],'data_offsets':[0,1]}} | __metadata__.'shape' must be text, but is a "
      + "list | 1",
      "{'w':[]} | tensor 'w' must be an object, but is a list | 0",
      "{'w':{}} | tensor 'w': lacks the key dtype | 0",
      "{'w':{'dtype':'U8','data_offsets':[0,1]}} | tensor 'w': lacks the key shape | 1",
      "{'w':{'dtype':'U8','shape':[1]}} | tensor 'w': lacks the key data_offsets | 1",
      "{'w':{'dtype':'U8','shape':[1],'data_offsets':[0,1],'x':1}} | tensor 'w': has the unknown key 'x' | 1",
      "{'w':{'dtype':'F65','shape':[1],'data_offsets':[0,1]}} | tensor 'w': has the unknown dtype 'F65' | 1",
      "{'w':{'dtype':'f32','shape':[1],'data_offsets':[0,4]}} | tensor 'w': has the unknown dtype 'f32' | 4",
      "{'w':{'dtype':7,'shape':[1],'data_offsets':[0,1]}} | tensor 'w': dtype must be text, but is the number '7' | 1",
      "{'w':{'dtype':'U8','shape':1,'data_offsets':[0,1]}} | tensor 'w': shape must be a list of integers, but is the "
      + "number '1' | 1",
      "{'w':{'dtype':'U8','shape':['1'],'data_offsets':[0,1]}} | tensor 'w': shape must be a list of integers, but is "
      + "the text '1' | 1",
      "{'w':{'dtype':'U8','shape':[-1],'data_offsets':[0,1]}} | tensor 'w': shape must have integers that are not "
      + "negative, but has '-1' | 1",
      "{'w':{'dtype':'U8','shape':[-0],'data_offsets':[0,0]}} | tensor 'w': shape must have integers that are not "
      + "negative, but has '-0' | 0",
      "{'w':{'dtype':'U8','shape':[1.0],'data_offsets':[0,1]}} | tensor 'w': shape must have integers that are not "
      + "negative, but has '1.0' | 1",
      "{'w':{'dtype':'U8','shape':[1e0],'data_offsets':[0,1]}} | tensor 'w': shape must have integers that are not "
      + "negative, but has '1e0' | 1",
      "{'w':{'dtype':'U8','shape':[1],'data_offsets':[0,true]}} | tensor 'w': data_offsets must be a list of "
      + "integers, but is true | 1",
      "{'w':{'dtype':'U8','shape':[1],'data_offsets':[0]}} | tensor 'w': data_offsets must have two numbers, but has "
      + "1 | 1",
      "{'w':{'dtype':'U8','shape':[1],'data_offsets':[0,1,1]}} | tensor 'w': data_offsets has more than 2 numbers | 1",
      "{'w':{'dtype':'U8','shape':[1],'data_offsets':[0,99999999999999999999]}} | has '99999999999999999999', more "
      + "than any file can hold | 1",
      "{'w':{'dtype':'U8','shape':[1],'data_offsets':[9223372036854775807,9223372036854775807]}} | data_offsets are "
      + "[9223372036854775807, 9223372036854775807], but 1 bytes follow | 1",
      "{'w':{'dtype':'F64','shape':[4611686018427387904,4],'data_offsets':[0,0]}} | shape [4611686018427387904, 4] "
      + "has more elements than any file can hold | 0",
      "{'w':{'dtype':'F64','shape':[2305843009213693952],'data_offsets':[0,0]}} | has more elements than any file can "
      + "hold | 0",
      "{'w':{'dtype':'U8','shape':[4294967296,4294967296,0],'data_offsets':[0,0]}} | has more elements than any file "
      + "can hold | 0",
      "{'w':{'dtype':'U8','shape':[1],'data_offsets':[0,1]},} | is not valid JSON, at line 1, column | 1",
      "{'w':{'dtype':'U8','shape':[01],'data_offsets':[0,1]}} | is not valid JSON, at line 1, column | 1",
      "{'w':{'dtype':'U8','shape':[+1],'data_offsets':[0,1]}} | is not valid JSON, at line 1, column | 1",
      "{'w':{'dtype':'U8','shape':[0x1],'data_offsets':[0,1]}} | is not valid JSON, at line 1, column | 1",
      "{'w':{'dtype':'U8','shape':[NaN],'data_offsets':[0,1]}} | is not valid JSON, at line 1, column | 1",
      "{'w':{'dtype':'U8','shape':[1],'data_offsets':[0,1]}}} | is not valid JSON | 1",
      "{'w':{'dtype':'U8','shape':[1],'data_offsets':[0,1]}} {} | is not valid JSON | 1",
      "{'w':{'dtype':'U8','shape':[1],'data_offsets':[0,1]} | is not valid JSON | 1",
      "{w:{'dtype':'U8','shape':[1],'data_offsets':[0,1]}} | is not valid JSON, at line 1, column | 1",
      "{'w':{'dtype':'U8','shape':[1],'data_offsets':[0,1]}/**/} | is not valid JSON, at line 1, column | 1",
      "{'\\ud800':{'dtype':'U8','shape':[1],'data_offsets':[0,1]}} | has the text '\\u{d800}', which is not Unicode | "
      + "1",
      "{'\\u12g4':{'dtype':'U8','shape':[1],'data_offsets':[0,1]}} | is not valid JSON, at line 1, column | 1",
      "[] | its header does not begin with '{' | 0",
  })
  void aHeaderIsRefused(String header, String part, int bytes) throws IOException {
    refused(part, RawFile.bytes(header.replace('\'', '"'), new byte[bytes]));
  }

  @Test
  void lengthsThatAreLies() throws IOException {
    byte[] text = "{}      ".getBytes(StandardCharsets.UTF_8);
    refused("it has 0 bytes, and the length of the header alone takes 8", new byte[0]);
    refused("it has 7 bytes", new byte[7]);
    refused("its header does not begin with '{'", new byte[8]);
    refused("claims a length of 9 bytes, but only 8 follow", RawFile.bytes(9, text, new byte[0]));
    refused("claims a length of 100000001 bytes; at most 100000000", RawFile.bytes(100_000_001, text, new byte[0]));
    refused("claims a length of 18446744073709551615 bytes; at most", RawFile.bytes(-1, text, new byte[0]));
    refused("claims a length of 9223372036854775808 bytes", RawFile.bytes(Long.MIN_VALUE, text, new byte[0]));
    refused("claims a length of 4294967298 bytes", RawFile.bytes((1L << 32) + 2, text, new byte[0]));
    refused("6 bytes follow the last tensor", RawFile.bytes(2, text, new byte[0]));
    refused("is not valid JSON", RawFile.bytes(1, text, new byte[0]));
    SafetensorsReader.open(Files.write(folder.resolve("good"), RawFile.bytes(8, text, new byte[0]))).close();
  }

  @Test
  void textsThatAreNoText() throws IOException {
    byte[] text = "{\"__metadata__\":{\"k\":\"????\"}}".getBytes(StandardCharsets.UTF_8);
    int at = new String(text, StandardCharsets.UTF_8).indexOf('?');
    int[][] bad = {{0x80, '?', '?', '?'}, {0xc0, 0xaf, '?', '?'}, {0xed, 0xa0, 0x80, '?'}, {0xf5, 0x80, 0x80, 0x80},
        {0xe2, 0x82, '?', '?'}, {0xff, '?', '?', '?'}};
    for (int[] sequence : bad) {
      for (int i = 0; i < 4; i++) {
        text[at + i] = (byte) sequence[i];
      }
      refused("is not UTF-8 text", RawFile.bytes(text.length, text, new byte[0]));
    }
    for (int control = 0; control < 32; control++) {
      text[at] = (byte) control;
      text[at + 1] = '?';
      text[at + 2] = '?';
      text[at + 3] = '?';
      refused("is not valid JSON", RawFile.bytes(text.length, text, new byte[0]));
    }
    refused("its header does not begin with '{'", RawFile.bytes("\ufeff{}", new byte[0]));
    refused("is not valid JSON", RawFile.bytes("{}\0", new byte[0]));
  }

  @Test
  void bombs() throws IOException {
    int n = 200_000;
    refused("must be a list of integers, but is a list", RawFile.bytes("{\"w\":{\"shape\":" + "[".repeat(n),
        new byte[0]));
    refused("tensor 'w': has the unknown key 'a'", RawFile.bytes("{\"w\":" + "{\"a\":".repeat(n), new byte[0]));
    refused("__metadata__.'a' must be text, but is an object", RawFile.bytes("{\"__metadata__\":" + "{\"a\":".repeat(n),
        new byte[0]));
    refused("shape has more than 64 numbers", RawFile.bytes("{\"w\":{\"shape\":[" + "1,".repeat(n) + "1]}}",
        new byte[0]));
    refused("has the unknown dtype 'xxxx", RawFile.bytes("{\"w\":{\"dtype\":\"" + "x".repeat(n) + "\"}}", new byte[0]));
    refused("…' (200000 characters): lacks the key dtype", RawFile.bytes("{\"" + "x".repeat(n) + "\":{}}",
        new byte[0]));
    refused("is not valid JSON", RawFile.bytes("{\"w\":{\"shape\":[" + "1".repeat(n) + "]}}", new byte[0]));
  }

  @Test
  void messagesObeyNobody() throws IOException {
    String message = message(RawFile.bytes("{\"\\u001b[2J\\u202e\\n\":{}}", new byte[0]));
    assertEquals("tensor '\\u{1b}[2J\\u{202e}\\u{a}': lacks the key dtype", message);
  }

  /** What a byte is changed to: its bits turned over one by one, and bytes that mean something in JSON or UTF-8. */
  private static byte[] changes(byte b) {
    byte[] special = "09-.eE+,:{}[]\" \\u\0\n\t".getBytes(StandardCharsets.UTF_8);
    byte[] changes = Arrays.copyOf(special, special.length + 8 + 3);
    for (int bit = 0; bit < 8; bit++) {
      changes[special.length + bit] = (byte) (b ^ 1 << bit);
    }
    changes[special.length + 8] = (byte) 0x80;
    changes[special.length + 9] = (byte) 0xc3;
    changes[special.length + 10] = (byte) 0xff;
    return changes;
  }

  /** Every byte changed, and every shorter file: read as it stands there, or refused. */
  @Test
  void everyByteChanged() throws IOException {
    byte[] good = ("{\"__metadata__\":{\"k\":\"é\"},\"w\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
        + "\"b\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[8,16]}} ").getBytes(StandardCharsets.UTF_8);
    int read = 0;
    for (int at = 0; at < good.length; at++) {
      byte[] bytes = good.clone();
      for (byte change : changes(good[at])) {
        bytes[at] = change;
        read += parsed(bytes, 16);
      }
    }
    for (int length = 0; length < good.length - 1; length++) {
      assertEquals(0, parsed(Arrays.copyOf(good, length), 16), "of the first " + length + " bytes");
    }
    assertEquals(1, parsed(good, 16));
    assertTrue(read > 50, read + ": texts may be any"); // names and metadata
  }

  private static int parsed(byte[] header, int dataBytes) throws IOException {
    try {
      long bytes = 0;
      for (TensorInfo tensor : HeaderParser.parse("f", header, dataBytes).tensors()) {
        bytes += tensor.end() - tensor.begin();
      }
      assertEquals(dataBytes, bytes);
      return 1;
    } catch (IllegalArgumentException e) {
      assertTrue(e.getMessage().startsWith("f: "), e.toString());
      return 0;
    }
  }

  /** Every bit of the length turned over, and every shorter file. */
  @Test
  void everyLength() throws IOException {
    byte[] good = RawFile.bytes("{\"w\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}}   ", new byte[16]);
    Path file = folder.resolve("f.safetensors");
    int read = 0;
    for (int bit = 0; bit < 64; bit++) {
      byte[] bytes = good.clone();
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      read += tried(Files.write(file, bytes));
    }
    assertEquals(0, read);
    for (int length = 0; length < good.length; length++) {
      assertEquals(0, tried(Files.write(file, Arrays.copyOf(good, length))), "of the first " + length + " bytes");
    }
    assertEquals(1, tried(Files.write(file, good)));
  }

  private static int tried(Path file) {
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      long bytes = 0;
      for (TensorInfo tensor : reader.tensors()) {
        bytes += tensor.end() - tensor.begin();
        if (tensor.type().readable()) {
          reader.read(tensor, new double[(int) tensor.elements()], 0);
        }
      }
      assertEquals(16, bytes);
      return 1;
    } catch (IllegalArgumentException | IOException e) {
      assertTrue(e.getMessage().startsWith(file.toString()), e.toString());
      return 0;
    }
  }

  @Test
  void metadataCannotBeChanged() throws IOException {
    Path file = Files.write(folder.resolve("f"), RawFile.bytes("{\"__metadata__\":{\"k\":\"v\"}}", new byte[0]));
    try (SafetensorsReader reader = SafetensorsReader.open(file)) {
      Map<String, String> metadata = reader.metadata();
      assertThrows(UnsupportedOperationException.class, () -> metadata.put("a", "b"));
      assertThrows(UnsupportedOperationException.class, () -> reader.tensors().clear());
    }
  }
}
