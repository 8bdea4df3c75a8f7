import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs this Java with the arguments given, where it sees no other processes: a mutant of what ends a model's processes
 * may end any that it sees, those of the user's session included. Needs Linux and {@code unshare}; without a right to
 * it, only packages that end no processes are mutated.
 */
final class Apart {

  /** As the superuser, and as anybody where user namespaces are allowed. */
  private static final List<List<String>> WAYS = List.of(List.of("unshare", "--pid", "--fork", "--mount-proc"),
      List.of("unshare", "--map-root-user", "--pid", "--fork", "--mount-proc"));

  /** The package whose classes end processes. */
  private static final String DANGEROUS = "org.isobit.models.cycle.";

  private Apart() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    for (List<String> way : WAYS) {
      if (command.isEmpty() && works(way)) {
        command.addAll(way);
      }
    }
    if (command.isEmpty() && String.join(" ", arguments).replace("\\.", ".").contains(DANGEROUS)) {
      System.err.println("mutation: mutants of " + DANGEROUS
          + "* can end any process, so they run only in a process namespace "
          + "of their own, and none can be made here (unshare --map-root-user --pid --fork --mount-proc)");
      System.exit(2);
    }
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    System.exit(process.waitFor());
  }

  private static boolean works(List<String> way) throws InterruptedException {
    List<String> trial = new ArrayList<>(way);
    trial.add("true");
    try {
      return new ProcessBuilder(trial).redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // no such program
    }
  }
}
