package org.isobit.models.analyse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.isobit.kernels.elementary.Elementary;
import org.isobit.kernels.elementary.LogNdtr;
import org.isobit.kernels.random.Philox;
import org.isobit.models.analyse.internal.transform.Anamorphosis;
import org.isobit.models.analyse.internal.transform.FieldTransform;
import org.isobit.models.analyse.internal.transform.LogTransform;
import org.isobit.models.analyse.internal.transform.LogitTransform;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.Told;
import org.isobit.models.io.NpyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformsTest {

  private static final int MEMBERS = 10;
  private static final int SIZE = 6;

  @TempDir
  Path folder;

  private static double[] draws(int n) {
    double[] x = new double[n];
    Philox.gaussian(13, 5, 0, n, x, 0);
    return x;
  }

  private static void assertRoundTrip(FieldTransform t, double... values) {
    double[] x = values.clone();
    t.forward(x, 0, x.length);
    for (int i = 1; i < x.length; i++) {
      assertTrue(x[i] > x[i - 1], t.description() + " at " + values[i]);
    }
    for (double value : values) {
      double h = 1e-6 * Math.max(1e-3, Math.abs(value - 1));
      double[] near = {value - h, value + h};
      if (t.contains(near[0]) && t.contains(near[1])) {
        t.forward(near, 0, 2);
        assertEquals((near[1] - near[0]) / (2 * h), t.slope(value), 1e-3 * t.slope(value), t.description());
      }
    }
    t.inverse(x, 0, x.length);
    assertArrayEquals(values, x, 1e-12);
  }

  @Test
  void transformsGoThereAndBack() {
    assertRoundTrip(new LogTransform(0, false), 1e-300, 0.5, 1, 3, 1e300 / 1e300 * 7);
    assertRoundTrip(new LogTransform(-2, false), -1.999, 0.5, 1, 30);
    assertRoundTrip(new LogTransform(0, true), 1e-300, 0.5, 1, 3, 30);
    assertRoundTrip(new LogTransform(-2, true), -1.999, 0.5, 1, 30);
    double[] hundred = {100, 1e-3};
    new LogTransform(0, true).forward(hundred, 0, 2);
    assertArrayEquals(new double[] {2, -3}, hundred, 1e-15);
    assertRoundTrip(new LogitTransform(0, 1), 1e-9, 0.2, 0.5, 0.7, 0.999999);
    assertRoundTrip(new LogitTransform(-5, 40), -4.5, 0, 39);
    Ensemble e = Ensemble.of(draws(600), 10, 60);
    assertRoundTrip(Anamorphosis.fit(e, 20, 40, 51, -10, 10), -3.7, -0.51, 0.013, 0.77, 5);
    assertTrue(!new LogTransform(0, false).contains(0) && !new LogTransform(0, false).contains(Double.NaN));
    assertTrue(!new LogitTransform(0, 1).contains(1) && !new LogitTransform(0, 1).contains(0));
  }

  @Test
  void whatComesBackIsInsideTheBounds() {
    double[] far = {-1e300, -800, 800, 1e300};
    double[] x = far.clone();
    new LogitTransform(0, 100).inverse(x, 0, 4);
    assertTrue(DoubleStream.of(x).allMatch(v -> v >= 0 && v <= 100), Arrays.toString(x));
    x = far.clone();
    Anamorphosis.fit(Ensemble.of(draws(100), 10, 10), 0, 10, 11, -5, 4).inverse(x, 0, 4);
    assertArrayEquals(new double[] {-5, -5, 4, 4}, x);
  }

  /** Quantiles agree with the distribution function of the kernels, which shares no code with them. */
  @Test
  void normalQuantiles() {
    for (double p : new double[] {1e-300, 1e-20, 1e-5, 0.02, 0.074, 0.076, 0.3, 0.5, 0.7, 0.93, 0.9999}) {
      double[] x = {Anamorphosis.Normal.quantile(p)};
      LogNdtr.logNdtr(1, x, 0, x, 0);
      assertEquals(Math.log(p), x[0], 1e-13 * Math.max(1, Math.abs(Math.log(p))), "p = " + p);
    }
    assertEquals(0, Anamorphosis.Normal.quantile(0.5));
  }

  /** Skewed data become normal: mean 0, variance 1, no skewness. */
  @Test
  void anamorphosisMakesNormal() {
    double[] skew = draws(20_000);
    Elementary.exp(skew.length, skew, 0, skew, 0);
    Ensemble e = Ensemble.of(skew, 20, 1000);
    FieldTransform t = Anamorphosis.fit(e, 0, 1000, 501, 0, Double.POSITIVE_INFINITY);
    t.forward(skew, 0, skew.length);
    double mean = DoubleStream.of(skew).average().orElseThrow();
    double variance = DoubleStream.of(skew).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    double third = DoubleStream.of(skew).map(v -> Math.pow(v - mean, 3)).average().orElseThrow();
    assertEquals(0, mean, 0.02);
    assertEquals(1, variance, 0.03);
    assertEquals(0, third, 0.1);
  }

  @Test
  void equalValuesShareAKnotOrAreRefused() {
    double[] x = draws(100);
    for (int i = 0; i < 60; i++) {
      x[i] = 0;
    }
    FieldTransform t = Anamorphosis.fit(Ensemble.of(x, 10, 10), 0, 10, 101, -9, 9);
    double[] zero = {0};
    t.forward(zero, 0, 1);
    assertTrue(Double.isFinite(zero[0]) && Double.isFinite(t.slope(0)));
    t.inverse(zero, 0, 1);
    assertEquals(0, zero[0], 1e-12);
    assertTrue(assertThrows(IllegalArgumentException.class, () -> Anamorphosis.fit(Ensemble.of(new double[20], 2, 10),
        0, 10, 11, -1, 1)).getMessage().contains("has the value 0.0 nearly everywhere"));
    assertTrue(assertThrows(IllegalArgumentException.class, () -> Anamorphosis.fit(Ensemble.of(x, 10, 10), 0, 10, 11,
        0, 1)).getMessage().contains("out of the bounds from 0.0 to 1.0"));
  }

  private double[] positive() {
    double[] x = draws(MEMBERS * SIZE);
    Elementary.exp(x.length, x, 0, x, 0);
    return x;
  }

  private void write(double[] ensemble, String transform, String more) throws IOException {
    NpyFile.write(folder.resolve("e.npy"), ensemble, MEMBERS, SIZE);
    Files.writeString(folder.resolve("o.csv"), "x,value,sd\n2,0.01,0.02\n4,0.5,0.1\n");
    Files.writeString(folder.resolve("config.yaml"), "ensemble: e.npy\nobservations: {file: o.csv" + more
        + "}\ntransforms: {state: " + transform + "}\nmethod: {filter: etkf}\noutput: {picture: false}\n");
  }

  private double[] analysis() throws IOException {
    Told told = Commands.analyse(folder.resolve("config.yaml"), "--audit", "100%");
    assertEquals(Cli.OK, told.code(), told.text());
    return NpyFile.read(folder.resolve("analysis/analysis.npy")).doubles();
  }

  @Test
  void observationsOfThePhysicalField() throws IOException {
    write(positive(), "{kind: log}", ", space: physical");
    Ensemble e = Ensemble.of(positive(), MEMBERS, SIZE);
    Elementary.log(MEMBERS * SIZE, e.values(), 0, e.values(), 0);
    new ETKF().analyse(e, Observations.of(new double[] {0.01, 0.5}, new double[] {0.02, 0.1}, (states, observed) -> {
      for (int m = 0; m < MEMBERS; m++) {
        double[] two = {states.get(m, 2), states.get(m, 4)};
        Elementary.exp(2, two, 0, observed, 2 * m);
      }
    }), Cycle.of(1, 0));
    Elementary.exp(MEMBERS * SIZE, e.values(), 0, e.values(), 0);
    double[] own = analysis();
    assertArrayEquals(e.values(), own);
    assertTrue(DoubleStream.of(own).allMatch(v -> v > 0));
  }

  @Test
  void observationsOfTheTransformedField() throws IOException {
    write(positive(), "{kind: log}", "");
    Ensemble e = Ensemble.of(positive(), MEMBERS, SIZE);
    Elementary.log(MEMBERS * SIZE, e.values(), 0, e.values(), 0);
    double[] y = {0.01, 0.5};
    Elementary.log(2, y, 0, y, 0);
    new ETKF().analyse(e, Observations.of(y, new double[] {0.02 * (1 / 0.01), 0.1 * (1 / 0.5)},
        ObservationOperator.indices(2, 4)), Cycle.of(1, 0));
    Elementary.exp(MEMBERS * SIZE, e.values(), 0, e.values(), 0);
    assertArrayEquals(e.values(), analysis());
  }

  /** A file of logarithms and their errors gives what the file of the values does, for every filter. */
  @Test
  void observationsThatAreTransformedAlready() throws IOException {
    write(positive(), "{kind: log}", "");
    double[] expected = analysis();
    double[] y = {0.01, 0.5};
    Elementary.log(2, y, 0, y, 0);
    write(positive(), "{kind: log}", ", space: already-transformed");
    Files.writeString(folder.resolve("o.csv"), "x,value,sd\n2," + y[0] + "," + 0.02 * (1 / 0.01) + "\n4," + y[1] + ","
        + 0.1 * (1 / 0.5) + "\n");
    assertArrayEquals(expected, analysis());
    Told told = Commands.analyse(folder.resolve("config.yaml"), "--set", "transforms=null");
    assertEquals(Cli.BAD_INPUT, told.code());
    assertTrue(told.text().contains("o.csv: 'space: already-transformed' is for fields with a transform, but 'state' "
        + "has none"), told.text());
  }

  @Test
  void boundsHoldForAllKinds() throws IOException {
    double[] x = positive();
    for (int i = 0; i < x.length; i++) {
      x[i] = x[i] / (1 + x[i]);
    }
    for (String kind : new String[] {"{kind: logit, lower: 0, upper: 1}", "{kind: anamorphosis, lower: 0, upper: 1}"}) {
      write(x, kind, "");
      assertTrue(DoubleStream.of(analysis()).allMatch(v -> v >= 0 && v <= 1), kind);
    }
    write(draws(MEMBERS * SIZE), "{kind: log, lower: -1}", "");
    Told told = Commands.analyse(folder.resolve("config.yaml"));
    assertEquals(Cli.BAD_INPUT, told.code());
    assertTrue(told.text().matches("(?s).*transforms.state: member \\d+ is -[0-9.]+ at point \\d, out of the bounds "
        + "above -1.0\\s*"), told.text());
    write(positive(), "{kind: log, lower: 0}", "");
    Files.writeString(folder.resolve("o.csv"), "x,value,sd\n2,0,0.02\n");
    assertTrue(Commands.analyse(folder.resolve("config.yaml")).text()
        .contains("o.csv:2: the observation of 'state' is 0.0, " + "out of the bounds above 0.0"));
    for (String[] one : new String[][] {{"{kind: logit, lower: 2, upper: 1}", "must be greater than lower"},
        {"{kind: sqrt}", "must be one of log, log10, logit, anamorphosis"}}) {
      write(positive(), one[0], "");
      assertTrue(Commands.analyse(folder.resolve("config.yaml")).text().contains(one[1]), one[0]);
    }
    write(positive(), "{kind: log}}\nx: {y: 1", "");
    assertTrue(Commands.analyse(folder.resolve("config.yaml")).text().contains("x: is not known here"));
    write(positive(), "{kind: log}", "");
    assertTrue(Commands.analyse(folder.resolve("config.yaml"), "--set", "transforms={humidity: {kind: log}}").text()
        .contains("transforms.humidity: is none of the fields state"));
  }
}
