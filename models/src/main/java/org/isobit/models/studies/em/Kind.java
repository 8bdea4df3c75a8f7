package org.isobit.models.studies.em;

/** What is estimated, and how. */
enum Kind {
  /** The 18 monomials of a stencil of two sites to each side, the same at every site. */
  LOCAL("local"),
  /** The same monomials with coefficients of every site's own, which begin with what is found of all sites together. */
  BY_SITE("by-site"),
  /** All monomials of degree 2 at most of any sites, the same at every site. */
  NON_LOCAL("non-local"),
  /** A network of the same stencil, the same at every site, in place of monomials. */
  NETWORK("network"),
  /** The local ones in the state of a filter, in one pass. */
  ONLINE("online"),
  /** The local ones from the truth itself in place of observations: the limit of many and exact ones. */
  PERFECT("perfect"),
  /** Nothing: Lorenz's model of one scale with the truth's forcing. */
  ONE_SCALE("one-scale");

  private final String label;

  Kind(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
