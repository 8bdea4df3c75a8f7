package org.isobit.models.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.junit.jupiter.api.Test;

class CircleModelTest {

  @Test
  void theAngleIsThatOfTheStandardLibrary() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200_000; i++) {
      double x = StrictMath.scalb(random.nextDouble(-1, 1), random.nextInt(-20, 20));
      double y = StrictMath.scalb(random.nextDouble(-1, 1), random.nextInt(-20, 20));
      double expected = StrictMath.atan2(y, x) / Math.PI;
      assertEquals(expected, AngleReference.halfTurns(y, x), 6e-16 * Math.abs(expected), () -> "atan2(" + y + ", " + x
          + ")");
    }
  }

  @Test
  void quartersAndEighthsOfACircleAreExact() {
    double[][] cases = {{0, 1, 0}, {-0.0, 1, -0.0}, {1, 1, 0.25}, {1, 0, 0.5}, {2, -2, 0.75}, {0, -3, 1},
        {-0.0, -3, -1}, {-1, -1, -0.75}, {-5, 0, -0.5}, {-5, -0.0, -0.5}, {-1, 1, -0.25}, {0, 0, 0}, {-0.0, 0, -0.0},
        {1e-320, 1e-320, 0.25}};
    for (double[] c : cases) {
      assertEquals(c[2], AngleReference.halfTurns(c[0], c[1]), "atan2(" + c[0] + ", " + c[1] + ")");
    }
    assertTrue(Double.isNaN(AngleReference.halfTurns(Double.NaN, 1)));
    assertTrue(Double.isNaN(AngleReference.halfTurns(1, Double.NaN)));
  }

  @Test
  void stepsAreThoseOfThePolarFormula() {
    CircleModel model = new CircleModel(0.1, 0.3, 50);
    double[] state = {StrictMath.cos(0.4), StrictMath.sin(0.4)};
    double r = 1;
    double theta = 0.4;
    for (int k = 0; k < 25; k++) {
      model.advance(k, 1, state);
      double omega = 2 * Math.PI / 50;
      r += 0.3 * omega * StrictMath.cos(omega * k);
      theta = theta * 1.1 % (2 * Math.PI);
      // Errors of the angle grow by a tenth a step.
      assertEquals(r * StrictMath.cos(theta), state[0], 1e-13, "x after step " + k);
      assertEquals(r * StrictMath.sin(theta), state[1], 1e-13, "y after step " + k);
    }
  }

  @Test
  void negativeAnglesAreCountedFromAbove() {
    // −0.2 is 2π − 0.2, and turns by a tenth of that.
    double[] state = {StrictMath.cos(-0.2), StrictMath.sin(-0.2)};
    new CircleModel(0.1, 0, 50).advance(0, 1, state);
    double theta = 1.1 * (2 * Math.PI - 0.2);
    assertEquals(StrictMath.cos(theta), state[0], 1e-15);
    assertEquals(StrictMath.sin(theta), state[1], 1e-15);
  }

  /**
   * Angles begin with 0 on the right, whatever the sign of zero, and end below 2, or where that is the nearest number.
   */
  @Test
  void theAngleBeginsWithZeroOnTheRight() {
    assertEquals(0.0, CircleReference.angle(1, 0.0));
    assertEquals(0.0, Math.abs(CircleReference.angle(1, -0.0)));
    assertEquals(0.5, CircleReference.angle(0, 1));
    assertEquals(1, CircleReference.angle(-1, 0.0));
    assertEquals(1, CircleReference.angle(-1, -0.0));
    assertEquals(1.5, CircleReference.angle(0, -1));
    assertEquals(1.75, CircleReference.angle(3, -3));
    assertEquals(2, CircleReference.angle(1, -1e-300));
    // Which shows: a state at angle 0 stays there, a state at angle 2 turns on.
    double[] right = {1, 0.0, 1, -0.0};
    CircleReference.step(0.25, 0, right, 0);
    CircleReference.step(0.25, 0, right, 2);
    assertArrayEquals(new double[] {1, 0}, new double[] {right[0], right[1]});
    assertArrayEquals(new double[] {1, 0}, new double[] {right[2], Math.abs(right[3])});
  }

  @Test
  void aCircleStaysACircle() {
    CircleModel model = new CircleModel(0.1, 0, 50);
    double[] state = {0.6, -0.8};
    model.advance(0, 10_000, state);
    assertEquals(1, CircleReference.radius(state[0], state[1]), 1e-12);
  }

  @Test
  void membersHaveTheBitsOfStatesAlone() {
    CircleModel model = new CircleModel(0.1, 0.2, 50);
    int members = 37;
    double[] values = new double[members * 3];
    double[][] alone = new double[members][2];
    for (int m = 0; m < members; m++) {
      for (int i = 0; i < 2; i++) {
        values[m * 3 + i] = alone[m][i] = new SplittableRandom(2 * m + i).nextDouble(-1, 1);
      }
    }
    try (Workers two = Workers.of(2)) {
      model.advance(7, 40, Ensemble.of(values, 0, 3, members, 2), two);
    }
    for (int m = 0; m < members; m++) {
      model.advance(7, 15, alone[m]);
      model.advance(22, 25, alone[m]);
      assertArrayEquals(alone[m], new double[] {values[m * 3], values[m * 3 + 1]});
      assertEquals(0, values[m * 3 + 2]);
    }
  }

  @Test
  void badInputIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new CircleModel(-0.1, 0, 50));
    assertThrows(IllegalArgumentException.class, () -> new CircleModel(0.1, Double.NaN, 50));
    assertThrows(IllegalArgumentException.class, () -> new CircleModel(0.1, 0, 0));
    CircleModel model = new CircleModel(0.1, 0, 50);
    assertThrows(IllegalArgumentException.class, () -> model.advance(0, 1, new double[3]));
    assertThrows(IllegalArgumentException.class, () -> model.advance(0, -1, new double[2]));
    assertThrows(IllegalArgumentException.class, () -> model.advance(-1, 1, new double[2]));
  }

  @Test
  void theOperatorIsTheFormula() {
    SplittableRandom random = new SplittableRandom(3);
    RadialObservation q = new RadialObservation(0.6);
    for (int i = 0; i < 1000; i++) {
      double x = random.nextDouble(-2, 2);
      double y = random.nextDouble(-2, 2);
      double p = Math.abs(x) * StrictMath.pow(StrictMath.hypot(x, y) + y, -0.6);
      assertEquals(Math.signum(x) * Math.min(10, p), q.observe(x, y), 1e-12 * Math.max(1, p));
    }
    assertEquals(10, q.observe(0, -1));
    assertEquals(10, q.observe(1e-6, -1));
    assertEquals(-10, q.observe(-1e-6, -1));
    assertEquals(-0.37, new RadialObservation(0).observe(-0.37, -1));
    assertThrows(IllegalArgumentException.class, () -> new RadialObservation(-1));
    assertThrows(IllegalArgumentException.class, () -> q.apply(Ensemble.allocate(3, 3), new double[3]));
  }

  @Test
  void theTangentIsTheDerivative() {
    double h = 1e-5;
    for (double exponent : new double[] {0, 0.4, 1}) {
      RadialObservation q = new RadialObservation(exponent);
      double[] values = {0.5 + h, 0.7, 0.5 - h, 0.7, 0.5, 0.7 + h, 0.5, 0.7 - h};
      double[] exact = new double[4];
      double[] linear = new double[4];
      q.apply(Ensemble.of(values, 4, 2), exact);
      q.linearized().apply(Ensemble.of(values, 4, 2), linear);
      assertEquals((exact[0] - exact[1]) / (2 * h), (linear[0] - linear[1]) / (2 * h), 1e-8);
      assertEquals((exact[2] - exact[3]) / (2 * h), (linear[2] - linear[3]) / (2 * h), 1e-8);
      assertEquals(q.observe(0.5, 0.7), (linear[0] + linear[1]) / 2, 1e-12);
    }
    double[] far = {1e-4, -1, 2e-4, -1};
    double[] cut = new double[2];
    new RadialObservation(1).linearized().apply(Ensemble.of(far, 2, 2), cut);
    assertArrayEquals(new double[] {10, 10}, cut);
  }
}
