package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.isobit.models.analyse.internal.source.AnalysisTime;
import org.isobit.models.io.Settings;
import org.junit.jupiter.api.Test;

/** When cycles begin and end. */
class CycleTimesTest {

  private static Settings settings(String yaml) {
    return Settings.parse("test", null, yaml, List.of());
  }

  private static void refused(String yaml, String message) {
    String is = assertThrows(IllegalArgumentException.class, () -> CycleTimes.of(settings(yaml))).getMessage();
    assertTrue(is.contains(message), is);
  }

  @Test
  void numbers() {
    CycleTimes times = CycleTimes.of(settings("{start: -1.5, interval: 0.05}"));
    assertEquals("-1.5", times.text(0));
    assertEquals("-0.55", times.text(19));
    assertEquals(-0.55, times.number(19), 0.0);
    assertEquals(AnalysisTime.of(-1.45), times.end(1));
    assertEquals("time", times.label());
    assertEquals("2.0", CycleTimes.of(settings("{}")).text(2), "from 0 by 1");
  }

  @Test
  void thoseOfAModel() {
    CycleTimes times = CycleTimes.ofModel(settings("{start: 10}"), 0.1, 3);
    assertEquals("10.3", times.text(1));
    assertEquals("13.0", times.text(10));
    String is = assertThrows(IllegalArgumentException.class,
        () -> CycleTimes.ofModel(settings("{interval: 1}"), 0.1, 3)).getMessage();
    assertTrue(is.contains("interval: follows from forecast.steps and forecast.integrator.step"), is);
  }

  @Test
  void dates() {
    CycleTimes times = CycleTimes.of(settings("{start: 2026-12-31T18:00:00Z, interval: PT90M, format: yyyyMMddHHmm}"));
    assertEquals("202612311800", times.text(0));
    assertEquals("202701010000", times.text(4));
    assertEquals(6.0, times.number(4), 0.0);
    assertEquals(0.0, times.number(0), 0.0);
    assertEquals(AnalysisTime.of(Instant.parse("2026-12-31T19:30:00Z")), times.end(1));
    assertEquals("hours since 202612311800", times.label());
    assertEquals("2026-12-31T19:00:00Z",
        CycleTimes.of(settings("{start: 2026-12-31T18:00:00Z, interval: PT1H}")).text(1));
  }

  @Test
  void mistakesAreNamed() {
    refused("{start: yesterday, interval: PT6H}", "start: must be a number, or a date and time in UTC such as "
        + "2026-01-31T06:00:00Z, but is 'yesterday'");
    refused("{start: 2026-12-31T18:00:00Z, interval: 6}",
        "interval: must be a duration such as PT6H or PT90M where start is "
        + "a date, but is '6'");
    refused("{start: 2026-12-31T18:00:00Z, interval: PT0S}", "interval: must be positive, but is PT0S");
    refused("{start: 2026-12-31T18:00:00Z, interval: PT-1S}", "interval: must be positive, but is PT-1S");
    refused("{start: 2026-12-31T18:00:00Z}", "interval: is missing");
    refused("{start: 2026-12-31T18:00:00Z, interval: PT6H, format: yyyyb}",
        "format: must be a pattern of date letters such as "
        + "yyyyMMddHH, but is 'yyyyb': ");
    refused("{start: 1, interval: 0}", "interval: must be positive, but is 0");
  }
}
