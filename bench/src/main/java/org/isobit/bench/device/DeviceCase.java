package org.isobit.bench.device;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.gpu.Device;
import org.isobit.gpu.Ending;
import org.isobit.gpu.Stream;

/**
 * A computation that is timed: takes inputs to the device, runs there, brings outputs back and compares them with the
 * processor's. Used once: opened, then its methods in any order, then closed. Not thread-safe.
 */
abstract class DeviceCase implements AutoCloseable {

  private final DeviceWork work;
  private final List<AutoCloseable> owned = new ArrayList<>();
  private final Map<String, Runnable> opponents = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private Stream stream;
  private HostArrays host;

  DeviceCase(DeviceWork work) {
    this.work = work;
  }

  /** What a call does. */
  final DeviceWork work() {
    return work;
  }

  /** Allocates. */
  final void open(Stream on, HostArrays arrays) {
    stream = on;
    host = arrays;
    prepare();
  }

  final Stream stream() {
    return stream;
  }

  final Device device() {
    return stream.device();
  }

  final HostArrays host() {
    return host;
  }

  /** Keeps something until the end. */
  final <T extends AutoCloseable> T own(T thing) {
    owned.add(thing);
    return thing;
  }

  /** Remembers something to be told. */
  final void note(String sentence) {
    notes.add(sentence);
  }

  /** What is to be told beside the times. */
  final List<String> notes() {
    return notes;
  }

  /** Others that do the same with the same inputs on the same device, by name; known after opening. */
  final Map<String, Runnable> opponents() {
    return opponents;
  }

  /** Allocates and loads kernels. */
  abstract void prepare();

  /** Copies inputs to the device. */
  void upload() {}

  /** Asks for the kernels; what is timed without transfers. */
  abstract void run();

  /** Copies outputs to the host and waits. */
  void download() {}

  /** A whole call with copies from and to the host; what is timed with transfers. */
  void roundTrip() {
    upload();
    run();
    download();
  }

  /** Whether times with transfers mean something. */
  boolean transfers() {
    return true;
  }

  /**
   * Compares the outputs that were brought back, or a part of them, with the processor's.
   *
   * @return elements compared
   * @throws BitsDifferException if bits differ
   */
  abstract long compare();

  /**
   * Something to be told beside the times, after an opponent's run: its outputs are in the place of the own ones.
   *
   * @param opponent whose outputs they are
   * @return one sentence, or null
   */
  String observe(String opponent) {
    return null;
  }

  @Override
  public final void close() {
    Ending ending = new Ending();
    owned.reversed().forEach(ending::close);
    owned.clear();
    ending.finish();
  }
}
