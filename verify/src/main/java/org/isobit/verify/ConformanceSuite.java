package org.isobit.verify;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** All conformance cases on the class path. Thread-safe. */
public final class ConformanceSuite {

  private ConformanceSuite() {}

  /**
   * One case for each kernel of the catalogue and for each method composed of them, sorted by name.
   *
   * @return new instances
   */
  public static List<Conformance> all() {
    return ServiceLoader.load(Conformance.class, ConformanceSuite.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get).sorted(Comparator.comparing(Conformance::kernel)).toList();
  }
}
