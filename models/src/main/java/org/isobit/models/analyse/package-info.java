/**
 * {@code isobit analyse}: observations from files are assimilated into an ensemble from files. {@link
 * org.isobit.models.analyse.AnalyseCommand} says how; {@code --help-config} prints what a configuration can say.
 */
package org.isobit.models.analyse;
