/**
 * Cycles of forecast and analysis on files, resumable after a kill at any moment; {@code isobit cycle}.
 *
 * <p>{@code isobit cycle --help-config} prints what a configuration can say. The design in one paragraph: the state of
 * a run is the last analysis ensemble, written whole, and a journal whose last record names its checksum. Everything
 * else is either derived from the journal (tables, report, picture) or written before the record that declares it.
 * Random numbers are functions of seed, cycle and purpose, so that no state of a generator has to be kept. The journal
 * is kept twice, and nothing is written over or removed before what the run goes on from has been read. An external
 * model is not trusted: its time, its log, the size and the range of its answers are bounded, and it ends with all that
 * it started.
 */
package org.isobit.models.cycle;
