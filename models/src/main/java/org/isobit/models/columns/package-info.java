/** Columns of water in configurations: their models, and weather from files. */
package org.isobit.models.columns;
