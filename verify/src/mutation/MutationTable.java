import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Turns a report of PIT into a table: for each class its mutants, those killed, those that are equivalent to the
 * original (listed with a reason), and the rest, which no test sees. Ends with exit code 1 below the share that is
 * asked for, and when a mutant that is listed as equivalent was killed or is no longer there.
 *
 * <p>Usage: {@code java MutationTable.java <PIT's mutations.xml> <file of equivalent mutants> <percent> <table.md>}.
 */
final class MutationTable {

  /** Mutants of one kind in one method. */
  private record Place(String className, String method, String mutator) {}

  /** What became of a class's mutants. */
  private static final class Counts {
    int all;
    int killed;
    int equivalent;

    double score() {
      return all == equivalent ? 100 : 100.0 * killed / (all - equivalent);
    }
  }

  /** PIT counts errors of its own and mutants that no JVM loads as detected too. */
  private static final Set<String> KILLED = Set.of("KILLED", "TIMED_OUT", "MEMORY_ERROR");

  private final Map<Place, Integer> allowed = new HashMap<>();
  private final Map<String, Counts> classes = new TreeMap<>();
  private final List<String> unseen = new ArrayList<>();

  private MutationTable() {}

  public static void main(String[] args) throws IOException, ParserConfigurationException, SAXException {
    if (args.length != 4) {
      System.err.println("usage: java MutationTable.java mutations.xml equivalent.txt percent table.md");
      System.exit(2);
    }
    MutationTable table = new MutationTable();
    table.readEquivalent(Path.of(args[1]));
    table.readReport(Path.of(args[0]));
    double wanted = Double.parseDouble(args[2]);
    String text = table.text();
    Files.createDirectories(Path.of(args[3]).toAbsolutePath().getParent());
    Files.writeString(Path.of(args[3]), text);
    System.out.print(text);
    System.exit(table.holds(wanted) ? 0 : 1);
  }

  private void readEquivalent(Path file) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      return; // none is listed
    }
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.split(" \\| ", 5);
      if (parts.length < 5 || parts[4].isBlank()) {
        throw new IllegalArgumentException(file + ": not \"class | method | mutator | how many | reason\": " + line);
      }
      allowed.merge(new Place(parts[0].strip(), parts[1].strip(), parts[2].strip()), Integer.valueOf(parts[3].strip()),
          Integer::sum);
    }
  }

  private void readReport(Path file) throws IOException, ParserConfigurationException, SAXException {
    NodeList mutations = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile())
        .getElementsByTagName("mutation");
    for (int i = 0; i < mutations.getLength(); i++) {
      Element mutation = (Element) mutations.item(i);
      String name = field(mutation, "mutatedClass").replaceFirst(".*\\.", "");
      Counts counts = classes.computeIfAbsent(name.replaceFirst("\\$.*", ""), key -> new Counts());
      counts.all++;
      if (KILLED.contains(mutation.getAttribute("status"))) {
        counts.killed++;
        continue;
      }
      Place place = new Place(name, field(mutation, "mutatedMethod"),
          field(mutation, "mutator").replaceFirst(".*\\.", ""));
      if (allowed.getOrDefault(place, 0) > 0) {
        allowed.merge(place, -1, Integer::sum);
        counts.equivalent++;
      } else {
        unseen.add(name + " line " + field(mutation, "lineNumber") + ", " + place.method() + ", " + place.mutator()
            + ": " + field(mutation, "description") + " (" + mutation.getAttribute("status") + ")");
      }
    }
  }

  private static String field(Element mutation, String name) {
    return mutation.getElementsByTagName(name).item(0).getTextContent();
  }

  private String text() {
    StringBuilder text = new StringBuilder("| class | mutants | killed | equivalent | not seen | score |\n"
        + "|---|---|---|---|---|---|\n");
    classes.forEach((name, counts) -> row(text, name, counts));
    row(text, "**all**", total());
    text.append('\n');
    unseen.forEach(line -> text.append("not seen: ").append(line).append('\n'));
    stale().forEach(line -> text.append("listed as equivalent, but killed or gone: ").append(line).append('\n'));
    return text.toString();
  }

  private static void row(StringBuilder text, String name, Counts counts) {
    text.append(String.format(Locale.ROOT, "| %s | %d | %d | %d | %d | %.1f %% |%n", name, counts.all, counts.killed,
        counts.equivalent, counts.all - counts.killed - counts.equivalent, counts.score()));
  }

  private Counts total() {
    Counts total = new Counts();
    for (Counts counts : classes.values()) {
      total.all += counts.all;
      total.killed += counts.killed;
      total.equivalent += counts.equivalent;
    }
    return total;
  }

  /** Listed mutants that PIT did not report as alive, of classes that it mutated. */
  private List<String> stale() {
    return allowed.entrySet().stream()
        .filter(entry -> entry.getValue() > 0
            && classes.containsKey(entry.getKey().className().replaceFirst("\\$.*", "")))
        .map(entry -> entry.getValue() + " of " + entry.getKey()).sorted().toList();
  }

  private boolean holds(double wanted) {
    return total().all > 0 && total().score() >= wanted && stale().isEmpty();
  }
}
