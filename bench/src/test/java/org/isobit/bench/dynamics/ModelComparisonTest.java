package org.isobit.bench.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The comparison of whole models runs, and opponents that are there end in the same states, which it checks itself. */
class ModelComparisonTest {

  @Test
  void opponentsComputeTheSame() throws IOException, InterruptedException {
    String text = ModelComparison.run(1, 1);
    assertEquals(!text.contains("there is no Python with NumPy"), text.contains("lorenz96-roll"), text);
    assertEquals(!text.contains("there is no Python with NumPy"), text.contains("maooam-reduce"), text);
    assertEquals(!text.contains("there is no gfortran"), text.contains("| gfortran, maooam |"), text);
    assertTrue(text.startsWith("| model"), text);
  }
}
