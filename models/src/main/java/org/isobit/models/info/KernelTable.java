package org.isobit.models.info;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.isobit.kernels.catalog.Kernel;

/**
 * The kernel catalogue as a table. Kernels that differ in nothing but the type of their elements share a row;
 * {@link #markdown} is the table in {@code kernels/catalogue.md}.
 */
public final class KernelTable {

  private static final List<String> HEADER =
      List.of("family", "kernel", "types", "computes", "class", "implementations", "dimensions", "flops", "bytes");

  private KernelTable() {}

  /**
   * The table in Markdown.
   *
   * @param kernels the catalogue
   * @return lines, each ended by a newline
   */
  public static String markdown(List<Kernel> kernels) {
    StringBuilder text = new StringBuilder();
    text.append("| ").append(String.join(" | ", HEADER)).append(" |\n|").append("---|".repeat(HEADER.size()))
        .append('\n');
    for (List<String> row : rows(kernels)) {
      text.append(row.stream().map(c -> c.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n")));
    }
    return text.toString();
  }

  /**
   * The table for a terminal.
   *
   * @param kernels the catalogue
   * @return lines, each ended by a newline
   */
  public static String plain(List<Kernel> kernels) {
    List<List<String>> table = new ArrayList<>();
    table.add(HEADER);
    table.addAll(rows(kernels));
    int[] width = new int[HEADER.size()];
    for (List<String> row : table) {
      for (int c = 0; c < width.length; c++) {
        width[c] = Math.max(width[c], columns(row.get(c)));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : table) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < width.length; c++) {
        line.append(row.get(c)).append(" ".repeat(width[c] - columns(row.get(c)) + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** Terminal columns of a text: combining accents take none. */
  private static int columns(String text) {
    return (int) text.codePoints().filter(c -> Character.getType(c) != Character.NON_SPACING_MARK).count();
  }

  /** A row without the columns in which types may differ. */
  private record Shared(String family, String operation, String summary, String exactness, String implementations,
      String dimensions, String flops) {}

  private static List<List<String>> rows(List<Kernel> kernels) {
    Map<Shared, List<Kernel>> groups = new LinkedHashMap<>();
    for (Kernel kernel : kernels) {
      Shared key = new Shared(kernel.family(), operation(kernel), kernel.summary(), kernel.exactness().name(),
          kernel.implementations().stream().map(b -> b.name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", ")),
          String.join(", ", kernel.dimensions()), kernel.flops().text());
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(kernel);
    }
    List<List<String>> rows = new ArrayList<>();
    groups.forEach((shared, members) -> rows.add(List.of(shared.family, shared.operation,
        members.stream().map(KernelTable::type).collect(Collectors.joining(", ")), shared.summary, shared.exactness,
        shared.implementations, shared.dimensions, shared.flops,
        members.stream().map(k -> k.bytes().text()).distinct().collect(Collectors.joining("; ")))));
    return rows;
  }

  private static String operation(Kernel kernel) {
    int dot = kernel.name().lastIndexOf('.');
    return dot < 0 ? kernel.name() : kernel.name().substring(0, dot);
  }

  private static String type(Kernel kernel) {
    return kernel.name().substring(kernel.name().lastIndexOf('.') + 1);
  }
}
