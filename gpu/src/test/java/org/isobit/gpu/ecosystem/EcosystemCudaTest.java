// Master of FloatEcosystemCudaTest: the float version is generated from this file.
package org.isobit.gpu.ecosystem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.gpu.Numbers;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ecosystem.FashamFlows;
import org.isobit.kernels.ecosystem.FashamFlowsReference;
import org.isobit.kernels.ecosystem.NpzdFlows;
import org.isobit.kernels.ecosystem.NpzdFlowsReference;
import org.isobit.kernels.ecosystem.Transfers;
import org.isobit.kernels.ecosystem.TransfersReference;
import org.junit.jupiter.api.Test;

/** Flows and steps of cells around blocks of threads against the reference, and refusals. */
class EcosystemCudaTest extends CudaTest {

  private static final int[][] SHAPES = {{1, 1}, {2, 129}, {7, 33}};
  private static final int GAP = 5;

  private final Numbers numbers = new Numbers(21);

  /** From 0 to 1, some of them 0. */
  private double[] positive(int n) {
    double[] x = numbers.doubles(n);
    for (int i = 0; i < n; i++) {
      x[i] = i % 6 == 0 ? 0.0 : Math.abs(x[i]);
    }
    return x;
  }

  @Test
  void flowsHaveTheBitsOfTheReference() {
    inEveryOrder(() -> {
      for (int[] shape : SHAPES) {
        npzd(shape[0], shape[1]);
        fasham(shape[0], shape[1]);
      }
    });
  }

  private void npzd(int n, int lanes) {
    int size = n * lanes;
    int ld = size + GAP;
    double[] parameters = positive(NpzdFlows.PARAMETERS * lanes + 1);
    double[] surface = positive(lanes + 2);
    double[] light = positive(size + 3);
    double[] c = positive(NpzdFlows.POOLS * ld + 4);
    double[] flows = numbers.doubles(NpzdFlows.FLOWS * (ld + 1) + 5);
    double[] actual = new double[flows.length];
    try (DeviceArray dp = device.doubles(parameters.length); DeviceArray ds = device.doubles(surface.length);
        DeviceArray dl = device.doubles(light.length); DeviceArray dc = device.doubles(c.length);
        DeviceArray df = device.doubles(flows.length)) {
      new NpzdFlowsCuda(stream).rates(n, lanes, dp.copyFrom(parameters, stream), 1, ds.copyFrom(surface, stream), 2,
          dl.copyFrom(light, stream), 3, dc.copyFrom(c, stream), 4, ld, df.copyFrom(flows, stream), 5, ld + 1);
      df.copyTo(actual, stream);
    }
    NpzdFlowsReference.of(Backend.REFERENCE).rates(n, 0, lanes, lanes, parameters, 1, surface, 2, light, 3, c, 4, ld,
        flows, 5, ld + 1);
    assertBits(flows, actual, n + "x" + lanes);
  }

  private void fasham(int n, int lanes) {
    int size = n * lanes;
    int ld = size + GAP;
    double[] parameters = positive(FashamFlows.PARAMETERS * lanes + 1);
    double[] light = positive(size + 3);
    double[] c = positive(FashamFlows.POOLS * ld + 4);
    double[] flows = numbers.doubles(FashamFlows.FLOWS * (ld + 1) + 5);
    double[] actual = new double[flows.length];
    try (DeviceArray dp = device.doubles(parameters.length); DeviceArray dl = device.doubles(light.length);
        DeviceArray dc = device.doubles(c.length); DeviceArray df = device.doubles(flows.length)) {
      new FashamFlowsCuda(stream).rates(n, lanes, dp.copyFrom(parameters, stream), 1, dl.copyFrom(light, stream), 3,
          dc.copyFrom(c, stream), 4, ld, df.copyFrom(flows, stream), 5, ld + 1);
      df.copyTo(actual, stream);
    }
    FashamFlowsReference.of(Backend.REFERENCE).rates(n, 0, lanes, lanes, parameters, 1, light, 3, c, 4, ld, flows, 5,
        ld + 1);
    assertBits(flows, actual, n + "x" + lanes);
  }

  @Test
  void stepsHaveTheBitsOfTheReference() {
    inEveryOrder(() -> {
      for (int cells : new int[] {1, 130}) {
        steps(cells, NpzdFlows.POOLS, NpzdFlows.from(), NpzdFlows.to());
        steps(cells, FashamFlows.POOLS, FashamFlows.from(), FashamFlows.to());
        steps(cells, Transfers.MOST_POOLS, new int[] {15, 3, 15, 0}, new int[] {3, 14, 0, 15});
      }
    });
  }

  private void steps(int cells, int pools, int[] from, int[] to) {
    int ld = cells + GAP;
    double[] flows = positive(from.length * ld + 1);
    double[] c = positive(pools * (ld + 1) + 2);
    double[] euler = new double[c.length];
    double[] patankar = new double[c.length];
    int[] refused = {7, 7, 7};
    int count = from.length;
    try (DeviceArray df = device.doubles(flows.length); DeviceArray dc = device.doubles(c.length);
        IntDeviceArray di = device.ints(count); IntDeviceArray dj = device.ints(count);
        IntDeviceArray dr = device.ints(3)) {
      TransfersCuda transfers = new TransfersCuda(stream);
      transfers.euler(cells, pools, count, di.copyFrom(from, stream), 0, dj.copyFrom(to, stream), 0, 0.5, 0.25,
          df.copyFrom(flows, stream), 1, ld, dc.copyFrom(c, stream), 2, ld + 1, dr.copyFrom(refused, stream), 1);
      dc.copyTo(euler, stream);
      transfers.patankar(cells, pools, count, di, 0, dj, 0, 0.5, df, 1, ld, dc.copyFrom(c, stream), 2, ld + 1, dr, 1);
      dc.copyTo(patankar, stream);
      dr.copyTo(refused, stream);
    }
    assertArrayEquals(new int[] {7, -1, 7}, refused);
    TransfersReference reference = TransfersReference.of(Backend.REFERENCE);
    double[] expected = c.clone();
    reference.euler(0, cells, pools, from, to, 0.5, 0.25, flows, 1, ld, expected, 2, ld + 1);
    assertBits(expected, euler, "explicit, " + cells + " cells of " + pools);
    reference.patankar(0, cells, pools, from, to, 0.5, flows, 1, ld, c, 2, ld + 1,
        new double[Transfers.workspace(pools, Workers.serial())], 0);
    assertBits(c, patankar, "implicit, " + cells + " cells of " + pools);
  }

  /** The first flow that goes nowhere; then nothing is changed. */
  @Test
  void aRefusalIsWritten() {
    double[] c = positive(3 * 200);
    double[] actual = new double[c.length];
    for (int[] bad : new int[][] {{0, 3}, {-1, 0}, {1, 1}}) {
      int[] refused = new int[2];
      try (DeviceArray df = device.doubles(3 * 200); DeviceArray dc = device.doubles(c.length);
          IntDeviceArray di = device.ints(3); IntDeviceArray dj = device.ints(3); IntDeviceArray dr = device.ints(2)) {
        di.copyFrom(new int[] {0, bad[0], 2}, stream);
        dj.copyFrom(new int[] {1, bad[1], 2}, stream);
        TransfersCuda transfers = new TransfersCuda(stream);
        transfers.euler(200, 3, 3, di, 0, dj, 0, 0.5, 5.0, df, 0, 200, dc.copyFrom(c, stream), 0, 200, dr, 0);
        transfers.patankar(200, 3, 3, di, 0, dj, 0, 0.5, df, 0, 200, dc, 0, 200, dr, 1);
        dc.copyTo(actual, stream);
        dr.copyTo(refused, stream);
      }
      assertArrayEquals(new int[] {1, 1}, refused);
      assertBits(c, actual, "refused");
    }
  }

  @Test
  void whatIsNotInsideOrOverlapsIsRefused() {
    try (DeviceArray x = device.doubles(100); IntDeviceArray i = device.ints(2)) {
      NpzdFlowsCuda npzd = new NpzdFlowsCuda(stream);
      npzd.rates(2, 1, x, 0, x, 13, x, 14, x, 16, 2, x, 24, 2);
      refused(() -> npzd.rates(0, 1, x, 0, x, 13, x, 14, x, 16, 2, x, 24, 2));
      refused(() -> npzd.rates(2, 1, x, 88, x, 13, x, 14, x, 16, 2, x, 24, 2));
      refused(() -> npzd.rates(2, 1, x, 0, x, 13, x, 14, x, 16, 1, x, 24, 2));
      refused(() -> npzd.rates(2, 1, x, 0, x, 24, x, 14, x, 16, 2, x, 24, 2));
      refused(() -> npzd.rates(2, 1, x, 0, x, 13, x, 14, x, 17, 2, x, 24, 2));
      FashamFlowsCuda fasham = new FashamFlowsCuda(stream);
      fasham.rates(1, 1, x, 0, x, 25, x, 26, 1, x, 33, 1);
      refused(() -> fasham.rates(1, 0, x, 0, x, 25, x, 26, 1, x, 33, 1));
      refused(() -> fasham.rates(1, 1, x, 0, x, 25, x, 26, 1, x, 84, 1));
      refused(() -> fasham.rates(1, 1, x, 9, x, 25, x, 26, 1, x, 33, 1));
      refused(() -> fasham.rates(1, 1, x, 0, x, 33, x, 26, 1, x, 33, 1));
      TransfersCuda transfers = new TransfersCuda(stream);
      refused(() -> transfers.euler(0, 2, 1, i, 0, i, 1, 1.0, 0.0, x, 0, 1, x, 1, 1, i, 0));
      refused(() -> transfers.euler(1, 17, 1, i, 0, i, 1, 1.0, 0.0, x, 0, 1, x, 1, 1, i, 0));
      refused(() -> transfers.euler(1, 2, 1, i, 0, i, 2, 1.0, 0.0, x, 0, 1, x, 1, 1, i, 0));
      refused(() -> transfers.euler(1, 2, 1, i, 0, i, 1, 0.0, 0.0, x, 0, 1, x, 1, 1, i, 0));
      refused(() -> transfers.euler(1, 2, 1, i, 0, i, 1, 1.0, Double.NaN, x, 0, 1, x, 1, 1, i, 0));
      refused(() -> transfers.patankar(1, 2, 1, i, 0, i, 1, 1.0, x, 2, 1, x, 1, 1, i, 0));
      refused(() -> transfers.patankar(1, 2, 0, i, 0, i, 1, 1.0, x, 0, 1, x, 1, 1, i, 0));
    }
  }

  private static void refused(Runnable call) {
    assertThrows(IllegalArgumentException.class, call::run);
  }
}
