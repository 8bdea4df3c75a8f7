/**
 * Line charts as PNG and SVG, maps as PNG. The SVG is written as text and needs neither a display nor fonts on the
 * machine that writes it; its bytes depend on the data alone.
 */
package org.isobit.models.chart;
