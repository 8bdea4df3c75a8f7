package org.isobit.models.analyse.internal.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.isobit.models.io.Settings;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;

/**
 * The key {@code ensemble}: a file, or a section that says where members are, or the one forecast.
 *
 * @param source  the files
 * @param minimum how many members are enough
 * @param each    whether each member has a file of its own
 * @param common  whether masks may differ, and the points that all members have make up the state
 * @param blowUp  which members are left out as blown up
 */
public record EnsembleSettings(EnsembleSource source, int minimum, boolean each, boolean common, BlowUp blowUp) {

  /** What stands for a member in file names: its name, or its number with so many digits. */
  private static final Pattern MEMBER = Pattern.compile("\\{member(?::([0-9]{1,2}))?}");

  /** The section's keys. */
  public static final Keys KEYS = Keys.of(
      Key.of("file", Form.FILE, "one file with all members"),
      Key.of("files", Form.FILE, "instead: a file a member, with {member} in the name; {member:03} has three digits"),
      Key.of("forecast", Form.FILE, "instead: the state of one deterministic forecast")
          .when("filters that need no spread"),
      Key.of("members", Form.INTEGER, "with files: how many, from 1 on, or the first and last, or a list of names")
          .or(Form.TEXTS).or(Form.SECTION).with(Keys.of(
              Key.of("first", Form.INTEGER, "number of the first member").required().atLeast(0),
              Key.of("last", Form.INTEGER, "number of the last member").required())).when("files"),
      Key.of("member-dimension", Form.TEXT, "NetCDF: dimension of the members in one file").usual("member"),
      Key.of("variables", Form.TEXTS, "NetCDF: the variables that make up a state").when("NetCDF files"),
      Key.of("time", Form.TEXT, "NetCDF: which time, a moment or an index from 0").when("NetCDF files"),
      Key.of("minimum", Form.INTEGER, "unusable members are left out as long as there are so many").atLeast(2)
          .usual("(all members)"),
      BlowUp.KEY,
      Key.word("masks", "NetCDF: all members mask the same points, or points that all have are analysed", "equal",
          "common").usual("equal"));

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException naming key and value, or file, of the first mistake
   */
  public static EnsembleSettings read(Settings root, double sphereRadius) throws IOException {
    if (!root.isSection("ensemble")) {
      Path path = root.file("ensemble");
      if (NetcdfFile.hasItsName(path)) {
        throw root.error("ensemble", "must be a section with file and variables, since " + path + " is a NetCDF file");
      }
      NpySource source = NpySource.whole(path);
      return new EnsembleSettings(source, source.labels().size(), false, false, BlowUp.USUAL);
    }
    Settings section = root.section("ensemble");
    boolean single = section.has("forecast");
    boolean each = section.has("files") || single;
    for (String other : List.of("file", "files")) {
      if (single && section.has(other)) {
        throw section.error(other, "and forecast cannot both be given");
      }
    }
    if (each && section.has("file")) {
      throw section.error("file", "and files cannot both be given");
    }
    EnsembleSource source = single ? single(section, sphereRadius) : each ? each(section, sphereRadius)
        : whole(section, sphereRadius);
    int members = source.labels().size();
    if (members < 2 && !single) {
      throw section.error(each ? "members" : "file", "gives " + members + " member, but at least 2 are needed");
    }
    boolean common = section.choiceOr("masks", "equal", "equal", "common").equals("common");
    if (common && !(source instanceof NetcdfSource)) {
      throw section.error("masks", "can only be 'common' for NetCDF files: others have no masks");
    }
    int minimum = section.intBetween("minimum", members, Math.min(2, members), members);
    return new EnsembleSettings(source, minimum, each, common, BlowUp.read(section));
  }

  private static EnsembleSource single(Settings section, double sphereRadius) throws IOException {
    Path path = section.file("forecast");
    List<String> label = List.of("forecast");
    return NetcdfFile.hasItsName(path)
        ? NetcdfSource.each(path.toString(), List.of(path), label, choice(section, null, sphereRadius))
        : NpySource.each(path.toString(), List.of(path), label);
  }

  private static EnsembleSource whole(Settings section, double sphereRadius) throws IOException {
    Path path = section.file("file");
    return NetcdfFile.hasItsName(path)
        ? NetcdfSource.whole(path, choice(section, section.string("member-dimension", "member"), sphereRadius))
        : NpySource.whole(path);
  }

  private static EnsembleSource each(Settings section, double sphereRadius) throws IOException {
    Path pattern = section.file("files");
    List<String> labels = labels(section);
    List<Path> files = new ArrayList<>();
    Map<Path, String> named = new HashMap<>();
    for (String label : labels) {
      Path file = Path.of(fill(section, pattern.toString(), label));
      String same = named.putIfAbsent(file.normalize(), label);
      if (same != null) {
        throw section.error("members", "names one file twice: " + same + " and " + label + " are both " + file);
      }
      files.add(file);
    }
    return NetcdfFile.hasItsName(pattern)
        ? NetcdfSource.each(pattern.toString(), files, labels, choice(section, null, sphereRadius))
        : NpySource.each(pattern.toString(), files, labels);
  }

  private static NetcdfSource.Choice choice(Settings section, String memberDimension, double sphereRadius) {
    List<String> variables = section.strings("variables", List.of());
    if (variables.isEmpty() || new HashSet<>(variables).size() < variables.size()) {
      throw section.error("variables", variables.isEmpty() ? "must name the variables that make up a state"
          : "names a variable twice: " + String.join(", ", variables));
    }
    return new NetcdfSource.Choice(variables, memberDimension, section.string("time", null), sphereRadius);
  }

  /** {@code members: 20} for 1 to 20, {@code members: {first: 0, last: 19}}, or a list of names. */
  private static List<String> labels(Settings section) {
    if (section.isSection("members")) {
      Settings range = section.section("members");
      long first = range.integer("first");
      long last = range.integer("last");
      if (first < 0 || last <= first || last - first >= 100_000) {
        throw range.error("last", "must be greater than first, but first is " + first + " and last " + last);
      }
      return LongStream.rangeClosed(first, last).mapToObj(Long::toString).toList();
    }
    List<String> given = section.strings("members", List.of());
    if (given.isEmpty()) {
      throw section.error("members",
          "is missing: how many members there are, {first: 0, last: 19}, or a list of names");
    }
    if (given.size() == 1) {
      int count = section.intBetween("members", 2, 100_000);
      return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
    }
    if (new HashSet<>(given).size() < given.size()) {
      throw section.error("members", "names a member twice: " + String.join(", ", given));
    }
    return given;
  }

  private static String fill(Settings section, String pattern, String label) {
    Matcher matcher = MEMBER.matcher(pattern);
    if (!matcher.find()) {
      throw section.error("files", "must hold {member} where file names have the member, but is '" + pattern + "'");
    }
    return matcher.replaceAll(result -> {
      String digits = result.group(1);
      boolean number = digits != null && label.matches("\\d{1,18}");
      return Matcher.quoteReplacement(number
          ? String.format(Locale.ROOT, "%0" + Math.max(1, Integer.parseInt(digits)) + "d", Long.parseLong(label))
          : label);
    });
  }
}
