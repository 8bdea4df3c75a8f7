// Master of FloatLocalAnalysisCudaTest: the float version is generated from this file.
package org.isobit.gpu.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceArena;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceMemoryException;
import org.isobit.gpu.StandIn;
import org.isobit.gpu.batch.BatchPath;
import org.junit.jupiter.api.Test;

/**
 * Local analyses of arrays on the device against scalar ones, by the three ways; refused targets; too little memory.
 */
class LocalAnalysisCudaTest extends CudaTest {

  private BatchPath preference = BatchPath.ESTIMATE;

  /** Runs on the device from the state as it is; leaves mean and analysis in {@code result}. */
  private LocalOutcome run(LocalCase c, int[] which, int order, LocalRule rule, double[][] result) {
    result[0] = c.mean.clone();
    result[1] = c.analysis.clone();
    LocalLists lists = new LocalLists(LocalCase.OBSERVATIONS, 0, c.start, c.index, c.weight, new int[c.targets()]);
    try (DeviceArray f = device.doubles(c.forecast.length); DeviceArray m = device.doubles(c.mean.length);
        DeviceArray a = device.doubles(c.analysis.length);
        DeviceArena arena = new DeviceArena(device, LocalObservations.bytes(c.stride, lists));
        LocalAnalysisCuda local = new LocalAnalysisCuda(stream, preference)) {
      LocalField field = new LocalField(c.members, c.fields, c.points, c.batch, f.copyFrom(c.forecast, stream),
          m.copyFrom(c.mean, stream), a.copyFrom(c.analysis, stream));
      LocalObservations observations = LocalObservations.upload(c.stride, c.by, c.innovation, lists, arena, stream);
      LocalOutcome outcome = local.analyse(field, observations, which, order, rule);
      m.copyTo(result[0], stream);
      a.copyTo(result[1], stream);
      return outcome;
    }
  }

  private void compare(LocalCase c, int order, boolean formed, String label) {
    int[] which = new int[c.targets() - 1];
    for (int i = 0; i < which.length; i++) {
      which[i] = c.targets() - 1 - i;
    }
    double[][] actual = new double[2][];
    LocalOutcome outcome = run(c, which, order, c.rule(formed), actual);
    for (int target : which) {
      c.analyse(target, order, formed);
    }
    assertArrayEquals(new int[which.length], outcome.status(), label);
    assertBits(c.mean, actual[0], label + ": mean");
    assertBits(c.analysis, actual[1], label + ": analysis");
  }

  @Test
  void allWaysGiveTheBitsOfScalarAnalyses() {
    inEveryOrder(() -> {
      for (BatchPath way : BatchPath.values()) {
        preference = way;
        compare(new LocalCase(8, 2, 70, 1, 0, 35), 0, false, way + ", few fields");
        compare(new LocalCase(7, 9, 20, 1, 5, 20), 0, true, way + ", many fields");
        compare(new LocalCase(13, 3, 66, 1, 1, 8), 8, false, way + ", few observations");
        compare(new LocalCase(20, 1, 5, 1, 3, 4), 4, false, way + ", very few observations");
        compare(new LocalCase(3, 1, 5, 1, 3, 9), 12, false, way + ", more observations than members");
        compare(new LocalCase(2, 1, 4, 1, 0, 3), 0, true, way + ", two members");
        compare(new LocalCase(1, 2, 4, 1, 0, 3), 0, false, way + ", one dimension");
        compare(new LocalCase(1, 9, 4, 1, 0, 3), 0, true, way + ", one dimension, transform formed");
        LocalCase batches = new LocalCase(6, 2, 17, 3, 0, 9);
        batches.whole = true;
        batches.unobserved = 1.03;
        compare(batches, 0, false, way + ", several points a target");
      }
    });
  }

  /** A matrix that is not finite is refused before anything of its order cubed begins. */
  @Test
  void ordersThatSharedMemoryDoesNotHoldGoByThreads() {
    LocalCase c = new LocalCase(1900, 1, 1, 1, 1, 1);
    c.weight[0] = 1e308; // float: c.weight[0] = 1e30;
    c.by[c.index[0] * c.stride] = 1e308; // float: c.by[c.index[0] * c.stride] = 1e38f;
    double[][] actual = new double[2][];
    LocalOutcome outcome = run(c, new int[] {0}, 0, c.rule(false), actual);
    assertArrayEquals(new int[] {1}, outcome.status());
    assertTrue(outcome.condition()[0] != outcome.condition()[0], "NaN");
    assertBits(c.mean, actual[0], "mean");
    assertBits(c.analysis, actual[1], "analysis");
  }

  @Test
  void moreVectorsThanAGridHasRows() {
    preference = BatchPath.THREADS;
    compare(new LocalCase(3, 66_000, 2, 1, 5, 5), 0, true, "by threads");
    preference = BatchPath.BLOCKS;
    compare(new LocalCase(3, 66_000, 2, 1, 5, 5), 0, false, "by blocks");
  }

  @Test
  void pathsAreChosenByOrderAndNumber() {
    BatchPath by = BatchPath.ESTIMATE;
    assertEquals(null, LocalPath.choose(device, by, LocalPath.Way.FEW, 16, 1, 8, 1 << 20));
    assertTrue(LocalPath.choose(device, by, LocalPath.Way.FEW, 16, 1, 8, 20).bytes() > 0);
    assertTrue(LocalPath.choose(device, by, LocalPath.Way.FEW, 40, 1, 8, 1 << 20).bytes() < 20 << 10);
    for (LocalPath.Way way : LocalPath.Way.values()) {
      for (int n : new int[] {1, 15, 40, 100, 150}) {
        LocalPath path = LocalPath.plan(way, n, 9, 8, 227 << 10);
        assertTrue(path.bytes() <= 227 << 10 && path.threads() % 32 == 0 && path.chunk() >= 1, path.toString());
        assertEquals(1, Integer.bitCount(path.tile()), path.toString());
      }
      assertEquals(null, LocalPath.plan(way, 500, 1, 8, 227 << 10));
    }
  }

  @Test
  void largeOrdersGiveTheBitsOfScalarAnalyses() {
    preference = BatchPath.BLOCKS;
    compare(new LocalCase(140, 1, 2, 1, 150, 150), 0, false, "140 members");
    compare(new LocalCase(100, 30, 2, 1, 110, 110), 0, true, "100 members, 30 fields");
    compare(new LocalCase(160, 3, 2, 1, 110, 115), 116, false, "160 members, 115 observations");
  }

  @Test
  void batchesShrinkWhereMemoryIsShort() {
    assumeFalse(StandIn.REAL);
    preference = BatchPath.THREADS;
    StandIn.capacity(200_000);
    compare(new LocalCase(13, 3, 66, 1, 1, 30), 0, false, "little memory");
    StandIn.capacity(105_000); // float: StandIn.capacity(37_000);
    LocalCase c = new LocalCase(13, 3, 66, 1, 1, 30);
    assertThrows(DeviceMemoryException.class, () -> compare(c, 0, false, "no memory"));
  }

  @Test
  void refusedTargetsStayAsTheyWere() {
    for (BatchPath way : BatchPath.values()) {
      preference = way;
      refused();
    }
  }

  private void refused() {
    LocalCase c = new LocalCase(6, 2, 4, 1, 4, 4);
    double[] before = c.mean.clone();
    double[] old = c.analysis.clone();
    for (int e = c.start[1]; e < c.start[2]; e++) {
      c.weight[e] = 1e18;
    }
    for (int e = c.start[3]; e < c.start[4]; e++) {
      c.weight[e] = 1e5; // float: c.weight[e] = 300.0;
    }
    double[][] actual = new double[2][];
    LocalRule rule = new LocalRule(false, false, 5, LocalCase.AMPLIFICATION, 1.0, 1e5); // float: LocalRule rule = new LocalRule(false, false, 5, LocalCase.AMPLIFICATION, 1.0, 1e3);
    LocalOutcome outcome = run(c, new int[] {0, 1, 2, 3}, 0, rule, actual);
    assertArrayEquals(new int[] {0, 2, 0, 4}, outcome.status());
    assertEquals(1, outcome.firstRefused());
    assertTrue(outcome.condition()[1] > 1e20);
    assertTrue(outcome.condition()[3] > rule.largestCondition() && outcome.condition()[3] < 1e12);
    assertTrue(outcome.condition()[0] >= 1.0 && outcome.condition()[0] < 100.0);
    c.analyse(0, 0, false);
    c.analyse(2, 0, false);
    assertBits(c.mean, actual[0], "mean");
    assertBits(c.analysis, actual[1], "analysis");
    assertEquals(before[1], c.mean[1]);
    assertEquals(old[3], c.analysis[3]);
  }

  @Test
  void badArgumentsAreNamed() {
    LocalCase c = new LocalCase(6, 1, 3, 1, 4, 4);
    LocalRule rule = c.rule(false);
    double[][] result = new double[2][];
    assertThrows(IllegalArgumentException.class, () -> run(c, new int[] {3}, 0, rule, result));
    assertThrows(IllegalArgumentException.class, () -> run(c, new int[] {0}, 5000, rule, result));
    String twice = assertThrows(IllegalArgumentException.class, () -> run(c, new int[] {1, 1}, 0, rule, result))
        .getMessage();
    assertTrue(twice.contains("target 1 is named twice"), twice);
    assertThrows(IllegalArgumentException.class, () -> new LocalRule(false, false, 0.0, 1.0, 1.0, 1e10));
    assertThrows(IllegalArgumentException.class, () -> new LocalRule(false, false, 5.0, Double.NaN, 1.0, 1e10));
    assertThrows(IllegalArgumentException.class, () -> new LocalRule(false, false, 5.0, 1.0, 1.0, Double.NaN));
    LocalAnalysisCuda closed = new LocalAnalysisCuda(stream);
    closed.close();
    closed.close();
    assertThrows(IllegalStateException.class, () -> closed.analyse(null, null, new int[0], 0, rule));
  }
}
