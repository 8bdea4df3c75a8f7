package org.isobit.models.cycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process and all that it started, which end together. Thread-safe.
 *
 * <p>On Linux a process belongs to the family if its parent does; if it has the family's variable in its environment,
 * which children inherit; if it works in the family's folder without a terminal of its own; or if it is in a session
 * that one of the family began. So neither {@code setsid} nor the double fork of a daemon takes it out, but all of
 * these together with an empty environment and another folder would. Elsewhere only those are found whose parents are
 * still there. What another service starts on a member's behalf (a batch system, another machine) is never found.
 *
 * @param process what was started
 * @param mark    a variable and its value that no other process has, NAME=VALUE in ASCII
 * @param folder  where it runs, and nobody else; without symbolic links
 */
record ProcessFamily(Process process, String mark, Path folder) {

  private static final Path PROC = Path.of("/proc");

  /** Looks, each after all that the one before found was killed; a family cannot grow as fast for long. */
  private static final int LOOKS = 50;

  /** How long a killed process may take to be gone, before the next look. */
  private static final long PAUSE_MILLISECONDS = 5;

  /** How long the process itself may take, which may hang in the system. */
  private static final long PATIENCE_SECONDS = 10;

  /** A process as the system lists it. */
  private record Listed(long id, long parent, long session, boolean terminal) {}

  /**
   * Kills all of the family that are there.
   *
   * @return whether nothing is left
   */
  boolean kill() {
    boolean found = true;
    for (int look = 0; look < LOOKS && found; look++) {
      List<ProcessHandle> alive = members();
      alive.forEach(ProcessHandle::destroyForcibly);
      found = !alive.isEmpty();
      if (found && !pause()) {
        break;
      }
    }
    return !found;
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE_MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits for the end of the process, when it was killed; returns whether it came. */
  boolean awaitEnd() throws InterruptedException {
    return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private List<ProcessHandle> members() {
    Set<ProcessHandle> members = new HashSet<>();
    if (process.isAlive()) {
      members.add(process.toHandle());
      process.descendants().forEach(members::add);
    }
    if (hasOurNumbers()) {
      for (long id : relatives(listed())) {
        ProcessHandle.of(id).ifPresent(members::add);
      }
    }
    members.removeIf(member -> !member.isAlive());
    return List.copyOf(members);
  }

  /** Whether {@code /proc} is there and counts as we do: a container may see that of its host. */
  private static boolean hasOurNumbers() {
    try {
      return Files.readSymbolicLink(PROC.resolve("self")).toString()
          .equals(Long.toString(ProcessHandle.current().pid()));
    } catch (IOException e) {
      return false; // no Linux
    }
  }

  /** Those that belong to the family by a property of theirs, and then those that belong to them. */
  private Set<Long> relatives(List<Listed> all) {
    long self = ProcessHandle.current().pid();
    long own = all.stream().filter(p -> p.id == self).mapToLong(Listed::session).findFirst().orElse(0);
    Set<Long> members = new HashSet<>();
    Set<Long> sessions = new HashSet<>();
    List<Listed> others = new ArrayList<>(all);
    others.removeIf(p -> p.id == self);
    for (Listed p : others) {
      if (process.isAlive() && p.id == process.pid() || marked(p) || worksHere(p, own)) {
        members.add(p.id);
      }
    }
    for (int before = -1; before < members.size(); ) {
      before = members.size();
      for (Listed p : others) {
        if (members.contains(p.parent) || sessions.contains(p.session)) {
          members.add(p.id);
        }
        if (members.contains(p.id) && p.session != own && p.session != 0) {
          sessions.add(p.session);
        }
      }
    }
    return members;
  }

  private boolean marked(Listed p) {
    try {
      String environment = new String(Files.readAllBytes(PROC.resolve(p.id + "/environ")), StandardCharsets.ISO_8859_1);
      return Arrays.asList(environment.split("\0")).contains(mark);
    } catch (IOException e) {
      return false; // gone, or somebody else's
    }
  }

  private boolean worksHere(Listed p, long own) {
    try {
      return (!p.terminal || p.session == own) && Files.readSymbolicLink(PROC.resolve(p.id + "/cwd"))
          .startsWith(folder);
    } catch (IOException e) {
      return false; // gone, or somebody else's
    }
  }

  /** All processes that have not ended. */
  private static List<Listed> listed() {
    List<Listed> all = new ArrayList<>();
    try (Stream<Path> entries = Files.list(PROC)) {
      entries.filter(p -> p.getFileName().toString().matches("[0-9]+")).forEach(p -> {
        Listed listed = listed(p);
        if (listed != null) {
          all.add(listed);
        }
      });
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // a system that hides them: the descendants are known nevertheless
    }
    return all;
  }

  private static Listed listed(Path entry) {
    try {
      String stat = Files.readString(entry.resolve("stat"), StandardCharsets.ISO_8859_1);
      // pid (command) state ppid pgrp session tty ...; the command may hold anything
      String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return words[0].equals("Z") || words[0].equals("X") ? null : new Listed(
          Long.parseLong(entry.getFileName().toString()), Long.parseLong(words[1]), Long.parseLong(words[3]),
          !words[4].equals("0"));
    } catch (IOException e) {
      return null; // it has just ended
    }
  }
}
