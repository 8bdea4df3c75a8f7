package org.isobit.models.analyse.internal.plan;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.analyse.internal.grid.Metric;
import org.isobit.models.analyse.internal.grid.ScatteredGrid;
import org.isobit.models.analyse.internal.grid.StateLayout;
import org.isobit.models.analyse.internal.observation.ObservationNetwork;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.inflation.InflationField;
import org.isobit.models.assimilation.local.CoarseGrid;
import org.isobit.models.io.AtomicFiles;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.Settings;
import org.isobit.models.method.MethodChoice;
import org.isobit.models.method.RadiiChoice;

/**
 * What an {@link Audit} computes in a second process: a folder with the filter's configuration and arrays goes in, the
 * analysis at some points comes out.
 */
final class AuditProblem {

  /** The file that the process writes. */
  static final String ANALYSIS = "analysis.npy";

  private static final String PROBLEM = "problem.yaml";

  private AuditProblem() {}

  /**
   * Writes the folder.
   *
   * @param points   the points to compute
   * @param forecast members × fields × points
   * @param field    of adaptive inflation at the points, or null
   * @param observed what the operators made of the whole ensemble, call by call
   */
  static void write(Path folder, AnalysisPlan plan, ObservationNetwork network, int[] points, int members,
      double[] forecast, double[] field, List<double[]> observed) throws IOException {
    StateLayout layout = plan.layout();
    Metric metric = layout.grid().metric();
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("radius", metric.radius());
    problem.put("periods", metric.periods());
    problem.put("fields", layout.fieldsAtPoint());
    problem.put("members", members);
    problem.put("seed", plan.seed());
    problem.put("cycle", plan.cycle());
    problem.put("calls", observed.size());
    problem.put("method", method(folder, plan, "radii", points));
    Observations observations = network.observations();
    double[] typeOf = new double[observations.count()];
    double[] levels = layout.levels();
    int own = layout.grid().geometry().dimensions();
    int dims = network.table().dimensions();
    double[] places = new double[observations.count() * own];
    double[] placeLevels = new double[observations.count()];
    for (int j = 0; j < observations.count(); j++) {
      typeOf[j] = observations.type(j);
      System.arraycopy(network.table().coordinates(), j * dims, places, j * own, own);
      placeLevels[j] = own < dims ? network.table().coordinates()[j * dims + own] : 0;
    }
    problem.put("types", observations.types());
    List<String> correlated = new ArrayList<>();
    for (Map.Entry<String, double[]> covariance : network.covariances().entrySet()) {
      write(folder, "covariance-" + correlated.size(), covariance.getValue());
      correlated.add(covariance.getKey());
    }
    problem.put("correlated", correlated);
    problem.put("layers", levels != null);
    CoarseGrid coarse = plan.method().coarse();
    problem.put("coarse", coarse != null);
    if (coarse != null) {
      problem.put("corner-method", method(folder, plan, "corner-radii", coarse.corners(points).numbers()));
    }
    problem.put("timed", network.table().times() != null);
    // JSON is YAML.
    AtomicFiles.writeText(folder.resolve(PROBLEM), new Gson().toJson(problem));
    write(folder, "coordinates", at(layout.coordinates(), own, points));
    if (coarse != null) {
      CoarseGrid.Corners corners = coarse.corners(points);
      write(folder, "corner-coordinates", at(layout.coordinates(), own, corners.numbers()));
      write(folder, "corner-levels", levels == null ? new double[0] : at(levels, 1, corners.numbers()));
      write(folder, "corners", Arrays.stream(corners.numbers()).asDoubleStream().toArray());
      write(folder, "down", corners.down());
      write(folder, "right", corners.right());
    }
    if (levels != null) {
      write(folder, "levels", at(levels, 1, points));
      write(folder, "place-levels", placeLevels);
    }
    write(folder, "forecast", forecast);
    if (field != null) {
      write(folder, "field", field);
    }
    write(folder, "places", places);
    write(folder, "type-of", typeOf); // settings hold few values, observations may be many
    write(folder, "values", network.table().values());
    write(folder, "deviations", network.table().deviations());
    if (network.table().times() != null) {
      write(folder, "times", network.table().times());
    }
    for (int i = 0; i < observed.size(); i++) {
      write(folder, "observed-" + i, observed.get(i));
    }
  }

  /**
   * The section {@code method}, with the radii of some points where the radius differs by points; the filter's own
   * files are where they are, not in the folder.
   */
  private static Object method(Path folder, AnalysisPlan plan, String name, int[] points) throws IOException {
    Map<Object, Object> changed = new LinkedHashMap<>((Map<?, ?>) plan.settings().get("method"));
    MethodChoice choice = plan.method().choice();
    choice.provider().keys().files(choice.own()).forEach((key, file) -> changed.put(key,
        file.toAbsolutePath().toString()));
    double[] radii = plan.method().radii() == null ? new double[0] : plan.method().radii().at(points);
    if (radii.length > 0) {
      write(folder, name, radii);
      Map<Object, Object> localization = new LinkedHashMap<>((Map<?, ?>) changed.get("localization"));
      localization.remove("radii");
      localization.put(RadiiChoice.FILE, name + ".npy");
      changed.put("localization", localization);
    }
    return changed;
  }

  private static double[] at(double[] all, int width, int[] points) {
    double[] some = new double[points.length * width];
    for (int i = 0; i < points.length; i++) {
      System.arraycopy(all, points[i] * width, some, i * width, width);
    }
    return some;
  }

  private static void write(Path folder, String name, double[] values) throws IOException {
    NpyFile.write(folder.resolve(name + ".npy"), values, values.length);
  }

  private static double[] read(Path folder, String name) throws IOException {
    return NpyFile.read(folder.resolve(name + ".npy")).doubles();
  }

  private static StateLayout layout(Metric metric, double[] coordinates, double[] levels, List<String> fields) {
    int points = coordinates.length / metric.periods().length;
    return StateLayout.whole(new ScatteredGrid(new int[] {points}, coordinates, levels, metric, Double.MAX_VALUE),
        fields);
  }

  private static MethodSettings.Corners corners(Path folder, Metric metric, boolean layers, List<String> fields,
      Settings localization) throws IOException {
    int[] numbers = Arrays.stream(read(folder, "corners")).mapToInt(x -> (int) x).toArray();
    return new MethodSettings.Corners(
        new CoarseGrid.Corners(numbers, read(folder, "down"), read(folder, "right")),
        layout(metric, read(folder, "corner-coordinates"), layers ? read(folder, "corner-levels") : null, fields),
        localization);
  }

  /** Nobody waits for the answer any more once the process that asked is gone, and with it the pipe. */
  private static void endWithTheParent() {
    try {
      while (System.in.read() >= 0) {
        // nothing is sent
      }
    } catch (IOException e) {
      // gone, too
    }
    Runtime.getRuntime().halt(1);
  }

  /**
   * Computes a folder.
   *
   * @param arguments the folder
   */
  public static void main(String[] arguments) throws IOException {
    Thread.ofPlatform().daemon().start(AuditProblem::endWithTheParent);
    Path folder = Path.of(arguments[0]);
    Settings problem = Settings.read(folder.resolve(PROBLEM), List.of());
    double radius = problem.number("radius");
    Metric metric = radius > 0 ? Metric.sphere(radius) : Metric.straight(problem.numbers("periods"));
    boolean layers = problem.flag("layers", false);
    List<String> fields = new ArrayList<>();
    for (int v = 0; v < problem.intBetween("fields", 1, Integer.MAX_VALUE); v++) {
      fields.add(Integer.toString(v));
    }
    StateLayout layout = layout(metric, read(folder, "coordinates"), layers ? read(folder, "levels") : null, fields);
    MethodSettings method = MethodSettings.read(problem.section("method"), layout,
        problem.flag("coarse", false) ? corners(folder, metric, layers, fields,
            problem.section("corner-method").section("localization")) : null);
    int members = problem.intBetween("members", 2, Integer.MAX_VALUE);
    Ensemble ensemble = Ensemble.of(read(folder, "forecast"), members, layout.size());
    List<double[]> observed = new ArrayList<>();
    for (int i = 0; i < problem.intBetween("calls", 0, Integer.MAX_VALUE); i++) {
      observed.add(read(folder, "observed-" + i));
    }
    List<String> types = problem.strings("types", List.of());
    int[] call = {0};
    Observations observations = Observations.of(read(folder, "values"), read(folder, "deviations"),
        (states, values) -> System.arraycopy(observed.get(call[0]++), 0, values, 0, values.length))
        .withCoordinates(read(folder, "places")).withTypes(Arrays.stream(read(folder, "type-of"))
        .mapToObj(type -> types.get((int) type)).toArray(String[]::new));
    if (layers) {
      observations = observations.withLevels(read(folder, "place-levels"));
    }
    if (problem.flag("timed", false)) {
      observations = observations.withTimes(read(folder, "times"));
    }
    List<String> correlated = problem.strings("correlated", List.of());
    for (int i = 0; i < correlated.size(); i++) {
      observations = observations.withCovariance(correlated.get(i), read(folder, "covariance-" + i));
    }
    InflationField field = method.adaptive() == null ? null : InflationField.of(read(folder, "field"));
    method.filter(field).analyse(ensemble, observations,
        Cycle.of(problem.integer("seed"), problem.integer("cycle")));
    NpyFile.write(folder.resolve(ANALYSIS), ensemble.values(), ensemble.values().length);
    Files.deleteIfExists(folder.resolve("log"));
  }
}
