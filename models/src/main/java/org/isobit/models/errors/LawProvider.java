package org.isobit.models.errors;

import org.isobit.models.registry.Entry;
import org.isobit.models.registry.Values;

/**
 * A law of errors that configurations can name. Its class stands in
 * {@code META-INF/services/org.isobit.models.errors.LawProvider}, this library's own ones as well as yours; {@link
 * Entry#keys()} are its parameters, as {@link ErrorLaw#parameters()} names them.
 */
public interface LawProvider extends Entry {

  /**
   * The law itself.
   *
   * @param values its parameters
   * @return the law
   */
  ErrorLaw build(Values values);
}
