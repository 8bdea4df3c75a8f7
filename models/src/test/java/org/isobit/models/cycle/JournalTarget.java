package org.isobit.models.cycle;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;
import org.isobit.models.fuzz.FuzzTarget;

/** Journals of runs. */
public record JournalTarget(Path file, List<byte[]> corpus) implements FuzzTarget {

  /** Writes a journal to change. */
  public JournalTarget(Path file) throws IOException {
    this(file, List.of(written(file)));
  }

  private static byte[] written(Path file) throws IOException {
    JsonObject record = new JsonObject();
    record.addProperty("isobit", 1);
    try (Journal journal = Journal.create(record, file)) {
      journal.mend(_ -> { });
      for (int cycle = 0; cycle < 4; cycle++) {
        JsonObject next = new JsonObject();
        next.addProperty("cycle", cycle);
        next.addProperty("ensemble", "0123abcd");
        next.addProperty("reason", "größer\n");
        journal.append(next);
      }
    }
    return Files.readAllBytes(file);
  }

  @Override
  public String format() {
    return "journal";
  }

  /** Checksums of some lines fit again. */
  @Override
  public byte[] mended(byte[] bytes, RandomGenerator random) {
    if (random.nextInt(4) == 0) {
      return bytes;
    }
    StringBuilder text = new StringBuilder();
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("(?<=\n)", -1)) {
      boolean whole = line.length() > 10 && line.endsWith("\n") && random.nextInt(8) > 0;
      String content = whole ? line.substring(9, line.length() - 1) : "";
      text.append(whole ? checksum(content) + " " + content + "\n" : line);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String checksum(String content) {
    CRC32C crc = new CRC32C();
    crc.update(content.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }

  @Override
  public void read(Path input, byte[] bytes) throws IOException {
    int records;
    try (Journal journal = Journal.open(input)) {
      records = journal.records().size();
    }
    List<String> lines = List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", -1));
    for (int i = 0; i < records; i++) {
      String numbered = " 0*" + i + " .*"; // zeros before a number are no other number
      if (lines.stream().noneMatch(line -> line.length() > 9 && line.substring(8).matches("(?s)" + numbered)
          && line.startsWith(checksum(line.substring(9))))) {
        throw new AssertionError("record " + i + " was accepted with a wrong checksum or number");
      }
    }
  }
}
