package org.isobit.models.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.Values;

/**
 * A section of a YAML configuration, read through typed getters.
 *
 * <p>Every message names file, line, key path and value: {@code config.yaml:12: localization.radius: must be a number,
 * but is 'wide'}. A getter with a default takes the key as optional, one without as required. Getters remember which
 * keys they were asked for; {@link #finish()} then refuses every key that nobody asked for, with the nearest known one
 * as a hint, so that a misspelt option is never silently off. {@link #resolved()} gives all values in use, defaults
 * included.
 *
 * <pre>{@code
 * Settings root = Settings.read(Path.of("config.yaml"), List.of("seed=7"));
 * long seed = root.integer("seed", 1L);
 * Settings grid = root.section("grid");              // required; root.optional("grid") if not
 * double[] spacing = grid.numbers("spacing");
 * String kind = root.section("taper").choice("kind", "gaspari-cohn", "boxcar");
 * root.finish();
 * }</pre>
 *
 * <p>YAML 1.2 with the core schema: {@code 1e-3} and {@code .5} are numbers, {@code yes} is text. A configuration has
 * at most 4 MiB, 32 levels, and 262 144 values with all that aliases stand for. Not thread-safe.
 */
public final class Settings extends SettingsLists {

  private Settings(SettingsSource source, String path, Map<String, Object> values) {
    super(source, path, values);
  }

  /**
   * Reads a YAML file.
   *
   * @param file      the file
   * @param overrides assignments {@code key.path=value} that replace or add values, for example
   *                  {@code methods.0.members=20}; the value is YAML
   * @return its root section
   * @throws IOException              if the system cannot read it
   * @throws IllegalArgumentException if it is missing, is not YAML, or its root is not a mapping; or an override does
   *                                  not fit
   */
  public static Settings read(Path file, List<String> overrides) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    return parse(Quoted.path(file), folder, InputFiles.text(file, YamlText.LONGEST), overrides);
  }

  /**
   * Reads YAML text.
   *
   * @param name      what messages call it
   * @param folder    the folder to which {@link #file} is relative
   * @param yaml      the text
   * @param overrides assignments {@code key.path=value}
   * @return its root section
   * @throws IllegalArgumentException if it is not YAML, or its root is not a mapping; or an override does not fit
   */
  public static Settings parse(String name, Path folder, String yaml, List<String> overrides) {
    SettingsSource source = new SettingsSource(name, folder, yaml, overrides);
    return new Settings(source, "", source.root());
  }

  /**
   * The same configuration with further assignments, none of it asked for yet.
   *
   * @param overrides assignments {@code key.path=value}, which come after those that there were
   * @return a new root section
   * @throws IllegalArgumentException if an override does not fit
   */
  public Settings with(List<String> overrides) {
    SettingsSource more = source.with(overrides);
    return new Settings(more, "", more.root());
  }

  /**
   * Says what the configuration can say. Keys that it cannot are refused at once, with the nearest known one; a key
   * that is read without being described is then an error of the program, which an assertion finds.
   *
   * @param keys the keys of this section
   * @return this section
   * @throws IllegalArgumentException naming the first key that is not known
   */
  public Settings describedBy(Keys keys) {
    described = keys;
    SettingsCheck.known(this, values, keys, "");
    return this;
  }

  /**
   * The values of an entry's own keys, which also become keys of this section.
   *
   * @param keys what is to be read
   * @return the values, the usual ones where keys are missing
   * @throws IllegalArgumentException naming key and value of the first mistake
   */
  public Values read(Keys keys) {
    Map<String, Object> read = new LinkedHashMap<>();
    for (Key key : keys.own()) {
      SettingsCheck.read(this, key, read);
    }
    return new Values(read);
  }

  /**
   * A subsection. Asked for again, it is the same one, so that several parts of a program may each read their keys of
   * it.
   *
   * @param key the key, required
   * @return the section
   */
  public Settings section(String key) {
    if (used.get(key) instanceof Settings known) {
      return known;
    }
    return sectionOf(key, required(key));
  }

  /**
   * A subsection that may be missing.
   *
   * @param key the key
   * @return the section, or empty
   */
  public Optional<Settings> optional(String key) {
    if (!has(key)) {
      used.put(key, null);
      return Optional.empty();
    }
    return Optional.of(section(key));
  }

  /**
   * A subsection whose every key has a default.
   *
   * @param key the key
   * @return the section; an empty one if it is missing
   */
  public Settings sectionOrEmpty(String key) {
    if (used.get(key) instanceof Settings known) {
      return known;
    }
    return sectionOf(key, has(key) ? values.get(key) : Map.of());
  }

  /**
   * Whether a key has subkeys. Does not count as asking for it.
   *
   * @param key the key
   * @return true if its value is a section
   */
  public boolean isSection(String key) {
    return values.get(key) instanceof Map;
  }

  /**
   * One subsection or a list of them.
   *
   * @param key the key, required
   * @return the sections, at least one
   */
  public List<Settings> sectionOrSections(String key) {
    return values.get(key) instanceof List ? sections(key) : List.of(section(key));
  }

  /**
   * A list of subsections. Asked for again, they are the same ones.
   *
   * @param key the key, required
   * @return the sections, at least one
   */
  public List<Settings> sections(String key) {
    if (used.get(key) instanceof List<?> known && !known.isEmpty() && known.get(0) instanceof Settings) {
      return known.stream().map(Settings.class::cast).toList();
    }
    Object value = required(key);
    if (!(value instanceof List<?> list) || list.isEmpty()) {
      throw wrong(key, "a list of sections (lines that begin with '- ')", value);
    }
    List<Settings> sections = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      sections.add(sectionOf(key + "." + i, list.get(i)));
    }
    used.keySet().removeIf(k -> k.startsWith(key + "."));
    used.put(key, sections);
    return sections;
  }

  @SuppressWarnings("unchecked") // SettingsSource lets only text keys through
  private Settings sectionOf(String key, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong(key, "a section (key: value lines)", value);
    }
    Settings section = new Settings(source, full(key), (Map<String, Object>) map);
    if (described != null) {
      Key known = described.find(key.replaceFirst("\\.\\d+$", ""), word());
      assert known != null && known.section() != null : full(key) + " is read as a section, but not described as one";
      section.described = known == null ? null : known.section();
    }
    used.put(key, section);
    return section;
  }

  /**
   * The whole section as it was read, for what checks its keys itself; {@link #finish()} then refuses none of them.
   *
   * @return maps, lists, texts, numbers and truth values, which are not to be changed
   */
  public Map<String, Object> values() {
    used.putAll(values);
    return Collections.unmodifiableMap(values);
  }

  /**
   * Refuses every key, here and in all sections handed out, that no getter was asked for.
   *
   * @throws IllegalArgumentException naming the first such key and the nearest known one
   */
  public void finish() {
    for (String key : values.keySet()) {
      if (!used.containsKey(key)) {
        Key known = described == null ? null : described.find(key, null);
        if (known != null && known.when() != null) {
          throw error(key, "has no effect here: it is for " + known.when());
        }
        throw error(key, "is not known here" + Similar.hint(key, used.keySet()) + "; known: "
            + String.join(", ", used.keySet()));
      }
    }
    for (Object value : used.values()) {
      if (value instanceof Settings section) {
        section.finish();
      } else if (value instanceof List<?> list) {
        list.forEach(item -> {
          if (item instanceof Settings section) {
            section.finish();
          }
        });
      }
    }
  }

  /**
   * All values in use, defaults included, in the order in which they were asked for; for a record of what ran.
   *
   * @return maps, lists, texts, numbers and truth values
   */
  public Map<String, Object> resolved() {
    Map<String, Object> resolved = new LinkedHashMap<>();
    used.forEach((key, value) -> {
      if (value instanceof Settings section) {
        resolved.put(key, section.resolved());
      } else if (value instanceof List<?> list) {
        resolved.put(key, list.stream().map(v -> v instanceof Settings s ? s.resolved() : v).toList());
      } else if (value != null) {
        resolved.put(key, value);
      }
    });
    return resolved;
  }

  /**
   * {@link #resolved()} as YAML text.
   *
   * @return block-style YAML
   */
  public String resolvedYaml() {
    return SettingsSource.dump(resolved());
  }
}
