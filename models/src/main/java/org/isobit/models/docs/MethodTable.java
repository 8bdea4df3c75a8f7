package org.isobit.models.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.assimilation.spi.FilterProvider.Option;
import org.isobit.models.assimilation.spi.MethodProfile;
import org.isobit.models.assimilation.spi.MethodProfile.Trait;
import org.isobit.models.cli.TextTable;

/**
 * All methods that configurations can name, as a table: {@code isobit docs methods}, and {@code models/README.md}.
 * Thread-safe.
 */
public final class MethodTable {

  private static final List<String> HEADER = List.of("name", "class", "paper", "held to", "localisation", "inflation",
      "nonlinear H", "non-Gaussian", "smoother", "device", "commands");

  private MethodTable() {}

  /**
   * The table in Markdown.
   *
   * @param methods what it shows
   * @return lines, each ended by a newline
   */
  public static String markdown(List<FilterProvider> methods) {
    return TextTable.markdown(rows(methods));
  }

  /**
   * The table for a terminal.
   *
   * @param methods what it shows
   * @return lines, each ended by a newline
   */
  public static String plain(List<FilterProvider> methods) {
    return TextTable.plain(rows(methods));
  }

  private static List<List<String>> rows(List<FilterProvider> methods) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    methods.forEach(method -> rows.add(row(method)));
    return rows;
  }

  private static List<String> row(FilterProvider method) {
    MethodProfile profile = method.profile();
    Set<Trait> traits = profile.traits();
    return List.of(method.label(), profile.type().getSimpleName(), method.source(), profile.check(),
        switch (method.reach()) {
          case GLOBAL -> "–";
          case EITHER -> "optional";
          case LOCAL -> "needed";
        }, mark(method.options().contains(Option.INFLATION)), mark(traits.contains(Trait.NONLINEAR_OPERATOR)),
        mark(traits.contains(Trait.NON_GAUSSIAN)), mark(traits.contains(Trait.SMOOTHER)),
        mark(traits.contains(Trait.DEVICE)), method.options().contains(Option.MODEL) ? "twin" : "all");
  }

  private static String mark(boolean yes) {
    return yes ? "yes" : "–";
  }
}
