package org.isobit.models.analyse.internal.observation;

import org.isobit.models.registry.Entry;
import org.isobit.models.registry.Registry;

/** The observation operators of this library that configurations can name. */
public enum OperatorKind implements Entry {
  /** One point. */
  NEAREST("nearest", "value at the nearest point"),
  /** Between the points of a cell. */
  BILINEAR("bilinear", "linear between the points of a cell, in the vertical too"),
  /** The same. */
  LINEAR("linear", "another word for bilinear"),
  /** A point by its number. */
  INDEX("index", "value at the point of a number, from 0");

  /** All of them. */
  public static final Registry<OperatorKind> REGISTRY = Registry.of("operator", values());

  private final String label;
  private final String sentence;

  OperatorKind(String label, String sentence) {
    this.label = label;
    this.sentence = sentence;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String sentence() {
    return sentence;
  }
}
