package org.isobit.models.info;

import com.google.gson.GsonBuilder;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Isobit;
import org.isobit.kernels.Tuning;
import org.isobit.kernels.Workers;
import org.isobit.kernels.catalog.Kernel;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.device.Accelerator;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EngineOptions;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code isobit info}. */
@Command(name = "isobit info", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Shows the JDK, the processor, what runs on it and why, and the kernel catalogue.")
public final class InfoCommand implements Runnable {

  /** The two other forms of the output. */
  private static final class Form {
    @Option(names = "--json", description = "Everything as JSON.")
    private boolean json;

    @Option(names = "--markdown", description = "The kernel table alone, in Markdown.")
    private boolean markdown;
  }

  @ArgGroup(exclusive = true)
  private final Form form = new Form();

  @Mixin
  private final EngineOptions engine = new EngineOptions();

  @Spec
  private CommandSpec spec;

  /** Makes the command; picocli fills it. */
  public InfoCommand() {}

  /**
   * Runs the command and ends the JVM with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    System.exit(Cli.run(new InfoCommand(), arguments));
  }

  @Override
  public void run() {
    if (form.markdown) {
      utf8(KernelTable.markdown(KernelCatalog.all()));
    } else if (form.json) {
      utf8(json() + "\n");
    } else {
      PrintWriter out = spec.commandLine().getOut();
      text(out);
      out.flush();
    }
  }

  /** What goes into files is UTF-8, whatever the terminal's encoding. */
  private static void utf8(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }

  private static void text(PrintWriter out) {
    line(out, "Contract", "version " + Isobit.contractVersion()
        + " (equal versions, seeds and inputs give equal bits on any machine)");
    line(out, "JDK", Machine.jvm());
    line(out, "System", Machine.system());
    line(out, "CPU", Machine.processor());
    line(out, "Vectors", !Machine.hasVectorApi() ? "none: start Java with --add-modules jdk.incubator.vector"
        : Machine.vectorBits() + " bits; the widest here is " + Machine.hardwareVectorBits() + " bits");
    if (Machine.hasVectorApi()) {
      line(out, "Blocks", "sizes of " + Tuning.description() + " (-Disobit.tuning=…; no bit depends on them)");
    }
    line(out, "Backend", Backend.reason());
    line(out, "Device", Accelerator.reason());
    for (Accelerator accelerator : Accelerator.all()) {
      if (accelerator.obstacle() != null) {
        line(out, accelerator.name(), "none: " + accelerator.obstacle());
      }
      accelerator.description().forEach(text -> line(out, accelerator.name(), text));
    }
    line(out, "Threads", Integer.toString(Workers.shared().threads()));
    line(out, "Heap", "at most " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB");
    List<Kernel> kernels = KernelCatalog.all();
    out.println();
    out.println(kernels.size() + " kernels:");
    out.print(KernelTable.plain(kernels));
  }

  private static void line(PrintWriter out, String name, String value) {
    out.printf(Locale.ROOT, "%-10s%s%n", name, value);
  }

  private static String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("contractVersion", Isobit.contractVersion());
    all.putAll(Machine.facts());
    List<Map<String, Object>> accelerators = new ArrayList<>();
    for (Accelerator accelerator : Accelerator.all()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", accelerator.name());
      entry.put("obstacle", accelerator.obstacle());
      entry.put("description", accelerator.description());
      accelerators.add(entry);
    }
    all.put("accelerators", accelerators);
    all.put("device", Accelerator.reason());
    List<Map<String, Object>> kernels = new ArrayList<>();
    for (Kernel kernel : KernelCatalog.all()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", kernel.name());
      entry.put("family", kernel.family());
      entry.put("summary", kernel.summary());
      entry.put("exactness", kernel.exactness().name());
      entry.put("implementations", kernel.implementations().stream().map(b -> b.name().toLowerCase(Locale.ROOT))
          .toList());
      entry.put("dimensions", kernel.dimensions());
      entry.put("flops", kernel.flops().text());
      entry.put("bytes", kernel.bytes().text());
      kernels.add(entry);
    }
    all.put("kernels", kernels);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(all);
  }
}
