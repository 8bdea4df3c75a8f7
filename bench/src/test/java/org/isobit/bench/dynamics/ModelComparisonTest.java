package org.isobit.bench.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.isobit.bench.Opponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison of whole models runs, and opponents that are there end in the same states, which it checks itself. */
class ModelComparisonTest {

  @Test
  void opponentsComputeTheSame() throws IOException, InterruptedException {
    String text = ModelComparison.run(1, 1, 33);
    boolean numpy = !text.contains("there is no Python with NumPy 2");
    for (String variant : List.of("lorenz96", "lorenz96-roll", "maooam", "maooam-reduce", "kuramoto-sivashinsky",
        "quasi-geostrophic", "quasi-geostrophic-blocks", "npzd-column", "npzd-columns")) {
      assertEquals(numpy, text.matches("(?s).*\\| numpy [^|]*, " + variant + " \\|.*"), variant + "\n" + text);
    }
    assertEquals(!text.contains("there is no gfortran"), text.matches("(?s).*\\| gfortran[^|]*, maooam \\|.*"), text);
    assertTrue(text.startsWith("| model"), text);
  }

  @Test
  void columnsHaveTheirRates() {
    String all = ColumnRates.run(1, 1, 0.0, 3, 70, 2_000_000_000);
    String none = "| NPZD, double | 2000000000 | | not measured: 3440000 MB are half of the heap or more | | |\n";
    assertTrue(all.contains(none), all);
    String text = all.replace(none, "");
    assertTrue(text.lines().count() >= 8 && text.lines().skip(2).allMatch(line -> line.matches(
        "\\| (NPZD|Fasham), [^|]* \\| (3|70|1000) \\| \\d+ \\| \\d+ \\| \\d+\\.\\d\\d \\| \\d+\\.\\d \\|")), text);
  }

  @Test
  void programsThatAreNotThereAreAbsent() throws InterruptedException {
    assertTrue(Opponent.succeeds("sh", "-c", "exit 0"));
    assertFalse(Opponent.succeeds("sh", "-c", "exit 1"));
    assertFalse(Opponent.succeeds("isobit-has-no-such-program"));
  }

  /** It is there, so that it must not look absent. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      echo broken script >&2                               | ended before it said anything: broken script
      echo some 1.0; read line; echo no model $line >&2    | some 1.0 failed in lorenz96: no model lorenz96 7
      echo some 1.0; read line; echo seven; echo odd >&2   | some 1.0 failed in lorenz96
      """)
  void failuresAreQuoted(String script, String message, @TempDir Path folder) {
    String text = assertThrows(IllegalStateException.class, () -> {
      try (Opponent opponent = new Opponent(folder, List.of("sh", "-c", script))) {
        opponent.seconds("lorenz96", 7);
      }
    }).getMessage();
    assertTrue(text.contains(message), text);
  }
}
