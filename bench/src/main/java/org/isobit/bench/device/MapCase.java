// Master of FloatMapCase: the float version is generated from this file.
package org.isobit.bench.device;

import java.util.ArrayList;
import java.util.List;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.elementary.ElementaryCuda;
import org.isobit.gpu.elementary.ElementaryFunction;
import org.isobit.gpu.localization.LocalizationCuda;
import org.isobit.gpu.localization.TaperKind;
import org.isobit.gpu.random.PhiloxCuda;
import org.isobit.kernels.elementary.Elementary;
import org.isobit.kernels.localization.Taper;
import org.isobit.kernels.random.Philox;

/** One number from another, element by element: elementary functions, tapers, random numbers. */
final class MapCase extends DeviceCase {

  private static final String TYPE = "double";
  private static final double HALF_WIDTH = 1.5;
  private static final long SEED = 7;

  /** Elements at the beginning and at the end that are compared: bits do not depend on neighbours. */
  private static final int CHECKED = 1 << 19;

  private final String kernel;
  private final int n;
  private ElementaryCuda elementary;
  private LocalizationCuda localization;
  private PhiloxCuda philox;
  private DeviceArray x;
  private DeviceArray y;
  private double[] in;
  private double[] out;

  private MapCase(String group, String kernel, String entry, int n) {
    super(DeviceWork.of(group, kernel, TYPE, Limit.MEMORY, entry, n));
    this.kernel = kernel;
    this.n = n;
  }

  /** All of them. */
  static List<DeviceCase> all(Sizes sizes) {
    int n = sizes.vector() / 2;
    List<DeviceCase> cases = new ArrayList<>();
    cases.add(new MapCase("tapers", "gaspariCohn", "gaspariCohnTaper", n));
    cases.add(new MapCase("random numbers", "gaussian", "gaussian", n));
    for (String function : List.of("exp", "log", "tanh", "erf", "sin")) {
      cases.add(new MapCase("elementary functions", function, function, n));
    }
    return cases;
  }

  private boolean random() {
    return kernel.equals("gaussian");
  }

  @Override
  void prepare() {
    elementary = new ElementaryCuda(stream());
    localization = new LocalizationCuda(stream());
    philox = new PhiloxCuda(stream());
    y = own(device().doubles(n));
    out = host().doubleRoom(n);
    if (!random()) {
      x = own(device().doubles(n));
      in = host().doubles(n);
    }
    if (kernel.equals("gaspariCohn") || kernel.equals("log")) {
      double[] magnitudes = new double[n];
      for (int i = 0; i < n; i++) {
        magnitudes[i] = Math.abs(in[i]);
      }
      in = magnitudes;
    }
  }

  @Override
  void upload() {
    if (x != null) {
      x.copyFrom(in, 0, 0, n, stream());
    }
  }

  @Override
  void run() {
    switch (kernel) {
      case "gaspariCohn" -> localization.taper(TaperKind.GASPARI_COHN, n, x, 0, HALF_WIDTH, y, 0);
      case "gaussian" -> philox.gaussian(SEED, 0, 0, n, y, 0);
      case "exp" -> elementary.apply(ElementaryFunction.EXP, n, x, 0, y, 0);
      case "log" -> elementary.apply(ElementaryFunction.LOG, n, x, 0, y, 0);
      case "tanh" -> elementary.apply(ElementaryFunction.TANH, n, x, 0, y, 0);
      case "erf" -> elementary.apply(ElementaryFunction.ERF, n, x, 0, y, 0);
      default -> elementary.apply(ElementaryFunction.SIN, n, x, 0, y, 0);
    }
  }

  @Override
  void download() {
    y.copyTo(0, out, 0, n, stream());
  }

  @Override
  long compare() {
    int count = Math.min(n, CHECKED);
    return compare(0, count) + (n - count >= count ? compare(n - count, count) : 0);
  }

  private long compare(int first, int count) {
    double[] expected = new double[count];
    switch (kernel) {
      case "gaspariCohn" -> Taper.gaspariCohn(count, in, first, HALF_WIDTH, expected, 0);
      case "gaussian" -> Philox.gaussian(SEED, 0, first, count, expected, 0);
      case "exp" -> Elementary.exp(count, in, first, expected, 0);
      case "log" -> Elementary.log(count, in, first, expected, 0);
      case "tanh" -> Elementary.tanh(count, in, first, expected, 0);
      case "erf" -> Elementary.erf(count, in, first, expected, 0);
      default -> Elementary.sin(count, in, first, expected, 0);
    }
    return Bits.same(expected, 0, out, first, count);
  }
}
