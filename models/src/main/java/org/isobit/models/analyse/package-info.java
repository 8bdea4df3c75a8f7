/**
 * {@code isobit analyse}: observations from files are assimilated into an ensemble from files. {@link
 * org.isobit.models.analyse.AnalyseCommand} describes the configuration.
 */
package org.isobit.models.analyse;
