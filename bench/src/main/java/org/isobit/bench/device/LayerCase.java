// Master of FloatLayerCase: the float version is generated from this file.
package org.isobit.bench.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.neural.GatesCuda;
import org.isobit.gpu.normalization.BatchNormCuda;
import org.isobit.gpu.normalization.GroupNormCuda;
import org.isobit.gpu.normalization.LayerNormCuda;
import org.isobit.gpu.normalization.RmsNormCuda;
import org.isobit.gpu.recurrent.GruGatesCuda;
import org.isobit.gpu.recurrent.LstmGatesCuda;
import org.isobit.gpu.rotary.RotaryCuda;
import org.isobit.gpu.rotary.RotaryTableCuda;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.Gate;
import org.isobit.kernels.neural.Gates;
import org.isobit.kernels.normalization.BatchNorm;
import org.isobit.kernels.normalization.GroupNorm;
import org.isobit.kernels.normalization.LayerNorm;
import org.isobit.kernels.normalization.RmsNorm;
import org.isobit.kernels.recurrent.GruGates;
import org.isobit.kernels.recurrent.LstmGates;
import org.isobit.kernels.rotary.Rotary;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.kernels.rotary.RotaryTable;

/** Layers of networks that read their inputs and write their outputs once: norms, gates, rotary positions. */
final class LayerCase extends DeviceCase {

  private static final String TYPE = "double";
  private static final double EPS = 0x1p-16;
  private static final int GROUPS = 32;
  private static final int HEADS = 8;

  /** Elements at the beginning that are compared: bits do not depend on the other rows or samples. */
  private static final int CHECKED = 1 << 19;

  private final String kernel;

  /** Rows, or samples, and their elements; of norms of channels, numbers of a channel. */
  private final int rows;
  private final int n;
  private final int pixels;
  private Runnable call;
  private DeviceArray x;
  private DeviceArray state;
  private DeviceArray y;
  private DeviceArray further;
  private double[] in;
  private double[] out;

  private LayerCase(String kernel, int rows, int n, int pixels, long... sizes) {
    super(DeviceWork.of("layers", kernel, TYPE, Limit.MEMORY, kernel, sizes));
    this.kernel = kernel;
    this.rows = rows;
    this.n = n;
    this.pixels = pixels;
  }

  /** All of them. */
  static List<DeviceCase> all(Sizes sizes) {
    List<DeviceCase> cases = new ArrayList<>();
    int elements = sizes.vector() / 4;
    int width = sizes.layerWidth();
    int rows = elements / width;
    for (String kernel : List.of("layerNorm", "rmsNorm", "gate", "lstmGates", "gruGates")) {
      cases.add(new LayerCase(kernel, rows, width, 1, rows, width));
    }
    cases.add(new LayerCase("rotary", rows, width, 1, rows, width));
    int channels = 2 * GROUPS;
    int pixels = sizes.pixels();
    int samples = Math.max(1, elements / (channels * pixels));
    for (String kernel : List.of("groupNorm", "batchNormInference")) {
      cases.add(new LayerCase(kernel, samples, channels * pixels, pixels, samples, channels, pixels));
    }
    return cases;
  }

  /** Elements of X in a row: gates have several for each of the output. */
  private int width() {
    return switch (kernel) {
      case "gate" -> 2 * n;
      case "lstmGates", "gruGates" -> 4 * n;
      default -> n;
    };
  }

  /** Numbers of the parameters: of channels or columns four each, variances positive. */
  private double[] parameters() {
    int count = n / pixels;
    double[] theta = host().doubles(4 * count);
    theta = Arrays.copyOf(theta, 4 * count);
    for (int i = 3 * count; i < 4 * count; i++) {
      theta[i] = Math.abs(theta[i]);
    }
    return theta;
  }

  private RotaryTable table() {
    double[] places = new double[rows]; // float: unchanged
    for (int i = 0; i < rows; i++) {
      places[i] = i;
    }
    return RotaryTable.of(RotaryPairing.HALVES, places, RotaryTable.frequencies(n / HEADS / 2, 10000.0));
  }

  @Override
  void prepare() {
    int count = n / pixels;
    x = own(device().doubles((long) rows * width()));
    y = own(device().doubles((long) rows * n));
    state = own(device().doubles((long) rows * n));
    further = own(device().doubles((long) rows * n));
    in = host().doubles(rows * width());
    out = host().doubleRoom(rows * n);
    DeviceArray theta = own(device().doubles(4L * count)).copyFrom(parameters(), stream());
    state.copyFrom(in, 0, 0, rows * n, stream());
    call = switch (kernel) {
      case "layerNorm" -> {
        LayerNormCuda norm = own(new LayerNormCuda(stream()));
        yield () -> norm.forward(rows, n, EPS, x, 0, n, theta, 0, theta, count, y, 0, n, null, 0);
      }
      case "rmsNorm" -> {
        RmsNormCuda norm = own(new RmsNormCuda(stream()));
        yield () -> norm.forward(rows, n, EPS, x, 0, n, theta, 0, y, 0, n, null, 0);
      }
      case "groupNorm" -> {
        GroupNormCuda norm = own(new GroupNormCuda(stream()));
        yield () -> norm.forward(rows, count, pixels, GROUPS, EPS, x, 0, theta, 0, theta, count, y, 0, null, 0);
      }
      case "batchNormInference" -> {
        BatchNormCuda norm = new BatchNormCuda(stream());
        yield () -> norm.inference(rows, count, pixels, EPS, x, 0, theta, 0, theta, count, theta, 2L * count, y, 0);
      }
      case "rotary" -> {
        RotaryCuda rotary = new RotaryCuda(stream());
        RotaryTableCuda angles = own(new RotaryTableCuda(stream(), table()));
        yield () -> rotary.forward(angles, 0, rows, rows, HEADS, n / HEADS, x, 0, n, y, 0, n);
      }
      case "gate" -> {
        GatesCuda gates = new GatesCuda(stream());
        yield () -> gates.forward(Gate.SWIGLU, rows, n, x, 0, 2L * n, y, 0, n);
      }
      case "lstmGates" -> {
        LstmGatesCuda gates = new LstmGatesCuda(stream());
        yield () -> gates.forward(rows, n, x, 0, 4L * n, state, 0, n, further, 0, n, y, 0, n);
      }
      default -> {
        GruGatesCuda gates = new GruGatesCuda(stream());
        yield () -> gates.forward(rows, n, x, 0, 4L * n, state, 0, n, y, 0, n);
      }
    };
  }

  @Override
  void upload() {
    x.copyFrom(in, 0, 0, rows * width(), stream());
  }

  @Override
  void run() {
    call.run();
  }

  @Override
  void download() {
    y.copyTo(0, out, 0, rows * n, stream());
  }

  @Override
  long compare() {
    int some = Math.min(rows, Math.max(1, CHECKED / width()));
    int count = n / pixels;
    double[] given = Arrays.copyOf(in, some * width());
    double[] theta = parameters();
    double[] expected = new double[some * n];
    Workers workers = Workers.shared();
    switch (kernel) {
      case "layerNorm" -> LayerNorm.forward(some, n, EPS, given, 0, n, theta, 0, theta, count, expected, 0, n, null, 0,
          workers);
      case "rmsNorm" -> RmsNorm.forward(some, n, EPS, given, 0, n, theta, 0, expected, 0, n, null, 0, workers);
      case "groupNorm" -> GroupNorm.forward(some, count, pixels, GROUPS, EPS, given, 0, theta, 0, theta, count,
          expected, 0, null, 0, workers);
      case "batchNormInference" -> BatchNorm.inference(some, count, pixels, EPS, given, 0, theta, 0, theta, count,
          theta, 2L * count, expected, 0, workers);
      case "rotary" -> Rotary.forward(table(), 0, rows, some, HEADS, n / HEADS, given, 0, n, expected, 0, n, workers);
      case "gate" -> Gates.forward(Gate.SWIGLU, some, n, given, 0, 2 * n, expected, 0, n, workers);
      case "lstmGates" -> LstmGates.forward(some, n, given, 0, 4 * n, in, 0, n, new double[some * n], 0, n, expected, 0,
          n, workers);
      default -> GruGates.forward(some, n, given, 0, 4 * n, in, 0, n, expected, 0, n, workers);
    }
    return Bits.same(expected, 0, out, 0, some * n);
  }
}
