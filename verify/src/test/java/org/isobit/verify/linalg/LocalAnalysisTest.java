// Master of FloatLocalAnalysisTest: the float version is generated from this file.
package org.isobit.verify.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.isobit.kernels.Backend;
import org.isobit.kernels.localization.LocalProblems;
import org.isobit.kernels.localization.TargetLists;
import org.isobit.linalg.local.LocalAnalysis;
import org.isobit.linalg.local.LocalRules;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** Local analyses beyond what the golden hashes hold: long lists, neighbours, what stays, refusals, bad input. */
class LocalAnalysisTest {

  private static final int OBSERVATIONS = 20;

  private double[] mean;
  private double[] analysis;
  private int[] status;
  private double[] condition; // float: unchanged

  /** Problems of 5 rows with an observation that is accurate: where it is near, the condition number is large. */
  private LocalProblems problems(int fields, int points, int batch, boolean whole) {
    Inputs inputs = new Inputs(7);
    mean = inputs.doubles(fields * points);
    analysis = new double[5 * fields * points];
    Arrays.fill(analysis, 77.0);
    double[] by = inputs.doubles(OBSERVATIONS * 5);
    for (int m = 0; m < 5; m++) {
      by[19 * 5 + m] *= 1e4;
    }
    return new LocalProblems(5, fields, points, batch, inputs.doubles(5 * fields * points), mean, analysis, by,
        OBSERVATIONS, 5, by,
        inputs.doubles(OBSERVATIONS), // float: unchanged
        whole, 4.0, 1.0, 0.5, 1e4);
  }

  private boolean run(LocalProblems problems, TargetLists lists, Backend backend) {
    status = new int[lists.targets()];
    condition = new double[lists.targets()]; // float: unchanged
    return new LocalAnalysis(backend).analyse(problems, lists, status, condition);
  }

  /** Every target has so many observations. */
  private static TargetLists lists(int first, int targets, int near) {
    int[] start = new int[targets + 1];
    int[] index = new int[targets * near];
    double[] weight = new double[index.length]; // float: unchanged
    for (int t = 0; t < targets; t++) {
      start[t + 1] = start[t] + near;
      for (int q = 0; q < near; q++) {
        index[t * near + q] = (first + t + q) % 19;
        weight[t * near + q] = 1.0 / (1 + q % 3); // float: unchanged
      }
    }
    return new TargetLists(first, targets, start, index, weight);
  }

  @Test
  void longListsGoOneByOneWithTheSameBits() {
    double[][] results = new double[2][];
    for (Backend backend : Backend.ofProcessor()) {
      LocalProblems problems = problems(2, 3, 1, true);
      assertTrue(run(problems, lists(0, 3, LocalRules.MOST_TERMS + 5), backend));
      results[backend == Backend.SIMD ? 1 : 0] = analysis;
    }
    assertArrayEquals(results[0], results[1]);
  }

  /** Terms go in blocks, rows of matrices lie apart, and panels of transforms are filled up. */
  @Test
  void largeProblemsHaveTheBitsOfTheReference() {
    for (int[] shape : new int[][] {{67, 1, 300}, {67, 23, 113}, {128, 2, 150}, {130, 41, 112}}) {
      double[][] results = new double[2][];
      double[][] means = new double[2][];
      for (Backend backend : Backend.ofProcessor()) {
        int rows = shape[0];
        int size = shape[1] * 19;
        Inputs inputs = new Inputs(rows);
        mean = inputs.doubles(size);
        analysis = new double[rows * size];
        LocalProblems problems = new LocalProblems(rows, shape[1], 19, 1, inputs.doubles(rows * size), mean, analysis,
            inputs.doubles(OBSERVATIONS * rows), OBSERVATIONS, rows, inputs.doubles(OBSERVATIONS * rows),
            inputs.doubles(OBSERVATIONS), // float: unchanged
            false, rows - 1.0, 1.0, 1.0, 1e6);
        run(problems, lists(0, 19, shape[2]), backend);
        assertArrayEquals(new int[19], status);
        results[backend == Backend.SIMD ? 1 : 0] = analysis;
        means[backend == Backend.SIMD ? 1 : 0] = mean;
      }
      assertArrayEquals(results[0], results[1]);
      assertArrayEquals(means[0], means[1]);
    }
  }

  /** Some targets without the others: the bits are those that they have among all. */
  @Test
  void aTargetsBitsDoNotDependOnOthers() {
    for (int near : new int[] {2, 9}) {
      run(problems(1, 40, 1, false), lists(0, 40, near), Backend.active());
      double[] together = analysis;
      double[] means = mean;
      for (int[] part : new int[][] {{0, 1}, {13, 17}, {39, 1}}) {
        LocalProblems some = problems(1, 40, 1, false);
        double[] before = mean.clone();
        run(some, lists(part[0], part[1], near), Backend.active());
        for (int i = 0; i < 40; i++) {
          boolean analysed = i >= part[0] && i < part[0] + part[1];
          for (int m = 0; m < 5; m++) {
            assertEquals(analysed ? together[m * 40 + i] : 77.0, analysis[m * 40 + i]);
          }
          assertEquals(analysed ? means[i] : before[i], mean[i]);
        }
      }
    }
  }

  @Test
  void refusedTargetsStayAsTheyWere() {
    for (Backend backend : Backend.ofProcessor()) {
      for (int near : new int[] {3, 9}) {
        TargetLists lists = lists(0, 20, near);
        lists.index()[7 * near] = 19;
        LocalProblems problems = problems(1, 20, 1, false);
        double before = mean[7];
        run(problems, lists, backend);
        for (int t = 0; t < 20; t++) {
          assertEquals(t == 7 ? 1 : 0, status[t], backend + ", target " + t);
          assertEquals(t == 7, analysis[t] == 77.0);
        }
        assertTrue(condition[7] > 1e4 && condition[7] < 1e11, condition[7] + "");
        assertEquals(before, mean[7]);
      }
    }
  }

  /** With whole members the mean stays, and a member that is not finite is told. */
  @Test
  void membersThatAreNotFiniteAreTold() {
    for (Backend backend : Backend.ofProcessor()) {
      for (int near : new int[] {0, 3, 9}) {
        LocalProblems problems = problems(2, 20, 1, true);
        double[] before = mean.clone();
        assertTrue(run(problems, lists(0, 20, near), backend));
        assertArrayEquals(before, mean);
        problems.forecast()[4] = Double.NaN;
        assertFalse(run(problems, lists(0, 20, near), backend));
        assertFalse(run(problems(2, 20, 1, false), lists(0, 20, near), backend), "no members were stored");
      }
    }
  }

  private static void says(String part, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  private void refuses(String part, int first, int[] start, int index,
      double weight) { // float: unchanged
    int[] numbers = new int[4];
    double[] weights = new double[4]; // float: unchanged
    numbers[1] = index;
    weights[1] = weight;
    says(part, () -> run(problems(1, 3, 1, false), new TargetLists(first, start.length - 1, start, numbers, weights),
        Backend.active()));
  }

  @Test
  void badListsAreNamed() {
    refuses("targets 2 to 3 are not among 3", 2, new int[] {0, 1, 2}, 0, 1);
    refuses("entry 1 of the lists is observation 20 of 20", 0, new int[] {0, 2}, 20, 1);
    refuses("entry 1 of the lists is observation -1 of 20", 0, new int[] {0, 2}, -1, 1);
    refuses("observation 3 of 20 with weight -0.5", 0, new int[] {0, 2}, 3, -0.5); // float: unchanged
    refuses("observation 3 of 20 with weight NaN", 0, new int[] {0, 2}, 3, Double.NaN); // float: unchanged
    refuses("target 1 has a list from 2 to 1", 0, new int[] {0, 2, 1}, 0, 1);
    refuses("target 0 has a list from -1 to 1", 0, new int[] {-1, 1}, 0, 1);
    refuses("first must not be negative, but is -1", -1, new int[] {0, 1}, 0, 1);
    refuses("index has 4 elements, but 5 from offset 0 are needed", 0, new int[] {0, 5}, 0, 1);
    says("status has 1 elements", () -> new LocalAnalysis().analyse(problems(1, 3, 1, false), lists(0, 2, 1),
        new int[1], new double[2])); // float: unchanged
    says("condition has 1 elements", () -> new LocalAnalysis()
    .analyse(problems(1, 3, 1, false), lists(0, 2, 1), new int[2],
        new double[1])); // float: unchanged
  }

  private static LocalProblems made(int rows, int fields, int points, int batch, int length, int stride,
      double degrees, double amplification, double unobserved, double largest) { // float: unchanged
    double[] by = new double[6];
    return new LocalProblems(rows, fields, points, batch, new double[length], new double[2], new double[6], by, 2,
        stride, by,
        new double[2], // float: unchanged
        false, degrees, amplification, unobserved, largest);
  }

  @Test
  void badProblemsAreNamed() {
    assertEquals(2, made(3, 1, 2, 1, 6, 3, 2, 1, 1, 10).targets());
    says("rows must be positive, but is 0", () -> made(0, 1, 2, 1, 6, 3, 2, 1, 1, 10));
    says("fields must be positive", () -> made(3, 0, 2, 1, 6, 3, 2, 1, 1, 10));
    says("points must be positive", () -> made(3, 1, 0, 1, 6, 3, 2, 1, 1, 10));
    says("batch must be positive", () -> made(3, 1, 2, 0, 6, 3, 2, 1, 1, 10));
    says("are too many for arrays", () -> made(3, 1 << 16, 1 << 16, 1, 6, 3, 2, 1, 1, 10));
    says("are too many for arrays", () -> made(3, 1 << 16, 2, 1 << 15, 6, 3, 2, 1, 1, 10));
    says("forecast is 3x2", () -> made(3, 1, 2, 1, 5, 3, 2, 1, 1, 10));
    says("the stride of byObservation is 2, less than the 3 rows", () -> made(3, 1, 2, 1, 6, 2, 2, 1, 1, 10));
    says("byObservation is 2x4", () -> made(3, 1, 2, 1, 6, 4, 2, 1, 1, 10));
    says("degrees must be from 1 to 2^31 - 1, but are 0", () -> made(3, 1, 2, 1, 6, 3, 0, 1, 1, 10));
    says("degrees must be", () -> made(3, 1, 2, 1, 6, 3, Double.NaN, 1, 1, 10)); // float: unchanged
    says("amplification is Infinity", () -> made(3, 1, 2, 1, 6, 3, 2, 1.0 / 0.0, 1, 10)); // float: unchanged
    says("unobserved is NaN", () -> made(3, 1, 2, 1, 6, 3, 2, 1, Double.NaN, 10)); // float: unchanged
    says("condition must be at least 1, but is 0.5", () -> made(3, 1, 2, 1, 6, 3, 2, 1, 1, 0.5)); // float: unchanged
    double[] x = new double[6];
    overlapping("analysis and forecast are one array", x, new double[2], x, new double[6]);
    overlapping("analysis and byObservation are one array", new double[6], new double[2], x, x);
    overlapping("mean and forecast are one array", x, x, new double[6], new double[6]);
    overlapping("mean and analysis are one array", new double[6], x, x, new double[6]);
    overlapping("mean and byObservation are one array", new double[6], x, new double[6], x);
  }

  private static void overlapping(String part, double[] forecast, double[] mean, double[] analysis, double[] by) {
    says(part, () -> new LocalProblems(3, 1, 2, 1, forecast, mean, analysis, part, 2, 3, by,
        new double[2], // float: unchanged
        false, 2, 1, 1, 10));
  }
}
