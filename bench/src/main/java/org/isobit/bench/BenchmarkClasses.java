package org.isobit.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmarks that JMH's annotation processor found. */
final class BenchmarkClasses {

  private BenchmarkClasses() {}

  static List<Class<? extends KernelBenchmark>> all() {
    Set<String> names = new LinkedHashSet<>();
    for (BenchmarkListEntry entry : BenchmarkList.defaultList()
        .getAll(OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT), List.of())) {
      names.add(entry.getUserClassQName());
    }
    List<Class<? extends KernelBenchmark>> classes = new ArrayList<>();
    for (String name : names) {
      try {
        classes.add(Class.forName(name).asSubclass(KernelBenchmark.class));
      } catch (ClassNotFoundException | ClassCastException e) {
        throw new IllegalStateException(name + " is a benchmark but no KernelBenchmark", e);
      }
    }
    return classes;
  }

  /** Variants whose class, method or parameter values match, in JMH's order. */
  static List<Variant> variants(Pattern pattern) {
    return all().stream().flatMap(c -> Variant.of(c).stream())
        .filter(v -> pattern.matcher(v.benchmark() + " " + v.parameters()).find()).toList();
  }
}
