package org.isobit.models.twin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorLawTest {

  /** Fourth moments over squared variance: 3, 6 and 9/5. */
  @ParameterizedTest
  @CsvSource({"GAUSSIAN, 3.0", "LAPLACE, 6.0", "UNIFORM, 1.8"})
  void momentsAreThoseOfTheLaw(ErrorLaw law, double kurtosis) {
    double[] x = new double[400_000];
    law.draw(1, 7, 2.25, x);
    double mean = Arrays.stream(x).average().orElseThrow();
    double variance = Arrays.stream(x).map(v -> v * v).average().orElseThrow();
    double fourth = Arrays.stream(x).map(v -> v * v * v * v).average().orElseThrow();
    assertEquals(0, mean, 0.01);
    assertEquals(2.25, variance, 0.03);
    assertEquals(kurtosis, fourth / (variance * variance), 0.15);
  }

  @ParameterizedTest
  @EnumSource
  void drawsDependOnSeedAndStreamAndNotOnTheNumberOfDraws(ErrorLaw law) {
    double[] many = new double[50];
    double[] few = new double[7];
    law.draw(3, 9, 1, many);
    law.draw(3, 9, 1, few);
    assertArrayEquals(Arrays.copyOf(many, 7), few);
    double[] other = new double[7];
    law.draw(4, 9, 1, other);
    assertFalse(Arrays.equals(few, other));
    law.draw(3, 10, 1, other);
    assertFalse(Arrays.equals(few, other));
  }
}
