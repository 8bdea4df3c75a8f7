package org.isobit.models.studies;

import java.util.concurrent.Callable;

/**
 * A study: a subcommand of {@code isobit study}, annotated with picocli's {@code Command}, whose name it has. All there
 * are stand in {@code META-INF/services/org.isobit.models.studies.Study}.
 */
public interface Study extends Callable<Integer> {}
