package org.isobit.verify;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.isobit.gpu.cublas.CublasGemm.Precision;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Isobit;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.catalog.Exactness;
import org.isobit.kernels.catalog.KernelCatalog;
import org.isobit.kernels.device.Accelerator;
import org.isobit.models.cli.Cli;
import org.isobit.models.io.AtomicFiles;
import org.isobit.models.io.OutputPlaces;
import org.isobit.verify.Outcome.Problem;
import org.isobit.verify.gemm.CublasBounds;
import org.isobit.verify.literature.LiteratureCommand;
import org.isobit.verify.vectors.VectorText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code isobit verify}: checks this machine's bits against the committed hashes. */
@Command(name = "isobit verify", mixinStandardHelpOptions = true, sortOptions = false,
    subcommands = LiteratureCommand.class,
    description = {"Checks that every kernel, and every minimiser, gives the committed bits on this machine:",
        "every backend and vector width, cold and compiled, on several threads, interpreted;",
        "with --backend cuda, every kernel that a CUDA device has.",
        "Exit code 0: all bits are the same; 1: some differ; 2: this cannot be checked here."})
public final class VerifyCommand implements Callable<Integer> {

  @Option(names = "--kernel", paramLabel = "NAME", split = ",",
      description = "Only this kernel, minimiser, or family of them; may be repeated.")
  private List<String> kernels = new ArrayList<>();

  @Option(names = "--widths", paramLabel = "BITS", split = ",",
      description = "Only these vector widths: 128, 256, 512.")
  private List<Integer> widths = new ArrayList<>();

  @Option(names = "--backend", paramLabel = "NAME", defaultValue = "auto",
      description = "auto: everything on the processor; cuda: the kernels on the first CUDA device, and nothing else.")
  private String backend;

  @Option(names = "--quick", description = "Only the short list of cases, everywhere.")
  private boolean quick;

  @Option(names = "--certificate", paramLabel = "FILE",
      description = "Write a JSON certificate: machine, device, JVM, contract version, hashes, verdict.")
  private Path certificate;

  @Option(names = "--java", paramLabel = "COMMAND",
      description = {"Another Java to check, for example under an emulator: words separated by blanks,",
          "those with blanks in double quotes. It runs the short list."})
  private String java;

  @Option(names = "--write-golden", paramLabel = "DIR", hidden = true,
      description = "Maintainers: write the hashes of the reference.")
  private Path writeGolden;

  @Option(names = "--write-vectors", paramLabel = "FILE", hidden = true,
      description = "Maintainers: write the test vectors of the reference.")
  private Path writeVectors;

  @Option(names = "--suite", paramLabel = "CLASS", hidden = true, defaultValue = "-",
      description = "Tests: a supplier of other cases.")
  private String supplier;

  @Spec
  private CommandSpec spec;

  /** Makes the command; picocli fills its options. */
  public VerifyCommand() {}

  /**
   * Runs the command and exits.
   *
   * @param args its options
   */
  public static void main(String[] args) {
    System.exit(Cli.run(new VerifyCommand(), args));
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (writeGolden != null) {
      requireReference("--write-golden");
      Golden.write(writeGolden, ConformanceSuite.all());
      out.println("Golden hashes of the reference are in " + writeGolden + ".");
      return Cli.OK;
    }
    if (writeVectors != null) {
      requireReference("--write-vectors");
      AtomicFiles.writeText(writeVectors, VectorText.all().text());
      out.println("Test vectors of the reference are in " + writeVectors + ".");
      return Cli.OK;
    }
    for (int bits : widths) {
      if (bits != 128 && bits != 256 && bits != 512) {
        throw new IllegalArgumentException("--widths must be of 128, 256 and 512, but one is " + bits);
      }
    }
    if (certificate != null) {
      if (!Files.isDirectory(certificate.toAbsolutePath().getParent())) {
        throw new IllegalArgumentException("--certificate " + certificate + ": there is no such folder");
      }
      OutputPlaces.requireFile(certificate);
    }
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      throw new IllegalArgumentException("this JVM was started without --add-modules jdk.incubator.vector; "
          + "./isobit verify starts one with it");
    }
    Environment.probe();
    Golden golden = supplier.equals("-") ? Golden.committed() : Golden.ofReference(VerifyChild.suite(supplier));
    List<String> command = java == null ? List.of() : words(java);
    if (cuda()) {
      if (!kernels.isEmpty() && kernels.stream().allMatch(VerifyCommand::isBounded)) {
        return bounds(out);
      }
      return verify(VerificationPlan.device(quick), golden, command, VerifiedDevice.find(), out);
    }
    List<Configuration> plan = java != null ? VerificationPlan.foreign(widths)
        : VerificationPlan.of(SpeciesSimd.hardwareBits(), Runtime.getRuntime().availableProcessors(),
            MachineFacts.x86(), widths, quick);
    return verify(plan, golden, command, Map.of(), out);
  }

  private static void requireReference(String option) {
    if (Backend.active() != Backend.REFERENCE) {
      throw new IllegalArgumentException(option + " is for the reference: start with -D" + Backend.PROPERTY
          + "=reference");
    }
  }

  private static boolean isBounded(String name) {
    return KernelCatalog.all().stream().anyMatch(k -> k.name().equals(name) && k.exactness() == Exactness.BOUNDED);
  }

  /** Kernels of class BOUNDED have no bits to compare, and are run only when they are named. */
  private int bounds(PrintWriter out) {
    if (certificate != null) {
      throw new IllegalArgumentException("--certificate is of bits, which kernels of class BOUNDED do not promise");
    }
    boolean within = CublasBounds.check(kernels.stream().distinct()
        .map(name -> Precision.valueOf(name.substring(name.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT))).toList(),
        out);
    out.flush();
    return within ? Cli.OK : Cli.FAILED;
  }

  private boolean cuda() {
    if (!backend.matches("(?i)auto|cuda")) {
      throw new IllegalArgumentException("--backend must be auto or cuda, but is '" + backend + "'");
    }
    boolean cuda = backend.equalsIgnoreCase("cuda");
    if (cuda && !(widths.isEmpty() && java == null)) {
      throw new IllegalArgumentException("--backend cuda checks a device; --widths and --java are for the processor");
    }
    return cuda;
  }

  private int verify(List<Configuration> plan, Golden golden, List<String> command, Map<String, String> device,
      PrintWriter out) throws Exception {
    VerifyProgress progress = new VerifyProgress(plan);
    Verification verification =
        new Verification(plan, golden, selected(), supplier, command, progress);
    progress.start(verification.kernels().size(), verification.counted());
    long start = System.nanoTime();
    Outcome outcome = verification.run();
    long milliseconds = (System.nanoTime() - start) / 1_000_000;
    progress.close();
    VerifyTable.print(out, plan, verification.kernels(), outcome);
    if (!device.isEmpty()) {
      VerifiedDevice.print(out, device);
    }
    for (Problem problem : outcome.problems()) {
      out.println((problem.kernel() == null ? "" : problem.kernel() + " in ") + problem.configuration() + ": "
          + problem.text());
    }
    if (certificate != null) {
      Certificate.write(certificate, plan, verification.kernels(), golden, outcome, device, milliseconds);
      out.println("Certificate: " + certificate);
    }
    if (device.isEmpty() && java == null) {
      mentionDevices(out);
    }
    out.printf("%s: %s, %d configurations, contract %d, %d s: %s%n",
        device.isEmpty() ? MachineFacts.processor() : device.get("device") + ", driver of " + device.get("driver"),
        verification.counted(), plan.size(), Isobit.contractVersion(), Math.round(milliseconds / 1000.0),
        verdict(outcome));
    out.flush();
    return outcome.passed() ? Cli.OK : Cli.FAILED;
  }

  private static void mentionDevices(PrintWriter out) {
    for (Accelerator accelerator : Accelerator.all()) {
      if (accelerator.obstacle() == null) {
        out.println("The kernels of " + accelerator.name() + " were not checked: './isobit verify --backend "
            + accelerator.name().toLowerCase(Locale.ROOT) + "' checks them.");
      }
    }
  }

  static List<String> words(String command) {
    return Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(command).results()
        .map(m -> m.group(1) != null ? m.group(1) : m.group(2)).toList();
  }

  private static String verdict(Outcome outcome) {
    long different = outcome.count(Outcome.Status.DIFFERENT);
    return outcome.passed() ? "ALL BITS ARE THE SAME"
        : different > 0 ? "BITS DIFFER in " + different + " runs"
        : outcome.problems().isEmpty() ? "NOTHING WAS RUN" : "NOT VERIFIED, " + outcome.problems().size() + " problems";
  }

  /** Names of kernels, with families resolved. */
  private List<String> selected() throws ReflectiveOperationException {
    List<Conformance> suite = VerifyChild.suite(supplier);
    Set<String> selected = new LinkedHashSet<>();
    for (String wanted : kernels) {
      if (isBounded(wanted)) {
        throw new IllegalArgumentException("--kernel " + wanted
            + ": the kernel has a bound for its errors, but no bits "
            + "to compare; --backend cuda checks the bound where no other kernels are named");
      }
      List<String> found = suite.stream().filter(c -> c.kernel().equals(wanted) || c.family().equals(wanted))
          .map(Conformance::kernel).toList();
      if (found.isEmpty()) {
        throw new IllegalArgumentException("--kernel " + wanted + ": no kernel or family has this name; 'isobit info' "
            + "lists them");
      }
      selected.addAll(found);
    }
    return List.copyOf(selected);
  }
}
