package org.isobit.bench.timed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.isobit.bench.timed.TimingMachine.Clock;
import org.isobit.bench.timed.TimingMachine.Timing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Virtual machines time what they are told, or say why not. */
class TimingMachineTest {

  @Test
  void worksAreTimedByEitherClock() throws IOException {
    List<String> works = List.of("double:8x8x8", "gemm.SmallBenchmark.multiply;n=4;implementation=simd",
        "reduce.ReduceBenchmark.reduce;kernel=sum;n=10;implementation=simd");
    for (Clock clock : Clock.values()) {
      try (TimingMachine machine = TimingMachine.start(List.of(), clock, 2, 1, works)) {
        for (int round = 0; round < 2; round++) {
          List<Timing> timings = machine.round();
          assertEquals(works.size(), timings.size());
          assertTrue(timings.stream().allMatch(t -> t.nanoseconds() > 0.0 && t.bytes() >= 0.0), timings.toString());
        }
      }
    }
  }

  @Test
  void itIsQuotedIfItEnds() throws IOException {
    try (TimingMachine machine = TimingMachine.start(List.of(), Clock.THREAD, 2, 1,
        List.of("gemm.NoBenchmark.run;implementation=simd"))) {
      String message = assertThrows(IllegalStateException.class, machine::round).getMessage();
      assertTrue(message.startsWith("a measuring virtual machine ended before it answered: ")
          && message.contains("there is no benchmark 'gemm.NoBenchmark.run;implementation=simd'"), message);
    }
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whatAnOptionHasItPrintIsNoTime() throws IOException {
    try (TimingMachine machine = TimingMachine.start(List.of("-Xlog:gc", "-XX:+UseSerialGC"), Clock.THREAD, 2, 1,
        List.of("double:8x8x8"))) {
      String message = assertThrows(IllegalStateException.class, machine::round).getMessage();
      assertTrue(message.startsWith("a measuring virtual machine wrote '[")
          && message.endsWith("[gc] Using Serial' where its times belong"), message);
    }
  }
}
