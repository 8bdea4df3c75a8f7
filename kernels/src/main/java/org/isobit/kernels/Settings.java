package org.isobit.kernels;

import java.util.function.Supplier;

/**
 * The properties {@code -Disobit.…} that say how a Java virtual machine computes: {@link Backend#PROPERTY},
 * {@link Gradual#PROPERTY}, {@link Workers#PROPERTY}, {@link SpeciesSimd#PROPERTY} and {@link Tuning#PROPERTY} with its
 * sizes. Each is read by the class that it belongs to, when that class is first needed. Thread-safe.
 */
public final class Settings {

  private Settings() {}

  /**
   * Reads them now, if one of them is set, so that a value that nothing can be done with shows before anything begins.
   * A process that was refused stays so: its classes cannot be used afterwards.
   *
   * @throws IllegalArgumentException if a value is none of those that the property has; it names property, value and
   *                                  what is allowed
   * @throws IllegalStateException    if a backend that was asked for cannot be had
   */
  public static void check() {
    if (System.getProperties().stringPropertyNames().stream().noneMatch(name -> name.startsWith("isobit."))) {
      return;
    }
    read(Backend::active);
    read(() -> Gradual.first(System.getProperty(Gradual.PROPERTY, "0")));
    Workers.sharedThreads(System.getProperty(Workers.PROPERTY));
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
      read(SpeciesSimd::bits);
      read(Tuning::description);
    }
  }

  /** Java wraps what the constants of a class refuse. */
  private static void read(Supplier<?> constant) {
    try {
      constant.get();
    } catch (ExceptionInInitializerError e) {
      if (e.getCause() instanceof RuntimeException refusal) {
        throw refusal;
      }
      throw e;
    }
  }
}
