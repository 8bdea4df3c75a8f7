package org.isobit.bench.device;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isobit.gpu.Device;
import org.isobit.gpu.DeviceMemoryException;

/** Measures cases one after the other. Not thread-safe. */
final class DeviceMeasurement {

  /** Repeats of times with transfers: most of their time is the host's. */
  private static final int TRANSFER_REPEATS = 5;

  private final Device device;
  private final Sizes sizes;

  DeviceMeasurement(Device device, Sizes sizes) {
    this.device = device;
    this.sizes = sizes;
  }

  /** The cases: ceilings, and all others that a pattern finds. */
  static List<DeviceCase> cases(Sizes sizes, Pattern pattern) {
    Stream<List<DeviceCase>> ceilings = Stream.of(CeilingCase.all(sizes), FloatCeilingCase.all(sizes),
        BusCase.all(sizes));
    Stream<List<DeviceCase>> others = Stream.of(ProductCase.all(sizes), FloatProductCase.all(sizes),
        LocalCase.all(sizes), FloatLocalCase.all(sizes), ReduceCase.all(sizes), FloatReduceCase.all(sizes),
        EnsembleCase.all(sizes), FloatEnsembleCase.all(sizes), MapCase.all(sizes), FloatMapCase.all(sizes),
        NetworkCase.all(sizes), FloatNetworkCase.all(sizes), ConvolutionCase.all(sizes),
        FloatConvolutionCase.all(sizes), ImageCase.all(sizes), FloatImageCase.all(sizes), LayerCase.all(sizes),
        FloatLayerCase.all(sizes), AttentionCase.all(sizes), FloatAttentionCase.all(sizes));
    return Stream.concat(ceilings.flatMap(List::stream), others.flatMap(List::stream)
        .filter(c -> pattern.matcher(c.work().toString()).find())).toList();
  }

  /** Whole analyses that a pattern finds: filters run on the first device alone. */
  static List<DeviceWork> analyses(Sizes sizes, int ordinal, Pattern pattern) {
    return ordinal != 0 ? List.of() : Stream.of(WholeAnalysis.work(sizes), FloatWholeAnalysis.work(sizes))
        .filter(work -> pattern.matcher(work.toString()).find()).toList();
  }

  /** Measures all cases, and whole analyses if they are wanted; tells before each. */
  List<DeviceResult> run(List<DeviceCase> cases, List<DeviceWork> analyses, Consumer<DeviceWork> progress) {
    List<DeviceResult> results = new ArrayList<>();
    HostArrays host = new HostArrays();
    for (DeviceCase one : cases) {
      progress.accept(one.work());
      try (org.isobit.gpu.Stream stream = device.stream(); one) {
        results.add(measure(one, stream, host));
      }
    }
    for (DeviceWork work : analyses) {
      progress.accept(work);
      results.add(work.type().equals("float") ? FloatWholeAnalysis.measure(sizes, host)
          : WholeAnalysis.measure(sizes, host));
    }
    return results;
  }

  private DeviceResult measure(DeviceCase one, org.isobit.gpu.Stream stream, HostArrays host) {
    List<String> observations = new ArrayList<>();
    try {
      one.open(stream, host);
    } catch (DeviceMemoryException e) {
      return new DeviceResult(one.work(), new double[0], new double[0], 0, null, Map.of(),
          List.of("not run: " + e.getMessage()));
    }
    observations.addAll(one.notes());
    one.upload();
    double[] seconds;
    try (DeviceClock clock = new DeviceClock(stream, sizes.repeats(), sizes.budget())) {
      seconds = clock.seconds(one::run);
    }
    double[] transfers = new double[0];
    if (one.transfers()) {
      try (DeviceClock clock = new DeviceClock(stream, Math.min(TRANSFER_REPEATS, sizes.repeats()), sizes.budget())) {
        transfers = clock.seconds(one::roundTrip);
      }
    }
    one.upload();
    one.run();
    one.download();
    long compared = 0;
    String difference = null;
    try {
      compared = one.compare();
    } catch (BitsDifferException e) {
      difference = e.getMessage();
    }
    Map<String, double[]> opponents = new LinkedHashMap<>();
    one.opponents().forEach((name, call) -> {
      try (DeviceClock clock = new DeviceClock(stream, sizes.repeats(), sizes.budget())) {
        opponents.put(name, clock.seconds(call));
      }
      one.download();
      String observation = one.observe(name);
      if (observation != null) {
        observations.add(observation);
      }
    });
    return new DeviceResult(one.work(), seconds, transfers, compared, difference, opponents, observations);
  }
}
