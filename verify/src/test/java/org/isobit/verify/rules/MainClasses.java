package org.isobit.verify.rules;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.isobit.verify.ReactorRoot;

/** The compiled main classes of the modules that are built before this one, and of this one. */
final class MainClasses {

  private static final List<String> MODULES = List.of("kernels", "linalg", "gpu", "models", "verify");

  private MainClasses() {}

  /** Folders with classes; a module without code has none. */
  static List<Path> folders() {
    return MODULES.stream().map(m -> ReactorRoot.find().resolve(m).resolve("target/classes"))
        .filter(Files::isDirectory).toList();
  }

  /** All class files. */
  static List<Path> files() throws IOException {
    List<Path> files = new java.util.ArrayList<>();
    for (Path folder : folders()) {
      try (Stream<Path> tree = Files.walk(folder)) {
        tree.filter(f -> f.toString().endsWith(".class") && !f.endsWith("package-info.class")).sorted()
            .forEach(files::add);
      }
    }
    return files;
  }

  /** All classes, for ArchUnit. */
  static JavaClasses all() {
    return new ClassFileImporter().importPaths(folders());
  }
}
