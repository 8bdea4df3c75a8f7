package org.isobit.models.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.isobit.models.scores.Estimate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

/** Numbers in tables. */
class TextTableTest {

  @ParameterizedTest
  @CsvSource({"0.17934, 4, 0.1793", "-12.3456, 2, -12.35", "0, 3, 0.000", "-0.0, 1, -0.0", "9999999, 0, 9999999",
      "1e7, 0, 1.000e+07", "-1e130, 4, -1.000e+130", "4.9e-324, 4, 4.900e-324", "0.00005, 4, 0.0001",
      "0.000049, 4, 4.900e-05", "-0.49, 0, -4.900e-01", "NaN, 4, –", "-Infinity, 4, -Infinity"})
  void largeAndTinyNumbersAreShort(double value, int decimals, String text) {
    assertEquals(text, TextTable.number(value, decimals));
  }

  @Test
  void soAreMeansAndTheirErrors() {
    assertEquals("1.234e+130 ± 0.5000", new Estimate(1.2341e130, 0.5).text(4));
    assertEquals("0.1793", new Estimate(0.1793, Double.NaN).text(4));
    assertEquals("–", Estimate.UNKNOWN.text(4));
  }
}
