package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records, their lines, and what becomes of damaged ones. */
class JournalTest {

  @TempDir
  Path folder;

  private Path file;
  private Path copy;
  private final List<String> notes = new ArrayList<>();

  @BeforeEach
  void names() {
    file = folder.resolve("journal");
    copy = folder.resolve("journal.copy");
  }

  private static JsonElement text(String value) {
    return new JsonPrimitive(value);
  }

  /** The line as the class describes it, made without it. */
  private static String line(int number, String json) {
    CRC32C crc = new CRC32C();
    crc.update((number + " " + json).getBytes(StandardCharsets.UTF_8));
    return String.format("%08x %d %s\n", crc.getValue(), number, json);
  }

  /** Four records, ä, "b", "c" and "d", in two files. */
  private String four() throws IOException {
    try (Journal journal = Journal.create(text("ä"), file, copy)) {
      journal.mend(notes::add);
      journal.append(text("b"));
      journal.append(text("c"));
      journal.append(text("d"));
      assertEquals(List.of(text("ä"), text("b"), text("c"), text("d")), journal.records());
    }
    String content = line(0, "\"ä\"") + line(1, "\"b\"") + line(2, "\"c\"") + line(3, "\"d\"");
    assertEquals(content, Files.readString(file));
    assertEquals(content, Files.readString(copy));
    assertEquals(List.of(), notes);
    return content;
  }

  private List<JsonElement> mended(Path... files) throws IOException {
    try (Journal journal = Journal.open(files)) {
      journal.mend(notes::add);
      return journal.records();
    }
  }

  private void refused(String message, Path... files) throws IOException {
    byte[] before = Files.readAllBytes(file);
    assertEquals(message, assertThrows(IllegalArgumentException.class, () -> Journal.open(files)).getMessage());
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void openingReadsAndAppendingNeedsMending() throws IOException {
    String content = four();
    String torn = content.substring(0, content.length() - 3);
    Files.writeString(file, torn);
    Files.delete(copy);
    try (Journal journal = Journal.open(file, copy)) {
      assertEquals(3, journal.records().size());
      assertEquals(torn, Files.readString(file), "nothing is written before mending");
      assertEquals("this journal is not open for writing",
          assertThrows(IllegalStateException.class, () -> journal.append(text("e"))).getMessage());
      journal.mend(notes::add);
      journal.append(text("e"));
      assertEquals(List.of(text("ä"), text("b"), text("c"), text("e")), journal.records());
    }
    assertEquals(content.substring(0, content.length() - line(3, "\"d\"").length()) + line(3, "\"e\""),
        Files.readString(file));
    assertEquals(Files.readString(file), Files.readString(copy));
    assertEquals(List.of(file + ": cut off " + (line(3, "\"d\"").length() - 3) + " bytes that are no whole record",
        copy + ": was missing; 3 records of the journal came from its copy"), notes);
    assertEquals(4, mended(file, copy).size());
  }

  @Test
  void aJournalThatIsWholeIsLeftAlone() throws IOException {
    String content = four();
    Object before = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    assertEquals(4, mended(file, copy).size());
    assertEquals(List.of(), notes);
    assertEquals(content, Files.readString(file));
    assertEquals(before, Files.readAttributes(file, BasicFileAttributes.class).fileKey());
  }

  /** Each byte of the last two records flipped, removed, doubled, and all cut off from there on. */
  @Test
  void damageOfOneFileIsMendedFromTheOther() throws IOException {
    String content = four();
    byte[] whole = content.getBytes(StandardCharsets.UTF_8);
    int from = (line(0, "\"ä\"") + line(1, "\"b\"")).getBytes(StandardCharsets.UTF_8).length;
    for (Path damaged : List.of(file, copy)) {
      for (int at = from; at < whole.length; at++) {
        for (byte[] bytes : Damage.all(whole, at)) {
          Files.write(damaged, bytes);
          notes.clear();
          assertEquals(4, mended(file, copy).size());
          assertEquals(content, Files.readString(file));
          assertEquals(content, Files.readString(copy));
          assertEquals(1, notes.size(), notes::toString);
          assertTrue(notes.getFirst().startsWith(damaged + ": "), notes::toString);
        }
      }
    }
  }

  /** Without another file, damage before the last record is refused, and the last one counts as not written. */
  @Test
  void damageOfTheOnlyFile() throws IOException {
    String content = four();
    byte[] whole = content.getBytes(StandardCharsets.UTF_8);
    int third = (line(0, "\"ä\"") + line(1, "\"b\"")).getBytes(StandardCharsets.UTF_8).length;
    int last = third + line(2, "\"c\"").length();
    for (int at = third; at < last - 1; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 1;
      Files.write(file, flipped);
      refused(file + ":3: this record of the journal is damaged; its checksum does not fit", file);
      refused(file + ":3: this record of the journal is damaged; its checksum does not fit, and "
          + folder.resolve("none") + " does not have it either", file, folder.resolve("none"));
    }
    for (int at = last; at < whole.length - 1; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 1;
      Files.write(file, flipped);
      notes.clear();
      assertEquals(3, mended(file).size(), "a complete line whose checksum is wrong");
      assertArrayEquals(Arrays.copyOf(whole, last), Files.readAllBytes(file));
      assertEquals(List.of(file + ": cut off " + (whole.length - last) + " bytes that are no whole record"), notes);
    }
  }

  @Test
  void tornRecords() throws IOException {
    four();
    String three = line(0, "\"ä\"") + line(1, "\"b\"") + line(2, "\"c\"");
    for (String torn : List.of("0", "00000000", "00000000 3", "00000000 3 ", "00000000 3 \n", "\n", "\n\n",
        "\0\0\0\0\n", line(3, "{\"torn\": ").strip(), line(3, "{\"torn\": "), "00000000 3 \"d\"\n")) {
      Files.writeString(file, three + torn);
      notes.clear();
      assertEquals(List.of(text("ä"), text("b"), text("c")), mended(file), torn);
      assertEquals(three, Files.readString(file));
      assertEquals(List.of(file + ": cut off " + torn.length() + " bytes that are no whole record"), notes);
    }
    // All of it but the line feed: the record is whole.
    Files.writeString(file, three.strip());
    notes.clear();
    assertEquals(3, mended(file).size());
    assertEquals(three, Files.readString(file));
    assertEquals(List.of(file + ": lacked its last line feed"), notes);
  }

  /** What checks sum and JSON, but not this journal's numbers. */
  @Test
  void numbersOfRecords() throws IOException {
    String three = line(0, "0") + line(1, "1") + line(2, "2");
    for (String odd : List.of(line(4, "4"), three + line(4, "4"), three + line(999_999_999, "4"),
        line(1, "1") + line(2, "2"))) {
      Files.writeString(file, odd);
      int missing = odd.startsWith(line(0, "0")) ? 4 : 1;
      refused(file + ":" + missing + ": this record of the journal is damaged; its checksum does not fit", file);
    }
    for (String odd : List.of(three + line(2, "2"), line(2, "2") + line(1, "1") + line(0, "0"), "\n" + three)) {
      Files.writeString(file, odd);
      notes.clear();
      assertEquals(3, mended(file).size(), "a record that is there twice or elsewhere is still that record");
      assertEquals(three, Files.readString(file));
    }
    for (String number : List.of("", "-1", "x", "01x", "4294967296", "99999999999999999999")) {
      CRC32C crc = new CRC32C();
      crc.update((number + " 3").getBytes(StandardCharsets.UTF_8));
      Files.writeString(file, three + String.format("%08x %s 3\n", crc.getValue(), number));
      assertEquals(3, mended(file).size(), number);
      assertEquals(three, Files.readString(file));
    }
    String other = line(2, "3");
    Files.writeString(file, three + other);
    refused(file + ":3: there are two different records of this number, as if the journals of two runs had been mixed",
        file);
    Files.writeString(file, three);
    Files.writeString(copy, line(0, "0") + line(1, "1") + other);
    refused(file + ":3: there are two different records of this number, as if the journals of two runs had been mixed",
        file, copy);
    // Each file has lost another one.
    Files.writeString(file, line(0, "0") + "lost\n" + line(2, "2"));
    Files.writeString(copy, line(0, "0") + line(1, "1"));
    notes.clear();
    assertEquals(3, mended(file, copy).size());
    assertEquals(List.of(file + ": was damaged; a record of the journal came from its copy",
        copy + ": was damaged; a record of the journal came from its copy"), notes);
    assertEquals(three, Files.readString(file));
    assertEquals(three, Files.readString(copy));
  }

  @Test
  void aClosedJournalTakesNothing() throws IOException {
    Journal journal = Journal.create(text("0"), file, copy);
    journal.mend(notes::add);
    journal.close();
    assertThrows(IOException.class, () -> journal.append(text("1")));
    assertEquals(1, mended(file, copy).size());
  }

  @Test
  void manyRecords() throws IOException {
    try (Journal journal = Journal.create(text("0"), file)) {
      journal.mend(notes::add);
      for (int i = 1; i < 120; i++) {
        journal.append(text(Integer.toString(i)));
      }
    }
    List<JsonElement> all = mended(file);
    assertEquals(120, all.size());
    assertEquals(text("99"), all.get(99));
    assertEquals(List.of(), notes);
  }

  /** A sparse file: nothing of it is read. */
  @Test
  void whatIsTooLargeForAJournal() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    assertEquals(file + ": has 3221225472 bytes, more than a journal has",
        assertThrows(IllegalArgumentException.class, () -> Journal.open(file)).getMessage());
  }

  @Test
  void noGoodRecordAtAll() throws IOException {
    Files.writeString(file, "");
    refused(file + ": is empty; all records of the journal are lost", file);
    refused(file + ": is empty; all records of the journal are lost", file, copy);
    Files.writeString(copy, "");
    refused(file + ": is empty; all records of the journal are lost", file, copy);
    Files.writeString(copy, "x");
    refused(file + ":1: this record of the journal is damaged; its checksum does not fit, and " + copy
        + " does not have it either", file, copy);
    Files.writeString(file, "\n");
    refused(file + ":1: this record of the journal is damaged; its checksum does not fit", file);
    Path directory = Files.createDirectory(folder.resolve("directory"));
    assertEquals(directory + ": is not a regular file but a directory",
        assertThrows(IllegalArgumentException.class, () -> Journal.open(directory)).getMessage());
    Path nothing = Files.createSymbolicLink(folder.resolve("nothing"), folder.resolve("gone"));
    assertEquals(nothing + ": no such file",
        assertThrows(IllegalArgumentException.class, () -> Journal.open(nothing)).getMessage());
  }

  /** A file that cannot grow takes back what it has of a record. */
  @Test
  void whatCannotBeWrittenIsTakenBack() throws IOException {
    try (Journal journal = Journal.create(text("a"), file, copy)) {
      journal.mend(notes::add);
      journal.append(text("b"));
      String two = Files.readString(file);
      assertEquals(line(0, "\"a\"") + line(1, "\"b\""), two);
      Thread.currentThread().interrupt(); // closes the channel that is written to next
      IOException e = assertThrows(IOException.class, () -> journal.append(text("c")));
      assertTrue(Thread.interrupted());
      assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
      assertEquals(2, e.getCause().getSuppressed().length, "nor can the closed channels be cut off");
      assertEquals(2, journal.records().size());
    }
    assertEquals(2, mended(file, copy).size());
    assertEquals(line(0, "\"a\"") + line(1, "\"b\""), Files.readString(file));
  }

  @Test
  void infiniteFiguresSurvive() throws IOException {
    double infinite = Double.POSITIVE_INFINITY;
    CycleRecord record = new CycleRecord(0, new int[] {0, 2}, List.of(new ForecastStep.Failed(1, "exit code 2")), null,
        0, 0, Map.of(), null, null, infinite, Double.MIN_VALUE, null, Double.NaN, "00", null, null, "11");
    try (Journal journal = Journal.create(record.json(), file)) {
      CycleRecord again = CycleRecord.of(journal.records().getFirst(), 0);
      assertEquals(infinite, again.forecastSpread());
      assertEquals(Double.MIN_VALUE, again.spread());
      assertTrue(Double.isNaN(again.rmse()));
      assertArrayEquals(new int[] {0, 2}, again.members());
      assertEquals(record.failed(), again.failed());
      assertEquals("11", again.spreadFile());
      assertNull(again.meanFile());
    }
  }

  @Test
  void recordsThatLackSomethingAreNone() {
    JsonObject json = new CycleRecord(7, new int[] {0, 2}, List.of(), null, 0, 0, Map.of(), null, null, 0, 0, null,
        null, "00", null, null, null).json().getAsJsonObject();
    assertEquals(7, CycleRecord.of(json, 7).cycle());
    assertEquals("it says 7", assertThrows(IllegalArgumentException.class, () -> CycleRecord.of(json, 6)).getMessage());
    for (String name : List.of("members", "failed", "leftOut", "ensemble")) {
      JsonObject less = json.deepCopy();
      less.remove(name);
      assertEquals("something is missing in it",
          assertThrows(IllegalArgumentException.class, () -> CycleRecord.of(less, 7), name).getMessage());
    }
    for (String name : List.of("before", "after")) {
      JsonObject half = json.deepCopy();
      half.add(name, new JsonObject());
      assertThrows(RuntimeException.class, () -> CycleRecord.of(half, 7), name);
    }
    JsonObject none = json.deepCopy();
    none.add("members", new JsonArray());
    assertThrows(IllegalArgumentException.class, () -> CycleRecord.of(none, 7));
  }
}
