package org.isobit.bench;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
record Variant(Class<? extends KernelBenchmark> type, Method method, Map<String, String> parameters) {

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

  /** A new instance with its parameters set, not yet set up. */
  KernelBenchmark instance() {
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

  /** Sets up, runs once, and returns the output. */
  double[] runOnce() throws Throwable {
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
