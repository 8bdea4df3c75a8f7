package org.isobit.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isobit.gpu.batch.BatchGramCuda;
import org.isobit.gpu.batch.BatchRationalCuda;
import org.isobit.gpu.ensemble.GlobalCuda;
import org.isobit.gpu.local.LocalEnsemble;
import org.isobit.gpu.local.LocalField;
import org.isobit.gpu.localization.LocalizationCuda;
import org.isobit.gpu.localization.TaperKind;
import org.isobit.gpu.network.NetworkCuda;
import org.isobit.gpu.neural.ActivationsCuda;
import org.isobit.gpu.reduce.ReduceCuda;
import org.isobit.kernels.device.network.NetworkProgram;
import org.isobit.kernels.device.network.NeuralStage;
import org.isobit.kernels.neural.Activation;
import org.junit.jupiter.api.Test;

/** What kernels on devices refuse before anything runs: operands that share elements, and numbers out of range. */
class ArgumentsTest extends CudaTest {

  private static String refusal(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }

  /** A call that is refused because of overlap and leaves the array as it was. */
  private void overlaps(DeviceArray array, Runnable call) {
    double[] before = new double[(int) array.length()];
    double[] after = new double[before.length];
    array.copyTo(before, stream);
    String message = refusal(call);
    assertTrue(message.contains("overlaps"), message);
    array.copyTo(after, stream);
    assertBits(before, after, message);
  }

  @Test
  void resultsDoNotLieInArguments() {
    LocalizationCuda localization = new LocalizationCuda(stream);
    try (DeviceArray x = device.doubles(64).copyFrom(new Numbers(1).doubles(64), stream);
        ReduceCuda reduce = new ReduceCuda(stream)) {
      overlaps(x, () -> localization.periodic(2, 4, x, 0, 4, x, 8, x, 12, x, 13));
      overlaps(x, () -> localization.periodic(2, 4, x, 0, 4, x, 8, x, 12, x, 9));
      overlaps(x, () -> reduce.dot(5, x, 0, x, 8, x, 12));
      overlaps(x, () -> reduce.weightedDot(5, x, 0, x, 8, x, 16, x, 0));
      overlaps(x, () -> reduce.weightedDot(5, x, 0, x, 8, x, 16, x, 20));
      overlaps(x, () -> x.copyFrom(x, 0, 3, 8, stream));
      overlaps(x, () -> new LocalField(2, 1, 5, x, x, x));
      // Side by side they are fine.
      reduce.weightedDot(5, x, 0, x, 8, x, 16, x, 21);
      x.copyFrom(x, 0, 8, 8, stream);
    }
  }

  @Test
  void outputsOfANetworkDoNotLieInItsInputs() {
    NetworkProgram program = NetworkProgram.chain(List.of(new NeuralStage.Elementwise(Activation.TANH, 0.0, 3)));
    try (NetworkCuda network = new NetworkCuda(device, program, new double[0])) {
      double[] x = new Numbers(2).doubles(9);
      double[] before = x.clone();
      assertTrue(refusal(() -> network.forward(2, x, 0, x, 3)).contains("overlaps"));
      assertBits(before, x, "x");
    }
  }

  @Test
  void numbersAreInTheirRanges() {
    ActivationsCuda activations = new ActivationsCuda(stream);
    try (DeviceArray x = device.doubles(8); BatchRationalCuda rational = new BatchRationalCuda(stream)) {
      for (double slope : new double[] {Double.NaN, 0.0, -1.0, Double.POSITIVE_INFINITY}) {
        assertEquals("activation: slope must be positive and finite, but is " + slope,
            refusal(() -> activations.forward(Activation.LEAKY_RELU, slope, 1, 4, x, 0, 4, x, 0, 4)));
        assertEquals("activation gradient: slope must be positive and finite, but is " + slope,
            refusal(() -> activations.backward(Activation.LEAKY_RELU, slope, 1, 2, x, 0, 2, x, 2, 2, x, 4, 2)));
      }
      assertEquals("activation: kind is null", refusal(() -> activations.forward(null, 1.0, 1, 4, x, 0, 4, x, 0, 4)));
      assertEquals("batchRational: c must be positive, finite and not subnormal, but is NaN",
          refusal(() -> rational.factor(1, 1, x, 0, Double.NaN)));
      // 2^64 elements are not none.
      assertTrue(refusal(() -> rational.factor(1 << 21, 1 << 22, x, 0, 1.0)).contains("A"));
      assertTrue(refusal(() -> new BatchGramCuda(stream).gram(1 << 21, 1, 1 << 22, x, 0, 0.0, x, 0)).contains("A"));
    }
  }

  @Test
  void resultsOnTheProcessorAreNoArguments() {
    double[] x = new double[9];
    double[] y = new double[9];
    double[] z = new double[9];
    assertEquals("local analysis: analysis and forecast are one array",
        refusal(() -> new LocalEnsemble(3, 1, 3, 1, x, y, x)));
    assertEquals("local analysis: mean and forecast are one array",
        refusal(() -> new LocalEnsemble(3, 1, 3, 1, x, x, y)));
    assertEquals("local analysis: mean and analysis are one array",
        refusal(() -> new LocalEnsemble(3, 1, 3, 1, x, y, y)));
    try (GlobalCuda global = new GlobalCuda(device)) {
      assertEquals("gram: C is the array of an argument", refusal(() -> global.gram(false, 3, 3, x, x)));
      for (double[][] s : new double[][][] {{x, y, z, y}, {x, y, y, z}, {x, y, z, x}, {x, y, x, z}}) {
        String message = refusal(() -> global.transform(3, 3, s[0], new double[3], s[1], s[2], true, s[3]));
        assertEquals("transform: " + (s[2] == z ? "E" : "mean") + " is the array of an argument", message);
      }
      assertTrue(refusal(() -> global.transform(3, 3, x, new double[3], y, z, true, z)).startsWith("transform: E"));
    }
    assertBits(new double[9], x, "x");
    assertBits(new double[9], y, "y");
  }

  @Test
  void radiiAndLimitsAreNamed() {
    LocalizationCuda localization = new LocalizationCuda(stream);
    try (DeviceArray x = device.doubles(64); IntDeviceArray status = device.ints(2);
        BatchRationalCuda rational = new BatchRationalCuda(stream)) {
      for (double bad : new double[] {Double.NaN, 0.0, -1.0, Double.POSITIVE_INFINITY}) {
        assertEquals("great-circle distance: the radius must be positive and finite, but is " + bad,
            refusal(() -> localization.greatCircle(4, x, 0, 4, x, 12, bad, x, 16)));
        assertEquals("boxcar taper: the length must be positive and finite, but is " + bad,
            refusal(() -> localization.taper(TaperKind.BOXCAR, 4, x, 0, bad, x, 8)));
      }
      rational.factor(2, 2, x.copyFrom(new double[64], stream), 0, 1.0);
      assertEquals("batchRational: limit is NaN", refusal(() -> rational.judge(Double.NaN, true, status, 0, x, 32)));
    }
  }
}
