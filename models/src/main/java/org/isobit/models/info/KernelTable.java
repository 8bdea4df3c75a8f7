package org.isobit.models.info;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.models.cli.TextTable;

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
    return TextTable.markdown(rows(kernels));
  }

  /**
   * The table for a terminal.
   *
   * @param kernels the catalogue
   * @return lines, each ended by a newline
   */
  public static String plain(List<Kernel> kernels) {
    return TextTable.plain(rows(kernels));
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
    rows.add(HEADER);
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
