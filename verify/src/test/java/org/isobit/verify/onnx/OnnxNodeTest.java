package org.isobit.verify.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.isobit.models.onnx.internal.operators.Operators;
import org.isobit.verify.ReactorRoot;
import org.isobit.verify.rules.GeneratedTable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * ONNX's own tests of its operators, as Debian's package libonnx-testdata has them: a list of those that must pass, and
 * the table of operators in models/README.md. {@code -Disobit.catalogue=write} writes both.
 */
class OnnxNodeTest {

  private static final Path LIST = ReactorRoot.find()
      .resolve("verify/src/test/resources/org/isobit/verify/onnx/passing.txt");

  /** Operators that ONNX 1.17 has no node test of; tests of models hold them to their formulas. */
  private static final Set<String> TESTED_ELSEWHERE = Set.of("Attention", "LpNormalization", "RMSNormalization",
      "RotaryEmbedding");

  /** Operators of which every node test must pass, in float and in double. */
  private static final Set<String> WHOLE = Set.of("BatchNormalization", "Conv", "ConvTranspose", "GRU", "Gemm",
      "GroupNormalization", "InstanceNormalization", "LSTM", "LayerNormalization", "MatMul", "RNN");

  /** Pairs of operator and count in a row of the table. */
  private static final int COLUMNS = 4;

  private static Map<String, NodeCase> cases;

  @BeforeAll
  static void run() throws IOException {
    cases = NodeCase.all();
    if ("write".equals(System.getProperty("isobit.catalogue"))) {
      Files.writeString(LIST, String.join("\n", passing()) + "\n");
    }
  }

  private static TreeSet<String> passing() {
    TreeSet<String> passing = new TreeSet<>(cases.keySet());
    passing.removeIf(name -> cases.get(name).problem() != null);
    return passing;
  }

  @Test
  void thoseListedPass() throws IOException {
    List<String> broken = new ArrayList<>();
    for (String name : Files.readAllLines(LIST)) {
      NodeCase one = cases.get(name);
      String problem = one == null ? "is not there" : one.problem();
      if (problem != null) {
        broken.add(name + ": " + problem);
      }
    }
    assertEquals("", String.join("\n", broken));
  }

  @Test
  void thoseThatPassAreListed() throws IOException {
    assertEquals(String.join("\n", passing()) + "\n", Files.readString(LIST));
  }

  @Test
  void everyOperatorHasATest() {
    TreeSet<String> without = new TreeSet<>(Operators.names());
    cases.values().stream().filter(c -> c.problem() == null && !c.expanded())
        .forEach(c -> without.remove(c.operator()));
    assertEquals(new TreeSet<>(TESTED_ELSEWHERE), without);
  }

  @Test
  void theTableSaysHowMany() throws IOException {
    List<String> cells = new ArrayList<>();
    for (String operator : Operators.names()) {
      List<NodeCase> own = cases.values().stream().filter(c -> !c.expanded() && c.operator().equals(operator)).toList();
      cells.add(operator + " | " + own.stream().filter(c -> c.problem() == null).count() + "/" + own.size());
    }
    int rows = (cells.size() + COLUMNS - 1) / COLUMNS;
    StringBuilder table = new StringBuilder("\n|").append(" operator | passed/all |".repeat(COLUMNS)).append("\n|")
        .append("---|---|".repeat(COLUMNS)).append('\n');
    for (int r = 0; r < rows; r++) {
      table.append('|');
      for (int i = r; i < rows * COLUMNS; i += rows) {
        table.append(' ').append(i < cells.size() ? cells.get(i) : "|").append(" |");
      }
      table.append('\n');
    }
    List<NodeCase> expanded = cases.values().stream().filter(NodeCase::expanded).toList();
    table.append("\nWith functions in place of operators (`_expanded`): ")
        .append(expanded.stream().filter(c -> c.problem() == null).count()).append(" of ").append(expanded.size())
        .append(" pass.\n\n");
    GeneratedTable.check("models/README.md", "onnx", getClass(), table.toString());
  }

  @Test
  void someOperatorsPassWholeInFloatAndInDouble() throws IOException {
    List<String> broken = new ArrayList<>();
    TreeSet<String> seen = new TreeSet<>();
    for (Map.Entry<String, NodeCase> one : cases.entrySet()) {
      NodeCase test = one.getValue();
      if (WHOLE.contains(test.operator()) && !test.expanded()) {
        seen.add(test.operator());
        if (test.problem() != null) {
          broken.add(one.getKey() + ": " + test.problem());
        }
        String problem = test.problemInDouble();
        if (problem != null) {
          broken.add(one.getKey() + " in double: " + problem);
        }
      }
    }
    assertEquals("", String.join("\n", broken));
    assertEquals(new TreeSet<>(WHOLE), seen);
  }

  @Test
  void aWrongAnswerIsFound() {
    assertTrue(cases.size() > 1000, "only " + cases.size() + " cases");
    String wrong = cases.get("test_averagepool_3d_dilations_large_count_include_pad_is_1_ceil_mode_is_True").problem();
    assertTrue(wrong.contains("in place of"), wrong);
  }

  /** Graphs in attributes are not run; that shows before anything is. */
  @Test
  void controlFlowIsRefusedByNodeAndOperator() {
    for (String name : List.of("If", "Loop", "Scan")) {
      NodeCase one = cases.values().stream().filter(c -> c.operator().equals(name)).findFirst().orElseThrow();
      assertTrue(one.problem().contains("node number 0 (" + name + "): the operator '" + name + "' is not supported"),
          one.problem());
    }
  }
}
