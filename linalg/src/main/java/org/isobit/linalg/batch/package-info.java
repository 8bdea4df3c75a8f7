/**
 * Many small problems at once, one problem a lane.
 *
 * <p>Layout: element (i, j) of problem b of a block lies at {@code offset + (i·columns + j)·lanes + b}, where
 * {@code lanes} is the number of problems in the block. Blocks of a multiple of 16 problems use every vector fully; any
 * other number works, with the same bits for each problem.
 */
package org.isobit.linalg.batch;
