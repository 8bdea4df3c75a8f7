package org.isobit.kernels.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every kernel on the class path, with all its implementations there. Thread-safe. */
public final class KernelCatalog {

  private static final List<Kernel> ALL = load();

  private KernelCatalog() {}

  private static List<Kernel> load() {
    Map<String, Kernel> kernels = new TreeMap<>();
    services(KernelFamily.class).flatMap(family -> family.kernels().stream()).forEach(kernel -> {
      if (kernels.put(kernel.name(), kernel) != null) {
        throw new IllegalStateException("two families have a kernel called " + kernel.name());
      }
    });
    services(KernelImplementations.class).forEach(more -> {
      for (String name : more.kernels()) {
        if (kernels.computeIfPresent(name, (key, kernel) -> kernel.with(more.backend())) == null) {
          throw new IllegalStateException(more.getClass().getName() + " implements " + name
              + ", which is not in the catalogue");
        }
      }
    });
    return kernels.values().stream().sorted(Comparator.comparing(Kernel::family).thenComparing(Kernel::name)).toList();
  }

  private static <T> Stream<T> services(Class<T> type) {
    return ServiceLoader.load(type, KernelCatalog.class.getClassLoader()).stream().map(ServiceLoader.Provider::get);
  }

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
