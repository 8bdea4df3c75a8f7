// Master of FloatLocalAnalysesCudaTest: the float version is generated from this file.
package org.isobit.gpu.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceException;
import org.isobit.gpu.DeviceMemoryException;
import org.isobit.gpu.StandIn;
import org.isobit.gpu.batch.BatchPath;
import org.junit.jupiter.api.Test;

/** Local analyses of arrays of the host against scalar ones; refused targets; batches; observations that do not fit. */
class LocalAnalysesCudaTest extends CudaTest {

  private BatchPath preference = BatchPath.ESTIMATE;
  private long columns = 1L << 20;

  private LocalOutcome run(LocalAnalysesCuda local, LocalCase c, double[] mean, double[] analysis, int from, int to) {
    return local.analyse(c.ensemble(mean, analysis), c.lists(from, to), c.rule(c.formed()));
  }

  /** All targets, in two calls, against scalar analyses. */
  private void compare(LocalCase c, String label) {
    double[] mean = c.mean.clone();
    double[] analysis = c.analysis.clone();
    int half = c.targets() / 2;
    try (LocalAnalysesCuda local = new LocalAnalysesCuda(device, preference, columns)) {
      local.observe(LocalCase.OBSERVATIONS, c.stride, c.by, c.innovation);
      if (half > 0) {
        assertEquals(-1, run(local, c, mean, analysis, 0, half).firstRefused(), label);
      }
      LocalOutcome outcome = run(local, c, mean, analysis, half, c.targets());
      assertEquals(-1, outcome.firstRefused(), label);
      assertEquals(c.targets() - half, outcome.status().length, label);
    }
    for (int t = 0; t < c.targets(); t++) {
      c.analyse(t);
    }
    assertBits(c.mean, mean, label + ": mean");
    assertBits(c.analysis, analysis, label + ": analysis");
  }

  @Test
  void theBitsAreThoseOfScalarAnalyses() {
    inEveryOrder(() -> {
      for (BatchPath way : BatchPath.values()) {
        preference = way;
        compare(new LocalCase(20, 1, 40, 1, 0, 60), way + ", one field");
        LocalCase whole = new LocalCase(9, 3, 30, 1, 0, 20);
        whole.whole = true;
        whole.unobserved = 1.03;
        compare(whole, way + ", whole members");
        compare(new LocalCase(8, 64, 3, 1, 0, 20), way + ", many fields");
        compare(new LocalCase(10, 2, 23, 4, 0, 12), way + ", several points a target");
      }
    });
  }

  @Test
  void ensemblesOfUsualSizesGiveTheBitsOfScalarAnalyses() {
    inEveryOrder(() -> {
      for (int k : new int[] {20, 40, 64}) {
        preference = BatchPath.BLOCKS;
        for (int fields = 1; fields <= 3; fields++) {
          compare(new LocalCase(k, fields, 4, 1, k / 2, 2 * k), k + " members, " + fields + " fields");
        }
        compare(new LocalCase(k, 64, 2, 1, k, 2 * k), k + " members, 64 fields");
        compare(new LocalCase(k, 64, 2, 1, 1, k / 2), k + " members, 64 fields, few observations");
        preference = BatchPath.THREADS;
        compare(new LocalCase(k, 1, 3, 1, k / 2, 2 * k), k + " members, by threads");
      }
    });
  }

  @Test
  void manyBatchesTakeTurns() {
    columns = 2500; // float: columns = 1250;
    inEveryOrder(() -> {
      for (BatchPath way : BatchPath.values()) {
        preference = way;
        compare(new LocalCase(20, 2, 61, 1, 0, 40), way + ", 14 batches a call");
        compare(new LocalCase(6, 3, 40, 3, 0, 12), way + ", batches of targets of several points");
      }
    });
  }

  @Test
  void aDeviceThatFailsLeavesNothingBehind() {
    assumeFalse(StandIn.REAL);
    StandIn.capacity(20_000); // float: StandIn.capacity(4_000);
    assertThrows(DeviceMemoryException.class, () -> new LocalAnalysesCuda(device));
    assertThrows(DeviceMemoryException.class, () -> new LocalAnalysisCuda(stream));
  }

  /** Nothing of the failed call may be under way in memory that the next one fills. */
  @Test
  void afterAFailureOnTheWayTheNextAnalysisHasItsBits() {
    assumeFalse(StandIn.REAL);
    columns = 2500; // float: columns = 1250;
    LocalCase c = new LocalCase(20, 2, 61, 1, 0, 40);
    double[] mean = c.mean.clone();
    double[] analysis = c.analysis.clone();
    try (LocalAnalysesCuda local = new LocalAnalysesCuda(device, preference, columns)) {
      local.observe(LocalCase.OBSERVATIONS, c.stride, c.by, c.innovation);
      StandIn.deferred(true);
      StandIn.fail("cuMemHostAlloc", 1);
      assertThrows(DeviceException.class, () -> run(local, c, c.mean.clone(), analysis.clone(), 0, c.targets()));
      StandIn.fail("", 0); // not recover: that would drop what is under way
      assertEquals(-1, run(local, c, mean, analysis, 0, c.targets()).firstRefused());
    }
    for (int t = 0; t < c.targets(); t++) {
      c.analyse(t);
    }
    assertBits(c.mean, mean, "mean");
    assertBits(c.analysis, analysis, "analysis");
  }

  @Test
  void littleMemoryIsEnough() {
    assumeFalse(StandIn.REAL);
    preference = BatchPath.THREADS;
    StandIn.capacity(110_000); // float: StandIn.capacity(55_000);
    compare(new LocalCase(20, 2, 60, 1, 0, 30), "batches are halved");
    StandIn.capacity(58_000); // float: StandIn.capacity(26_000);
    compare(new LocalCase(20, 2, 20, 1, 0, 30), "observations go with batches");
    StandIn.capacity(29_000); // float: StandIn.capacity(11_000);
    LocalCase c = new LocalCase(20, 2, 20, 1, 0, 30);
    assertThrows(DeviceMemoryException.class, () -> compare(c, "too little"));
  }

  @Test
  void refusedTargetsStayAsTheyWere() {
    LocalCase c = new LocalCase(6, 2, 24, 2, 4, 9);
    int[] bad = {0, 5, 6, 11};
    for (int t : bad) {
      for (int e = c.start[t]; e < c.start[t + 1]; e++) {
        c.weight[e] = 1e9;
      }
    }
    double[] mean = c.mean.clone();
    double[] analysis = c.analysis.clone();
    try (LocalAnalysesCuda local = new LocalAnalysesCuda(device, preference, columns)) {
      local.observe(LocalCase.OBSERVATIONS, c.stride, c.by, c.innovation);
      LocalOutcome outcome = run(local, c, mean, analysis, 0, c.targets());
      assertEquals(0, outcome.firstRefused());
      for (int t = 0; t < c.targets(); t++) {
        boolean refused = java.util.Arrays.binarySearch(bad, t) >= 0;
        assertEquals(refused, outcome.status()[t] != 0, "target " + t);
        assertEquals(refused, !(outcome.condition()[t] <= 1e10), "target " + t);
        if (!refused) {
          c.analyse(t);
        }
      }
    }
    assertBits(c.mean, mean, "mean");
    assertBits(c.analysis, analysis, "analysis");
  }

  @Test
  void badListsAreNamed() {
    assertMessage("entry 1 of the lists is observation 7 of 7", 7, new int[] {0, 2}, new int[] {0, 7}, 1.0, 0);
    assertMessage("entry 0 of the lists is observation 0 of 7 with weight -1", 7, new int[] {0, 1}, new int[1], -1, 0);
    assertMessage("weight NaN", 7, new int[] {0, 1}, new int[1], Double.NaN, 0);
    assertMessage("target 3 has the order 1 and a list from 0 to 2", 7, new int[] {0, 2}, new int[2], 1.0, 1);
    assertMessage("a list from 0 to 4097", 7, new int[] {0, 4097}, new int[4097], 1.0, 0);
    assertMessage("a list from 2 to 1", 7, new int[] {2, 1}, new int[2], 1.0, 0);
    assertMessage("lists from 0 to 3 are not inside 2", 7, new int[] {0, 3}, new int[2], 1.0, 0);
    assertMessage("1 starts of lists", 7, new int[] {0}, new int[2], 1.0, 0);
    LocalCase c = new LocalCase(6, 1, 3, 1, 4, 4);
    assertThrows(IllegalArgumentException.class, () -> c.ensemble(c.mean, c.forecast));
    assertThrows(IllegalArgumentException.class, () -> c.ensemble(new double[2], c.analysis));
    try (LocalAnalysesCuda local = new LocalAnalysesCuda(device)) {
      assertThrows(IllegalStateException.class, () -> run(local, c, c.mean, c.analysis, 0, 3));
      assertThrows(IllegalArgumentException.class, () -> local.observe(4, 9, c.by, new double[3])); // float: unchanged
      local.observe(4, c.stride, c.by, c.innovation);
      assertThrows(IllegalArgumentException.class, () -> run(local, c, c.mean, c.analysis, 0, 3));
      local.close();
      assertThrows(IllegalStateException.class, () -> run(local, c, c.mean, c.analysis, 0, 3));
    }
  }

  private static void assertMessage(String part, int observations, int[] start, int[] index,
      double each, // float: unchanged
      int order) {
    double[] weight = new double[index.length]; // float: unchanged
    java.util.Arrays.fill(weight, each);
    String message = assertThrows(IllegalArgumentException.class,
        () -> new LocalLists(observations, 3, start, index, weight, new int[] {order})).getMessage();
    assertTrue(message.contains(part), message);
  }
}
