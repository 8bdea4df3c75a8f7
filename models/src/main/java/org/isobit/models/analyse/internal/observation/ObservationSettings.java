package org.isobit.models.analyse.internal.observation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.analyse.internal.grid.Grid;
import org.isobit.models.analyse.internal.grid.StateLayout;
import org.isobit.models.assimilation.spi.OperatorProvider;
import org.isobit.models.io.Settings;
import org.isobit.models.io.Similar;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.method.Registries;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.Registry;

/**
 * A section {@code observations}: a file and what is done with it.
 *
 * @param type       what reports call these observations
 * @param source     the file and its columns
 * @param field      which field is observed
 * @param operator   {@code nearest}, {@code linear}, {@code index} or a provider's name
 * @param provider   the provider of that name, or null
 * @param vertical   whether to interpolate linearly along z
 * @param leaveOut   whether observations outside, or at masked points, are left out rather than refused
 * @param duplicates what becomes of rows at the same place
 * @param gross      largest |innovation| in units of a standard deviation; infinite if there is no check
 * @param grossTotal whether that deviation is √(spread² + error²) rather than the error's
 * @param space      how the observations of a transformed field are to be taken
 * @param covariance file with the error covariance of all rows, or null for independent errors
 * @param options    for the provider
 */
public record ObservationSettings(String type, ObservationTable.Source source, int field, String operator,
    OperatorProvider provider, boolean vertical, boolean leaveOut, Duplicates duplicates, double gross,
    boolean grossTotal, Space space, Path covariance, Map<String, Object> options) {

  /** The section's keys. */
  public static final Keys KEYS = Keys.of(
      Key.of("file", Form.FILE, "a table: .csv with a header that names the columns, .npy, rows x columns, or "
          + "NetCDF, whose variables are the columns")
          .required(),
      Key.of("coordinates", Form.TEXTS, "columns of the place, or numbers where it is the same for all; with the "
          + "operator index the column of the point")
          .usual("(x, y, z, as many as the grid has)"),
      Key.of("value", Form.TEXT, "column of what was observed").usual("value"),
      Key.of("deviation", Form.TEXT, "column of the errors' standard deviation, or a number for all").usual("sd"),
      Key.of("time", Form.TEXT, "column of times: moments of ISO 8601, or numbers").usual("time")
          .when("localisation in time"),
      Key.of("time-units", Form.TEXT, "what numbers in that column count, as CF has it: hours since 2026-01-01")
          .when("localisation in time"),
      Key.of("error-covariance", Form.FILE, "R of all rows, rows x rows, instead of the deviations"),
      Key.of("type", Form.TEXT, "what reports and radii call them").usual("(the variable's name)"),
      Key.of("variable", Form.TEXT, "which field is observed").usual("(the only one)"),
      Key.of("operator", Form.TEXT, "how: nearest, bilinear (or linear), index, or one of your own").usual("nearest"),
      Key.section("options", "what an operator of your own is told",
          Keys.each(Key.of("option", Form.TEXT, "whatever the operator knows"))),
      Key.word("vertical", "along z: the nearest level, or linear between two", "nearest", "linear")
          .usual("(as the operator)"),
      Key.word("outside", "observations outside the grid, or that need a masked point", "refuse", "ignore")
          .usual("refuse"),
      Key.word("duplicates", "rows of one place: all are used, refused, the first is used, or their weighted mean",
          "keep", "refuse", "first", "merge").usual("keep"),
      Key.section("gross-error", "leaves out observations that are too far from the forecast", Keys.of(
          Key.of("factor", Form.NUMBER, "how many deviations are too far").required().positive(),
          Key.word("deviation", "of forecast and error together, or of the error alone", "total", "observation")
              .required())),
      Key.word("space", "of a transformed field: the observation is transformed, too; or the operator sees the field "
          + "before its transform; or the file holds values and errors of the transformed field, such as log10",
          "transformed", "physical", "already-transformed").usual("transformed"));

  /** How observations of a transformed field are to be taken. */
  enum Space {
    /** They are transformed as the field is. */
    TRANSFORMED,
    /** The operator sees the field before the transform. */
    PHYSICAL,
    /** Their file holds values and errors of the transformed field. */
    ALREADY_TRANSFORMED
  }

  /** What becomes of rows of the same place. */
  enum Duplicates {
    /** All are used. */
    KEEP,
    /** An error. */
    REFUSE,
    /** The first is used. */
    FIRST,
    /** One observation with the mean weighted by 1 ÷ variance, and the variance of that mean. */
    MERGE
  }

  /**
   * Reads all sections.
   *
   * @param root   the configuration
   * @param layout the fields and their points
   * @param times  how times are counted, or null where time does not matter
   */
  public static List<ObservationSettings> read(Settings root, StateLayout layout, ObservationTimes times) {
    List<ObservationSettings> all = root.sectionOrSections("observations").stream()
        .map(s -> one(s, layout, times)).toList();
    for (ObservationSettings one : all) {
      if (one.covariance != null && all.stream().filter(other -> other.type.equals(one.type)).count() > 1) {
        throw root.error("observations", "has two sections of the type '" + one.type + "', one of which has an "
            + "error-covariance; give them types of their own");
      }
    }
    return all;
  }

  private static ObservationSettings one(Settings section, StateLayout layout, ObservationTimes times) {
    Registry<OperatorProvider> providers = Registries.operators();
    List<String> fields = layout.fields();
    int field = fields.indexOf(named(section, "variable", fields.size() > 1 ? null : fields.get(0), fields));
    Grid grid = layout.grid(field);
    List<String> names = new ArrayList<>(OperatorKind.REGISTRY.labels());
    names.addAll(providers.labels());
    String operator = named(section, "operator", "nearest", names);
    operator = operator.equals("bilinear") ? "linear" : operator;
    if (operator.equals("linear") && !grid.interpolates()) {
      throw section.error("operator", "must be nearest or index where points are scattered, but is linear");
    }
    OperatorProvider provider = OperatorKind.REGISTRY.labels().contains(operator) ? null : providers.get(operator);
    boolean vertical = section.choiceOr("vertical", operator.equals("linear") ? "linear" : "nearest", "nearest",
        "linear").equals("linear");
    boolean leaveOut = section.choiceOr("outside", "refuse", "refuse", "ignore").equals("ignore");
    Duplicates duplicates = Duplicates.valueOf(section.choiceOr("duplicates", "keep", "keep", "refuse", "first",
        "merge").toUpperCase(java.util.Locale.ROOT));
    double gross = Double.POSITIVE_INFINITY;
    boolean total = true;
    if (section.has("gross-error")) {
      Settings check = section.section("gross-error");
      gross = check.positive("factor");
      total = check.choice("deviation", "total", "observation").equals("total");
    }
    Space space = Space.valueOf(section.choiceOr("space", "transformed", "transformed", "physical",
        "already-transformed").toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    Map<String, Object> options = new LinkedHashMap<>();
    if (section.has("options")) {
      Settings own = section.section("options");
      own.keys().forEach(key -> options.put(key, own.string(key)));
    }
    String type = section.string("type", fields.size() > 1 ? fields.get(field) : "observation");
    ObservationTable.Source source = ObservationTable.Source.of(section,
        operator.equals("index") ? 0 : grid.dimensions(), times);
    Path covariance = section.string("error-covariance", null) == null ? null : section.file("error-covariance");
    if (covariance != null && duplicates == Duplicates.MERGE) {
      throw section.error("error-covariance",
          "does not go with 'duplicates: merge', which takes errors for independent");
    }
    return new ObservationSettings(type, source, field, operator, provider, vertical, leaveOut, duplicates, gross,
        total, space, covariance, options);
  }

  /** One of some names, in which case matters. */
  private static String named(Settings section, String key, String usual, List<String> names) {
    String name = usual == null ? section.string(key) : section.string(key, usual);
    if (!names.contains(name)) {
      throw section.error(key, "must be one of " + String.join(", ", names) + ", but is '" + name + "'"
          + Similar.hint(name, names));
    }
    return name;
  }

  /** Whether the operator sees a transformed field before its transform. */
  public boolean physical() {
    return space == Space.PHYSICAL;
  }

  /** The same with another file. */
  public ObservationSettings withFile(Path file) {
    return new ObservationSettings(type, source.withFile(file), field, operator, provider,
        vertical, leaveOut, duplicates, gross, grossTotal, space, covariance, options);
  }
}
