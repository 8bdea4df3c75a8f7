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
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.isobit.kernels.Backend;
import org.isobit.models.assimilation.Inflation.Kind;
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
  static final double AGREEMENT = 1e-10;

  static final Cycle CYCLE = Cycle.of(3, 1);

  /** The same analysis for both. */
  record Setting(String name, TextbookFilters textbook, Localization localization, Observations observations) {}

  record Convention(Inflation inflation, Consumer<TextbookFilters> textbook) {}

  static List<Convention> conventions(int size) {
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

  static void set(TextbookFilters f, Convention convention) {
    f.prior = 1;
    f.priorCovariance = null;
    f.inside = 1;
    f.posterior = 1;
    f.perturbations = 0;
    f.spread = 0;
    convention.textbook.accept(f);
  }

  /** A random ensemble; each observation is a combination of some variables, with an error of its own. */
  static TextbookFilters problem(int members, double[][] points, int fields, double[][] places, long seed) {
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

  static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  static Observations observations(TextbookFilters f) {
    int count = f.values.length;
    double[] deviations = IntStream.range(0, count).mapToDouble(j -> Math.sqrt(f.covariance[j][j])).toArray();
    Observations y = Observations.of(f.values, deviations, ObservationOperator.matrix(flat(f.operator), count,
        f.ensemble[0].length)).withCoordinates(flat(f.network.places));
    y = f.network.levels == null ? y : y.withLevels(f.network.levels);
    return f.network.times == null ? y : y.withTimes(f.network.times);
  }

  static double[] repeated(int n, double x) {
    double[] all = new double[n];
    Arrays.fill(all, x);
    return all;
  }

  static double[][] random(int n, long seed, double... ranges) {
    Random random = new Random(seed);
    double[][] all = new double[n][ranges.length / 2];
    for (double[] one : all) {
      for (int d = 0; d < one.length; d++) {
        one[d] = ranges[2 * d] + random.nextDouble() * (ranges[2 * d + 1] - ranges[2 * d]);
      }
    }
    return all;
  }

  static double[][] grid(int columns, int rows, double x0, double dx, double y0, double dy) {
    double[][] points = new double[columns * rows][];
    for (int i = 0; i < points.length; i++) {
      points[i] = new double[] {x0 + dx * (i % columns), y0 + dy * (i / columns)};
    }
    return points;
  }

  /** A ring, of which a part is not observed. */
  static Setting ring(int members, int fields, int count, double halfWidth, long seed) {
    double[][] points = IntStream.range(0, 60).mapToObj(i -> new double[] {i}).toArray(double[][]::new);
    TextbookFilters f = problem(members, points, fields, random(count, seed, 0, 35), seed);
    f.network.metric = TextbookNetwork.ring(60);
    f.network.lengths = repeated(count, halfWidth);
    return new Setting("a ring with " + count + " observations", f, Localization.ring(60, TaperLaw.GASPARI_COHN,
        Radius.halfWidth(halfWidth)).withFields(fields), observations(f));
  }

  /** A plane with three fields. */
  static Setting plane() {
    double[][] points = grid(9, 7, 0, 10, 0, 10);
    TextbookFilters f = problem(12, points, 3, random(70, 2, -5, 90, -5, 70), 2);
    f.network.metric = TextbookNetwork.straight();
    f.network.lengths = repeated(70, 9.1);
    f.network.dropped = 1e-3;
    return new Setting("a plane", f, Localization.of(Geometry.cartesian(2), flat(points), TaperLaw.GASPARI_COHN,
        Radius.dapper(5)).withFields(3), observations(f));
  }

  /** A sphere with poles and the date line. */
  static Setting sphere() {
    double[][] points = grid(9, 7, -180, 45, -90, 30);
    TextbookFilters f = problem(9, points, 2, random(50, 3, -180, 180, -90, 90), 3);
    f.network.metric = TextbookNetwork.sphere(6371);
    f.network.lengths = repeated(50, 1500);
    return new Setting("a sphere", f, Localization.of(Geometry.greatCircle(6371), flat(points), TaperLaw.GASPARI_COHN,
        Radius.support(3000)).withFields(2), observations(f));
  }

  /** A channel with a geometry of its own, periodic in x alone, where ways are along streets; searched through. */
  static Setting channel() {
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

  record Channel() implements Geometry {
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
  static Setting layers(int most, Combination combination) {
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
  static Setting correlated() {
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

  static Ensemble forecast(TextbookFilters f) {
    return Ensemble.of(flat(f.ensemble), f.ensemble.length, f.ensemble[0].length);
  }

  static void agree(String what, TextbookFilters f, double[][] expected, Ensemble actual) {
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

  static void check(Setting setting, Filter filter, double[][] expected) {
    Ensemble e = forecast(setting.textbook);
    filter.analyse(e, setting.observations, CYCLE);
    agree(filter.getClass().getSimpleName() + " on " + setting.name + ", " + filter, setting.textbook, expected, e);
  }

  /** All local filters with all conventions. */
  static void check(Setting setting) {
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
