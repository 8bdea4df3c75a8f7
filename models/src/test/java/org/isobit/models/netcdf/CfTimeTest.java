package org.isobit.models.netcdf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CfTimeTest {

  @TempDir
  Path folder;

  private static void assertInstant(String expected, double value, String units) {
    assertEquals(Instant.parse(expected), CfTime.instant(value, units, "standard"), units);
  }

  @Test
  void unitsOfTheConventions() {
    assertInstant("2026-01-01T06:00:00Z", 6, "hours since 2026-01-01 00:00:00");
    assertInstant("2026-01-02T12:00:00Z", 1.5, "days since 2026-1-1");
    assertInstant("1970-01-01T00:01:30Z", 90, "seconds since 1970-01-01T00:00:00Z");
    assertInstant("1899-12-31T23:30:00Z", -30, "minutes since 1900-01-01 00:00");
    assertInstant("2026-01-01T04:00:00Z", 0, "hours since 2026-01-01 06:00:00 +2:00");
    assertInstant("2026-01-01T09:30:00Z", 0, "h since 2026-01-01 06:00:00.0 -03:30");
    assertInstant("2026-01-01T00:00:00.250Z", 250, "msec since 2026-01-01 0:00:00 UTC");
  }

  /** The standard calendar is the Julian one before 15 October 1582, so many analyses count from its first day. */
  @Test
  void countsFromLongAgo() {
    assertInstant("1948-01-01T00:00:00Z", 17067072, "hours since 1-1-1 00:00:0.0");
    assertInstant("1582-10-15T00:00:00Z", 1, "days since 1582-10-04");
    assertInstant("1500-03-10T00:00:00Z", 0, "days since 1500-02-29");
    assertThrows(IllegalArgumentException.class, () -> CfTime.instant(1e300, "days since 2026-01-01", ""));
    assertThrows(IllegalArgumentException.class, () -> CfTime.instant(-1e11, "days since 2026-01-01", ""));
    assertEquals(Instant.parse("1948-01-03T00:00:00Z"), CfTime.instant(17067072, "hours since 0001-01-01",
        "proleptic_gregorian"));
    for (String none : List.of("1582-10-10", "0000-01-01", "1900-02-29")) {
      assertTrue(assertThrows(IllegalArgumentException.class,
          () -> CfTime.instant(0, "days since " + none, "gregorian"))
          .getMessage().contains(none + "' is not understood: the standard calendar has no such day"));
    }
  }

  @Test
  void partsOfSeconds() {
    assertInstant("2026-01-01T00:00:01.750Z", 1.5, "seconds since 2026-01-01 00:00:00.25");
  }

  @Test
  void offsetsOfHoursAlone() {
    assertInstant("2026-01-01T04:00:00Z", 0, "hours since 2026-01-01 06:00:00 +02");
    assertInstant("2026-01-01T04:30:00Z", 0, "hours since 2026-01-01 06:00:00 +130");
  }

  @Test
  void countsOfMoments() {
    assertEquals(6.5, CfTime.count(Instant.parse("2026-01-01T06:30:00Z"), "hours since 2026-01-01", ""));
    assertEquals(-90.25, CfTime.count(Instant.parse("2025-12-31T23:58:29.750Z"), "seconds since 2026-01-01",
        "standard"));
    assertEquals(2, CfTime.count(Instant.parse("2026-01-03T00:00:00Z"), "days since 2026-01-01", "gregorian"));
  }

  @Test
  void whatIsNotUnderstood() {
    assertTrue(assertThrows(IllegalArgumentException.class, () -> CfTime.instant(1, "months since 2026-01-01", ""))
        .getMessage().contains("'months since 2026-01-01' is not understood"));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> CfTime.instant(1, "days since 2026-13-01", ""))
        .getMessage().contains("is not understood"));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> CfTime.instant(1, "days since 2026-01-01", "360_day"))
        .getMessage().contains("calendar '360_day'"));
  }

  @Test
  void oneTimeOfSeveral() throws IOException {
    Path path = NetcdfTools.ncgen(folder.resolve("t.nc"),
        "netcdf t { dimensions: time = 3; variables: double time(time); "
        + "time:units = \"hours since 2026-01-01\"; data: time = 0, 6, 12; }");
    try (NetcdfFile file = NetcdfFile.open(path)) {
      assertEquals(1, CfTime.index(file, "time", 3, "2026-01-01T06:00:00Z"));
      assertEquals(2, CfTime.index(file, "time", 3, "2026-01-01 14:00:00+02:00"));
      assertEquals(2, CfTime.index(file, "time", 3, "2026-01-01T12:00:00"));
      assertEquals(0, CfTime.index(file, "time", 3, "0"));
      assertEquals("2026-01-01T12:00:00Z", CfTime.validTime(file, "time", 2));
      assertTrue(assertThrows(IllegalArgumentException.class, () -> CfTime.index(file, "time", 3, null)).getMessage()
          .contains("has 3 times (2026-01-01T00:00:00Z to 2026-01-01T12:00:00Z); 'time' must choose one"));
      assertTrue(assertThrows(IllegalArgumentException.class, () -> CfTime.index(file, "time", 3, "3")).getMessage()
          .contains("has no time 3 among its 3"));
      assertTrue(assertThrows(IllegalArgumentException.class, () -> CfTime.index(file, "time", 3, "noon")).getMessage()
          .contains("'noon' is neither an index nor a moment"));
      assertTrue(assertThrows(IllegalArgumentException.class, () -> CfTime.index(file, "time", 3, "9".repeat(30)))
          .getMessage().contains("is neither an index nor a moment"));
    }
  }

  /** A file need not say its time; but if its time is damaged, this is no reason to go on without. */
  @Test
  void timesThatFilesDoNotSay() throws IOException {
    Path path = NetcdfTools.ncgen(folder.resolve("t.nc"),
        "netcdf t { dimensions: a = 2; b = 1; c = 1; d = 1; variables: "
        + "double a(a); a:units = \"hours since 2026-01-01\"; double b(b); b:units = \"m\"; char c(c); double d(d); "
        + "d:units = \"hours since 2026-01-01\"; d:_ChunkSizes = 1; d:_Fletcher32 = \"true\"; data: a = 6, _; b = 1; "
        + "c = \"x\"; d = 2; }");
    try (NetcdfFile file = NetcdfFile.open(path)) {
      assertEquals("2026-01-01T06:00:00Z", CfTime.validTime(file, "a", 0));
      assertEquals("", CfTime.validTime(file, "a", 1));
      assertEquals("", CfTime.validTime(file, "a", 2));
      assertEquals("", CfTime.validTime(file, "b", 0));
      assertEquals("", CfTime.validTime(file, "c", 0));
      assertEquals("", CfTime.validTime(file, "", 0));
      assertEquals("2026-01-01T02:00:00Z", CfTime.validTime(file, "d", 0));
    }
    byte[] bytes = Files.readAllBytes(path);
    int tree = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("TREE");
    int chunk = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(tree + 24 + 24);
    bytes[chunk + 6] ^= 1;
    Files.write(path, bytes);
    try (NetcdfFile file = NetcdfFile.open(path)) {
      assertTrue(assertThrows(IllegalArgumentException.class, () -> CfTime.validTime(file, "d", 0)).getMessage()
          .contains("Fletcher-32"));
    }
  }
}
