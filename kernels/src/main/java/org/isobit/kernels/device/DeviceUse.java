package org.isobit.kernels.device;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where the parts of a run's steps run: asked before each step, and told at the end. What cannot go to a device that is
 * demanded is said in one sentence, once. Thread-safe.
 */
public final class DeviceUse {

  /** The place that is not a device. */
  public static final String PROCESSOR = "processor";

  private static final DeviceUse LOG = new DeviceUse(
      sentence -> System.getLogger("org.isobit").log(System.Logger.Level.INFO, sentence));

  private final Consumer<String> listener;
  private final Map<String, TreeSet<String>> places = new TreeMap<>();
  private final TreeSet<String> said = new TreeSet<>();

  /**
   * A record of one run.
   *
   * @param listener hears each sentence once, on the thread whose step it is about
   */
  public DeviceUse(Consumer<String> listener) {
    this.listener = Objects.requireNonNull(listener, "listener");
  }

  /**
   * The record of all who keep none: its sentences go to the log.
   *
   * @return the one record of this JVM
   */
  public static DeviceUse log() {
    return LOG;
  }

  /**
   * Chooses where a part of a step runs, and notes it.
   *
   * @param part           what it is called, for example ETKF: transform of members
   * @param operations     about how many floating-point operations it has
   * @param implementation what a device has for it, or null; for example {@link Accelerator#global}
   * @param <T>            its type
   * @return the device's implementation, or null if the processor does it
   * @throws AcceleratorException as for {@link Accelerator#active}
   */
  public <T> T choose(String part, double operations, Function<Accelerator, T> implementation) {
    Accelerator device = Accelerator.forStep(operations);
    T taken = device == null ? null : implementation.apply(device);
    if (device != null && taken == null) {
      onProcessor(part, device);
    } else {
      note(part, device == null ? PROCESSOR : device.device());
    }
    return taken;
  }

  /**
   * Notes that a part has no implementation on any device.
   *
   * @param part       what it is called
   * @param operations about how many floating-point operations it has
   * @throws AcceleratorException as for {@link Accelerator#active}
   */
  public void none(String part, double operations) {
    choose(part, operations, device -> null);
  }

  /** Notes that the processor does what the device cannot. */
  private void onProcessor(String part, Accelerator device) {
    note(part, PROCESSOR);
    String sentence = part + " has no " + device.name() + " implementation and runs on the processor; same bits";
    boolean first;
    synchronized (this) {
      first = said.add(sentence);
    }
    if (first && DeviceWish.STATED == DeviceWish.ALWAYS) {
      listener.accept(sentence);
    }
  }

  private synchronized void note(String part, String place) {
    places.computeIfAbsent(part, p -> new TreeSet<>()).add(place);
  }

  /**
   * What ran where until now.
   *
   * @return for each part, in alphabetical order, the places, separated by commas
   */
  public synchronized Map<String, String> places() {
    Map<String, String> all = new TreeMap<>();
    places.forEach((part, where) -> all.put(part, String.join(", ", where)));
    return all;
  }
}
