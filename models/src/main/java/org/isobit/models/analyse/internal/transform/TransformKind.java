package org.isobit.models.analyse.internal.transform;

import org.isobit.models.registry.Entry;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.Registry;

/** The transforms of fields that configurations can name. */
public enum TransformKind implements Entry {
  /** Of fields above a bound. */
  LOG("log", "log(x - lower)", Keys.of(Key.of("lower", Form.NUMBER, "the bound").usual(0))),
  /** Of fields above a bound. */
  LOG10("log10", "log10(x - lower)", Keys.of(Key.of("lower", Form.NUMBER, "the bound").usual(0))),
  /** Of fields between two bounds. */
  LOGIT("logit", "log((x - lower)/(upper - x))", Keys.of(
      Key.of("lower", Form.NUMBER, "the lower bound").required(),
      Key.of("upper", Form.NUMBER, "the upper bound").required())),
  /** Of any field. */
  ANAMORPHOSIS("anamorphosis", "the forecast's own quantiles to normal ones", Keys.of(
      Key.of("lower", Form.NUMBER, "no value is below").usual("(no bound)"),
      Key.of("upper", Form.NUMBER, "no value is above").usual("(no bound)"),
      Key.of("knots", Form.INTEGER, "quantiles that the transform is drawn through").usual(101).between(3, 100_000)));

  /** All of them. */
  public static final Registry<TransformKind> REGISTRY = Registry.of("transform", values());

  private final String label;
  private final String sentence;
  private final Keys keys;

  TransformKind(String label, String sentence, Keys keys) {
    this.label = label;
    this.sentence = sentence;
    this.keys = keys;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String sentence() {
    return sentence;
  }

  @Override
  public Keys keys() {
    return keys;
  }
}
