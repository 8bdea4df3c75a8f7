package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.io.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values in a shell's command: whatever they hold, they arrive whole and nothing of them is run. */
class ShellTextTest {

  /** In a locale without letters beyond ASCII no path has them. */
  private static final List<String> HOSTILE = Stream.of("plain", "two words", "x;touch PWNED;:", "$(touch PWNED)",
      "`touch PWNED`", "a'b", "a\"b", "a'; touch PWNED; '", "a\"; touch PWNED; \"", "line\nfeed; touch PWNED\n", "-n",
      "--", "*",
      "~", "$HOME", "${PATH}", "\\", "a\\", "#", "a#b", "&& touch PWNED", "| touch PWNED", "> PWNED", "{in}", "ä ",
      "\t", "!x").filter(Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder()::canEncode).toList();

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private static CommandSettings settings(String yaml) {
    Settings settings = Settings.parse("test", null, yaml, List.of());
    return CommandSettings.read(settings, Path.of("/here"), StateFiles.Format.TEXT, 2, null);
  }

  private String run(List<String> words, Map<String, String> environment) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList(), () -> words + " made a file");
    }
    return printed;
  }

  @Test
  void everyValueArrivesWholeInEveryKindOfQuotes() throws Exception {
    for (String template : List.of("printf '[%s]' {in} {out}", "printf '[%s]' \"{in}\" \"{out}\"",
        "printf '[%s]' '{in}' '{out}'", "printf '[%s]' \"$(printf %s. {in})\" \"$(printf %s. \"{out}\")\"",
        "# don't \"\nprintf '[%s]' {in} {out} # isn't", "printf '[%s]' a\\'{in} \"\\\"{out}\"",
        "(printf '[%s]' {in}; printf '[%s]' \"{out}\")", "x=$((1 + (2)))\nprintf '[%s]' {in} \"{out}\"",
        "case a in a) printf '[%s]' {in} {out};; esac", "printf '[%s]' a#{in} ${#x}{out}")) {
      for (boolean words : new boolean[] {false, true}) {
        CommandSettings settings = settings(words ? "command: [nice, /bin/bash, -c, " + quoted(template) + "]"
            : "shell: true\ncommand: " + quoted(template));
        for (String value : HOSTILE) {
          Map<String, String> values = Map.of("in", value, "out", "/" + value);
          String expected = "[%s][/%s]".formatted(value, value);
          if (template.contains("$(printf")) {
            expected = expected.replace("][", ".][").replaceFirst("]$", ".]");
          } else if (template.contains("a\\'")) {
            expected = "[a'%s][\"/%s]".formatted(value, value);
          } else if (template.contains("a#")) {
            expected = "[a#%s][0/%s]".formatted(value, value);
          }
          String printed = run(settings.words(values), CommandSettings.environment(values));
          assertEquals(expected.replace("].][", "].]["), printed, template + " with " + value);
        }
      }
    }
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  @Test
  void theTextOfTheCommand() {
    List<String> in = List.of("in");
    assertEquals("\"${ISOBIT_IN}\" {out} {member:03}", ShellText.of("{in} {out} {member:03}", in));
    assertEquals("\"${ISOBIT_IN}\"''\"${ISOBIT_IN}\"''\"", ShellText.of("\"{in}\"'{in}'\"", in));
    assertEquals("# '{in\n\"${ISOBIT_IN}\"", ShellText.of("# '{in\n{in}", in));
    assertEquals("# ' {in}", ShellText.of("# ' {in}", in), "a comment is a comment");
    assertEquals("a;# '\n\"${ISOBIT_IN}\"", ShellText.of("a;# '\n{in}", in));
    assertEquals("a # '\n\"${ISOBIT_IN}\"", ShellText.of("a # '\n{in}", in));
    assertEquals("a #'\n\"${ISOBIT_IN}\"", ShellText.of("a #'\n{in}", in));
    assertEquals("x# ''\"${ISOBIT_IN}\"''", ShellText.of("x# '{in}'", in), "no comment");
    assertEquals("\"$((a) \"${ISOBIT_IN}\") ${ISOBIT_IN}\"", ShellText.of("\"$((a) {in}) {in}\"", in));
    assertEquals("\\", ShellText.of("\\", in));
    assertEquals("'a '\"${ISOBIT_IN}\"' b '\"${ISOBIT_IN}\"", ShellText.of("'a {in} b '{in}", in));
    assertEquals(") \"${ISOBIT_IN}\"", ShellText.of(") {in}", in));
    assertEquals("\"$(a \")\" \"${ISOBIT_IN}\") ${ISOBIT_IN}\"", ShellText.of("\"$(a \")\" {in}) {in}\"", in));
  }

  /** A wrong reading of the quotes still runs nothing. */
  @Test
  void whereTheReadingIsWrongNothingIsRun() throws Exception {
    for (String template : List.of(": `printf %s \"{in}\"` {out}",
        ": \"`printf %s {in}`\" {out}")) {
      CommandSettings settings = settings("shell: true\ncommand: " + quoted(template));
      for (String value : HOSTILE) {
        Map<String, String> values = Map.of("in", value, "out", value);
        run(settings.words(values), CommandSettings.environment(values));
      }
    }
  }

  /** Where a here-document begins and ends, and what is none. */
  @Test
  void theTextOfHereDocuments() {
    List<String> in = List.of("in");
    assertEquals("cat <<E > \"${ISOBIT_IN}\"\n${ISOBIT_IN}\nE\n\"${ISOBIT_IN}\"",
        ShellText.of("cat <<E > {in}\n{in}\nE\n{in}", in));
    assertEquals("cat <<E\n\tE\n${ISOBIT_IN}\nE\n\"${ISOBIT_IN}\"", ShellText.of("cat <<E\n\tE\n{in}\nE\n{in}", in));
    assertEquals("cat <<-E\n\tE\n\"${ISOBIT_IN}\"\nE", ShellText.of("cat <<-E\n\tE\n{in}\nE", in));
    assertEquals("cat <<<E\n\"${ISOBIT_IN}\"\nE", ShellText.of("cat <<<E\n{in}\nE", in), "a word");
    assertEquals("cat <<< \"${ISOBIT_IN}\"", ShellText.of("cat <<< {in}", in));
  }

  @Test
  void hereDocuments() throws Exception {
    for (String template : List.of("cat <<E\n['{in}'] don't \"\nE\nprintf '[%s]' {out}",
        "cat << E;cat <<-F\n['{in}'] don't \"\nE\n\tF\nprintf '[%s]' {out}",
        "x=\"$(cat <<E\n['{in}'] don't \"\nE\n)\"\nprintf '%s\\n[%s]' \"$x\" {out}",
        "cat <<E\n['{in}'] don't \"\nE\ncat <<'F'\nF\nx=$((1 << 2))\nprintf '[%s]' {out}")) {
      CommandSettings settings = settings("shell: true\ncommand: " + quoted(template));
      for (String value : HOSTILE) {
        Map<String, String> values = Map.of("in", value, "out", "/" + value);
        assertEquals("['" + value + "'] don't \"\n[/" + value + "]",
            run(settings.words(values), CommandSettings.environment(values)), template);
      }
    }
    for (String end : List.of("'E'", "\"E\"", "\\E")) {
      assertEquals("test:2: command: has {in} in a here-document whose end 'E' is quoted, so that a shell replaces "
          + "nothing in it; take the quotes off", assertThrows(IllegalArgumentException.class,
          () -> settings("shell: true\ncommand: " + quoted("cat <<" + end + "\n{in}\nE\n: {out}"))).getMessage());
    }
  }

  /** However a shell is called. */
  @Test
  void textAfterOptions() {
    for (String words : List.of("bash, -e, -c", "bash, -euo, pipefail, -c", "sh, -ce", "bash, --norc, +x, -lc",
        "bash, -c, -e",
        "env, A=b, /bin/mksh, -c", "bash, --rcfile, x, -c", "busybox, sh, -c", "timeout, '9', sh, -x, -c")) {
      assertEquals("\"${ISOBIT_IN}\" \"${ISOBIT_OUT}\"", settings("command: [" + words + ", '{in} {out}']")
          .words(Map.of("in", 1, "out", 2)).getLast(), words);
    }
    for (String words : List.of("sh, run.sh, -c", "sh, -c, 'run \"$@\"', name", "bash, -o, pipefail, run.sh", "sh, -e",
        "sh, -o, c", "model, -c", "sh, -c, x, -c")) {
      assertEquals("1 2", settings("command: [" + words + ", '{in} {out}']").words(Map.of("in", 1, "out", 2)).getLast(),
          words);
    }
  }

  @Test
  void wordsWithoutAShellAreAsTheyAre() {
    CommandSettings settings = settings("command: [./model, '{in}', '-o{out}', '{member:03}', '{cycle}', '{here}']");
    assertEquals(List.of("/here/model", "a b", "-o$x", "007", "12", "/here"),
        settings.words(Map.of("in", "a b", "out", "$x",
        "member", 7, "cycle", 12, "here", "/here")));
    assertEquals(List.of("/b", "1", "2"), settings("command: [/a/../b, '{in}', '{out}']")
        .words(Map.of("in", 1, "out", 2)));
    assertEquals(List.of("model", "-c", "1", "2"), settings("command: [model, -c, '{in}', '{out}']")
        .words(Map.of("in", 1, "out", 2)));
    assertEquals(List.of("sh", "-xc", "\"${ISOBIT_IN}\"", "2"), settings("command: [sh, -xc, '{in}', '{out}']")
        .words(Map.of("in", 1, "out", 2)));
    assertEquals(List.of("csh-like", "-c", "1", "2"), settings("command: [csh-like, -c, '{in}', '{out}']")
        .words(Map.of("in", 1, "out", 2)));
    assertEquals(Map.of("ISOBIT_IN", "a b", "ISOBIT_CYCLE", "3"),
        CommandSettings.environment(Map.of("in", "a b", "cycle", 3)));
  }

  /** A whole run in a directory whose name is a command. */
  @Test
  void aDirectoryNamedAsACommand() throws IOException {
    Path hostile = Files.createDirectories(folder.resolve("x;cd;touch PWNED;:"));
    Example.write(hostile);
    Runs.good(hostile.resolve("external.yaml").toString(), "--set", "cycles=1", "--set", "output.picture=false",
        "--set",
        "forecast.shell=true", "--set", "forecast.command=awk -f {here}/lorenz96.awk {in} \"{out}\"");
    assertTrue(Files.exists(hostile.resolve("external/report.json")));
    for (Path place : List.of(Path.of(System.getProperty("user.home")), hostile, folder,
        Path.of("").toAbsolutePath())) {
      assertFalse(Files.exists(place.resolve("PWNED")), place.toString());
    }
  }
}
