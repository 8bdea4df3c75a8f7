package org.isobit.models.io;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * YAML text as nodes and values. The parser's events are measured before anything is built of them, so that neither
 * depth nor aliases cost memory: an alias counts as all that it stands for.
 *
 * @param root  the nodes, which know their lines; null for an empty text
 * @param value maps, lists, texts, numbers and truth values of its own, which may be changed; null for an empty text
 */
record YamlText(Node root, Object value) {

  /** Longest text, in characters. */
  static final int LONGEST = 4 << 20;

  /** No configuration nests deeper. */
  static final int DEEPEST = 32;

  /** Most values, sections and lists counted too. */
  static final int MOST_VALUES = 1 << 18;

  /** Longest single value and longest key, in characters. */
  static final int LONGEST_VALUE = 1 << 14;
  static final int LONGEST_KEY = 256;

  private static final Set<String> TAGS = Set.of("!", Tag.STR.getValue(), Tag.INT.getValue(), Tag.FLOAT.getValue(),
      Tag.MAP.getValue(), Tag.SEQ.getValue());

  /**
   * Reads a text.
   *
   * @param name what messages call it
   * @param yaml the text
   * @throws IllegalArgumentException naming the line, if it is not YAML or larger than any configuration
   */
  static YamlText parse(String name, String yaml) {
    if (yaml.length() > LONGEST) {
      throw new IllegalArgumentException(name + ": has " + yaml.length() + " characters; a configuration has at most "
          + LONGEST);
    }
    requireShortWords(name, yaml);
    LoadSettings settings = LoadSettings.builder().setLabel("text").setSchema(new CoreSchema())
        .setAllowRecursiveKeys(false).setMaxAliasesForCollections(50).setCodePointLimit(LONGEST)
        .setBufferSize(Math.max(1, yaml.length())) // the whole text: each refill would copy what has been looked at
        .build();
    try {
      new Measure(name).of(new Parse(settings).parseString(yaml));
      Optional<Node> root = new Compose(settings).composeString(yaml);
      root.ifPresent(node -> requireTextKeys(name, node));
      return new YamlText(root.orElse(null), copy(new StandardConstructor(settings).constructSingleDocument(root)));
    } catch (MarkedYamlEngineException e) {
      throw new IllegalArgumentException(name + e.getProblemMark().map(m -> ":" + (m.getLine() + 1)).orElse("")
          + ": is not valid YAML: " + Quoted.line(e.getProblem().strip()), e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(name + ": is not valid YAML: "
          + Quoted.line(String.valueOf(e.getMessage()).strip()), e);
    }
  }

  /** Tags and directives are copied many times while they are scanned, before any event tells of them. */
  private static void requireShortWords(String name, String yaml) {
    int begin = 0;
    for (int i = 0; i < yaml.length(); i++) {
      char c = yaml.charAt(i);
      if (c <= ' ' || c == ',') {
        begin = i + 1;
      } else if (i - begin == LONGEST_VALUE) {
        long line = 1 + yaml.substring(0, i).chars().filter(end -> end == '\n').count();
        throw new IllegalArgumentException(name + ":" + line + ": a word has more than " + LONGEST_VALUE
            + " characters");
      }
    }
  }

  /** Depth, number and length of what a text stands for. */
  private static final class Measure {

    /** A collection, or what an anchor stands for: how many values, how deep. */
    private static final class Extent {
      private long values = 1;
      private int height;

      void add(Extent inner) {
        values += inner.values;
        height = Math.max(height, inner.height + 1);
      }
    }

    private final String name;
    private final Deque<Extent> open = new ArrayDeque<>();
    private final Deque<Optional<Anchor>> anchors = new ArrayDeque<>();
    private final Map<Anchor, Extent> known = new HashMap<>();
    private long values;

    Measure(String name) {
      this.name = name;
    }

    void of(Iterable<Event> events) {
      for (Event event : events) {
        switch (event) {
          case AliasEvent alias -> {
            Extent extent = known.get(alias.getAlias());
            if (anchors.contains(Optional.of(alias.getAlias()))) {
              throw bad(event, "the alias *" + Quoted.line(alias.getAlias().getValue())
                  + " stands inside what it stands for: nested too deep");
            }
            if (extent != null) { // else the composer says that it is not defined
              done(event, Optional.empty(), extent);
            }
          }
          case ScalarEvent scalar -> {
            requireKnownTag(event, scalar.getTag());
            if (scalar.getValue().length() > LONGEST_VALUE) {
              throw bad(event, "a value has " + scalar.getValue().length() + " characters; at most " + LONGEST_VALUE
                  + " are allowed");
            }
            done(event, scalar.getAnchor(), new Extent());
          }
          case CollectionStartEvent start -> {
            requireKnownTag(event, start.getTag());
            if (open.size() == DEEPEST) {
              throw bad(event, "is nested too deep: more than " + DEEPEST + " levels");
            }
            open.push(new Extent());
            anchors.push(start.getAnchor());
          }
          case CollectionEndEvent _ -> done(event, anchors.pop(), open.pop());
          case NodeEvent _ -> throw new IllegalStateException("a YAML event of an unknown kind: " + event);
          default -> {
            // begin and end of the text, comments
          }
        }
      }
    }

    private void done(Event event, Optional<Anchor> anchor, Extent extent) {
      anchor.ifPresent(a -> known.put(a, extent));
      if (!open.isEmpty()) {
        open.peek().add(extent);
      }
      boolean counted = event instanceof CollectionEndEvent; // its parts have been counted
      values += counted ? 1 : extent.values;
      if (values > MOST_VALUES) {
        throw bad(event, "holds more than " + MOST_VALUES + " values, with all that aliases stand for");
      }
      if (open.size() + extent.height > DEEPEST) {
        throw bad(event, "is nested too deep: more than " + DEEPEST + " levels, with what aliases stand for");
      }
    }

    private void requireKnownTag(Event event, Optional<String> tag) {
      if (tag.isPresent() && !TAGS.contains(tag.get())) {
        throw bad(event, "the tag " + Quoted.of(tag.get()) + " is not known");
      }
    }

    private IllegalArgumentException bad(Event event, String what) {
      return new IllegalArgumentException(name + event.getStartMark().map(m -> ":" + (m.getLine() + 1)).orElse("")
          + ": " + what);
    }
  }

  /** Keys are words; their line is told, which a value no longer knows. */
  private static void requireTextKeys(String name, Node node) {
    switch (node) {
      case MappingNode mapping -> {
        for (NodeTuple tuple : mapping.getValue()) {
          Node key = tuple.getKeyNode();
          boolean text = key.getTag().equals(Tag.STR) || key.getTag().equals(Tag.MERGE);
          String shown = key instanceof ScalarNode scalar ? scalar.getValue() : "";
          if (!text || shown.length() > LONGEST_KEY) {
            throw new IllegalArgumentException(name + key.getStartMark().map(m -> ":" + (m.getLine() + 1)).orElse("")
                + ": the key " + Quoted.of(shown) + (text ? " must have at most " + LONGEST_KEY + " characters"
                : " must be text"));
          }
          requireTextKeys(name, tuple.getValueNode());
        }
      }
      case SequenceNode sequence -> sequence.getValue().forEach(item -> requireTextKeys(name, item));
      default -> {
        // a value
      }
    }
  }

  /** Sections and lists that may be changed, none of them in two places. */
  private static Object copy(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, inner) -> copy.put((String) key, copy(inner)));
        yield copy;
      }
      case List<?> list -> {
        List<Object> copy = new ArrayList<>();
        list.forEach(inner -> copy.add(copy(inner)));
        yield copy;
      }
      case null, default -> value;
    };
  }
}
