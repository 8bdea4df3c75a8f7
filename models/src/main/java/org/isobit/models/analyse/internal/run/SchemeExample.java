package org.isobit.models.analyse.internal.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isobit.kernels.elementary.Elementary;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.StateField;
import org.isobit.models.assimilation.StateField.Scale;
import org.isobit.models.io.OutputDirectory;
import org.isobit.models.learned.Features;
import org.isobit.models.learned.NetworkCorrelations;
import org.isobit.models.learned.ObservedState;
import org.isobit.models.learned.OptimalInterpolation;
import org.isobit.models.learned.ScaledNetwork;
import org.isobit.models.learned.SchemeFile;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.training.Loss;
import org.isobit.models.learning.training.Optimizer;
import org.isobit.models.learning.training.SupervisedObjective;
import org.isobit.models.learning.training.Trainer;
import org.isobit.models.learning.training.TrainingSettings;
import org.isobit.models.netcdf.NetcdfDefinition;
import org.isobit.models.netcdf.NetcdfType;
import org.isobit.models.netcdf.NetcdfWriter;

/**
 * An example of a trained scheme: nitrogen of a water column, dissolved (n) and in phytoplankton (p), of which the
 * chlorophyll at the surface is observed. A column follows from the day of the year and three random numbers: total
 * nitrogen, depth of the mixed layer, and how much of the nitrogen phytoplankton has taken up. So n and p vary together
 * in winter, as the total does, and against each other while phytoplankton uses nitrogen up: correlations depend on the
 * state, and a network learns them, in a moment, from ensembles of such columns.
 */
public final class SchemeExample {

  private static final long SEED = 2028;
  private static final int LEVELS = 25;
  private static final int SIZE = 2 * LEVELS;
  private static final int SAMPLES = 1500;
  private static final int MEMBERS = 32;

  /** Spread of an ensemble's random numbers, which have variance 1 in the climatology. */
  private static final double SPREAD = 0.5;

  private static final double LN_10 = 2.302585092994046;

  /** log₁₀ of 1.59 g of chlorophyll to a mol of nitrogen. */
  private static final double OFFSET = 0.2014;
  private static final double ERROR = 0.13;

  /** Days since the year began of the forecast, 11 May. */
  private static final double DAY = 130.5;

  private static final String CONFIG = "/org/isobit/models/analyse/scheme-example.yaml";

  private SchemeExample() {}

  /**
   * Trains the scheme and writes everything into a new directory, whole or not at all.
   *
   * @throws IllegalArgumentException if it holds files that are no example's
   */
  public static void write(Path target) throws IOException {
    double[] base = draws(0, 3);
    double[] truth = column(DAY, around(base, 1));
    try (OutputDirectory out = OutputDirectory.create(target)) {
      Path folder = out.path();
      state(folder.resolve("truth.nc"), truth);
      state(folder.resolve("forecast.nc"), column(DAY, around(base, 2)));
      double observed = truth[LEVELS] + OFFSET + ERROR * draws(3, 1)[0];
      Files.writeString(folder.resolve("chlorophyll.csv"), String.format(Locale.ROOT,
          "# made by isobit analyse --example-scheme\ndepth,value,sd\n%.1f,%.4f,%.2f\n", depth(0), observed, ERROR),
          StandardCharsets.UTF_8);
      satellite(folder.resolve("chlorophyll.nc"), observed);
      SchemeFile.write(folder.resolve("scheme.safetensors"), trained(),
          Map.of("trained", "by isobit analyse --example-scheme"));
      try (InputStream config = SchemeExample.class.getResourceAsStream(CONFIG)) {
        Files.write(folder.resolve("config.yaml"), config.readAllBytes());
      }
      out.commit();
    }
  }

  private static double[] draws(long stream, int n) {
    double[] draws = new double[n];
    Philox.gaussian(SEED, stream, 0, n, draws, 0);
    return draws;
  }

  /** Three random numbers near others. */
  private static double[] around(double[] base, long stream) {
    double[] near = draws(stream, base.length);
    for (int i = 0; i < near.length; i++) {
      near[i] = base[i] + SPREAD * near[i];
    }
    return near;
  }

  private static double depth(int level) {
    return 1.0 + 2.0 * level;
  }

  private static double exp(double x) {
    double[] y = {x};
    Elementary.exp(1, y, 0, y, 0);
    return y[0];
  }

  private static double sigmoid(double x) {
    return 1 / (1 + exp(-x));
  }

  /** log₁₀ of n, then of p, from the surface down, in mmol m⁻³. */
  private static double[] column(double day, double[] random) {
    double stratified = sigmoid((day - 105) / 8) * sigmoid((275 - day) / 10);
    double bloom = exp(-(day - 125) * (day - 125) / (35 * 35)) + 0.6 * stratified;
    double total = 9 * exp(0.3 * random[0]);
    double mixed = (60 - 45 * stratified) * exp(0.2 * random[1]);
    double taken = sigmoid(4 * bloom - 3 + 0.8 * random[2]);
    double[] x = new double[SIZE];
    for (int i = 0; i < LEVELS; i++) {
      double f = taken * sigmoid((mixed - depth(i)) / 4);
      x[i] = total * (0.98 - 0.9 * f);
      x[LEVELS + i] = total * (0.02 + 0.4 * f);
    }
    Elementary.log(SIZE, x, 0, x, 0);
    for (int i = 0; i < SIZE; i++) {
      x[i] /= LN_10;
    }
    return x;
  }

  /** The scheme, trained with ensembles of the climatology. */
  private static OptimalInterpolation trained() {
    ObservedState state = ObservedState.of(List.of(new StateField("n", LEVELS, Scale.LOG10),
        new StateField("p", LEVELS, Scale.LOG10)), "p", 0).withOffset(OFFSET);
    int[] levels = {0, 4, 8, 12, LEVELS - 1};
    Features features = Features.of(state,
        List.of(new Features.Part("n", levels), new Features.Part("p", levels)), true, false);
    int inputs = features.count();
    double[] x = new double[SAMPLES * inputs];
    double[] rho = new double[SAMPLES * SIZE];
    double[] variance = new double[SIZE];
    double[] days = new double[SAMPLES];
    Philox.uniform(SEED, 4, 0, SAMPLES, days, 0);
    for (int s = 0; s < SAMPLES; s++) {
      double day = Features.YEAR * days[s];
      double[] base = draws(1000 + s, 3);
      features.compute(column(day, base), 0, day, 0, x, (long) s * inputs);
      double[][] members = new double[MEMBERS][];
      for (int m = 0; m < MEMBERS; m++) {
        members[m] = column(day, around(base, 10_000 + (long) s * MEMBERS + m));
      }
      correlate(members, rho, s * SIZE, variance);
    }
    double[] deviation = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      deviation[i] = Math.sqrt(2 * variance[i] / SAMPLES); // a member's from another, not from the mean
    }
    Features scaled = features.fitted(SAMPLES, x);
    double[] mean = scaled.mean();
    double[] spread = scaled.deviation();
    for (int i = 0; i < x.length; i++) {
      x[i] = (x[i] - mean[i % inputs]) / spread[i % inputs];
    }
    Network network = Network.of(Shape.of(inputs), Layers.dense(16, Activation.TANH),
        Layers.dense(16, Activation.TANH), Layers.dense(SIZE, Activation.IDENTITY));
    double[] theta = network.initialize(SEED, 0);
    Trainer.of(new SupervisedObjective(network, Loss.squared(), x, rho, 50),
        TrainingSettings.of(Optimizer.adam(0.01), 50, 40).withSeed(SEED, 0)).train(theta);
    return OptimalInterpolation.of(new NetworkCorrelations(ScaledNetwork.unscaled(scaled, network.inference(theta, 0))),
        deviation);
  }

  /** Correlations with p at the surface; variances are added to those that are there. */
  private static void correlate(double[][] members, double[] rho, int at, double[] variance) {
    double[] mean = new double[SIZE];
    for (double[] member : members) {
      for (int i = 0; i < SIZE; i++) {
        mean[i] += member[i] / MEMBERS;
      }
    }
    double[] own = new double[SIZE];
    double[] joint = new double[SIZE];
    for (double[] member : members) {
      double c = member[LEVELS] - mean[LEVELS];
      for (int i = 0; i < SIZE; i++) {
        double d = member[i] - mean[i];
        own[i] += d * d / (MEMBERS - 1);
        joint[i] += d * c / (MEMBERS - 1);
      }
    }
    for (int i = 0; i < SIZE; i++) {
      rho[at + i] = joint[i] / Math.sqrt(own[i] * own[LEVELS]);
      variance[i] += own[i];
    }
  }

  private static void state(Path file, double[] log10) throws IOException {
    NetcdfDefinition definition = new NetcdfDefinition().attribute("Conventions", "CF-1.11")
        .attribute("source", "isobit analyse --example-scheme").dimension("time", 1).dimension("depth", LEVELS);
    define(definition, "time", "days since 2026-01-01 00:00:00", List.of("time"));
    definition.variable("depth", NetcdfType.DOUBLE, attributes("units", "m", "positive", "down"), List.of("depth"));
    define(definition, "n", "mmol m-3", List.of("time", "depth"));
    define(definition, "p", "mmol m-3", List.of("time", "depth"));
    double[] physical = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      physical[i] = exp(LN_10 * log10[i]);
    }
    try (NetcdfWriter out = new NetcdfWriter(file, definition)) {
      out.write("time", new double[] {DAY}, 0, 1);
      for (int i = 0; i < LEVELS; i++) {
        out.write("depth", new double[] {depth(i)}, 0, 1);
      }
      out.write("n", physical, 0, LEVELS);
      out.write("p", physical, LEVELS, LEVELS);
    }
  }

  /** The same observation as a satellite's file has it: a grid, here of one pixel, and no depth. */
  private static void satellite(Path file, double observed) throws IOException {
    List<String> dimensions = List.of("time", "lat", "lon");
    NetcdfDefinition definition = new NetcdfDefinition().attribute("Conventions", "CF-1.11")
        .attribute("source", "isobit analyse --example-scheme");
    dimensions.forEach(dimension -> definition.dimension(dimension, 1));
    define(definition, "time", "days since 2026-01-01 00:00:00", List.of("time"));
    define(definition, "lat", "degrees_north", List.of("lat"));
    define(definition, "lon", "degrees_east", List.of("lon"));
    define(definition, "log10_chlor_a", "lg(re 1 mg m-3)", dimensions);
    define(definition, "log10_chlor_a_sd", "1", dimensions);
    try (NetcdfWriter out = new NetcdfWriter(file, definition)) {
      out.write("time", new double[] {DAY}, 0, 1);
      out.write("lat", new double[] {50.25}, 0, 1);
      out.write("lon", new double[] {-4.2167}, 0, 1);
      out.write("log10_chlor_a", new double[] {Math.rint(1e4 * observed) / 1e4}, 0, 1);
      out.write("log10_chlor_a_sd", new double[] {ERROR}, 0, 1);
    }
  }

  private static void define(NetcdfDefinition definition, String name, String units, List<String> dimensions) {
    definition.variable(name, NetcdfType.DOUBLE, attributes("units", units), dimensions);
  }

  private static Map<String, Object> attributes(String... keysAndValues) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      attributes.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return attributes;
  }
}
