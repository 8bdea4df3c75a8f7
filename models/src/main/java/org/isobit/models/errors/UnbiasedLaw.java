package org.isobit.models.errors;

import java.util.SequencedMap;

/** A law of errors of mean 0 that has no parameter but its variance. */
sealed interface UnbiasedLaw extends ErrorLaw permits GaussianError, LaplaceError, UniformError {

  @Override
  default SequencedMap<String, Double> parameters() {
    return LawParameters.of("variance", variance());
  }

  @Override
  default double mean() {
    return 0.0;
  }
}
