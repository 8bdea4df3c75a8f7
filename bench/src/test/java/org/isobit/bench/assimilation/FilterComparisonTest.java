package org.isobit.bench.assimilation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The comparison of filters runs, and NumPy, where it is, ends in the same members, which the comparison checks. */
class FilterComparisonTest {

  @Test
  void numpyComputesTheSame() throws IOException, InterruptedException {
    String text = FilterComparison.run(1, 1);
    boolean numpy = !text.contains("there is no Python with NumPy 2");
    for (String variant : List.of("etkf", "etkf-usual", "etkf-chains", "etkf-chains-usual", "serial-ensrf", "denkf",
        "enkf", "letkf", "particle", "ienks")) {
      assertEquals(numpy, text.matches("(?s).*\\| numpy [^|]*, " + variant + " \\|.*"), variant + "\n" + text);
    }
    assertTrue(text.startsWith("| method"), text);
  }
}
