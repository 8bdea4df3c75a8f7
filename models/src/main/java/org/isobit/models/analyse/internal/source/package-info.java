/**
 * Ensembles in files: what they hold, and which members are usable.
 */
package org.isobit.models.analyse.internal.source;
