import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs this Java with the arguments given, where it sees no other processes: a mutant of what ends a model's processes
 * may end any that it sees, those of the user's session included. Needs Linux and {@code unshare}.
 */
final class Apart {

  private static final List<String> NAMESPACE = List.of("--pid", "--fork", "--kill-child", "--mount-proc");

  private Apart() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    // As the superuser, or as anybody where user namespaces are allowed.
    List<String> command = unshare();
    if (!works(command)) {
      command = unshare("--map-root-user");
    }
    if (!works(command)) {
      System.err.println("mutation: mutants can end any process, so they run only in a process namespace of their own, "
          + "and none can be made here: " + String.join(" ", command));
      System.exit(2);
    }
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    System.exit(process.waitFor());
  }

  private static List<String> unshare(String... more) {
    List<String> command = new ArrayList<>(List.of("unshare"));
    command.addAll(List.of(more));
    command.addAll(NAMESPACE);
    return command;
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
