package org.isobit.models.twin;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Isobit;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.Workers;
import org.isobit.kernels.device.DeviceUse;

/** {@code run.json}: where, when and how fast; nothing that scores depend on. */
final class RunRecord {

  private RunRecord() {}

  static String of(TwinResult result, Workers workers, DeviceUse devices, Instant started, Instant ended) {
    JsonObject root = new JsonObject();
    root.addProperty("contract", Isobit.contractVersion());
    root.addProperty("experiment", result.experiment().name());
    root.addProperty("started", started.toString());
    root.addProperty("seconds", Duration.between(started, ended).toMillis() / 1e3);
    root.addProperty("host", host());
    root.addProperty("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
        + System.getProperty("os.arch"));
    root.addProperty("processors", Runtime.getRuntime().availableProcessors());
    root.addProperty("jvm", System.getProperty("java.vm.name") + " " + Runtime.version());
    root.addProperty("threads", workers.threads());
    root.addProperty("backend", Backend.active().name().toLowerCase(Locale.ROOT));
    root.addProperty("backend_reason", Backend.reason());
    if (Backend.active() == Backend.SIMD) {
      root.addProperty("vector_bits", SpeciesSimd.bits());
    }
    JsonObject places = new JsonObject();
    devices.places().forEach(places::addProperty);
    root.add("devices", places);
    root.addProperty("folder", System.getProperty("user.dir"));
    JsonArray methods = new JsonArray();
    for (int i = 0; i < result.experiment().methods().size(); i++) {
      JsonObject method = new JsonObject();
      method.addProperty("label", result.experiment().methods().get(i).label());
      method.add("microseconds_per_cycle", TwinOutput.number(result.microsecondsPerCycle(i)));
      methods.add(method);
    }
    root.add("methods", methods);
    return TwinOutput.json(root);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
