package org.isobit.models.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys as a JSON Schema (draft 7, which editors of YAML files know). Thread-safe. */
public final class KeysSchema {

  private KeysSchema() {}

  /**
   * The schema of a configuration.
   *
   * @param title what it is of
   * @param keys  its keys
   * @return maps, lists, texts, numbers and truth values, to be written as JSON
   */
  public static Map<String, Object> of(String title, Keys keys) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", title);
    schema.putAll(object(keys));
    return schema;
  }

  private static Map<String, Object> object(Keys keys) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    Map<String, Object> properties = new LinkedHashMap<>();
    keys.own().forEach(key -> properties.put(key.name(), value(key)));
    List<Object> conditions = new ArrayList<>();
    keys.variants().forEach((word, more) -> {
      more.own().forEach(key -> properties.putIfAbsent(key.name(), true));
      Map<String, Object> own = new LinkedHashMap<>();
      more.own().forEach(key -> own.put(key.name(), value(key)));
      if (!own.isEmpty()) {
        Map<String, Object> then = new LinkedHashMap<>();
        then.put("properties", own);
        required(then, more);
        conditions.add(Map.of("if", Map.of("properties", Map.of(keys.by(), Map.of("const", word)), "required",
            List.of(keys.by())), "then", then));
      }
    });
    schema.put("properties", properties);
    required(schema, keys);
    schema.put("additionalProperties", keys.any() == null ? false : value(keys.any()));
    if (!conditions.isEmpty()) {
      schema.put("allOf", conditions);
    }
    return schema;
  }

  private static void required(Map<String, Object> schema, Keys keys) {
    List<String> names = keys.own().stream().filter(Key::isRequired).map(Key::name).toList();
    if (!names.isEmpty()) {
      schema.put("required", names);
    }
  }

  private static Object value(Key key) {
    List<Map<String, Object>> forms = key.forms().stream().sorted().map(form -> form(key, form)).distinct().toList();
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", key.says() + (key.when() == null ? "" : "; for " + key.when()));
    if (key.usual() != null && !key.usual().startsWith("(")) {
      schema.put("default", usual(key));
    }
    if (forms.size() == 1) {
      schema.putAll(forms.get(0));
    } else {
      schema.put("anyOf", forms);
    }
    return schema;
  }

  private static Object usual(Key key) {
    for (Key.Form form : key.forms()) {
      switch (form) {
        case FLAG -> {
          return Boolean.valueOf(key.usual());
        }
        case INTEGER, NUMBER, NUMBERS -> {
          try {
            return form == Key.Form.INTEGER ? (Object) Long.valueOf(key.usual()) : Double.valueOf(key.usual());
          } catch (NumberFormatException e) {
            return key.usual(); // a word, where a word is allowed too
          }
        }
        default -> { }
      }
    }
    return key.usual();
  }

  private static Map<String, Object> form(Key key, Key.Form form) {
    return switch (form) {
      case TEXT, FILE -> Map.of("type", List.of("string", "number", "boolean"));
      case WORD -> Map.of("enum", key.words());
      case INTEGER -> bounded(key, "integer");
      case NUMBER -> bounded(key, "number");
      case FLAG -> Map.of("type", "boolean");
      case NUMBERS -> listOrOne("number");
      case INTEGERS -> listOrOne("integer");
      case FLAGS -> listOrOne("boolean");
      case TEXTS -> Map.of("type", List.of("string", "number", "array"));
      case SECTION -> object(key.section());
      case SECTIONS -> Map.of("type", "array", "minItems", 1, "items", object(key.section()));
      case ANYTHING -> Map.of();
    };
  }

  private static Map<String, Object> listOrOne(String type) {
    return Map.of("anyOf", List.of(Map.of("type", type), Map.of("type", "array", "items", Map.of("type", type))));
  }

  private static Map<String, Object> bounded(Key key, String type) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type);
    if (!Double.isInfinite(key.least())) {
      schema.put(key.isOpen() ? "exclusiveMinimum" : "minimum", key.least());
    }
    if (!Double.isInfinite(key.greatest())) {
      schema.put("maximum", key.greatest());
    }
    return schema;
  }
}
