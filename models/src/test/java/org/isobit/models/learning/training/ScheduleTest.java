package org.isobit.models.learning.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Schedules and early stopping against sequences worked out by hand from the rules of Keras' callbacks. */
class ScheduleTest {

  /** Rates of the epochs, the last one being that of the epoch after. */
  private static List<Double> rates(Schedule schedule, double rate, double... monitored) {
    Schedule.Course course = schedule.begin(rate);
    List<Double> rates = new ArrayList<>(List.of(course.rate(0)));
    for (double value : monitored) {
      // A course taken up in the middle goes on alike.
      Schedule.Course other = schedule.begin(rate);
      other.restore(course.state());
      course = other;
      course.ended(value);
      rates.add(course.rate(0));
    }
    return rates;
  }

  @Test
  void plateauLowersTheRate() {
    // factor 0.5, patience 2, min delta 0.1: 4.95 is no improvement on 5 (not below 4.9), 4.8 is.
    assertEquals(List.of(8.0, 8.0, 8.0, 8.0, 8.0, 4.0, 4.0, 2.0, 2.0, 1.5, 1.5, 1.5, 1.5),
        rates(Schedule.plateau(0.5, 2, 0.1, 1.5), 8.0,
            5.0,   // best 5
            4.95,  // wait 1
            4.8,   // best 4.8, wait 0
            4.8,   // wait 1
            4.75,  // wait 2: rate 4, wait 0
            4.71,  // wait 1
            4.9,   // wait 2: rate 2
            6.0,   // wait 1
            6.0,   // wait 2: 1 is below the lowest rate: 1.5
            6.0,   // wait 1
            6.0,   // wait 2, but the rate is the lowest
            1.0)); // best
  }

  @Test
  void plateauWithoutPatienceLowersEachTime() {
    assertEquals(List.of(8.0, 8.0, 4.0, 2.0), rates(Schedule.plateau(0.5, 0, 0, 0), 8.0, 1.0, 1.0, 1.0));
  }

  @Test
  void plateauCoolsDown() {
    // patience 1, cooldown 2: after a lowering, the next epoch still cools, the one after it counts again.
    assertEquals(List.of(8.0, 8.0, 4.0, 4.0, 2.0, 2.0, 1.0), rates(Schedule.plateau(0.5, 1, 0, 2, 0), 8.0,
        1.0,   // best
        1.0,   // wait 1: rate 4, cooling 2
        1.0,   // cooling 1: not counted
        1.0,   // cooling 0, wait 1: rate 2, cooling 2
        0.5,   // cooling 1; best
        0.5)); // cooling 0, wait 1: rate 1
  }

  /** At the lowest rate nothing is left to lower: epochs without improvement are counted on, and nothing cools. */
  @Test
  void plateauWaitsAtTheLowestRate() {
    Schedule.Course course = Schedule.plateau(0.5, 1, 0, 3, 2.0).begin(2.0);
    for (double monitored : new double[] {5.0, 5.0, 5.0}) {
      course.ended(monitored);
    }
    assertArrayEquals(new double[] {2.0, 5.0, 2.0, 0.0}, course.state());
  }

  @Test
  void warmupRisesAndTheCosineFalls() {
    Schedule.Course course = Schedule.warmupCosine(4, 12, 0.1).begin(2.0);
    assertEquals(0.5, course.rate(0));
    assertEquals(1.0, course.rate(1));
    assertEquals(2.0, course.rate(3));
    assertEquals(2.0, course.rate(4));
    for (int step = 4; step < 12; step++) {
      assertEquals(2 * (0.1 + 0.9 * 0.5 * (1 + StrictMath.cos(Math.PI * (step - 4) / 8))), course.rate(step), 1e-14);
    }
    assertEquals(0.2, course.rate(12));
    assertEquals(0.2, course.rate(1_000_000_000_000L));
    assertEquals(1.0, Schedule.warmupCosine(0, 2, 0).begin(2.0).rate(1), 1e-15);
    assertEquals(List.of(3.0, 3.0), rates(Schedule.constant(), 3.0, 1.0));
  }

  @Test
  void badSchedulesAreRefused() {
    assertEquals("plateau: factor must be in (0, 1), but is 1.0", refusal(() -> Schedule.plateau(1, 1, 0, 0)));
    assertEquals("plateau: patience -1 and cooldown 0 must not be negative",
        refusal(() -> Schedule.plateau(0.5, -1, 0, 0)));
    assertEquals("plateau: min delta NaN and lowest rate 0.0 must be finite and not negative",
        refusal(() -> Schedule.plateau(0.5, 1, Double.NaN, 0)));
    assertEquals("schedule: 4 steps with a warm-up of 4 cannot be; steps must be more, and the warm-up not negative",
        refusal(() -> Schedule.warmupCosine(4, 4, 0)));
    assertEquals("schedule: the final fraction must be in [0, 1], but is 2.0",
        refusal(() -> Schedule.warmupCosine(0, 4, 2)));
    assertEquals("early stopping: patience -1 and start epoch 0 must not be negative",
        refusal(() -> EarlyStopping.of(-1)));
    assertEquals("early stopping: min delta must be finite and not negative, but is -1.0",
        refusal(() -> new EarlyStopping(1, -1, 0, true)));
    assertEquals("schedule: its state has 4 numbers, not 0",
        refusal(() -> Schedule.plateau(0.5, 1, 0, 0).begin(1).restore(new double[0])));
    assertEquals("optimizer: momentum is out of range: 1.0", refusal(() -> Optimizer.sgd(0.1, 1)));
    assertEquals("adam: beta1 is out of range: 1.0", refusal(() -> Optimizer.adam(0.1, 1, 0.9, 1e-8)));
  }

  private static String refusal(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }

  /** In which epochs the best was seen; the last element is the epoch in which training ended, -1 if it did not. */
  private static List<Integer> stops(EarlyStopping rule, double... monitored) {
    EarlyStopping.Watch watch = rule.watch();
    List<Integer> seen = new ArrayList<>();
    for (int epoch = 0; epoch < monitored.length; epoch++) {
      EarlyStopping.Watch other = rule.watch();
      other.restore(watch.state());
      watch = other;
      if (watch.ended(epoch, monitored[epoch])) {
        seen.add(epoch);
        assertEquals(epoch, watch.bestEpoch());
      }
      if (watch.stopped()) {
        seen.add(epoch);
        return seen;
      }
    }
    seen.add(-1);
    return seen;
  }

  /** A watch that is taken up after the run has stopped has stopped too, and knows all the first one knew. */
  @Test
  void aStoppedWatchStaysStopped() {
    EarlyStopping rule = new EarlyStopping(2, 0.0, 1, true);
    EarlyStopping.Watch watch = rule.watch();
    double[] monitored = {9.0, 3.0, 4.0, 5.0};
    for (int epoch = 0; epoch < monitored.length; epoch++) {
      assertFalse(watch.stopped());
      watch.ended(epoch, monitored[epoch]);
      EarlyStopping.Watch resumed = rule.watch();
      resumed.restore(watch.state());
      assertEquals(watch.stopped(), resumed.stopped(), "after epoch " + epoch);
      assertEquals(watch.bestEpoch(), resumed.bestEpoch());
      assertArrayEquals(watch.state(), resumed.state());
    }
    assertTrue(watch.stopped());
    assertEquals(1, watch.bestEpoch());
    assertArrayEquals(new double[] {3.0, 1.0, 2.0, 1.0}, watch.state());
    for (int length : new int[] {0, 3, 5}) {
      assertEquals("early stopping: its state has 4 numbers, not " + length,
          refusal(() -> rule.watch().restore(new double[length])));
    }
  }

  @Test
  void trainingStopsWhenPatienceRunsOut() {
    // patience 2, min delta 0.1: 4.95 + 0.1 is not below 5.
    EarlyStopping rule = new EarlyStopping(2, 0.1, 0, true);
    assertEquals(List.of(0, 2, 4), stops(rule, 5.0, 4.95, 4.8, 4.75, 4.75, 1.0));
    assertEquals(List.of(0, 1, 2, -1), stops(rule, 5.0, 4.0, 3.0, 3.0));
    // Epochs before the start are not looked at, not even as the best.
    assertEquals(List.of(3, 5), stops(new EarlyStopping(2, 0, 3, true), 1.0, 2.0, 0.5, 3.0, 3.0, 3.0, 3.0));
    // Without patience the first epoch that is no improvement ends it.
    assertEquals(List.of(0, 1, 2), stops(EarlyStopping.of(0), 3.0, 2.0, 2.0));
    // Patience 5, min delta 0.01, from epoch 20 on, as a variational autoencoder is trained; a loss that stands still.
    double[] still = new double[40];
    assertEquals(List.of(20, 25), stops(new EarlyStopping(5, 0.01, 20, true), still));
    assertEquals(List.of(-1), stops(new EarlyStopping(5, 0.01, 100, true), still));
    assertEquals(-1, EarlyStopping.of(1).watch().bestEpoch());
    assertFalse(EarlyStopping.of(1).watch().stopped());
    assertTrue(EarlyStopping.of(1).settings().containsKey("restore-best"));
  }
}
