/**
 * The study of the question of Higgs, Bannister, Skákala, Carrassi and Ciavatta (2026), "Hybrid machine learning data
 * assimilation for marine biogeochemistry", Biogeosciences 23, 315, arXiv:2504.05218: {@code isobit study marine-bgc}.
 *
 * <p>Configuration, runs and report; the column of water is in {@code dynamics.column}, the schemes in {@code learned},
 * filters in {@code assimilation}. A {@link org.isobit.models.studies.marinebgc.Setting}, a
 * {@link org.isobit.models.studies.marinebgc.Contender} and a site say what is run, numbers of truths and of initial
 * weights with which random numbers; together they are a {@link org.isobit.models.studies.marinebgc.Job}, whose scores
 * follow from it and the {@link org.isobit.models.studies.marinebgc.MarineSettings} to the last bit, whatever threads
 * and backend.
 *
 * <p>Of the paper the abstract and third-party summaries were at hand; the algebra of its schemes is inferred, and
 * NPZD or Fasham's seven pools stand for ERSEM.
 */
package org.isobit.models.studies.marinebgc;
