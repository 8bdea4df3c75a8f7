package org.isobit.verify.cuda;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.device.Accelerator;
import org.isobit.kernels.device.AcceleratorException;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.FloatEnsemble;
import org.isobit.models.assimilation.FloatFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Precision;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.global.DEnKF;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.global.StochasticEnKF;
import org.isobit.models.assimilation.local.CoarseGrid;
import org.isobit.models.assimilation.local.FloatLESTKF;
import org.isobit.models.assimilation.local.FloatLETKF;
import org.isobit.models.assimilation.local.LESTKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;

/**
 * Prints a line for each filter and setting: the hash of its analysis, or what it threw with the hash of what it left.
 * Then, after a line of dashes, what ran where. Run with and without a device, the first part must be the same.
 */
public final class FilterHashes {

  private static final int POINTS = 37;
  private static final int MEMBERS = 9;

  private final DeviceUse devices = new DeviceUse(sentence -> System.out.println("note: " + sentence));
  private final Workspace workspace = new Workspace();

  private FilterHashes() {}

  public static void main(String[] arguments) throws Exception {
    Accelerator.forStep(0.0);
    FilterHashes hashes = new FilterHashes();
    hashes.local(2, 22, 0.5, "many observations");
    hashes.local(2, 5, 0.5, "few observations");
    hashes.local(7, 22, 0.5, "many fields");
    hashes.local(1, 22, 1e-3, "problems beyond float");
    hashes.local(1, 22, 1e-8, "problems beyond double");
    hashes.global(2, 30, 0.5, "more observations than members");
    hashes.global(1, 5, 0.5, "fewer observations than members");
    hashes.global(1, 5, 1e-9, "observations too accurate");
    hashes.longLists();
    System.out.println("----");
    hashes.devices.places().forEach((part, place) -> System.out.println(part + " = " + place));
  }

  /** So many observations at a few points that a device leaves those to the processor. */
  private void longLists() throws Exception {
    Localization ring = Localization.ring(POINTS, TaperLaw.GASPARI_COHN, Radius.halfWidth(0.9));
    int count = 4300;
    Random random = new Random(1);
    double[] places = random.doubles(count, 23, 24).toArray();
    Arrays.setAll(places, j -> j % 400 == 0 ? j / 400.0 : j % 200 == 0 ? 20 + j / 400.0 : places[j]);
    Arrays.sort(places);
    Observations observations = Observations.of(random.doubles(count, -2, 2).toArray(), 20.0, (states, out) -> {
      for (int m = 0; m < MEMBERS; m++) {
        for (int j = 0; j < count; j++) {
          out[m * count + j] = states.get(m, (int) places[j]);
        }
      }
    }).withCoordinates(places);
    print("LETKF, long lists", new LETKF(ring), 1, observations);
    print("FloatLESTKF, long lists", inFloat(new FloatLESTKF(ring)), 1, observations);
  }

  private static Ensemble forecast(int fields) {
    double[] values = new Random(fields).doubles((long) MEMBERS * POINTS * fields, -2, 2).toArray();
    return Ensemble.of(values, MEMBERS, POINTS * fields);
  }

  /** Observations of the first field in the first two thirds of the ring, each fourth one so accurate as is said. */
  private static Observations observations(int count, double deviation) {
    Random random = new Random(count);
    int[] places = random.ints(0, 2 * POINTS / 3).distinct().limit(count).toArray();
    double[] deviations = new double[count];
    Arrays.fill(deviations, 0.5);
    for (int j = 0; j < count; j += 4) {
      deviations[j] = deviation;
    }
    return Observations.of(random.doubles(count, -2, 2).toArray(), deviations, (states, out) -> {
      for (int m = 0; m < MEMBERS; m++) {
        for (int j = 0; j < count; j++) {
          out[m * count + j] = states.get(m, places[j]);
        }
      }
    }).withCoordinates(Arrays.stream(places).asDoubleStream().toArray());
  }

  private void local(int fields, int count, double deviation, String setting) throws Exception {
    Localization ring = Localization.ring(POINTS, TaperLaw.GASPARI_COHN, Radius.halfWidth(3)).withFields(fields);
    CoarseGrid coarse = CoarseGrid.of(new int[] {POINTS}, new int[] {4}, new boolean[] {true});
    Inflation inside = Inflation.of(Inflation.Kind.FORGETTING_FACTOR, 0.9);
    Inflation after = Inflation.of(Inflation.Kind.RELAX_TO_PRIOR_SPREAD, 0.4);
    LETKF letkf = new LETKF(ring);
    LESTKF lestkf = new LESTKF(ring);
    Map<String, Filter> filters = new LinkedHashMap<>();
    filters.put("LETKF", letkf);
    filters.put("LETKF, inflated inside and out", letkf.withInflation(inside).withUnobserved(UnobservedPoints.INFLATE));
    filters.put("LETKF, relaxed and rotated", letkf.withInflation(after).withRotation(true));
    filters.put("LETKF, batches", letkf.withBatch(4));
    filters.put("LETKF, coarse", letkf.withCoarseGrid(coarse).withInflation(inside));
    filters.put("LESTKF", lestkf.withInflation(inside));
    filters.put("LESTKF, coarse", lestkf.withCoarseGrid(coarse));
    for (Map.Entry<String, Filter> one : filters.entrySet()) {
      print(one.getKey() + ", " + setting, one.getValue(), fields, observations(count, deviation));
    }
    Map<String, FloatFilter> floats = new LinkedHashMap<>();
    floats.put("FloatLETKF", new FloatLETKF(ring));
    floats.put("FloatLETKF, batches", new FloatLETKF(ring).withBatch(4).withInflation(inside));
    floats.put("FloatLETKF, coarse", new FloatLETKF(ring).withCoarseGrid(coarse));
    floats.put("FloatLESTKF", new FloatLESTKF(ring).withUnobserved(UnobservedPoints.INFLATE).withInflation(inside));
    for (Map.Entry<String, FloatFilter> one : floats.entrySet()) {
      print(one.getKey() + ", " + setting, inFloat(one.getValue()), fields, observations(count, deviation));
    }
  }

  /** Rounds before, widens after; the difference shows in the hash as it is. */
  private static Filter inFloat(FloatFilter filter) {
    return (ensemble, observations, cycle) -> {
      FloatEnsemble rounded = Precision.round(ensemble);
      try {
        filter.analyse(rounded, observations, cycle);
      } finally {
        Precision.widen(rounded, ensemble);
      }
    };
  }

  private void global(int fields, int count, double deviation, String setting) throws Exception {
    Inflation inside = Inflation.of(Inflation.Kind.FORGETTING_FACTOR, 0.9);
    Inflation perturbations = Inflation.of(Inflation.Kind.RELAX_TO_PRIOR_PERTURBATIONS, 0.3);
    Inflation spread = Inflation.of(Inflation.Kind.RELAX_TO_PRIOR_SPREAD, 0.4);
    int distinct = Math.min(count, 2 * POINTS / 3);
    Map<String, Filter> filters = new LinkedHashMap<>();
    filters.put("ETKF", new ETKF());
    filters.put("ETKF, inflated inside and rotated", new ETKF().withInflation(inside).withRotation(true));
    filters.put("ETKF, relaxed", new ETKF().withInflation(perturbations));
    filters.put("DEnKF, relaxed to the prior spread", new DEnKF().withInflation(spread));
    filters.put("StochasticEnKF", new StochasticEnKF());
    for (Map.Entry<String, Filter> one : filters.entrySet()) {
      print(one.getKey() + ", " + setting, one.getValue(), fields, observations(distinct, deviation));
    }
  }

  private void print(String name, Filter filter, int fields, Observations observations) throws Exception {
    Ensemble ensemble = forecast(fields);
    String outcome = "";
    try {
      filter.analyse(ensemble, observations, Cycle.of(3, 1).with(workspace).with(devices));
    } catch (NumericalException | IllegalArgumentException | AcceleratorException e) {
      outcome = e.getClass().getSimpleName() + ": " + e.getMessage() + "; ";
    }
    System.out.println(name + ": " + outcome + hash(ensemble.values()));
  }

  private static String hash(double[] values) throws NoSuchAlgorithmException {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length);
    for (double value : values) {
      bytes.putLong(Double.doubleToRawLongBits(value));
    }
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array())).substring(0, 16);
  }
}
