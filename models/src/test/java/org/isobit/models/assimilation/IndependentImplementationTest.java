package org.isobit.models.assimilation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.isobit.kernels.Backend;
import org.isobit.linalg.local.LocalRules;
import org.isobit.models.assimilation.Inflation.Kind;
import org.isobit.models.assimilation.inflation.AdaptiveFilter;
import org.isobit.models.assimilation.inflation.AdaptiveInflation;
import org.isobit.models.assimilation.inflation.InflationField;
import org.isobit.models.assimilation.local.CoarseGrid;
import org.isobit.models.assimilation.local.LESTKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Combination;
import org.isobit.models.assimilation.localization.Geometry;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.assimilation.serial.EAKF;
import org.isobit.models.textbook.TextbookFilters;
import org.isobit.models.textbook.TextbookInflation;
import org.isobit.models.textbook.TextbookNetwork;
import org.junit.jupiter.api.Test;

/** Local analyses against filters, searches and tapers written down from the papers, which share no code with them. */
class IndependentImplementationTest {

  /** Largest difference, relative to the largest increment; 5·10⁻¹⁵ was measured. */
  private static final double AGREEMENT = 1e-10;

  private static final Cycle CYCLE = Cycle.of(3, 1);

  /** The same analysis for both. */
  private record Setting(String name, TextbookFilters textbook, Localization localization, Observations observations) {}

  private record Convention(Inflation inflation, Consumer<TextbookFilters> textbook) {}

  private static List<Convention> conventions(int size) {
    double[] field = new Random(5).doubles(size, 0.8, 1.6).toArray();
    return List.of(new Convention(Inflation.none(), f -> { }),
        new Convention(Inflation.of(Kind.PRIOR_ANOMALIES, 1.2), f -> f.prior = 1.2),
        new Convention(Inflation.of(Kind.PRIOR_COVARIANCE, 1.3), f -> f.prior = Math.sqrt(1.3)),
        new Convention(Inflation.priorCovariance(field), f -> f.priorCovariance = field),
        new Convention(Inflation.of(Kind.FORGETTING_FACTOR, 0.8), f -> f.inside = 1 / 0.8),
        new Convention(Inflation.of(Kind.TRANSFORM_COVARIANCE, 1.4), f -> f.inside = 1.4),
        new Convention(Inflation.of(Kind.POSTERIOR_ANOMALIES, 1.1), f -> f.posterior = 1.1),
        new Convention(Inflation.of(Kind.POSTERIOR_COVARIANCE, 1.5), f -> f.posterior = Math.sqrt(1.5)),
        new Convention(Inflation.of(Kind.RELAX_TO_PRIOR_PERTURBATIONS, 0.4), f -> f.perturbations = 0.4),
        new Convention(Inflation.of(Kind.RELAX_TO_PRIOR_SPREAD, 0.7), f -> f.spread = 0.7),
        new Convention(Inflation.of(Kind.PRIOR_ANOMALIES, 1.1).and(Inflation.of(Kind.FORGETTING_FACTOR, 0.9))
            .and(Inflation.of(Kind.RELAX_TO_PRIOR_PERTURBATIONS, 0.2))
            .and(Inflation.of(Kind.RELAX_TO_PRIOR_SPREAD, 0.3))
            .and(Inflation.posteriorAnomalies(1.05)), f -> {
              f.prior = 1.1;
              f.inside = 1 / 0.9;
              f.perturbations = 0.2;
              f.spread = 0.3;
              f.posterior = 1.05;
            }));
  }

  private static void set(TextbookFilters f, Convention convention) {
    f.prior = 1;
    f.priorCovariance = null;
    f.inside = 1;
    f.posterior = 1;
    f.perturbations = 0;
    f.spread = 0;
    convention.textbook.accept(f);
  }

  /** A random ensemble; each observation is a combination of some variables, with an error of its own. */
  private static TextbookFilters problem(int members, double[][] points, int fields, double[][] places, long seed) {
    Random random = new Random(seed);
    TextbookFilters f = new TextbookFilters();
    f.fields = fields;
    int size = points.length * fields;
    int count = places.length;
    f.ensemble = new double[members][];
    for (int m = 0; m < members; m++) {
      f.ensemble[m] = IntStream.range(0, size).mapToDouble(i -> 5 + Math.sin(i) + 2 * random.nextGaussian()).toArray();
    }
    f.operator = new double[count][size];
    f.covariance = new double[count][count];
    f.values = new double[count];
    for (int j = 0; j < count; j++) {
      for (int term = 0; term < 3; term++) {
        f.operator[j][random.nextInt(size)] += random.nextDouble() - 0.2;
      }
      f.covariance[j][j] = Math.pow(0.5 + random.nextDouble(), 2);
      f.values[j] = 5 + 2 * random.nextGaussian();
    }
    f.network = new TextbookNetwork();
    f.network.points = points;
    f.network.places = places;
    f.network.taper = TextbookNetwork::gaspariCohn;
    return f;
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  private static Observations observations(TextbookFilters f) {
    int count = f.values.length;
    double[] deviations = IntStream.range(0, count).mapToDouble(j -> Math.sqrt(f.covariance[j][j])).toArray();
    Observations y = Observations.of(f.values, deviations, ObservationOperator.matrix(flat(f.operator), count,
        f.ensemble[0].length)).withCoordinates(flat(f.network.places));
    y = f.network.levels == null ? y : y.withLevels(f.network.levels);
    return f.network.times == null ? y : y.withTimes(f.network.times);
  }

  private static double[] repeated(int n, double x) {
    double[] all = new double[n];
    Arrays.fill(all, x);
    return all;
  }

  private static double[][] random(int n, long seed, double... ranges) {
    Random random = new Random(seed);
    double[][] all = new double[n][ranges.length / 2];
    for (double[] one : all) {
      for (int d = 0; d < one.length; d++) {
        one[d] = ranges[2 * d] + random.nextDouble() * (ranges[2 * d + 1] - ranges[2 * d]);
      }
    }
    return all;
  }

  private static double[][] grid(int columns, int rows, double x0, double dx, double y0, double dy) {
    double[][] points = new double[columns * rows][];
    for (int i = 0; i < points.length; i++) {
      points[i] = new double[] {x0 + dx * (i % columns), y0 + dy * (i / columns)};
    }
    return points;
  }

  /** A ring, of which a part is not observed. */
  private static Setting ring(int members, int fields, int count, double halfWidth, long seed) {
    double[][] points = IntStream.range(0, 60).mapToObj(i -> new double[] {i}).toArray(double[][]::new);
    TextbookFilters f = problem(members, points, fields, random(count, seed, 0, 35), seed);
    f.network.metric = TextbookNetwork.ring(60);
    f.network.lengths = repeated(count, halfWidth);
    return new Setting("a ring with " + count + " observations", f, Localization.ring(60, TaperLaw.GASPARI_COHN,
        Radius.halfWidth(halfWidth)).withFields(fields), observations(f));
  }

  /** A plane with three fields. */
  private static Setting plane() {
    double[][] points = grid(9, 7, 0, 10, 0, 10);
    TextbookFilters f = problem(12, points, 3, random(70, 2, -5, 90, -5, 70), 2);
    f.network.metric = TextbookNetwork.straight();
    f.network.lengths = repeated(70, 9.1);
    f.network.dropped = 1e-3;
    return new Setting("a plane", f, Localization.of(Geometry.cartesian(2), flat(points), TaperLaw.GASPARI_COHN,
        Radius.dapper(5)).withFields(3), observations(f));
  }

  /** A sphere with poles and the date line. */
  private static Setting sphere() {
    double[][] points = grid(9, 7, -180, 45, -90, 30);
    TextbookFilters f = problem(9, points, 2, random(50, 3, -180, 180, -90, 90), 3);
    f.network.metric = TextbookNetwork.sphere(6371);
    f.network.lengths = repeated(50, 1500);
    return new Setting("a sphere", f, Localization.of(Geometry.greatCircle(6371), flat(points), TaperLaw.GASPARI_COHN,
        Radius.support(3000)).withFields(2), observations(f));
  }

  /** A channel with a geometry of its own, periodic in x alone, where ways are along streets; searched through. */
  private static Setting channel() {
    double[][] points = grid(9, 7, 0, 10, 0, 10);
    TextbookFilters f = problem(10, points, 2, random(60, 9, 0, 90, 0, 60), 9);
    f.network.metric = (a, b) -> {
      double x = Math.abs(a[0] - b[0]);
      return Math.min(x, 90 - x) + Math.abs(a[1] - b[1]);
    };
    f.network.lengths = repeated(60, 11);
    return new Setting("a channel", f, Localization.of(new Channel(), flat(points), TaperLaw.GASPARI_COHN,
        Radius.halfWidth(11)).withFields(2), observations(f));
  }

  private record Channel() implements Geometry {
    @Override
    public int dimensions() {
      return 2;
    }

    @Override
    public void distances(int n, double[] rows, int from, int ld, double[] point, double[] distance, int at) {
      for (int i = 0; i < n; i++) {
        double x = Math.abs(rows[from + i] - point[0]);
        distance[at + i] = (x < 90 - x ? x : 90 - x) + Math.abs(rows[from + ld + i] - point[1]);
      }
    }

    @Override
    public double period(int row) {
      return row == 0 ? 90 : 0;
    }

    @Override
    public double rowReach(double distance) {
      return distance;
    }
  }

  /** A layered plane, types with radii of their own, times; and, if so wished, a cap, or one joint distance. */
  private static Setting layers(int most, Combination combination) {
    double[][] points = grid(8, 7, 0, 10, 0, 10);
    int count = 80;
    TextbookFilters f = problem(10, points, 1, random(count, 4, 0, 70, 0, 60), 4);
    TextbookNetwork n = f.network;
    n.metric = TextbookNetwork.straight();
    n.pointLevels = flat(random(points.length, 5, 0, 8));
    n.levels = flat(random(count, 6, 0, 8));
    n.times = flat(random(count, 7, -3, 3));
    n.analysisTime = 0.5;
    n.verticalTaper = n.taper;
    n.timeTaper = combination == Combination.DISTANCE ? n.taper : t -> Math.exp(-0.5 * t * t);
    n.timeLength = 2;
    n.joint = combination == Combination.DISTANCE;
    n.most = most;
    n.lengths = repeated(count, 12);
    n.verticalLengths = repeated(count, 2);
    String[] types = new String[count];
    for (int j = 0; j < count; j++) {
      types[j] = j % 3 == 0 ? "sonde" : j % 5 == 0 ? "radar" : "other";
      n.lengths[j] = types[j].equals("sonde") ? 25 : types[j].equals("radar") ? 7 : 12;
      n.verticalLengths[j] = types[j].equals("radar") ? 4 : 2;
    }
    Localization localization = Localization.of(Geometry.cartesian(2), flat(points), TaperLaw.GASPARI_COHN,
        Radius.halfWidth(12)).withVertical(n.pointLevels, TaperLaw.GASPARI_COHN, Radius.halfWidth(2))
        .withTime(0.5, n.joint ? TaperLaw.GASPARI_COHN : TaperLaw.GAUSSIAN, Radius.length(2))
        .withCombination(combination)
        .withRadius("sonde", Radius.halfWidth(25)).withRadius("radar", Radius.support(14))
        .withVerticalRadius("radar", Radius.halfWidth(4));
    localization = most == Integer.MAX_VALUE ? localization : localization.withMost(most);
    return new Setting("layers, by " + combination.label() + (most < 100 ? ", at most " + most : ""), f, localization,
        observations(f).withTypes(types));
  }

  /** Two types with whole covariances and one without, on a ring. */
  private static Setting correlated() {
    double[][] points = IntStream.range(0, 40).mapToObj(i -> new double[] {i}).toArray(double[][]::new);
    int count = 24;
    TextbookFilters f = problem(8, points, 2, random(count, 8, 10, 16), 8);
    f.network.metric = TextbookNetwork.ring(40);
    f.network.lengths = repeated(count, 5);
    String[] names = {"wind", "mass", "radiance"};
    String[] types = new String[count];
    Arrays.setAll(types, j -> names[j % 3]);
    Observations y = observations(f).withTypes(types);
    for (String name : List.of("wind", "radiance")) {
      int[] own = IntStream.range(0, count).filter(j -> types[j].equals(name)).toArray();
      double[] r = new double[own.length * own.length];
      for (int i = 0; i < own.length; i++) {
        for (int j = 0; j < own.length; j++) {
          r[i * own.length + j] = (0.6 + 0.1 * i) * (0.6 + 0.1 * j) * Math.pow(0.7, Math.abs(i - j));
          f.covariance[own[i]][own[j]] = r[i * own.length + j];
        }
      }
      y = y.withCovariance(name, r);
    }
    return new Setting("correlated errors", f, Localization.ring(40, TaperLaw.GASPARI_COHN, Radius.halfWidth(5))
        .withFields(2), y);
  }

  private static Ensemble forecast(TextbookFilters f) {
    return Ensemble.of(flat(f.ensemble), f.ensemble.length, f.ensemble[0].length);
  }

  private static void agree(String what, TextbookFilters f, double[][] expected, Ensemble actual) {
    double difference = 0;
    double increment = 0;
    for (int m = 0; m < expected.length; m++) {
      for (int i = 0; i < expected[m].length; i++) {
        double off = Math.abs(actual.get(m, i) - expected[m][i]);
        difference = off > difference || off != off ? off : difference;
        increment = Math.max(increment, Math.abs(expected[m][i] - f.ensemble[m][i]));
      }
    }
    assertTrue(difference <= AGREEMENT * increment, what + ": differs by " + difference / increment
        + " of the largest increment, but " + AGREEMENT + " is allowed");
  }

  private static void check(Setting setting, Filter filter, double[][] expected) {
    Ensemble e = forecast(setting.textbook);
    filter.analyse(e, setting.observations, CYCLE);
    agree(filter.getClass().getSimpleName() + " on " + setting.name + ", " + filter, setting.textbook, expected, e);
  }

  /** All local filters with all conventions. */
  private static void check(Setting setting) {
    TextbookFilters f = setting.textbook;
    assertEquals(Arrays.toString(f.network.counts()),
        Arrays.toString(setting.localization.counts(setting.observations)), setting.name);
    for (Convention convention : conventions(f.ensemble[0].length)) {
      set(f, convention);
      for (UnobservedPoints unobserved : UnobservedPoints.values()) {
        if (unobserved == UnobservedPoints.INFLATE && f.inside == 1) {
          continue;
        }
        f.everywhere = unobserved == UnobservedPoints.INFLATE;
        LETKF letkf = new LETKF(setting.localization).withUnobserved(unobserved).withInflation(convention.inflation);
        double[][] expected = f.letkf();
        for (Backend backend : Backend.ofProcessor()) {
          check(setting, letkf.withBackend(backend), expected);
        }
        check(setting, new LESTKF(setting.localization).withUnobserved(unobserved).withInflation(convention.inflation),
            f.lestkf());
        if (f.network.most == Integer.MAX_VALUE) {
          int[] order = IntStream.range(0, f.values.length).toArray();
          check(setting, new EAKF(setting.localization).withUnobserved(unobserved).withInflation(convention.inflation),
              f.eakf(order));
        }
      }
    }
  }

  @Test
  void everyFilterAndConventionOnEveryGeometry() {
    Setting few = ring(10, 1, 25, 1.5, 1);
    int[] counts = few.textbook.network.counts();
    assertTrue(Arrays.stream(counts).anyMatch(c -> c == 0) && Arrays.stream(counts).anyMatch(c -> c > 0 && c < 5));
    for (Setting setting : List.of(few, ring(10, 2, 120, 6, 2), ring(20, 9, 60, 5, 3), plane(), channel(), sphere(),
        layers(Integer.MAX_VALUE, Combination.PRODUCT), layers(Integer.MAX_VALUE, Combination.DISTANCE),
        layers(6, Combination.PRODUCT), layers(6, Combination.DISTANCE), correlated())) {
      check(setting);
    }
  }

  @Test
  void pointsThatShareATransform() {
    Setting setting = ring(10, 2, 40, 12, 6);
    for (int batch : new int[] {2, 7, 60}) {
      setting.textbook.batch = batch;
      double[][] expected = setting.textbook.letkf();
      for (Backend backend : Backend.ofProcessor()) {
        check(setting, new LETKF(setting.localization).withBatch(batch).withBackend(backend), expected);
      }
      check(setting, new LESTKF(setting.localization).withBatch(batch), setting.textbook.lestkf());
    }
  }

  @Test
  void weightsInterpolatedBetweenSomePoints() {
    Setting setting = plane();
    for (int[] step : new int[][] {{1, 1}, {2, 3}, {3, 2}, {6, 8}, {4, 5}}) {
      CoarseGrid grid = CoarseGrid.of(new int[] {7, 9}, step, new boolean[2]);
      for (Convention convention : conventions(setting.textbook.ensemble[0].length)) {
        set(setting.textbook, convention);
        setting.textbook.everywhere = step[0] == 3;
        check(setting, new LETKF(setting.localization).withCoarseGrid(grid).withInflation(convention.inflation)
            .withUnobserved(step[0] == 3 ? UnobservedPoints.INFLATE : UnobservedPoints.KEEP_FORECAST),
            setting.textbook.letkfBetween(7, 9, step[0], step[1]));
      }
    }
  }

  @Test
  void observationsSortedByTheirErrors() {
    Setting setting = ring(7, 1, 30, 5, 7);
    int[] order = IntStream.range(0, 30).boxed().sorted(java.util.Comparator
        .comparingDouble((Integer j) -> setting.textbook.covariance[j][j])).mapToInt(Integer::intValue).toArray();
    check(setting, new EAKF(setting.localization).withOrder(ObservationOrder.SORTED_BY_VARIANCE),
        setting.textbook.eakf(order));
  }

  /** Points that all see the same number of observations. */
  private static Setting crowd(int members, int fields, int count) {
    double[][] points = random(11, 9, 0, 1);
    TextbookFilters f = problem(members, points, fields, random(count, 10 + count, 0, 1), members);
    f.network.metric = TextbookNetwork.straight();
    f.network.lengths = repeated(count, 1.5);
    return new Setting(members + " members, " + fields + " fields, " + count + " observations everywhere", f,
        Localization.of(Geometry.cartesian(1), flat(points), TaperLaw.GASPARI_COHN, Radius.halfWidth(1.5))
            .withFields(fields), observations(f));
  }

  /** Numbers of observations and fields just below and just above every switch between ways to compute. */
  @Test
  void bothSidesOfEverySwitch() {
    for (int members : new int[] {4, 7, 20, 41}) {
      TreeSet<Integer> counts = new TreeSet<>(List.of(1, members - 1, members, 2 * members + 1));
      TreeSet<Integer> fields = new TreeSet<>(List.of(1));
      for (int rows : new int[] {members - 1, members}) {
        int last = IntStream.rangeClosed(0, members).filter(p -> LocalRules.observationOrder(rows, p) > 0).max()
            .orElseThrow();
        assertEquals(0, LocalRules.observationOrder(rows, last + 1));
        counts.addAll(List.of(last, last + 1));
        int few = IntStream.rangeClosed(1, 99).filter(v -> !LocalRules.forms(rows, v)).max().orElseThrow();
        assertTrue(LocalRules.forms(rows, few + 1));
        fields.addAll(List.of(few, few + 1));
      }
      for (int count : counts) {
        for (int v : fields) {
          Setting setting = crowd(members, v, count);
          double[][] expected = setting.textbook.letkf();
          for (Backend backend : Backend.ofProcessor()) {
            check(setting, new LETKF(setting.localization).withBackend(backend), expected);
          }
          check(setting, new LESTKF(setting.localization), setting.textbook.lestkf());
        }
      }
    }
  }

  /** More observations at a point than go one a lane. */
  @Test
  void thousandsOfObservationsAtAPoint() {
    Setting setting = crowd(5, 1, LocalRules.MOST_TERMS + 60);
    check(setting, new LETKF(setting.localization), setting.textbook.letkf());
    check(setting, new LESTKF(setting.localization), setting.textbook.lestkf());
  }

  @Test
  void inflationEstimatedFromInnovations() {
    for (AdaptiveInflation.Method method : AdaptiveInflation.Method.values()) {
      boolean anderson = method == AdaptiveInflation.Method.ANDERSON_2009;
      double lowest = anderson ? 0.15 : 0.3;
      Setting setting = ring(9, 2, 40, 4, 11);
      TextbookFilters f = setting.textbook;
      AdaptiveInflation adaptive = AdaptiveInflation.of(method, setting.localization).withDeviation(0.3, lowest)
          .withDamping(0.9).withBounds(0.6, 4);
      int size = f.ensemble[0].length;
      InflationField field = adaptive.start(size);
      Filter filter = new AdaptiveFilter(new LETKF(setting.localization), adaptive, field);
      Ensemble e = forecast(f);
      double[] factors = repeated(size, 1);
      double[] deviations = repeated(size, 0.3);
      for (int c = 0; c < 3; c++) {
        filter.analyse(e, setting.observations, CYCLE);
        f.priorCovariance = factors.clone();
        double[][] expected = f.letkf();
        agree(method.label() + ", cycle " + c, f, expected, e);
        if (anderson) {
          TextbookInflation.anderson(f, factors, deviations, lowest, 0.9, 0.6, 4);
        } else {
          TextbookInflation.miyoshi(f, factors, deviations, 0.9, 0.6, 4);
        }
        for (int i = 0; i < size; i++) {
          assertEquals(1, field.factor(i) / factors[i], AGREEMENT, method.label() + ", factor " + i + ", cycle " + c);
          assertEquals(1, field.deviation(i) / deviations[i], AGREEMENT, method.label() + ", deviation " + i);
        }
        f.ensemble = expected;
      }
      assertTrue(Arrays.stream(factors).distinct().count() > 20);
    }
  }

  /** The textbook's classes name no class of this project but themselves. */
  @Test
  void nothingIsShared() throws IOException {
    List<String> shared = new ArrayList<>();
    for (String name : List.of("TextbookFilters", "TextbookNetwork", "TextbookInflation",
        "TextbookMatrices", "TextbookMatrices$Spectrum")) {
      try (InputStream in = TextbookFilters.class.getResourceAsStream(name + ".class")) {
        for (PoolEntry entry : ClassFile.of().parse(in.readAllBytes()).constantPool()) {
          if (entry instanceof ClassEntry c && c.asInternalName().startsWith("org/isobit/")
              && !c.asInternalName().startsWith("org/isobit/models/textbook/Textbook")) {
            shared.add(name + " uses " + c.asInternalName());
          }
        }
      }
    }
    assertEquals(List.of(), shared);
  }
}
