package org.isobit.models.cycle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.io.Settings;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;

/**
 * The section {@code forecast} of an external model.
 *
 * @param command   the command's words, or one text for a shell
 * @param shell     whether {@code /bin/sh -c} runs it
 * @param here      the configuration's folder
 * @param format    how states are exchanged
 * @param processes members that run at once
 * @param timeout   seconds a member may take, 0 for any time
 * @param retries   how often a member that failed is tried again
 * @param goOn      whether a member that failed for good is left out, rather than ending the run
 * @param least     the fewest members to go on with
 */
record CommandSettings(List<Template> command, boolean shell, Path here, StateFiles.Format format, int processes,
    long timeout, int retries, boolean goOn, int least) {

  /** Placeholders whose values are text; those of the others are digits. */
  private static final List<String> TEXTS = List.of("in", "out", "start", "end", "here");

  private static final List<String> PLACEHOLDERS = List.of("in", "out", "member", "cycle", "start", "end", "here");

  /** The section's keys, as far as they are for commands. */
  static final Keys KEYS = Keys.of(
      Key.of("command", Form.TEXTS, "words of the command, with {in} and {out}; also {member}, {cycle}, {start}, {end} "
          + "and {here}, the configuration's folder").or(Form.TEXT),
      Key.of("shell", Form.FLAG, "whether the command is one text for /bin/sh -c").usual(false).when("a command"),
      Key.word("files", "how states are exchanged; text has one number a line", "npy", "text", "netcdf").usual("npy")
          .when("a command"),
      Key.of("template", Form.FILE, "a file as the model has it: what {in} holds besides the state")
          .when("files: netcdf"),
      Key.of("variables", Form.TEXTS, "the variables that make up a state").when("files: netcdf"),
      Key.of("processes", Form.INTEGER, "members that run at once").usual("(one a processor)").between(1, 10_000)
          .when("a command"),
      Key.of("timeout", Form.INTEGER, "seconds a member may take; 0: any time").usual(0).atLeast(0).when("a command"),
      Key.of("retries", Form.INTEGER, "how often a member that failed is tried again").usual(0).between(0, 1000)
          .when("a command"),
      Key.word("on-failure", "the run fails with a member, or goes on without it", "fail", "continue").usual("fail")
          .when("a command"),
      Key.of("least-members", Form.INTEGER, "the fewest members to go on with").atLeast(2)
          .when("on-failure: continue"));

  static CommandSettings read(Settings settings, Path here, StateFiles.Format format, int members, Integer processes) {
    boolean shell = settings.flag("shell", false);
    List<String> words = shell ? List.of(settings.string("command")) : settings.strings("command", List.of());
    List<Template> command = new ArrayList<>();
    boolean in = false;
    boolean out = false;
    for (String word : words) {
      Template template = Template.of(word, PLACEHOLDERS, what -> settings.error("command", what));
      in |= template.names("in");
      out |= template.names("out");
      command.add(template);
    }
    if (!in || !out) {
      throw settings.error("command", "must name {in} and {out}, the files that the model reads and writes, but lacks "
          + (in ? "{out}" : "{in}"));
    }
    if (!shell && words.size() == 1 && words.getFirst().contains(" ")) {
      throw settings.error("command",
          "must be a list of words, such as [./model, \"{in}\", \"{out}\"], or have 'shell: "
          + "true', but is the text '" + words.getFirst() + "'");
    }
    int atOnce = settings.intBetween("processes", Runtime.getRuntime().availableProcessors(), 1, 10_000);
    int timeout = settings.intBetween("timeout", 0, 0, Integer.MAX_VALUE);
    int retries = settings.intBetween("retries", 0, 0, 1000);
    boolean goOn = settings.choiceOr("on-failure", "fail", "fail", "continue").equals("continue");
    if (!goOn && settings.string("least-members", null) != null) {
      throw settings.error("least-members", "is for 'on-failure: continue'; without it, every member is needed");
    }
    int least = goOn ? settings.intBetween("least-members", 2, members) : members;
    CommandSettings read = new CommandSettings(List.copyOf(command), shell, here, format,
        processes == null ? atOnce : processes, timeout, retries, goOn, least);
    try {
      read.words(Map.of());
    } catch (IllegalArgumentException e) {
      throw settings.error("command", e.getMessage());
    }
    return read;
  }

  /** The key {@code files}. */
  static StateFiles.Format format(Settings settings) {
    return switch (settings.choiceOr("files", "npy", "npy", "text", "netcdf")) {
      case "text" -> StateFiles.Format.TEXT;
      case "netcdf" -> StateFiles.Format.NETCDF;
      default -> StateFiles.Format.NPY;
    };
  }

  /**
   * The command with values for its placeholders, but for those in a shell's text, which are in its {@linkplain
   * #environment variables}. A program with a relative path stands beside the configuration.
   *
   * @throws IllegalArgumentException if a placeholder stands where a shell replaces nothing
   */
  List<String> words(Map<String, ?> values) {
    List<String> words = new ArrayList<>();
    if (shell) {
      words.addAll(List.of("/bin/sh", "-c"));
    }
    for (Template word : command) {
      Template text = isShellText(words) ? Template.of(ShellText.of(word.toString(), TEXTS), PLACEHOLDERS,
          IllegalArgumentException::new) : word;
      words.add(text.fill(values));
    }
    if (!shell && words.getFirst().indexOf('/') >= 0) {
      words.set(0, here.resolve(words.getFirst()).normalize().toString());
    }
    return words;
  }

  /** Whether the word after these is what a shell runs: a shell's name, then options only, among them -c. */
  private static boolean isShellText(List<String> words) {
    for (int shell = 0; shell < words.size(); shell++) {
      if (!words.get(shell).matches("(.*/)?(|a|ba|c|da|k|mk|tc|z)sh")) {
        continue;
      }
      boolean runs = false;
      int at = shell + 1;
      while (at < words.size() && words.get(at).matches("[-+].*")) {
        runs |= words.get(at).matches("-[a-zA-Z]*c[a-zA-Z]*");
        at += words.get(at).matches("[-+][a-zA-Z]*[oO]|--(rcfile|init-file)") ? 2 : 1; // those have an argument
      }
      if (runs && at == words.size()) {
        return true;
      }
    }
    return false;
  }

  /** The values of all placeholders as variables, ISOBIT_IN and so on, whether there is a shell or not. */
  static Map<String, String> environment(Map<String, ?> values) {
    Map<String, String> environment = new LinkedHashMap<>();
    values.forEach((name, value) -> environment.put(ShellText.variable(name), String.valueOf(value)));
    return environment;
  }

  String description() {
    return "command " + command;
  }
}
