// Master of FloatEnsembleCase: the float version is generated from this file.
package org.isobit.bench.device;

import java.util.ArrayList;
import java.util.List;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.ensemble.EnsembleCuda;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.ensemble.EnsembleMoments;

/** Passes over ensembles: means, spreads, anomalies. */
final class EnsembleCase extends DeviceCase {

  private final String kernel;
  private final int members;
  private final int n;
  private EnsembleCuda ensemble;
  private DeviceArray e;
  private DeviceArray mean;
  private DeviceArray anomalies;
  private double[] out;

  private EnsembleCase(String kernel, int members, int n) {
    super(DeviceWork.of("ensembles", kernel, "double", Limit.MEMORY, kernel, members, n));
    this.kernel = kernel;
    this.members = members;
    this.n = n;
  }

  /** All of them. */
  static List<DeviceCase> all(Sizes sizes) {
    List<DeviceCase> cases = new ArrayList<>();
    int members = sizes.members()[sizes.members().length / 2];
    for (String kernel : List.of("ensembleMean", "ensembleSpread", "subtractMean")) {
      cases.add(new EnsembleCase(kernel, members, sizes.columns(members)));
    }
    return cases;
  }

  private boolean whole() {
    return kernel.equals("subtractMean");
  }

  private int length() {
    return members * n;
  }

  @Override
  void prepare() {
    ensemble = new EnsembleCuda(stream());
    e = own(device().doubles(length()));
    mean = own(device().doubles(n));
    if (whole()) {
      anomalies = own(device().doubles(length()));
    }
    out = host().doubleRoom(length());
  }

  @Override
  void upload() {
    e.copyFrom(host().doubles(length()), 0, 0, length(), stream());
  }

  @Override
  void run() {
    switch (kernel) {
      case "ensembleMean" -> ensemble.mean(members, n, e, 0, n, mean, 0);
      case "ensembleSpread" -> ensemble.spread(members, n, e, 0, n, mean, 0);
      default -> ensemble.subtractMean(members, n, e, 0, n, mean, 0, anomalies, 0, n);
    }
  }

  @Override
  void download() {
    if (whole()) {
      anomalies.copyTo(0, out, 0, length(), stream());
    } else {
      mean.copyTo(0, out, 0, n, stream());
    }
  }

  @Override
  long compare() {
    double[] h = host().doubles(length());
    double[] expected = new double[whole() ? length() : n];
    switch (kernel) {
      case "ensembleMean" -> EnsembleMoments.mean(members, n, h, 0, n, expected, 0, Workers.shared());
      case "ensembleSpread" -> EnsembleMoments.spread(members, n, h, 0, n, expected, 0, Workers.shared());
      default -> Anomalies.subtractMean(members, n, h, 0, n, new double[n], 0, expected, 0, n, Workers.shared());
    }
    return Bits.same(expected, 0, out, 0, expected.length);
  }
}
