package org.isobit.kernels.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** Every kernel on the class path. Thread-safe. */
public final class KernelCatalog {

  private static final List<Kernel> ALL = ServiceLoader.load(KernelFamily.class, KernelCatalog.class.getClassLoader())
      .stream().flatMap(p -> p.get().kernels().stream())
      .sorted(Comparator.comparing(Kernel::family).thenComparing(Kernel::name)).toList();

  private KernelCatalog() {}

  /**
   * All kernels, sorted by family and name.
   *
   * @return an unmodifiable list
   */
  public static List<Kernel> all() {
    return ALL;
  }

  /**
   * The kernel of a name.
   *
   * @param name {@code operation.type}
   * @return its entry
   * @throws IllegalArgumentException if there is none
   */
  public static Kernel get(String name) {
    return ALL.stream().filter(k -> k.name().equals(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kernel is called '" + name + "'"));
  }
}
