package org.isobit.bench;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One benchmark method with one value for each of its parameters.
 *
 * @param type       the benchmark's class
 * @param method     the benchmark method
 * @param parameters values of the {@code @Param} fields, in the order of declaration
 */
public record Variant(Class<? extends KernelBenchmark> type, Method method, Map<String, String> parameters) {

  /** What stands between the parts of a name. */
  public static final String SEPARATOR = ";";

  static final String IMPLEMENTATION = "implementation";
  static final String REFERENCE = "reference";
  static final String SIMD = "simd";

  /** All variants of a benchmark class that this machine has what they need for. */
  static List<Variant> of(Class<? extends KernelBenchmark> type) {
    List<Map<String, String>> combinations = new ArrayList<>(List.of(Map.of()));
    for (Field field : fields(type)) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> combination : combinations) {
        for (String value : field.getAnnotation(Param.class).value()) {
          Map<String, String> extended = new LinkedHashMap<>(combination);
          extended.put(field.getName(), value);
          longer.add(extended);
        }
      }
      combinations = longer;
    }
    List<Variant> variants = new ArrayList<>();
    for (Method method : methods(type, Benchmark.class)) {
      combinations.forEach(c -> variants.add(new Variant(type, method, c)));
    }
    variants.removeIf(variant -> !variant.instance().possible());
    return variants;
  }

  /**
   * A variant by its name; parameters may have values that the benchmark does not list.
   *
   * @param name class below {@code org.isobit.bench}, method, and each parameter with its value, for example
   *             {@code gemm.SquareBenchmark.multiply;n=96;implementation=simd}
   * @return the variant
   * @throws IllegalArgumentException if there is no such benchmark, or parameters are missing or others
   */
  public static Variant named(String name) {
    String[] parts = name.split(SEPARATOR);
    int dot = parts[0].lastIndexOf('.');
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      parameters.put(parts[i].substring(0, Math.max(0, equals)), parts[i].substring(equals + 1));
    }
    try {
      Class<? extends KernelBenchmark> type = Class.forName(Variant.class.getPackageName() + "."
          + parts[0].substring(0, Math.max(0, dot))).asSubclass(KernelBenchmark.class);
      Method method = type.getMethod(parts[0].substring(dot + 1));
      if (!method.isAnnotationPresent(Benchmark.class)) {
        throw new NoSuchMethodException(method + " is no benchmark");
      }
      if (!parameters.keySet().equals(fields(type).stream().map(Field::getName).collect(Collectors.toSet()))) {
        throw new IllegalArgumentException("'" + name + "' has other parameters than its benchmark");
      }
      return new Variant(type, method, parameters);
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new IllegalArgumentException("there is no benchmark '" + name + "'", e);
    }
  }

  private static List<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> c = type; c != Object.class; c = c.getSuperclass()) {
      fields.addAll(0, Arrays.stream(c.getDeclaredFields()).filter(f -> f.isAnnotationPresent(Param.class)).toList());
    }
    return fields;
  }

  private static List<Method> methods(Class<?> type, Class<? extends java.lang.annotation.Annotation> annotation) {
    return Arrays.stream(type.getMethods()).filter(m -> m.isAnnotationPresent(annotation))
        .sorted((a, b) -> a.getName().compareTo(b.getName())).toList();
  }

  String implementation() {
    return parameters.get(IMPLEMENTATION);
  }

  /** What the implementations of one computation share: the method's name and the other parameters. */
  String subject() {
    StringBuilder text = new StringBuilder(method.getName());
    parameters.forEach((name, value) -> {
      if (!name.equals(IMPLEMENTATION)) {
        text.append(' ').append(value);
      }
    });
    return text.toString();
  }

  String benchmark() {
    return type.getName() + "." + method.getName();
  }

  /**
   * A new instance with its parameters set, not yet set up.
   *
   * @return the benchmark
   */
  public KernelBenchmark instance() {
    try {
      KernelBenchmark benchmark = type.getConstructor().newInstance();
      for (Field field : fields(type)) {
        String value = parameters.get(field.getName());
        Class<?> t = field.getType();
        field.set(benchmark, t == int.class ? Integer.valueOf(value) : t == long.class ? Long.valueOf(value)
            : t == double.class ? Double.valueOf(value) : t == boolean.class ? Boolean.valueOf(value) : value);
      }
      return benchmark;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " is not a benchmark as KernelBenchmark describes it", e);
    }
  }

  /**
   * Sets up. Calls of what is returned cost no more than those that a compiler knows.
   *
   * @return the benchmark's method, to be called as often as one likes
   */
  public Runnable prepared() {
    KernelBenchmark benchmark = instance();
    try {
      call(benchmark, Setup.class);
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      MethodType nothing = MethodType.methodType(void.class);
      return (Runnable) LambdaMetafactory.metafactory(lookup, "run", MethodType.methodType(Runnable.class,
          method.getDeclaringClass()), nothing, lookup.unreflect(method), nothing).getTarget().invoke(benchmark);
    } catch (Throwable t) {
      throw new IllegalStateException(benchmark() + " " + parameters + " cannot be set up", t);
    }
  }

  /**
   * Sets up, runs once and ends.
   *
   * @return the output
   * @throws Throwable if something fails
   */
  public double[] runOnce() throws Throwable {
    KernelBenchmark benchmark = instance();
    call(benchmark, Setup.class);
    try {
      invoke(method, benchmark);
      return benchmark.output().clone();
    } finally {
      call(benchmark, TearDown.class);
    }
  }

  private static void call(KernelBenchmark benchmark, Class<? extends java.lang.annotation.Annotation> annotation)
      throws Throwable {
    for (Method method : methods(benchmark.getClass(), annotation)) {
      invoke(method, benchmark);
    }
  }

  private static void invoke(Method method, Object target) throws Throwable {
    try {
      method.invoke(target);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
