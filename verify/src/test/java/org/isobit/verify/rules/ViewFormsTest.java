package org.isobit.verify.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.isobit.kernels.FloatMatrix;
import org.isobit.kernels.Matrix;
import org.junit.jupiter.api.Test;

/**
 * Who calls a kernel need not count loose arguments: an entry that takes many has a form that takes views, a method of
 * the same name and class, or of the call object beside it ({@code Gemm}, {@code GemmCall}). Constructors do not count:
 * what they make is such an object.
 */
class ViewFormsTest {

  /** Parameters from which on there must be one. */
  private static final int MANY = 12;

  @Test
  void entriesOfManyArgumentsHaveAFormOfViews() throws IOException, ClassNotFoundException {
    List<Method> loose = new ArrayList<>();
    for (Class<?> owner : kernels()) {
      loose.addAll(loose(owner));
    }
    assertTrue(loose.size() > 40, loose.size() + " entries take " + MANY + " arguments or more");
    TreeSet<String> without = new TreeSet<>();
    loose.stream().filter(entry -> !hasViews(entry)).forEach(entry -> without.add(entry.toString()));
    assertEquals(new TreeSet<>(), without);
  }

  @Test
  void aPlantedEntryWithoutIsFound() {
    List<Method> loose = loose(Planted.class);
    assertEquals(2, loose.size());
    assertEquals(List.of("without"), loose.stream().filter(e -> !hasViews(e)).map(Method::getName).toList());
  }

  /** Two entries, one of which has a form of views. */
  public static final class Planted {

    private Planted() {}

    /** Twelve arguments alone. */
    public static void without(int m, int n, double[] a, long ao, int lda, double[] b, long bo, int ldb, double[] c,
        long co, int ldc, boolean more) {}

    /** Twelve arguments. */
    public static void with(int m, int n, double[] a, long ao, int lda, double[] b, long bo, int ldb, double[] c,
        long co, int ldc, boolean more) {}

    /** The same in four. */
    public static void with(Matrix a, Matrix b, Matrix c, boolean more) {}
  }

  private static List<Method> loose(Class<?> owner) {
    return Arrays.stream(owner.getDeclaredMethods()).filter(m -> Modifier.isPublic(m.getModifiers())
        && !m.isSynthetic() && m.getParameterCount() >= MANY && takesArrays(m)).toList();
  }

  private static boolean takesArrays(Method method) {
    return Arrays.stream(method.getParameterTypes()).anyMatch(t -> t == double[].class || t == float[].class);
  }

  private static boolean hasViews(Method entry) {
    Class<?> owner = entry.getDeclaringClass();
    return Stream.of(owner.getName(), owner.getName() + "Call").flatMap(ViewFormsTest::methods)
        .anyMatch(m -> m.getName().equals(entry.getName()) && Modifier.isPublic(m.getModifiers())
            && Arrays.stream(m.getParameterTypes()).anyMatch(t -> t == view(entry)));
  }

  private static Class<?> view(Method entry) {
    return Arrays.asList(entry.getParameterTypes()).contains(float[].class) ? FloatMatrix.class : Matrix.class;
  }

  private static Stream<Method> methods(String owner) {
    try {
      return Arrays.stream(Class.forName(owner, false, ViewFormsTest.class.getClassLoader()).getDeclaredMethods());
    } catch (ClassNotFoundException e) {
      return Stream.empty();
    }
  }

  /** Classes of kernels and linalg that are a promise. */
  private static List<Class<?>> kernels() throws IOException, ClassNotFoundException {
    List<Class<?>> classes = new ArrayList<>();
    for (Path root : MainClasses.folders()) {
      for (Path file : MainClasses.files()) {
        String name = file.startsWith(root)
            ? root.relativize(file).toString().replaceFirst("\\.class$", "").replace('/', '.') : "";
        if (name.matches("org\\.isobit\\.(kernels|linalg)\\..*")
            && !name.matches(".*(Reference|Simd)(\\$.*)?|.*\\.internal\\..*")) {
          Class<?> type = Class.forName(name, false, ViewFormsTest.class.getClassLoader());
          if (Modifier.isPublic(type.getModifiers())) {
            classes.add(type);
          }
        }
      }
    }
    return classes;
  }
}
