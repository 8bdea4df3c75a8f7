package org.isobit.verify.arguments;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.isobit.kernels.Workers;

/**
 * A legal call of a public entry: its operands, numbers with their ranges, threads, and what else it takes. The entry
 * itself is found by the types of the parameters that these take.
 */
final class Call {

  /** Elements before and after an operand in its array, which no call may touch. */
  static final int MARGIN = 3;

  final Executable entry;
  private final Supplier<?> receiver;
  private final List<Object> parts;

  /** Position of each part's first parameter. */
  private final List<Integer> positions = new ArrayList<>();

  Call(Supplier<?> receiver, Class<?> owner, String method, List<Object> parts) {
    this.receiver = receiver;
    this.parts = parts;
    List<Class<?>> types = new ArrayList<>();
    for (Object part : parts) {
      positions.add(types.size());
      switch (part) {
        case Operand operand -> {
          types.add(operand.type());
          types.addAll(List.<Class<?>>of(long.class, int.class).subList(0, operand.kind().parameters - 1));
        }
        case Scalar scalar -> types.add(scalar.type());
        case Boolean b -> types.add(boolean.class);
        case Long l -> types.add(long.class);
        case Enum<?> e -> types.add(e.getDeclaringClass());
        case Omissible o -> types.add(o.content().getClass());
        default -> types.add(part.getClass());
      }
    }
    entry = find(owner, method, types);
  }

  /** The entry of these types, or the only one that takes them, as where a part implements what a parameter is. */
  private static Executable find(Class<?> owner, String method, List<Class<?>> types) {
    List<Executable> named = new ArrayList<>(List.of(method == null ? owner.getDeclaredConstructors()
        : owner.getDeclaredMethods()));
    named.removeIf(e -> !(method == null || e.getName().equals(method)) || e.isSynthetic()
        || e.getParameterCount() != types.size());
    List<Executable> exact = named.stream().filter(e -> List.of(e.getParameterTypes()).equals(types)).toList();
    List<Executable> fitting = exact.isEmpty() ? named.stream().filter(e -> takes(e, types)).toList() : exact;
    if (fitting.size() != 1) {
      throw new IllegalStateException(owner.getName() + " has " + fitting.size() + " entries " + method + types);
    }
    return fitting.getFirst();
  }

  private static boolean takes(Executable entry, List<Class<?>> types) {
    for (int i = 0; i < types.size(); i++) {
      if (!entry.getParameterTypes()[i].isAssignableFrom(types.get(i))) {
        return false;
      }
    }
    return true;
  }

  String name() {
    StringBuilder name = new StringBuilder(entry.getDeclaringClass().getName().replaceFirst(".*\\.", ""))
        .append('.').append(entry instanceof Method m ? m.getName() : "new");
    for (Class<?> type : entry.getParameterTypes()) {
      name.append(' ').append(type.getSimpleName());
    }
    return name.toString();
  }

  <T> List<T> parts(Class<T> type) {
    return parts.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Parts that are objects, of which null is no value. */
  List<Object> objects() {
    return parts.stream().filter(p -> !(p instanceof Operand || p instanceof Scalar || p instanceof Boolean
        || p instanceof Long || p instanceof Omissible)).toList();
  }

  /** Position of the first parameter that a part takes. */
  int position(Object part) {
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) == part) {
        return positions.get(i);
      }
    }
    throw new IllegalStateException(part + " is no part of " + name());
  }

  boolean threaded() {
    return !parts(Workers.class).isEmpty();
  }

  /** Arguments of a legal call, every operand in an array of its own that begins and ends with some other numbers. */
  Object[] arguments() {
    List<Object> arguments = new ArrayList<>();
    for (Object part : parts) {
      switch (part) {
        case Operand operand -> {
          int margin = operand.kind() == Operand.Kind.ARRAY ? 0 : MARGIN;
          int ld = operand.kind() == Operand.Kind.MATRIX ? operand.columns() + 2 : operand.columns();
          Object array = background(operand.type(), operand.extent(ld) + 2 * margin);
          operand.put(operand.content(), array, margin, ld);
          arguments.add(array);
          arguments.addAll(List.<Object>of((long) margin, ld).subList(0, operand.kind().parameters - 1));
        }
        case Scalar scalar -> arguments.add(scalar.value());
        case Omissible o -> arguments.add(o.content());
        default -> arguments.add(part);
      }
    }
    return arguments.toArray();
  }

  /** An array of numbers that are nowhere else. */
  static Object background(Class<?> type, int length) {
    Object array = Array.newInstance(type.componentType(), length);
    for (int i = 0; i < length; i++) {
      switch (array) {
        case double[] x -> x[i] = 7.0 + i % 13;
        case float[] x -> x[i] = 7.0f + i % 13;
        default -> Array.setInt(array, i, 7 + i % 13);
      }
    }
    return array;
  }

  /** Calls the entry and passes on what it throws. */
  Object invoke(Object[] arguments) {
    try {
      return entry instanceof Constructor<?> made ? made.newInstance(arguments)
          : ((Method) entry).invoke(receiver == null ? null : receiver.get(), arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(name(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name(), e);
    }
  }
}
