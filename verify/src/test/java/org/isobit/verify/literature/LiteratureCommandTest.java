package org.isobit.verify.literature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.isobit.verify.VerifyCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class LiteratureCommandTest {

  private record Run(int code, String text) {}

  private static Run run(String arguments) {
    StringWriter text = new StringWriter();
    CommandLine line = new CommandLine(new VerifyCommand()).setOut(new PrintWriter(text, true));
    line.setExecutionExceptionHandler((e, l, r) -> {
      text.write(e.getMessage());
      return 2;
    });
    return new Run(line.execute(("literature " + arguments).split(" ")), text.toString());
  }

  @Test
  void scoresThatAgreeEndWell() {
    Run run = run("--experiment L63-s12-BASELINES,L63-S12-baselines --cycles 3000");
    assertEquals(0, run.code, run.text);
    assertTrue(run.text.endsWith("ALL SCORES AGREE\n"), run.text);
    assertEquals(1, run.text.lines().filter(line -> line.contains("EKF")).count(), run.text);
  }

  /** So few states give OI and 3D-Var a poor covariance. */
  @Test
  void thoseThatDoNotAgreeFail() {
    Run run = run("--experiment L96-S08-baselines --cycles 1000");
    assertEquals(1, run.code, run.text);
    assertTrue(run.text.endsWith("2 OF 4 SCORES DO NOT AGREE\n"), run.text);
    assertTrue(run.text.lines().anyMatch(line -> line.contains("3D-Var") && line.endsWith("FAILS")), run.text);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "--experiment L96-S09 | there is no experiment 'L96-S09'; did you mean 'L96-S08'?",
      "--experiment L96-H15,L96-adaptive | no score is published of the experiment L96-adaptive",
      "--experiment KS-B19 --cycles 2001 | there must be at least 2002 cycles for KS-B19, of which the first 2000 are",
      "--experiment L96-H15 --cycles -1 | there must be at least 82 cycles for L96-H15, of which the first 80 are not",
      "--experiment L63-A10 --seeds 1,1 | seeds [1, 1] name one seed twice"})
  void mistakesAreNamed(String arguments, String message) {
    Run run = run(arguments);
    assertEquals(2, run.code, run.text);
    assertTrue(run.text.contains(message), run.text);
  }
}
