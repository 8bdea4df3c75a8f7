package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.random.Philox;
import org.isobit.models.analyse.internal.source.BlowUp;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the first members come from. */
class InitialEnsembleTest {

  @TempDir
  Path folder;

  private InitialEnsemble read(String yaml, int modelSize) throws IOException {
    return InitialEnsemble.read(Settings.parse("test", folder, yaml, List.of()), modelSize, null, null,
        new BlowUp(100));
  }

  private void refused(String yaml, int modelSize, String message) {
    String is = assertThrows(IllegalArgumentException.class, () -> read(yaml, modelSize)).getMessage();
    assertTrue(is.contains(message), is);
  }

  private static double[] drawn(long seed, int members, double variance, double... mean) {
    double[] all = new double[members * mean.length];
    for (int m = 0; m < members; m++) {
      double[] z = new double[mean.length];
      Philox.gaussian(seed, (18L << 56) + m, 0, z.length, z, 0);
      for (int i = 0; i < z.length; i++) {
        all[m * z.length + i] = Math.fma(Math.sqrt(variance), z[i], mean[i]);
      }
    }
    return all;
  }

  @Test
  void drawnAroundAMean() throws IOException {
    InitialEnsemble one = read("{members: 3, variance: 4, mean: 2}", 5);
    assertEquals(3, one.members());
    assertArrayEquals(new int[] {5}, one.stateShape());
    assertEquals(Map.of(), one.inputs());
    assertArrayEquals(drawn(7, 3, 4, 2, 2, 2, 2, 2), one.make(7).values());
    assertArrayEquals(drawn(7, 2, 0.5, 0, 0), read("{members: 2, variance: 0.5}", 2).make(7).values());
    assertArrayEquals(drawn(1, 2, 1, 3, -4), read("{members: 2, variance: 1, mean: [3, -4]}", 2).make(1).values());
    NpyFile.write(folder.resolve("mean.npy"), new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    InitialEnsemble file = read("{members: 2, variance: 1, mean-file: mean.npy}", 0);
    assertArrayEquals(new int[] {2, 3}, file.stateShape());
    assertEquals(Map.of("ensemble.mean-file", StateFiles.sha256(folder.resolve("mean.npy"))), file.inputs());
    assertArrayEquals(drawn(9, 2, 1, 1, 2, 3, 4, 5, 6), file.make(9).values());
    read("{members: 2, variance: 1, mean-file: mean.npy}", 6);
    NpyFile.write(folder.resolve("cube.npy"), new double[8], 2, 2, 2);
    assertArrayEquals(new int[] {2, 2, 2}, read("{members: 2, variance: 1, mean-file: cube.npy}", 0).stateShape());
  }

  @Test
  void given() throws IOException {
    double[] values = {1, 2, 3, 4, 5, 6};
    NpyFile.write(folder.resolve("e.npy"), values, 2, 3);
    InitialEnsemble given = read("{file: e.npy}", 3);
    Ensemble ensemble = given.make(1);
    assertArrayEquals(values, ensemble.values());
    assertEquals(2, ensemble.members());
    assertEquals(2, given.members());
    assertEquals(3, ensemble.size());
    assertEquals(Map.of("ensemble.file", StateFiles.sha256(folder.resolve("e.npy"))), given.inputs());
    NpyFile.write(folder.resolve("cube.npy"), new double[16], 2, 2, 2, 2);
    assertArrayEquals(new int[] {2, 2, 2}, read("{file: cube.npy}", 0).stateShape());
  }

  @Test
  void oneForecast() throws IOException {
    double[] state = {1, 2, 3, 4, 5, 6};
    NpyFile.write(folder.resolve("state.npy"), state, 2, 3);
    NpyFile.write(folder.resolve("kept.npy"), state, 1, 2, 3);
    for (String section : new String[] {"{forecast: state.npy}", "{file: kept.npy}"}) {
      InitialEnsemble one = read(section, 0);
      assertEquals(1, one.members(), section);
      assertArrayEquals(new int[] {2, 3}, one.stateShape(), section);
      assertArrayEquals(state, one.make(1).values(), section);
    }
    assertEquals(Map.of("ensemble.forecast", StateFiles.sha256(folder.resolve("state.npy"))),
        read("{forecast: state.npy}", 6).inputs());
  }

  @Test
  void mistakesAreNamed() throws IOException {
    refused("{members: 1, variance: 1}", 3, "members: must be at least 2, but is 1");
    refused("{members: 2, variance: 0}", 3, "variance: must be positive, but is 0");
    refused("{members: 2}", 3, "variance: is missing");
    refused("{members: 2, variance: 1}", 0, "mean-file: is missing: an external model's states have the shape of ");
    refused("{members: 2, variance: 1, mean: [1, 2]}", 3,
        "mean: must be one number or as many as the model has variables, 3, "
        + "but has 2 numbers");
    refused("{files: 'm{member}.nc', members: 3}", 3,
        "files: is for 'forecast.files: netcdf'; give 'file', members x state");
    NpyFile.write(folder.resolve("flat.npy"), new double[6], 6);
    refused("{file: flat.npy}", 3,
        "flat.npy: has the shape (6,), but an ensemble is members x state, members x ny x nx or ");
    NpyFile.write(folder.resolve("empty.npy"), new double[0], 0, 6);
    refused("{file: empty.npy}", 6, "empty.npy: has the shape (0, 6), but an ensemble is");
    refused("{forecast: flat.npy, members: 2}", 6, "members: is for ensembles; beside it there cannot be 'forecast'");
    refused("{forecast: flat.npy}", 5, "flat.npy: has the shape (6,), states of 6 variables, but the model has 5");
    NpyFile.write(folder.resolve("deep.npy"), new double[2], 2, 1, 1, 1, 1);
    refused("{file: deep.npy}", 0, "deep.npy: has the shape (2, 1, 1, 1, 1), but an ensemble is");
    NpyFile.write(folder.resolve("none.npy"), new double[0], 2, 0);
    refused("{file: none.npy}", 0, "none.npy: has the shape (2, 0), states of 0 variables");
    NpyFile.write(folder.resolve("two.npy"), new double[4], 2, 2);
    refused("{file: two.npy}", 3, "two.npy: has the shape (2, 2), states of 2 variables, but the model has 3");
    NpyFile.write(folder.resolve("nan.npy"), new double[] {1, 2, 3, Double.NaN}, 2, 2);
    refused("{file: nan.npy}", 2, "nan.npy: member 1 is NaN at point 1");
    NpyFile.write(folder.resolve("huge.npy"), new double[] {1, -100, 3, 4}, 2, 2);
    refused("{file: huge.npy}", 2,
        "huge.npy: member 0 is -100.0 at point 1, where values of magnitude 100.0 and more count as "
        + "blown up");
    NpyFile.write(folder.resolve("four.npy"), new double[1], 1, 1, 1, 1);
    refused("{members: 2, variance: 1, mean-file: four.npy}", 0,
        "four.npy: has the shape (1, 1, 1, 1), but a state is n, "
        + "ny x nx or nz x ny x nx");
    NpyFile.write(folder.resolve("scalar.npy"), new double[1]);
    refused("{members: 2, variance: 1, mean-file: scalar.npy}", 0, "scalar.npy: has the shape (");
    refused("{members: 2, variance: 1, mean-file: flat.npy}", 5,
        "flat.npy: has the shape (6,), states of 6 variables, but the "
        + "model has 5");
    refused("{file: gone.npy}", 5, "gone.npy: no such file");
  }
}
