package org.isobit.verify.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isobit.verify.ReactorRoot;
import org.junit.jupiter.api.Test;

/**
 * The public surface of the modules that programs depend on, as {@code MODULE/api.txt} lists it: what a change of a
 * file shows in its diff is a change for users. Packages called {@code internal} are no promise, nor are
 * implementations ({@code …Reference}, {@code …Simd}), which are public only for conformance and benchmarks. {@code
 * -Disobit.api=write} writes the files: {@code mvn -Disobit.api=write -Dtest=PublicApiTest
 * -Dsurefire.failIfNoSpecifiedTests=false -pl verify -am test}.
 */
class PublicApiTest {

  private static final List<String> MODULES = List.of("kernels", "linalg", "models", "gpu");

  @Test
  void theFilesListThePublicSurface() throws IOException, ClassNotFoundException {
    for (String module : MODULES) {
      Path file = ReactorRoot.find().resolve(module).resolve("api.txt");
      String surface = String.join("\n", surface(module)) + "\n";
      if ("write".equals(System.getProperty("isobit.api"))) {
        Files.writeString(file, surface);
      } else {
        assertEquals(Files.readString(file), surface, file + " is old; to write it anew see PublicApiTest");
      }
    }
  }

  @Test
  void whatIsNoPromiseIsLeftOut() throws IOException, ClassNotFoundException {
    List<String> kernels = surface("kernels");
    assertTrue(kernels.contains("class org.isobit.kernels.gemm.Gemm"));
    assertTrue(kernels.stream().noneMatch(line -> line.matches("\\w+ org\\.isobit\\..*(Reference|Simd)")));
    assertTrue(surface("gpu").stream().noneMatch(line -> line.contains(" org.isobit.gpu.internal.NativeLoader")));
    assertEquals(List.of("  Planted(int)", "  int doubled(int, double[])"), members(Planted.class));
  }

  /** Has a public constructor and method, and others. */
  public static final class Planted {
    final int hidden;

    /** The one. */
    public Planted(int number) {
      hidden = number;
    }

    /** Twice the number. */
    public int doubled(int times, double[] unused) {
      return times * hidden * 2;
    }

    int notListed() {
      return hidden;
    }
  }

  private static List<String> surface(String module) throws IOException, ClassNotFoundException {
    Path root = ReactorRoot.find().resolve(module).resolve("target/classes");
    TreeMap<String, Class<?>> classes = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path file : tree.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = root.relativize(file).toString().replaceFirst("\\.class$", "").replace('/', '.');
        if (!name.endsWith("-info") && !name.matches(".*\\.internal\\..*|.*(Reference|Simd)(\\$.*)?")) {
          Class<?> type = Class.forName(name, false, PublicApiTest.class.getClassLoader());
          if (promised(type)) {
            classes.put(type.getCanonicalName(), type);
          }
        }
      }
    }
    List<String> lines = new ArrayList<>();
    for (Class<?> type : classes.values()) {
      lines.add(kind(type) + " " + type.getCanonicalName() + parents(type));
      lines.addAll(members(type));
    }
    return lines;
  }

  /** Whether a class and all around it are public. */
  private static boolean promised(Class<?> type) {
    return type.getCanonicalName() != null && Modifier.isPublic(type.getModifiers())
        && (type.getEnclosingClass() == null || promised(type.getEnclosingClass()));
  }

  private static String kind(Class<?> type) {
    return type.isAnnotation() ? "annotation" : type.isInterface() ? "interface" : type.isEnum() ? "enum"
        : type.isRecord() ? "record" : Modifier.isAbstract(type.getModifiers()) ? "abstract class" : "class";
  }

  private static String parents(Class<?> type) {
    List<String> names = new ArrayList<>();
    if (type.getSuperclass() != null && type.getSuperclass().getName().startsWith("org.isobit.")) {
      names.add(name(type.getSuperclass()));
    }
    Arrays.stream(type.getInterfaces()).map(PublicApiTest::name).forEach(names::add);
    return names.isEmpty() ? "" : " : " + String.join(", ", names);
  }

  private static List<String> members(Class<?> type) {
    List<String> lines = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      if (visible(field.getModifiers()) && !field.isSynthetic()) {
        lines.add("  " + name(field.getGenericType()) + " " + field.getName());
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (visible(constructor.getModifiers()) && !constructor.isSynthetic()) {
        lines.add("  " + type.getSimpleName() + parameters(constructor));
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      boolean ofRecord = type.isRecord() && method.getName().matches("toString|hashCode|equals");
      if (visible(method.getModifiers()) && !method.isSynthetic() && !ofRecord) {
        lines.add("  " + (Modifier.isStatic(method.getModifiers()) ? "static " : "")
            + name(method.getGenericReturnType()) + " " + method.getName() + parameters(method));
      }
    }
    lines.sort(String::compareTo);
    return lines;
  }

  private static boolean visible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String parameters(Executable executable) {
    return Arrays.stream(executable.getGenericParameterTypes()).map(PublicApiTest::name)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String name(Type type) {
    return type.getTypeName().replaceAll("java\\.lang\\.(?=[A-Z])", "").replace('$', '.');
  }
}
