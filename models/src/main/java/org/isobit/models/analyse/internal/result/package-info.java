/**
 * What an analysis leaves: files, report and pictures.
 */
package org.isobit.models.analyse.internal.result;
