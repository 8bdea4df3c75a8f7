package org.isobit.models.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * All entries of one kind: those of this library, in the order of its list, then those that programs bring along. These
 * come by {@link ServiceLoader} from the thread's context class loader, with the same standing. Immutable, thread-safe.
 *
 * @param <E> type of its entries
 */
public final class Registry<E extends Entry> {

  /** Where a command's user has entries of their own; null: where the thread's program has its classes. */
  private static volatile ClassLoader plugins;

  private final String kind;
  private final Map<String, E> entries = new LinkedHashMap<>();

  private Registry(String kind, Iterable<? extends E> all) {
    this.kind = kind;
    try {
      for (E entry : all) {
        E other = entries.putIfAbsent(entry.label(), entry);
        if (other != null) {
          throw new IllegalArgumentException("there are two of the kind " + kind + " called '" + entry.label() + "': "
              + other.getClass().getName() + " and " + entry.getClass().getName());
        }
      }
    } catch (ServiceConfigurationError e) {
      throw new IllegalArgumentException("a " + kind + " from outside cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * Says where services are looked for from now on, on all threads; for the main programs of commands.
   *
   * @param loader a loader whose parent has this library, or null: the thread's context class loader
   */
  public static void lookIn(ClassLoader loader) {
    plugins = loader;
  }

  /**
   * The entries that are services.
   *
   * @param kind what one is called, for messages: {@code filter}
   * @param type the service
   * @param <E>  its type
   * @return all that the thread's context class loader finds
   * @throws IllegalArgumentException if two have one name, or one cannot be made
   */
  public static <E extends Entry> Registry<E> of(String kind, Class<E> type) {
    ClassLoader loader = plugins != null ? plugins : Thread.currentThread().getContextClassLoader();
    return new Registry<>(kind, ServiceLoader.load(type, loader == null ? type.getClassLoader() : loader));
  }

  /**
   * Given entries.
   *
   * @param kind    what one is called, for messages
   * @param entries all there are
   * @param <E>     their type
   * @return the registry
   */
  @SafeVarargs
  public static <E extends Entry> Registry<E> of(String kind, E... entries) {
    return new Registry<>(kind, List.of(entries));
  }

  /**
   * What an entry is called.
   *
   * @return a noun
   */
  public String kind() {
    return kind;
  }

  /**
   * All entries.
   *
   * @return in their order
   */
  public List<E> entries() {
    return List.copyOf(entries.values());
  }

  /**
   * All names.
   *
   * @return in their order
   */
  public List<String> labels() {
    return List.copyOf(entries.keySet());
  }

  /**
   * The entry of a name.
   *
   * @param label its name
   * @return the entry
   * @throws IllegalArgumentException if there is none
   */
  public E get(String label) {
    E entry = entries.get(label);
    if (entry == null) {
      throw new IllegalArgumentException("there is no " + kind + " '" + label + "'; there are "
          + String.join(", ", entries.keySet()));
    }
    return entry;
  }

  /**
   * What entries can be told, each by its name.
   *
   * @return the keys of all entries
   */
  public Map<String, Keys> keys() {
    Map<String, Keys> keys = new LinkedHashMap<>();
    entries.forEach((label, entry) -> keys.put(label, entry.keys()));
    return keys;
  }

  /**
   * The labels of the entries that something is true of, for messages.
   *
   * @param which tells
   * @return labels in a row: {@code a, b and c}
   */
  public String those(java.util.function.Predicate<? super E> which) {
    List<String> labels = new ArrayList<>();
    entries.forEach((label, entry) -> {
      if (which.test(entry)) {
        labels.add(label);
      }
    });
    int last = labels.size() - 1;
    return last < 1 ? String.join("", labels) : String.join(", ", labels.subList(0, last)) + " and " + labels.get(last);
  }
}
