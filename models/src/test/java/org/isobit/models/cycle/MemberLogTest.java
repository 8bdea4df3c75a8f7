package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of what members print. */
class MemberLogTest {

  private static final int PATIENCE = 20_000;

  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("logs/member.log");
  }

  /** Letters, each different from those near it. */
  private static String letters(int n) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < n; i++) {
      text.append((char) ('a' + i % 23));
    }
    return text.toString();
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theFirstAndTheLastBytesOfAnAttempt() throws Exception {
    for (int n : new int[] {0, 1, 9, 10, 11, 19, 20, 21, 25, 29, 30, 31, 45, 100, 200_003}) {
      MemberLog log = new MemberLog(file, 10, 1 << 20);
      log.begin("begin");
      assertTrue(log.take(stream(letters(n))).end(PATIENCE));
      log.note("end");
      String text = letters(n);
      String kept = n <= 20 ? text : text.substring(0, 10) + "\n== " + (n - 20) + " bytes that came here were dropped\n"
          + text.substring(n - 10);
      assertEquals("== begin\n" + kept + "== end\n", Files.readString(file), n + " bytes");
      Files.delete(file);
    }
  }

  @Test
  void earlierAttemptsMakeRoom() throws Exception {
    MemberLog log = new MemberLog(file, 10, 50);
    Files.createDirectories(file.getParent());
    Files.writeString(file, letters(100));
    log.begin("a");
    assertEquals(letters(100) + "== a\n", Files.readString(file), "not more than twice as many");
    log.begin("b");
    assertEquals("== 55 bytes of earlier attempts were dropped\n" + letters(100).substring(55) + "== a\n== b\n",
        Files.readString(file));
    for (int i = 0; i < 50; i++) {
      log.begin("attempt " + i);
      log.take(stream(letters(1000))).end(PATIENCE);
    }
    assertTrue(Files.size(file) < 300, () -> "grew");
    assertEquals(1 << 18, new MemberLog(file).part());
    assertEquals(1 << 21, new MemberLog(file).earlier());
  }

  @Test
  void whatIsPrintedAtFirstIsThereAtOnce() throws Exception {
    MemberLog log = new MemberLog(file, 10, 50);
    log.begin("begin");
    PipedOutputStream out = new PipedOutputStream();
    try (PipedInputStream in = new PipedInputStream(out)) {
      MemberLog.Output output = log.take(in);
      assertTrue(Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().equals("isobit-member-log"))
          .allMatch(Thread::isDaemon), "whoever holds the other end does not keep the JVM");
      out.write("abc".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      for (int i = 0; i < 2000 && !Files.readString(file).endsWith("abc"); i++) {
        Thread.sleep(10);
      }
      assertEquals("== begin\nabc", Files.readString(file));
      assertFalse(output.end(1), "the other end is still open");
      out.write("late".getBytes(StandardCharsets.US_ASCII));
      out.close();
      assertTrue(output.end(PATIENCE));
      assertEquals("== begin\nabc", Files.readString(file), "what comes after the end is not kept");
    }
  }

  @Test
  void aLogThatCannotBeWrittenIsTold() throws Exception {
    MemberLog log = new MemberLog(file, 10, 50);
    Files.createDirectories(file);
    MemberLog.Output output = log.take(stream(letters(5)));
    assertThrows(IOException.class, () -> output.end(PATIENCE));
    PipedOutputStream out = new PipedOutputStream();
    MemberLog.Output late = log.take(new PipedInputStream(out));
    out.write(1);
    out.close();
    Thread.sleep(100);
    Files.delete(file);
    assertThrows(IOException.class, () -> late.end(PATIENCE),
        "what was lost at first is told, although there is room now");
    InputStream broken = new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("broken");
      }
    };
    MemberLog.Output none = new MemberLog(folder.resolve("log"), 10, 50).take(broken);
    assertEquals("broken", assertThrows(IOException.class, () -> none.end(PATIENCE)).getMessage());
  }

  @Test
  void aReadOfNothingIsNotTheEnd() throws Exception {
    InputStream halting = new InputStream() {
      private int call;

      @Override
      public int read() {
        return -1;
      }

      @Override
      public int read(byte[] to, int offset, int length) {
        call++;
        to[offset] = 'x';
        return call == 1 ? 0 : call == 2 ? 1 : -1;
      }
    };
    MemberLog log = new MemberLog(file, 10, 50);
    log.begin("begin");
    log.take(halting).end(PATIENCE);
    assertEquals("== begin\nx", Files.readString(file));
  }
}
