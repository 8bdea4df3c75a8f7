/** Published systems, end to end, one package each; {@code isobit study}. */
package org.isobit.models.studies;
