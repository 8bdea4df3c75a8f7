package org.isobit.models.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.isobit.models.cli.TextTable;
import org.isobit.models.io.Quoted;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.layers.Layer;

/** What {@code net info} and {@code net bench} tell of a network, as text. */
final class NetText {

  /** Numbers of a list that are shown. */
  private static final int MOST_NUMBERS = 6;

  private NetText() {}

  /** Multiplications and additions of a sample's products. */
  static long flops(Architecture architecture) {
    long work = 0;
    for (int l = 0; l < architecture.layers().size(); l++) {
      work += architecture.layers().get(l).operator(architecture.shapesRead(l)).work();
    }
    return 2 * work;
  }

  /** A network in one line. */
  static String summary(Architecture architecture, boolean single) {
    return architecture.input() + " -> " + architecture.output() + ", " + (single ? "float" : "double") + ", "
        + count(architecture.parameters(), "parameter") + ", " + count(flops(architecture), "flop")
        + " a sample in products";
  }

  static String count(long n, String thing) {
    return n + " " + thing + (n == 1 ? "" : "s");
  }

  /** One line a layer. */
  static String layers(Architecture architecture) {
    List<List<String>> rows = new ArrayList<>();
    boolean chain = architecture.isChain();
    rows.add(chain ? List.of("layer", "kind", "output", "parameters", "settings")
        : List.of("layer", "kind", "reads", "output", "parameters", "settings"));
    for (int l = 0; l < architecture.layers().size(); l++) {
      Layer layer = architecture.layers().get(l);
      List<String> row = new ArrayList<>(List.of(Integer.toString(l), layer.kind(),
          architecture.shape(architecture.value(l)).toString(),
          Integer.toString(architecture.offset(l + 1) - architecture.offset(l)), settings(layer)));
      if (!chain) {
        row.add(2, values(architecture, architecture.reads(l)));
      }
      rows.add(row);
    }
    return table(rows) + (chain ? "" : "  outputs: " + values(architecture, architecture.outputs()) + "\n");
  }

  /** Layers by their numbers, inputs by x0, x1, …. */
  private static String values(Architecture architecture, List<Integer> values) {
    int inputs = architecture.inputs().size();
    return values.stream().map(v -> v < inputs ? "x" + v : Integer.toString(v - inputs))
        .collect(Collectors.joining(", "));
  }

  /** Settings that matter for what the layer computes: not the law of initial values. */
  static String settings(Layer layer) {
    return layer.settings().entrySet().stream().filter(e -> !e.getKey().endsWith("initializer"))
        .map(NetText::setting).collect(Collectors.joining(", "));
  }

  private static String setting(Map.Entry<String, Object> setting) {
    String value = setting.getValue() instanceof List<?> list && list.size() > MOST_NUMBERS
        ? list.subList(0, MOST_NUMBERS) + " and " + (list.size() - MOST_NUMBERS) + " more"
        : setting.getValue().toString();
    return setting.getKey() + " " + Quoted.line(value);
  }

  /** Columns aligned: the first row is the header; columns of numbers to the right. */
  static String table(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    int[] width = new int[columns];
    boolean[] right = new boolean[columns];
    for (int c = 0; c < columns; c++) {
      int column = c;
      width[c] = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
      right[c] = rows.stream().skip(1).allMatch(row -> row.get(column).matches("[0-9.]+(e[+-][0-9]+)?|–"));
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String blanks = " ".repeat(width[c] - row.get(c).length());
        line.append("  ").append(right[c] ? blanks + row.get(c) : row.get(c) + blanks);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** A number with three significant digits or more. */
  static String number(double x) {
    int decimals = x >= 100 ? 0 : x >= 10 ? 1 : x >= 1 ? 2 : x >= 0.1 ? 3 : 4;
    return TextTable.number(x, decimals);
  }
}
