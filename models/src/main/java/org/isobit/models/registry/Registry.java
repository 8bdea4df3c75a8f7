package org.isobit.models.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * All entries of one kind: those of this library, in the order of its list, then those that programs bring along, with
 * the same standing. These are services ({@link ServiceLoader}) of the loader that {@link #lookIn} names, or else of
 * the thread's context class loader. Immutable, thread-safe.
 *
 * @param <E> type of its entries
 */
public final class Registry<E extends Entry> {

  /** Where services are looked for, and those that were found there; the same objects each time. */
  private record Place(ClassLoader loader, Map<Class<?>, List<?>> found) {
    Place(ClassLoader loader) {
      this(loader, new ConcurrentHashMap<>());
    }
  }

  /** This library's own. */
  private static final Place OWN = new Place(Registry.class.getClassLoader());

  /** Where a command's user has entries of their own, or null. */
  private static volatile Place plugins;

  private final String kind;
  private final Map<String, E> entries = new LinkedHashMap<>();

  private Registry(String kind) {
    this.kind = kind;
  }

  /**
   * Says where else services are looked for from now on, on all threads; for the main programs of commands.
   *
   * @param loader a loader whose parent has this library, or null: the thread's context class loader
   * @return what was said before
   */
  public static ClassLoader lookIn(ClassLoader loader) {
    Place before = plugins;
    plugins = loader == null ? null : new Place(loader);
    return before == null ? null : before.loader;
  }

  /**
   * The entries that are services.
   *
   * @param kind what one is called, for messages: {@code filter}
   * @param type the service
   * @param <E>  its type
   * @return all there are
   * @throws IllegalArgumentException if two have one name, one cannot be made, or one lacks a name or a sentence
   */
  public static <E extends Entry> Registry<E> of(String kind, Class<E> type) {
    Registry<E> registry = new Registry<>(kind);
    Place own = type.getClassLoader() == OWN.loader ? OWN : new Place(type.getClassLoader());
    load(kind, type, own).forEach(registry::add);
    Place more = plugins;
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    if (more == null && context != null && context != own.loader) {
      more = new Place(context);
    }
    for (E entry : more == null ? List.<E>of() : load(kind, type, more)) {
      // What this library has is seen from there, too.
      if (registry.entries.values().stream().noneMatch(known -> known.getClass() == entry.getClass())) {
        registry.add(entry);
      }
    }
    return registry;
  }

  @SuppressWarnings("unchecked") // what is kept for a type is of that type
  private static <E extends Entry> List<E> load(String kind, Class<E> type, Place place) {
    List<?> known = place.found.get(type);
    if (known == null) {
      List<E> all = new ArrayList<>();
      try {
        ServiceLoader.load(type, place.loader).forEach(entry -> {
          check(kind, entry);
          all.add(entry);
        });
      } catch (ServiceConfigurationError | LinkageError e) {
        if (place == OWN && (e instanceof LinkageError ? e : e.getCause()) instanceof ExceptionInInitializerError own) {
          throw own; // a kernel's class refuses a property, which is nobody's from outside
        }
        throw new IllegalArgumentException("a " + kind + " from outside cannot be used: " + e.getMessage(), e);
      }
      List<?> other = place.found.putIfAbsent(type, List.copyOf(all));
      known = other == null ? all : other;
    }
    return (List<E>) known;
  }

  private static void check(String kind, Entry entry) {
    String name = entry.getClass().getName();
    String problem;
    try {
      problem = entry.label() == null || !entry.label().matches("[A-Za-z0-9]+([-._][A-Za-z0-9]+)*")
          ? "has the name '" + entry.label() + "', which must be of letters, digits and hyphens"
          : entry.sentence() == null || entry.source() == null || entry.keys() == null
          ? "has no sentence, source or keys" : null;
    } catch (RuntimeException e) {
      problem = "does not say what it is: " + e;
    }
    if (problem != null) {
      throw new IllegalArgumentException("a " + kind + " from outside cannot be used: " + name + " " + problem);
    }
  }

  /**
   * Given entries.
   *
   * @param kind    what one is called, for messages
   * @param entries all there are
   * @param <E>     their type
   * @return the registry
   * @throws IllegalArgumentException if two have one name
   */
  @SafeVarargs
  public static <E extends Entry> Registry<E> of(String kind, E... entries) {
    Registry<E> registry = new Registry<>(kind);
    for (E entry : entries) {
      registry.add(entry);
    }
    return registry;
  }

  /**
   * The one of some entries that has a name, for enums of entries.
   *
   * @param what    what messages begin with: {@code Taper: }
   * @param label   its name
   * @param entries all there are
   * @param <E>     their type
   * @return the entry
   * @throws IllegalArgumentException listing the names there are
   */
  @SafeVarargs
  public static <E extends Entry> E one(String what, String label, E... entries) {
    List<String> names = new ArrayList<>();
    for (E entry : entries) {
      if (entry.label().equals(label)) {
        return entry;
      }
      names.add(entry.label());
    }
    throw new IllegalArgumentException(what + "'" + label + "' is none of " + String.join(", ", names));
  }

  private void add(E entry) {
    E other = entries.putIfAbsent(entry.label(), entry);
    if (other != null) {
      throw new IllegalArgumentException("there are two of the kind " + kind + " called '" + entry.label() + "': "
          + other.getClass().getName() + " and " + entry.getClass().getName());
    }
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
  public String those(Predicate<? super E> which) {
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
